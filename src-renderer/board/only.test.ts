import { expect, test } from "vitest";
import { wordsOf } from "../kit/text.ts";
import { emptySentence, narrowedDrill, onlyWords } from "./only.ts";
import { sentenceOf } from "./query.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const onlyNames = [{ part: "major", name: "市容环境", nameEn: "City appearance" }] as const;

test("J9 the sentence names each part from the wide to the narrow, in both languages", () => {
  const only = { which: "overdueOpen", source: 3, stage: "handling", major: "s/01" } as const;
  const said = (words: typeof zh) => onlyWords(only, onlyNames, words).map(({ word }) => word);
  expect(said(zh)).toEqual(["市容环境", "热线", "处置阶段", "超期"]);
  expect(said(en)[0]).toBe("City appearance");
  expect(onlyWords({ department: 4 }, [], zh)).toEqual([{ part: "department", word: "指定单位" }]);
});

test("J9 a list says what the wall was narrowed to when it was opened", () => {
  const only = { which: "overdueOpen", major: "s/01" } as const;
  const subject = { name: "城管局", nameEn: "Urban management" };
  const drill = narrowedDrill({ query: { period: "day", department: 7 }, subject }, { only, onlyNames });
  expect(drill.query).toEqual({ period: "day", department: 7, major: "s/01", which: "overdueOpen" });
  expect(sentenceOf(drill, zh)).toBe("市容环境 · 今日 · 城管局 · 超期");
  expect(sentenceOf({ query: { ...drill.query, measure: "onTime" }, within: onlyNames }, zh)).toBe(
    "市容环境 · 今日 · 超期 · 按期处置",
  );
  expect(sentenceOf({ query: { period: "month", term: "handleDue", which: "dueSoon" } }, zh)).toBe(
    "本月 · 临期 · 应处置数",
  );
});

test("J4 a wall that is not narrowed asks as before and opens lists as before", () => {
  const drill = { query: { period: "day" } } as const;
  expect(narrowedDrill(drill, { only: { which: "open" }, onlyNames: [] })).toBe(drill);
  expect(narrowedDrill(drill, { only: { which: "all" }, onlyNames: [] })).toBe(drill);
});

test("J9 a narrowed board without cases says how to see some again", () => {
  const said = (noCases: boolean, only: object) => emptySentence({ noCases, only }, "empty.period", zh);
  expect(said(false, { source: 1 })).toContain("清除筛选");
  expect(said(false, { which: "open" })).toContain("换一个时段");
  expect(said(true, { source: 1 })).toContain("中心还没有案件");
});
