import { expect, test } from "vitest";
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import jinhuaFile from "../../../resources/schemes/jinhua.json" with { type: "json" };
import { parseScheme, type Scheme } from "../../../shared/rules/scheme.ts";
import { wordsOf } from "../../kit/text.ts";
import { sentenceOf } from "../query.ts";
import { excludedCases } from "./entries.ts";
import { drillOf, sourcesOf } from "./drill.ts";

const scheme = parseScheme("jinhua.json", jinhuaFile);
const period = { from: Date.UTC(2026, 8, 30, 16), to: Date.UTC(2026, 9, 31, 16) };
const subject = { key: 7, name: "市政工程处", nameEn: "Public works" };
const [patrol, video] = ["patrol", "video"].map((source) => CASE_SOURCES.indexOf(source as "patrol"));

test("a figure opens by term, basis, window and place", () => {
  const drill = drillOf({ scheme, period }, subject, "closedOnTime");
  expect(drill?.query).toEqual({
    period: "all",
    between: [period.from, period.to],
    basis: scheme.basis,
    term: "closedOnTime",
    department: 7,
  });
  const words = wordsOf("zh-CN", "Asia/Shanghai");
  expect(drill === null ? "" : sentenceOf(drill, words)).toBe(
    "2026年10月1日–10月31日 · 按截止时间 · 市政工程处 · 按期结案数",
  );
});

test("excluded cases are in no list, and the list says so", () => {
  const entry = (caseUid: number, withdrawnAt: number | null) => ({ kind: "exclusion", caseUid, withdrawnAt });
  const without = excludedCases([
    entry(9, null),
    entry(4, null),
    entry(9, null),
    entry(5, 1),
    { ...entry(6, null), kind: "bonus" },
  ]);
  expect(without).toEqual([4, 9]);
  const drill = drillOf({ scheme, period }, subject, "filed", {}, without);
  expect(drill?.query.without).toEqual([4, 9]);
  expect(drill === null ? "" : sentenceOf(drill, wordsOf("en", "Asia/Shanghai"))).toMatch(
    / · filed · without cases the ledger excludes$/,
  );
});

test("duty grids open by grid, people by nothing", () => {
  expect(drillOf({ scheme: { ...scheme, subject: "dutyGrid" }, period }, subject, "filed")?.query).toMatchObject({
    dutyGrid: 7,
  });
  expect(drillOf({ scheme, period }, { ...subject, key: "王芳" }, "filed")).toBeNull();
});

test("an adjustment's own basis is kept", () => {
  expect(drillOf({ scheme, period }, subject, "filed", { sources: undefined, basis: "filing" })?.query.basis).toBe(
    "filing",
  );
});

test("a part's sources stand inside the scheme's", () => {
  const of = (all: Scheme["sources"], own: Scheme["sources"]) => sourcesOf({ sources: all }, { sources: own });
  expect(of(undefined, undefined)).toBeNull();
  expect(of(["patrol", "public"], undefined)).toHaveLength(2);
  expect(of(undefined, ["patrol", "video"])).toEqual([patrol, video]);
  expect(of(["patrol", "public"], ["patrol", "video"])).toEqual([patrol]);
});
