import { describe, expect, test } from "vitest";
import { aBriefing } from "../../test/fixtures/briefing.ts";
import { wordsOf } from "../kit/text.ts";
import { conclusionsOf } from "./conclusions.ts";
import { BRIEFING } from "./file.ts";
import { changeText, countChange, headlinesOf } from "./headlines.ts";
import { endsOf } from "./ranked.ts";
import type { FrozenRank } from "../../shared/briefing.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const headline = (indicator: string, more = {}, words = zh) =>
  headlinesOf(aBriefing(more), BRIEFING, words).find((each) => each.indicator === indicator);

describe("headline figures", () => {
  test("are those of the briefing's file, in its order", () => {
    expect(headlinesOf(aBriefing(), BRIEFING, zh).map(({ indicator }) => indicator)).toEqual([
      "proactiveRate",
      "avgHandleMinutes",
      "cameraOnlineRate",
      "availability",
    ]);
  });

  test("X101 are held against the city's target before the file's, and say whose it is", () => {
    expect(headline("proactiveRate")).toMatchObject({ value: "90.0%", target: "≥90%", whose: "甘谷 2024", met: true });
    // 140 minutes: more than the two hours of the file, less than what the city itself wants.
    expect(headline("avgHandleMinutes")).toMatchObject({
      value: "2小时20分",
      target: "≤2小时30分",
      whose: "本市目标",
      met: true,
    });
    expect(headline("cameraOnlineRate")).toMatchObject({ value: "94.0%", met: false });
  });

  test("X101 without a denominator or a figure are neither met nor missed", () => {
    const none = aBriefing().lines.map((line) => ({ ...line, n: { n: 0, set: null }, d: { n: 0, set: null } }));
    expect(headline("proactiveRate", { lines: none })).toMatchObject({ value: "—", met: null });
    expect(headline("availability", { lines: [] })).toMatchObject({ value: "—", met: null, line: null });
  });

  test("never read as all of the time while a part of it is missing", () => {
    expect(headline("availability")).toMatchObject({ value: "99.99+%", met: true, counts: "9天23小时 / 10天" });
  });

  test("X102 say how they changed, and invent nothing where there is nothing", () => {
    expect(headline("proactiveRate")).toMatchObject({
      before: { way: "up", text: "+5.0个百分点" },
      yearBefore: { way: "same", text: "持平" },
    });
    expect(headline("cameraOnlineRate")?.before).toEqual({ way: null, text: "无可比数据" });
    expect(headline("proactiveRate", {}, en)?.before.text).toMatch(/^\+5\.0/);
    const [, minutes] = aBriefing().lines;
    expect(changeText(minutes ?? null, { n: 1_000, d: 10 }, "minutes", zh)).toEqual({ way: "up", text: "+40分" });
    expect(countChange(10, 8, zh)).toEqual({ way: "up", text: "+25.0%" });
    expect(countChange(10, 0, zh).way).toBeNull();
    expect(countChange(10, null, zh).text).toBe("无可比数据");
  });
});

describe("conclusions", () => {
  const texts = (words = zh, more = {}) => conclusionsOf(aBriefing(more), BRIEFING, words).map(({ text }) => text);

  test("say each target, the ends of the board, the most frequent class and what is overdue", () => {
    expect(texts()).toEqual([
      "主动发现率 90.0%，达到目标 ≥90%。",
      "平均处置时长 2小时20分，达到目标 ≤2小时30分。",
      "监控在线率 94.0%，未达到目标 ≥95%。",
      "平台可用率 99.99+%，达到目标 ≥99.9%。",
      "A 组排名：城管局居首，交警队居末。",
      "最多的问题是暴露垃圾，4 件，占上报的 40%。",
      "目前有 2 件超期未处置。",
    ]);
    expect(texts(en).at(-1)).toBe("Overdue and not handled at present: 2.");
  });

  test("leave out what is not there", () => {
    const left = aBriefing().left;
    const none = { issues: [], board: null, lines: [], left: { ...left, overdueOpen: { n: 0, set: "x" } } };
    expect(texts(zh, none)).toEqual([
      "主动发现率没有数据。",
      "平均处置时长没有数据。",
      "监控在线率没有数据。",
      "平台可用率没有数据。",
      "目前没有超期未处置的案件。",
    ]);
  });
});

describe("the ends of a board", () => {
  const lines = (ranked: number, unranked = 0) =>
    Array.from({ length: ranked + unranked }, (_, i) => ({ key: i, rank: i < ranked ? i + 1 : null }) as FrozenRank);
  const keys = (ranked: number) => {
    const { head, between, foot } = endsOf(lines(ranked, 1), 6, 3);
    return [head.map(({ key }) => key), between, foot.map(({ key }) => key)];
  };

  test("are its head and its foot, with how many lie between", () => {
    expect(keys(20)).toEqual([[0, 1, 2, 3, 4, 5], 11, [17, 18, 19]]);
    expect(keys(9)).toEqual([[0, 1, 2, 3, 4, 5], 0, [6, 7, 8]]);
  });

  test("name nobody twice, and commend the only one", () => {
    expect(keys(3)).toEqual([[0, 1], 0, [2]]);
    expect(keys(1)).toEqual([[0], 0, []]);
    expect(endsOf(lines(0, 2), 6, 3)).toEqual({ head: [], between: 0, foot: [], unranked: 2 });
  });
});
