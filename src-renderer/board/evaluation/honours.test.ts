import { expect, test } from "vitest";
import type { PartResult } from "../../../shared/evaluation/standing.ts";
import zhongfangFile from "../../../resources/schemes/zhongfang-2020.json" with { type: "json" };
import { parseScheme } from "../../../shared/rules/scheme.ts";
import type { ShownStanding } from "../../../shared/view.ts";
import { wordsOf } from "../../kit/text.ts";
import { honoursOf, reasonOf } from "./honours.ts";
import { reasonText } from "./honours.tsx";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const scheme = parseScheme("zhongfang-2020.json", zhongfangFile);

function standing(key: number, more: Partial<ShownStanding> = {}): ShownStanding {
  return {
    key,
    group: "A",
    score: 100 - key,
    low: null,
    high: null,
    rank: key,
    tieGroup: key,
    unranked: null,
    enough: true,
    cases: 10,
    grade: null,
    parts: [],
    base: 100 - key,
    adjustments: [],
    adjusted: 0,
    vetoedBy: [],
    excludedBy: [],
    months: [],
    name: `单位${key}`,
    nameEn: `Unit ${key}`,
    shortName: "",
    shortNameEn: "",
    before: { rank: key, score: 100 - key },
    yearBefore: null,
    ...more,
  };
}

const digital = (solved: number, inTime: number, due: number): PartResult => ({
  part: "digital",
  weight: 60,
  points: (60 * (0.55 * solved + 0.45 * inTime)) / due,
  low: null,
  high: null,
  counted: null,
  entries: [],
  figures: [
    {
      indicator: "solveRate",
      n: { term: "solved", count: solved },
      d: { term: "closeDue", count: due },
      value: solved / due,
      share: 0.55,
    },
    {
      indicator: "solveOnTimeRate",
      n: { term: "solvedOnTime", count: inTime },
      d: { term: "closeDue", count: due },
      value: inTime / due,
      share: 0.45,
    },
  ],
});

const keysOf = (list: readonly { readonly standing: ShownStanding }[]) => list.map((each) => each.standing.key);
const group = (name: string, keys: readonly number[]) => ({
  group: name,
  standings: keys.map((key, i) => standing(key, { group: name, rank: i + 1, before: { rank: i + 1, score: 1 } })),
});

test("the ends of each group, at most three and at most a third of it", () => {
  const groups = [group("A", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), group("B", [11, 12, 13, 14])];
  const { honour, concern } = honoursOf({ scheme, groups });
  expect(keysOf(honour)).toEqual([1, 2, 3, 11]);
  expect(keysOf(concern)).toEqual([8, 9, 10, 14]);
  const alone = honoursOf({
    scheme,
    groups: [
      group(
        "",
        Array.from({ length: 16 }, (_, i) => i + 1),
      ),
    ],
  });
  expect(keysOf(alone.honour)).toHaveLength(5);
  expect(honoursOf({ scheme, groups: [group("", [1, 2])] })).toEqual({ honour: [], concern: [] });
});

test("those without a rank are on no list", () => {
  const few = standing(99, { rank: null, enough: false, score: 100 });
  const groups = [{ group: "A", standings: [...group("A", [1, 2, 3]).standings, few] }];
  const { honour, concern } = honoursOf({ scheme, groups });
  expect([...keysOf(honour), ...keysOf(concern)]).toEqual([1, 3]);
});

test("the largest move is marked where it is, or added at the end", () => {
  const standings = [1, 2, 3, 4, 5, 6].map((key) => standing(key));
  standings[0] = standing(1, { before: { rank: 6, score: 90 } });
  standings[3] = standing(4, { before: { rank: 1, score: 99 } });
  const { honour, concern } = honoursOf({ scheme, groups: [{ group: "A", standings }] });
  expect(honour.map(({ standing, mover }) => [standing.key, mover])).toEqual([
    [1, true],
    [2, false],
  ]);
  expect(concern.map(({ standing, mover }) => [standing.key, mover])).toEqual([
    [5, false],
    [6, false],
    [4, true],
  ]);
});

test("a move of one rank is nobody's honour", () => {
  const standings = [1, 2, 3].map((key) => standing(key, { before: { rank: key + 1, score: 90 } }));
  const { honour } = honoursOf({ scheme, groups: [{ group: "A", standings }] });
  expect(honour.map(({ mover }) => mover)).toEqual([false]);
});

test("the reason is the best figure in praise, and the dearest one in pressing", () => {
  const one = standing(1, { parts: [digital(133, 120, 137)] });
  const text = (good: boolean) => reasonText(reasonOf(one, scheme.parts, good), { scheme }, zh);
  expect(text(true)).toBe("问题解决率 97.1%（133/137）");
  expect(text(false)).toBe("及时解决率 87.6%（120/137）差17件");
  expect(reasonText(reasonOf(one, scheme.parts, false), { scheme }, zh, true)).toBe("及时解决率 87.6%");
});

test("inspectors' marks and vetoes are reasons too", () => {
  const spot: PartResult = { ...digital(10, 10, 10), part: "spotCheck", weight: 20, points: 12.4, figures: [] };
  const marked = standing(1, { parts: [digital(10, 10, 10), spot] });
  expect(reasonText(reasonOf(marked, scheme.parts, false), { scheme }, zh)).toBe("现场抽检 12.40/20分");
  const vetoed = standing(1, { parts: [digital(10, 10, 10)], vetoedBy: [7] });
  expect(reasonText(reasonOf(vetoed, scheme.parts, false), { scheme }, zh)).toBe("一票否决，本期记0分");
  expect(reasonOf(standing(1), scheme.parts, true)).toEqual({ why: "score" });
});

test("a mean of months has its best and its weakest month for a reason", () => {
  const months = [
    { period: "2026-07", score: 91.2 },
    { period: "2026-08", score: null },
    { period: "2026-09", score: 96.85 },
  ];
  const text = (good: boolean) => reasonText(reasonOf(standing(1, { months }), scheme.parts, good), { scheme }, zh);
  expect(text(true)).toBe("2026年9月得分最高（96.85）");
  expect(text(false)).toBe("2026年7月得分最低（91.20）");
  expect(reasonOf(standing(1, { months: months.slice(0, 2) }), scheme.parts, true)).toEqual({ why: "score" });
});
