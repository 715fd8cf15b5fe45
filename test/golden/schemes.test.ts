/** Every scheme file but that of 中方, each on few cases whose result is worked out by hand; and files that are wrong. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FLAG_URGENT } from "../../shared/case/record.ts";
import { MARK } from "../../shared/case/marks.ts";
import { evaluate } from "../../shared/evaluation/evaluate.ts";
import { INDICATORS, indicatorOf } from "../../shared/evaluation/indicators.ts";
import { TERM, TERMS, type Term } from "../../shared/evaluation/terms.ts";
import { parseScheme } from "../../shared/rules/scheme.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { Standing } from "../../shared/evaluation/standing.ts";
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

/** Points of each part, rounded where a binary fraction would show. */
const points = (standing: Standing): Record<string, number | null> =>
  Object.fromEntries(
    standing.parts.map((part) => [part.part, part.points === null ? null : Number(part.points.toFixed(9))]),
  );

describe("jinniu", () => {
  test("30 handled, 20 on time, 20 without rework, 20 not overdue, 10 without extension", () => {
    const cases = [
      ...times(5, inTime()),
      inTime({ reworkCount: 1 }),
      inTime({ extensionCount: 1 }),
      late({ extensionCount: 2 }),
      unfinished(),
      unfinished(),
    ];
    const standing = judged(schemeOfFile("jinniu"), "2020-11", cases);
    expect(points(standing)).toEqual({ handled: 24, onTime: 14, rework: 18, overdue: 16, extension: 8 });
    expect(standing).toMatchObject({ score: 80, cases: 10, enough: true, rank: 1 });
  });

  test("nine cases are too few: a score with its interval, no rank", () => {
    const standing = judged(schemeOfFile("jinniu"), "2020-11", times(9, inTime()));
    expect(standing).toMatchObject({ score: 100, rank: null, tieGroup: null, enough: false, unranked: null });
    expect(standing.low).toBeLessThan(90);
  });
});

describe("jinhua", () => {
  const scheme = schemeOfFile("jinhua");
  test("full points from 70 % on time and 90 % closed on, and no more above", () => {
    const cases = [...times(7, inTime()), ...times(2, late()), unfinished()];
    const standing = judged(scheme, "2020-11", cases);
    expect(points(judged(scheme, "2020-11", [inTime()]))).toEqual(points(standing));
    expect(points(standing)).toEqual({
      onTimeClose: 50,
      close: 20,
      urgent: null,
      quality: 5,
      organisation: null,
      other: null,
    });
    expect(standing.score).toBeCloseTo(100, 9);
  });

  test("one point less for each percentage point, half a point for each of urgent cases", () => {
    const urgent = { flags: FLAG_URGENT };
    const cases = [
      ...times(2, inTime(urgent)),
      late(urgent),
      unfinished(urgent),
      ...times(4, inTime()),
      ...times(2, unfinished()),
    ];
    // On time 6 of 10 (10 points missing), closed 7 of 10 (20), urgent closed 3 of 4 (25 × 0.5), on time 2 of 4 (45 × 0.5).
    const standing = judged(scheme, "2020-11", cases);
    expect(points(standing)).toMatchObject({ onTimeClose: 40, close: 0, urgent: 0 });
    const better = judged(scheme, "2020-11", [...cases, ...times(36, inTime(urgent))]);
    // Urgent closed 39 of 40 (2.5 × 0.5), on time 38 of 40: nothing missing.
    expect(points(better)).toMatchObject({ urgent: 8.75 });
  });

  test("a failed check −0.2 a case, three of them −0.5, fraud −1, shirking −1, five points at most", () => {
    const cases = [inTime({ reworkCount: 1 }), inTime({ reworkCount: 3 }), inTime({ marks: MARK.shirked })];
    const fraud = entry({ scheme: "jinhua", kind: "penalty", item: "fraud" });
    const standing = judged(scheme, "2020-11", cases, { ledger: [fraud] });
    expect(Object.fromEntries(standing.adjustments.map((each) => [each.item, each.points]))).toEqual({
      failedCheck: -0.4,
      failedThrice: -0.3,
      fraud: -1,
      shirked: -1,
    });
    expect(standing.adjusted).toBeCloseTo(-2.7, 9);
    const many = judged(scheme, "2020-11", times(9, inTime({ marks: MARK.shirked })));
    expect(many.adjusted).toBe(-5);
  });
});

describe("national", () => {
  test("department: 10 by filings, 30 closed, 30 on time, 30 without rework, by the month of filing", () => {
    const filedAt = day("2020-11-02");
    const cases = [
      ...times(7, inTime({ filedAt })),
      inTime({ filedAt, reworkCount: 2 }),
      late({ filedAt }),
      unfinished({ filedAt }),
      inTime({ filedAt: day("2020-10-30") }),
    ];
    const standing = judged(schemeOfFile("national-department"), "2020-11", cases);
    expect(points(standing)).toEqual({ filings: 10, close: 27, onTime: 24, rework: 27 });
    expect(standing).toMatchObject({ score: 88, grade: "B" });
  });

  test("department: too few cases give no grade either", () => {
    const standing = judged(schemeOfFile("national-department"), "2020-11", times(9, inTime()));
    expect(standing).toMatchObject({ score: 100, grade: null, rank: null, enough: false });
  });

  test.each([
    [50, 10],
    [51, 9],
    [100, 9],
    [101, 7.5],
    [200, 7.5],
    [201, 6],
    [500, 6],
    [501, 4],
    [1000, 4],
    [1001, 0],
  ])("department: %i filings give %d of 10 points", (count, of10) => {
    const standing = judged(schemeOfFile("national-department"), "2020-11", times(count, inTime()));
    expect(points(standing)["filings"]).toBe(of10);
  });

  test("region: more than one kind of it, with bands of its own", () => {
    const cases = [
      inTime({ source: "hotline" }),
      inTime(),
      late(),
      unfinished({ state: "voided" }),
      made({
        source: "web",
        state: "notAccepted",
        filedAt: Number.NaN,
        deadline: Number.NaN,
        reportedAt: day("2020-11-03"),
      }),
    ];
    const more = { subjects: [{ key: 1, group: "" }] };
    const first = judged(schemeOfFile("national-region-1"), "2020-11", cases, more);
    // Four filed: 5 % below 5 gives 75 of 100; one of them by the public, confirmed.
    expect(points(first)).toEqual({ publicReports: 7.5, filings: 15, close: 30, onTime: 26.666666667 });
    expect(points(judged(schemeOfFile("national-region-2"), "2020-11", cases, more))).toMatchObject({ filings: 15 });
    const three = cases.slice(0, 3);
    expect(points(judged(schemeOfFile("national-region-1"), "2020-11", three, more))).toMatchObject({ filings: 15 });
    expect(points(judged(schemeOfFile("national-region-2"), "2020-11", three, more))).toMatchObject({ filings: 18 });
  });
});

describe("posts, with the faults of one program left out", () => {
  /** One person's month with these counts. */
  const person = (counts: Partial<Record<Term, number>>) => {
    const vector = new Float64Array(TERMS.length);
    for (const [term, count] of Object.entries(counts)) vector[TERM[term as Term]] = count;
    const posts = () => new Map([["王", vector]]);
    return (name: string) =>
      standingOf(evaluate(schemeOfFile(name), period("2020-11"), factsOf([], { subjects: [], posts })), "王");
  };

  test("patroller: missing much is bad, not good", () => {
    const standing = person({
      patrolReported: 10,
      patrolValid: 9,
      filed: 20,
      publicAccepted: 5,
      preCheckJudged: 4,
      preCheckOnTime: 4,
      postCheckJudged: 5,
      postCheckOnTime: 4,
    })("posts-patroller");
    expect(points(standing)).toEqual({ valid: 36, missed: 15, preCheck: 20, postCheck: 16 });
    expect(standing).toMatchObject({ score: 87, grade: "B", rank: 1 });
  });

  test("acceptor: the two rates of sending are two", () => {
    const sent = { preCheckSendJudged: 10, preCheckSendOnTime: 5, postCheckSendJudged: 10, postCheckSendOnTime: 10 };
    expect(points(person({ accepted: 101, ...sent })("posts-acceptor"))).toEqual({
      accepted: 10,
      preCheck: 20,
      postCheck: 35,
    });
  });

  test.each([
    [100, 0],
    [101, 10],
    [301, 15],
    [501, 18.75],
    [1201, 22.5],
    [2001, 25],
  ])("acceptor: %i accepted give %d of 25 points", (accepted, of25) => {
    expect(points(person({ accepted })("posts-acceptor"))["accepted"]).toBe(of25);
  });

  test("shift leader: filing on time is filing on time", () => {
    const counts = { filed: 20, filedKept: 19, filingJudged: 20, filingOnTime: 10, closeJudged: 5, closeOnTime: 5 };
    expect(points(person(counts)("posts-shift-leader"))).toEqual({
      onTimeFiling: 12.5,
      accurateFiling: 38,
      onTimeClosing: 35,
    });
  });

  test("dispatcher: counted by what was dispatched", () => {
    const counts = { dispatched: 501, dispatchedOnce: 501, dispatchJudged: 100, dispatchOnTime: 75 };
    expect(points(person(counts)("posts-dispatcher"))).toEqual({ dispatched: 15, onTime: 30, accurate: 40 });
  });
});

describe("nyc-agency", () => {
  const scheme = schemeOfFile("nyc-agency");
  const report = { reportedAt: day("2020-11-03"), dispatchedAt: day("2020-11-03") };
  test("half for what was closed, half for what was closed on time, where there are due dates", () => {
    const cases = [...times(30, inTime(report)), ...times(10, unfinished(report))];
    expect(points(judged(scheme, "2020-11", cases))).toEqual({ closed: 37.5, onTime: 37.5 });
    const undated = { ...report, deadline: Number.NaN, submittedAt: day("2020-11-05") };
    const agency = [
      ...times(30, made({ state: "closed", ...undated })),
      ...times(10, made({ ...undated, submittedAt: Number.NaN })),
    ];
    const standing = judged(scheme, "2020-11", agency);
    expect(points(standing)).toEqual({ closed: 37.5, onTime: null });
    expect(standing).toMatchObject({ score: 75, rank: 1 });
  });

  test("29 reports are too few", () => {
    expect(judged(scheme, "2020-11", times(29, inTime(report)))).toMatchObject({
      score: 100,
      rank: null,
      enough: false,
    });
  });
});

describe("rules of schemes that no city of ours uses", () => {
  const base = { ...schemeOfFile("jinniu"), leastCases: 0 };

  test("only cases of some sources", () => {
    const cases = [inTime(), unfinished({ source: "video" }), unfinished({ source: "hotline" })];
    const some = parseScheme("s", { ...base, sources: ["patrol", "video"] });
    expect(judged(some, "2020-11", cases)).toMatchObject({ cases: 2 });
    const [handled, ...others] = base.parts;
    const part = parseScheme("s", { ...base, parts: [{ ...handled, sources: ["video"] }, ...others] });
    expect(judged(part, "2020-11", cases).parts.map((each) => each.figures[0]?.d?.count)).toEqual([1, 3, 3, 3, 3]);
  });

  test("a part without anything to judge by may be full or zero", () => {
    const { parts } = base;
    const with_ = (whenNothing: string) =>
      parseScheme("s", {
        ...base,
        parts: parts.map((part, i) =>
          i === 0 ? { ...part, whenNothing, rule: { by: "ledger", kind: "spotCheck" } } : part,
        ),
      });
    expect(judged(with_("full"), "2020-11", [inTime()]).base).toBe(100);
    expect(judged(with_("zero"), "2020-11", [inTime()]).base).toBe(70);
    expect(judged(with_("leaveOut"), "2020-11", [inTime()]).base).toBeCloseTo(100, 9);
  });

  test("from so many on each counts otherwise", () => {
    const scheme = parseScheme("s", {
      ...base,
      adjustments: [
        { by: "count", item: "x", title: base.title, term: "rework", points: -1, many: { from: 3, points: -2 } },
      ],
    });
    const rework = inTime({ reworkCount: 1 });
    expect(judged(scheme, "2020-11", times(2, rework)).adjusted).toBe(-2);
    expect(judged(scheme, "2020-11", times(3, rework)).adjusted).toBe(-6);
  });

  test("bands over a rate are as wide as the bands its interval touches", () => {
    const bands = [
      { to: 0.5, score: 0 },
      { to: 0.9, score: 50 },
    ];
    const scheme = parseScheme("s", {
      ...base,
      parts: [
        {
          ...base.parts[0],
          weight: 100,
          rule: { by: "bands", value: { indicator: "handleRate" }, bands, beyond: 100 },
        },
      ],
    });
    expect(judged(scheme, "2020-11", [...times(8, inTime()), unfinished(), unfinished()])).toMatchObject({
      score: 50,
      low: 0,
      high: 100,
    });
  });

  test("a quarter taken as one", () => {
    const cases = [inTime({ deadline: day("2020-10-15") }), unfinished({ deadline: day("2020-12-15") })];
    const standing = judged(parseScheme("s", base), "2020-Q4", cases);
    expect(standing).toMatchObject({ cases: 2, months: [] });
    expect(points(standing)).toMatchObject({ handled: 15 });
  });
});

describe("files", () => {
  const names = readdirSync(join(import.meta.dirname, "../../resources/schemes")).map((file) =>
    file.replace(".json", ""),
  );

  test.each(names)("%s says in both languages what it is, and is called like its file", (name) => {
    const scheme = schemeOfFile(name);
    expect(scheme.scheme).toBe(name);
    const texts = [scheme.title, scheme.source, ...scheme.parts.map((part) => part.title)];
    for (const text of texts) {
      expect(text["zh-CN"]).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
    expect(scheme.parts.reduce((sum, part) => sum + part.weight, 0)).toBe(100);
  });

  const good = schemeOfFile("national-department");
  test.each([
    ["weights that do not make 100", { parts: good.parts.slice(1) }, "ruleSum", "parts.weight"],
    ["a part twice", { parts: [good.parts[0], ...good.parts] }, "ruleDuplicate", "parts"],
    [
      "an indicator nobody counts",
      { parts: [{ ...good.parts[0], rule: { by: "rate", indicator: "luck" } }] },
      "ruleBroken",
      "parts.0.rule.indicator",
    ],
    [
      "a rate that is none",
      { parts: [{ ...good.parts[0], rule: { by: "rate", indicator: "cameraOnlineRate" } }] },
      "ruleBroken",
      "parts.0.rule.indicator",
    ],
    [
      "bands that do not rise",
      {
        parts: [
          {
            ...good.parts[0],
            weight: 100,
            rule: {
              by: "bands",
              value: { term: "filed" },
              bands: [
                { to: 5, score: 1 },
                { to: 5, score: 0 },
              ],
              beyond: 0,
            },
          },
        ],
      },
      "ruleBroken",
      "parts.0.rule.bands.1.to",
    ],
    [
      "shares that do not make 1",
      {
        parts: [
          {
            ...good.parts[0],
            weight: 100,
            rule: {
              by: "mix",
              of: [
                { indicator: "solveRate", share: 0.5 },
                { indicator: "closeRate", share: 0.4 },
              ],
            },
          },
        ],
      },
      "ruleSum",
      "parts.0.rule.of.share",
    ],
    ["grades that do not fall", { grades: [good.grades[1], good.grades[0]] }, "ruleBroken", "grades.1.from"],
    ["a last grade above 0", { grades: good.grades.slice(0, 2) }, "ruleBroken", "grades.1.from"],
    ["sources of a duty grid", { subject: "dutyGrid", sources: ["patrol"] }, "ruleBroken", "sources"],
    ["a later format", { format: 99 }, "ruleNewer", undefined],
  ])("refuses %s, and says where", (_, change, code, path) => {
    const parse = () => parseScheme("schemes/x.json", { ...good, ...change });
    expect(parse).toThrow(TroubleError);
    try {
      parse();
    } catch (error) {
      const { trouble } = error as TroubleError;
      expect(trouble).toMatchObject({ code, params: { file: "schemes/x.json" } });
      expect(trouble.params["path"]).toBe(path);
    }
  });
});

describe("the registry of indicators", () => {
  test("names each once, in both languages, with its definition", () => {
    expect(new Set(INDICATORS.map((each) => each.id)).size).toBe(INDICATORS.length);
    for (const indicator of INDICATORS) {
      expect(indicatorOf(indicator.id)).toBe(indicator);
      expect(indicator.title["zh-CN"]).toMatch(/\p{Script=Han}/u);
      expect(indicator.source.en.length).toBeGreaterThan(5);
      expect(indicator.n === null).toBe(indicator.of !== "cases");
    }
  });

  test("has all that the field lists", () => {
    const listed =
      "reportCount acceptRate filingRate validReportRate patrollerValidRate missedRate onTimePreCheckRate onTimePostCheckRate onTimeSendPreCheckRate onTimeSendPostCheckRate onTimeAcceptRate accurateAcceptRate onTimeFilingRate accurateFilingRate dispatchRate accurateDispatchRate onTimeDispatchRate handleRate onTimeHandleRate overdueUnhandledRate closeRate onTimeCloseRate overdueCloseRate openRate reworkRate extensionRate sendBackRate shirkRate publicReportRate selfHandledRate proactiveRate avgHandleMinutes satisfaction cameraOnlineRate gridCoverage";
    expect(listed.split(" ").filter((id) => indicatorOf(id) === undefined)).toEqual([]);
  });
});
