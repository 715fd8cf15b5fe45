import { describe, expect, test } from "vitest";
import { CASE_STATES } from "../case/state.ts";
import { MARK } from "../case/marks.ts";
import { parseScheme } from "../rules/scheme.ts";
import { emptyFigures } from "./columns.ts";
import { tallyAll, waitingAmong } from "./memory-tallies.ts";
import { periodOf, type EvaluationPeriod } from "./period-key.ts";
import { whatIf, type OpenCase } from "./what-if.ts";
import type { CaseFigures } from "./terms.ts";
import type { EvaluationFacts } from "./facts.ts";

const ZONE = "UTC";
const NOVEMBER = periodOf("2026-11") as EvaluationPeriod;
const NOW = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;
const both = { "zh-CN": "测试", en: "test" };

const scheme = parseScheme("test", {
  format: 1,
  scheme: "test",
  version: "1",
  title: both,
  source: both,
  subject: "department",
  basis: "deadline",
  byGroup: true,
  rankedWhen: "closeDue",
  leastCases: 1,
  parts: [
    {
      part: "solved",
      title: both,
      weight: 100,
      rule: {
        by: "mix",
        of: [
          { indicator: "solveRate", share: 0.55 },
          { indicator: "solveOnTimeRate", share: 0.45 },
        ],
      },
    },
  ],
  adjustments: [],
  adjustmentCap: null,
  vetoes: [],
  grades: [],
  longer: "meanOfMonths",
});

const made = (department: number, days: number, said: Partial<CaseFigures> = {}): CaseFigures => ({
  ...emptyFigures(),
  state: CASE_STATES.indexOf("handling"),
  department,
  dispatchedAt: NOW - 10 * DAY,
  deadline: NOW + days * DAY,
  ...said,
});
const solved = (department: number): CaseFigures =>
  made(department, -5, { state: CASE_STATES.indexOf("closed"), submittedAt: NOW - 6 * DAY, closedAt: NOW - 6 * DAY });

function ask(key: number, cases: readonly CaseFigures[], more: Partial<EvaluationFacts> = {}) {
  const facts: EvaluationFacts = {
    now: NOW,
    timeZone: ZONE,
    tallies: tallyAll(cases, ZONE),
    waiting: waitingAmong(cases, NOW),
    caseOf: (uid) => cases[uid - 1] ?? null,
    subjects: [1, 2, 3, 4].map((each) => ({ key: each, group: each === 4 ? "B" : "A" })),
    ledger: [],
    ...more,
  };
  const open: OpenCase[] = cases.map((figures, i) => ({ uid: i + 1, figures }));
  return whatIf(scheme, NOVEMBER, facts, key, open);
}

describe("what closing open cases would do", () => {
  // Department 1 has solved two of four due; 2 has 80 %, 3 has 60 %, 4 stands in another group.
  const rivals = [
    ...Array.from({ length: 8 }, () => solved(2)),
    made(2, -1),
    made(2, -1),
    ...Array.from({ length: 6 }, () => solved(3)),
    ...Array.from({ length: 4 }, () => made(3, -1)),
    ...Array.from({ length: 9 }, () => solved(4)),
  ];
  // uids 1 to 7: two solved, two overdue, three that can still be on time.
  const own = [solved(1), solved(1), made(1, -3), made(1, -1), made(1, 6), made(1, 2), made(1, 4)];

  test("those that can still be on time come first, then the gain, then the deadline", () => {
    const result = ask(1, [...own, ...rivals]);
    expect(result).toMatchObject({ score: 50, rank: 3 });
    expect(result?.cases.map((each) => [each.uid, each.inTime])).toEqual([
      [6, true],
      [7, true],
      [5, true],
      [3, false],
      [4, false],
    ]);
    // One more in time: 3 of 5 instead of 2 of 4. One more late: 55 % of one of four.
    expect(result?.cases.map((each) => each.gain)).toEqual([10, 10, 10, 13.75, 13.75]);
  });

  test("of those in time the one that gains more comes first, whatever its deadline", () => {
    const waits = made(1, -2, { state: CASE_STATES.indexOf("checking"), submittedAt: NOW - 3 * DAY });
    const later = made(1, -1, { state: CASE_STATES.indexOf("checking"), submittedAt: NOW - 3 * DAY });
    // Due and not solved: closing adds one to the solved alone. Not yet due: it adds to what is due as well.
    const result = ask(1, [solved(1), made(1, -3), made(1, 2), later, waits, ...rivals]);
    expect(result?.cases.map((each) => each.uid)).toEqual([5, 4, 3, 2]);
    expect(result?.cases.map((each) => each.gain)).toEqual([25, 25, 15, 13.75]);
  });

  test("the least number that leads to each better rank, and to where", () => {
    const result = ask(1, [...own, ...rivals]);
    // One: 60.00, level with the third. Four: 5 of 7 in time and one late, 79.29. Five: 87.14.
    expect(result?.steps).toEqual([
      { close: 1, score: expect.closeTo(60, 9), rank: 2 },
      { close: 5, score: expect.closeTo((100 * (5 + 2 * 0.55)) / 7, 9), rank: 1 },
    ]);
  });

  test("a department without anything due is ranked by what it closes", () => {
    const result = ask(1, [made(1, 3), ...rivals]);
    expect(result).toMatchObject({ score: null, rank: null });
    expect(result?.steps).toEqual([{ close: 1, score: 100, rank: 1 }]);
  });

  test("what was submitted in time and waits for its check is still in time", () => {
    const waits = made(1, -3, { state: CASE_STATES.indexOf("checking"), submittedAt: NOW - 4 * DAY });
    expect(ask(1, [waits, ...rivals])?.cases).toEqual([{ uid: 1, inTime: true, gain: 100 }]);
  });

  test("cases of other months, closed ones and those of others are none of its", () => {
    expect(ask(1, [solved(1), made(1, 30), made(1, -30), made(2, 1), ...rivals])?.cases).toEqual([]);
  });

  test("an exempt case gains nothing, and nobody is asked who is not there", () => {
    expect(ask(1, [solved(1), made(1, -1, { marks: MARK.exempt }), ...rivals])?.cases).toEqual([
      { uid: 2, inTime: false, gain: 0 },
    ]);
    expect(ask(9, rivals)).toBeNull();
  });
});
