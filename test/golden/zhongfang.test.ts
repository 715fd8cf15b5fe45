/**
 * The scheme of 中方 2020 with the county's own numbers: 14,664 cases, 8,907 solved, and printed rates of 60.74 %, 40.01 %
 * and 51.41 %. Only 5,867 in time gives the second of them.
 */
import { describe, expect, test } from "vitest";
import { MARK } from "../../shared/case/marks.ts";
import { evaluate } from "../../shared/evaluation/evaluate.ts";
import { printedScore } from "../../shared/evaluation/score.ts";
import { wilson } from "../../shared/evaluation/interval.ts";
import {
  day,
  entry,
  factsOf,
  inTime,
  judged,
  late,
  made,
  period,
  schemeOfFile,
  standingOf,
  times,
  unfinished,
} from "../fixtures/evaluation.ts";

const scheme = schemeOfFile("zhongfang-2020");
const ALL = 14_664;
const SOLVED = 8_907;
const IN_TIME = 5_867;

/** One case in time is worth 60 of 60, and without spot checks and supervision 100 of 100. */
const one = [inTime()];

describe("the county's year 2020", () => {
  const cases = [...times(IN_TIME, inTime()), ...times(SOLVED - IN_TIME, late()), ...times(ALL - SOLVED, unfinished())];
  const standing = judged(scheme, "2020-11", cases);
  const [digital] = standing.parts;

  test("60.74 % solved and 40.01 % in time, over all that came in and not over what was dispatched", () => {
    const [solved, onTime] = digital?.figures ?? [];
    expect(solved).toMatchObject({
      indicator: "solveRate",
      n: { term: "solved", count: 8907 },
      d: { term: "closeDue", count: 14664 },
      share: 0.55,
    });
    expect(onTime).toMatchObject({
      indicator: "solveOnTimeRate",
      n: { term: "solvedOnTime", count: 5867 },
      share: 0.45,
    });
    expect(((solved?.value ?? 0) * 100).toFixed(2)).toBe("60.74");
    expect(((onTime?.value ?? 0) * 100).toFixed(2)).toBe("40.01");
  });

  test("51.41 % overall, of 60 points 30.85", () => {
    expect(standing.score?.toFixed(2)).toBe("51.41");
    expect(digital?.points?.toFixed(2)).toBe("30.85");
    expect(digital?.weight).toBe(60);
  });

  test("the rule of points (100 %, 55 %, 0) and the rule of rates give the same", () => {
    const points = (IN_TIME + 0.55 * (SOLVED - IN_TIME)) / ALL;
    expect((digital?.points ?? 0) / 60).toBeCloseTo(points, 12);
  });

  test("its interval is Wilson's of the mean over 14,664 cases", () => {
    const mean = (digital?.points ?? 0) / 60;
    expect(standing.low).toBeCloseTo(100 * wilson(mean, ALL).low, 9);
    expect(standing.high).toBeCloseTo(100 * wilson(mean, ALL).high, 9);
    expect(standing.high! - standing.low!).toBeCloseTo(1.62, 2);
  });
});

describe("what counts, and for which month", () => {
  test("a case belongs to the month of its deadline, whenever it was reported", () => {
    const early = made({ state: "closed", deadline: day("2020-11-02"), submittedAt: day("2020-10-31") });
    expect(judged(scheme, "2020-11", [early]).cases).toBe(1);
    expect(judged(scheme, "2020-10", [early]).unranked).toBe("noCases");
  });

  test("handled without a passed check is unfinished; so is what was closed by force", () => {
    const cases = [
      inTime(),
      made({ state: "checking", submittedAt: day("2020-11-10") }),
      inTime({ marks: MARK.forceClosed }),
    ];
    expect(judged(scheme, "2020-11", cases).base).toBeCloseTo(100 / 3, 9);
  });

  test("an open case counts against the department only once its deadline has passed", () => {
    const cases = [inTime(), unfinished({ deadline: day("2020-11-20") })];
    expect(judged(scheme, "2020-11", cases, { now: day("2020-11-19") })).toMatchObject({ base: 100, cases: 1 });
    expect(judged(scheme, "2020-11", cases, { now: day("2020-11-21") })).toMatchObject({ base: 50, cases: 2 });
  });

  test("a suspended case waits, and one with a granted appeal was never due", () => {
    const cases = [inTime(), made({ state: "suspended" }), unfinished({ marks: MARK.exempt })];
    expect(judged(scheme, "2020-11", cases)).toMatchObject({ base: 100, cases: 1 });
  });

  test("60 / 20 / 20 with spot checks and supervision; what has no entry leaves its weight to the others", () => {
    const half = [inTime(), unfinished()];
    const spotChecks = [
      entry({ kind: "spotCheck", points: 90 }),
      entry({ kind: "spotCheck", points: 80 }),
      entry({ kind: "spotCheck", points: 100, withdrawnAt: 1 }),
      entry({ kind: "spotCheck", points: 10, month: "2020-10" }),
      entry({ kind: "spotCheck", points: 10, scheme: "other" }),
      entry({ kind: "spotCheck", points: 10, department: 2 }),
    ];
    const supervision = entry({ kind: "supervision", points: 70 });
    expect(judged(scheme, "2020-11", half, { ledger: [...spotChecks, supervision] }).base).toBeCloseTo(30 + 17 + 14, 9);
    expect(judged(scheme, "2020-11", half, { ledger: spotChecks }).base).toBeCloseTo(((30 + 17) * 100) / 80, 9);
    expect(judged(scheme, "2020-11", half).parts.map((part) => part.points)).toEqual([30, null, null]);
  });
});

describe("what is added and taken off", () => {
  test.each([
    ["bonus", "commendation", 0.5],
    ["bonus", "reReview", 1],
    ["bonus", "newTitle", 2],
    ["penalty", "criticised", -0.5],
    ["penalty", "majorLoss", -2],
    ["penalty", "refusal", -0.5],
  ])("%s %s: %d each time", (kind, item, points) => {
    const ledger = [entry({ kind, item }), entry({ kind, item }), entry({ kind: "spotCheck", item, points: 100 })];
    const standing = judged(scheme, "2020-11", one, { ledger });
    expect(standing.adjusted).toBe(2 * points);
    expect(standing.score).toBe(100 + 2 * points);
    expect(standing.adjustments.find((each) => each.item === item)).toMatchObject({ points: 2 * points });
    expect(standing.adjustments.filter((each) => each.points !== 0)).toHaveLength(1);
  });

  test("an entry may give its own points; the item says which way they count", () => {
    const ledger = [entry({ kind: "penalty", item: "majorLoss", points: 1 })];
    expect(judged(scheme, "2020-11", one, { ledger }).adjusted).toBe(-1);
  });

  describe("fewer filings than in the same month last year", () => {
    const filedIn = (date: string) => inTime({ filedAt: day(date), deadline: day("2020-11-15") });
    const lastYear = times(200, filedIn("2019-11-10"));
    const thisYear = (count: number) => times(count, filedIn("2020-11-10"));

    test("+0.1 for each percentage point: 200 to 170 are 15 points, +1.5", () => {
      const standing = judged(scheme, "2020-11", [...lastYear, ...thisYear(170)]);
      expect(standing.adjusted).toBeCloseTo(1.5, 9);
      const fall = standing.adjustments.find((each) => each.item === "fewerFilings");
      expect(fall?.counted).toEqual({ now: { term: "filed", count: 170 }, before: 200 });
    });

    test("filings belong to the month of filing, not to that of the deadline", () => {
      const elsewhere = times(500, inTime({ filedAt: day("2020-10-20") }));
      expect(judged(scheme, "2020-11", [...lastYear, ...thisYear(170), ...elsewhere]).adjusted).toBeCloseTo(1.5, 9);
    });

    test("more filings, or none to compare with, change nothing", () => {
      expect(judged(scheme, "2020-11", [...lastYear, ...thisYear(201)]).adjusted).toBe(0);
      expect(judged(scheme, "2020-11", thisYear(10)).adjusted).toBe(0);
    });

    test("a running month is not compared with a whole one", () => {
      const cases = [...lastYear, ...thisYear(10)];
      expect(judged(scheme, "2020-11", cases, { now: day("2020-11-30") }).adjusted).toBe(0);
      expect(judged(scheme, "2020-11", cases, { now: day("2020-12-01") }).adjusted).toBe(5);
    });
  });

  test("the sum is held within ±5, the entries stay visible", () => {
    const much = Array.from({ length: 4 }, () => entry({ kind: "bonus", item: "newTitle" }));
    const bad = Array.from({ length: 4 }, () => entry({ kind: "penalty", item: "majorLoss" }));
    expect(judged(scheme, "2020-11", one, { ledger: much })).toMatchObject({ adjusted: 5, score: 105 });
    expect(judged(scheme, "2020-11", one, { ledger: bad })).toMatchObject({ adjusted: -5, score: 95 });
    expect(judged(scheme, "2020-11", one, { ledger: [...much, ...bad] })).toMatchObject({ adjusted: 0, score: 100 });
    const given = judged(scheme, "2020-11", one, { ledger: much }).adjustments.find((each) => each.item === "newTitle");
    expect(given).toMatchObject({ points: 8, entries: much.map((each) => each.uid) });
  });

  test("a veto comes last: bonus or not, the month's result is 0", () => {
    const veto = entry({ kind: "veto", item: "mediaExposure" });
    const cases = [inTime(), unfinished({ department: 2 })];
    const ledger = [entry({ item: "newTitle" }), veto];
    const groups = evaluate(scheme, period("2020-11"), factsOf(cases, { ledger }));
    expect(standingOf(groups, 1)).toMatchObject({
      score: 0,
      low: 0,
      high: 0,
      rank: 1,
      base: 100,
      vetoedBy: [veto.uid],
    });
    expect(standingOf(groups, 2)).toMatchObject({ score: 0, rank: 1, vetoedBy: [] });
    const unknown = entry({ kind: "veto", item: "something-else" });
    expect(judged(scheme, "2020-11", one, { ledger: [unknown] }).score).toBe(100);
  });

  test("no result is below 0", () => {
    const ledger = [entry({ kind: "penalty", item: "majorLoss" })];
    expect(judged(scheme, "2020-11", [unfinished()], { ledger }).score).toBe(0);
  });
});

describe("exclusions", () => {
  test("take the case out of the counts, and are listed", () => {
    const exclusion = entry({ kind: "exclusion", caseUid: 2 });
    const twice = entry({ kind: "exclusion", caseUid: 2 });
    const cases = [inTime(), unfinished(), inTime({ department: 2 })];
    const standing = judged(scheme, "2020-11", cases, { ledger: [exclusion, twice] });
    expect(standing).toMatchObject({ base: 100, cases: 1, excludedBy: [exclusion.uid, twice.uid] });
  });

  test("of another month, or of a case that is not there, change nothing", () => {
    const ledger = [
      entry({ kind: "exclusion", caseUid: 2, month: "2020-10" }),
      entry({ kind: "exclusion", caseUid: 99 }),
    ];
    expect(judged(scheme, "2020-11", [inTime(), unfinished()], { ledger })).toMatchObject({ base: 50, excludedBy: [] });
  });

  test("of a case that is due in another month take nothing out and are not listed", () => {
    const elsewhere = unfinished({ deadline: day("2020-10-15"), filedAt: day("2020-10-10") });
    const ledger = [entry({ kind: "exclusion", caseUid: 2 })];
    const standing = judged(scheme, "2020-11", [inTime(), elsewhere], { ledger });
    expect(standing).toMatchObject({ base: 100, excludedBy: [] });
  });

  test("of a case that still waits take nothing off twice", () => {
    const waiting = unfinished({ deadline: day("2020-11-25") });
    const ledger = [entry({ kind: "exclusion", caseUid: 2 })];
    const more = { ledger, now: day("2020-11-20") };
    expect(judged(scheme, "2020-11", [inTime(), waiting], more)).toMatchObject({ base: 100, cases: 1 });
  });
});

describe("ranks", () => {
  test("A and B are ranked apart, by printed scores as 1, 1, 3; without a case there is no rank", () => {
    const subjects = [1, 2, 3, 4, 5, 6].map((key) => ({ key, group: key === 5 ? "B" : "A" }));
    const cases = [
      ...[1, 2].flatMap((department) => [inTime({ department }), late({ department })]),
      ...[3].flatMap((department) => [late({ department })]),
      inTime({ department: 4 }),
      unfinished({ department: 5 }),
    ];
    const groups = evaluate(scheme, period("2020-11"), factsOf(cases, { subjects }));
    expect(groups.map((group) => group.group)).toEqual(["A", "B"]);
    const lines = groups.map(({ standings }) => standings.map(({ key, rank, score }) => [key, rank, score]));
    expect(lines).toEqual([
      [
        [4, 1, 100],
        [1, 2, 77.5],
        [2, 2, 77.5],
        [3, 4, expect.closeTo(55, 9)],
        [6, null, null],
      ],
      [[5, 1, 0]],
    ]);
    expect(standingOf(groups, 6).unranked).toBe("noCases");
  });

  test("spot checks alone give no rank to a department without a case this month", () => {
    const ledger = [entry({ kind: "spotCheck", points: 100 })];
    const elsewhere = inTime({ deadline: day("2020-10-15") });
    expect(judged(scheme, "2020-11", [elsewhere], { ledger })).toMatchObject({ score: null, unranked: "noCases" });
  });

  test("departments that the figures cannot tell apart are one tie group", () => {
    const subjects = [1, 2, 3].map((key) => ({ key, group: "A" }));
    const cases = [
      ...times(200, inTime({ department: 1 })),
      ...times(9, inTime({ department: 2 })),
      unfinished({ department: 2 }),
      ...times(100, inTime({ department: 3 })),
      ...times(100, unfinished({ department: 3 })),
    ];
    const groups = evaluate(scheme, period("2020-11"), factsOf(cases, { subjects }));
    expect(groups[0]?.standings.map(({ key, rank, tieGroup }) => [key, rank, tieGroup])).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [3, 3, 2],
    ]);
  });
});

describe("quarter and year", () => {
  const inMonth = (month: string, all: ReturnType<typeof inTime>[]) =>
    all.map((c) => ({
      ...c,
      deadline: day(`${month}-15`),
      submittedAt: day(`${month}-${c.submittedAt > c.deadline ? 16 : 14}`),
    }));
  const cases = [
    ...inMonth("2020-10", [inTime(), inTime()]),
    ...inMonth("2020-12", [inTime(), late(), late(), late()]),
  ];

  test("are the mean of the months that have a result, not one result over all cases", () => {
    const standing = judged(scheme, "2020-Q4", cases);
    const december = (100 * (1 + 3 * 0.55)) / 4;
    expect(standing.score).toBeCloseTo((100 + december) / 2, 9);
    expect(standing.months).toEqual([
      { period: "2020-10", score: 100 },
      { period: "2020-11", score: null },
      { period: "2020-12", score: expect.closeTo(december, 9) },
    ]);
    expect(standing).toMatchObject({ cases: 6, rank: 1, parts: [] });
    expect(judged(scheme, "2020", cases).score).toBeCloseTo((100 + december) / 2, 9);
  });

  test("without a case in any month there is no rank for the year", () => {
    expect(judged(scheme, "2019", cases)).toMatchObject({ score: null, rank: null, unranked: "noMonths" });
  });

  test("a vetoed month counts as 0, and the year says which entry did it", () => {
    const veto = entry({ kind: "veto", item: "mediaExposure", month: "2020-10" });
    const standing = judged(scheme, "2020-Q4", cases, { ledger: [veto] });
    expect(standing.score).toBeCloseTo((100 * (1 + 3 * 0.55)) / 4 / 2, 9);
    expect(standing.vetoedBy).toEqual([veto.uid]);
  });

  test("the cap holds for each month", () => {
    const ledger = ["2020-10", "2020-12"].flatMap((month) =>
      Array.from({ length: 4 }, () => entry({ kind: "penalty", item: "majorLoss", month })),
    );
    const before = judged(scheme, "2020-Q4", cases).score ?? 0;
    expect(judged(scheme, "2020-Q4", cases, { ledger }).score).toBeCloseTo(before - 5, 9);
  });

  test("a month that was made final stands, whatever its cases say later", () => {
    const final = evaluate(scheme, period("2020-10"), factsOf(inMonth("2020-10", [inTime(), late()])));
    const frozenMonth = (key: string) => (key === "2020-10" ? final : null);
    const standing = judged(scheme, "2020-Q4", cases, { frozenMonth });
    expect(standing.months[0]?.score).toBeCloseTo(77.5, 9);
  });
});

test("a score is printed half up, whatever binary fractions did to it", () => {
  expect(printedScore(1.005)).toBe(1.01);
  expect(printedScore(51.41 + 0.005)).toBe(51.42);
  expect(printedScore(99.994999)).toBe(99.99);
  expect(printedScore(0)).toBe(0);
});
