import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { columnsOf as caseColumns } from "../../test/fixtures/case-columns.ts";
import { CASE_STATES, stateCode } from "../case/state.ts";
import type { MEASURES } from "./columns.ts";
import { MILESTONES, matches, type CaseColumns } from "./columns.ts";
import { funnelOf, ranked, rankingOf, rateValue, topIssuesOf, trendOf } from "./figures.ts";

interface Sample {
  state: number;
  department: number;
  unitGrid: number;
  classUid: number;
  reportedAt: number;
  dispatchedAt: number | null;
  submittedAt: number | null;
  closedAt: number | null;
  deadline: number | null;
}

const time = fc.integer({ min: 0, max: 1_000 });
const sample: fc.Arbitrary<Sample> = fc.record({
  state: fc.nat(CASE_STATES.length - 1),
  department: fc.nat(3),
  unitGrid: fc.nat(3),
  classUid: fc.integer({ min: 1, max: 3 }),
  reportedAt: time,
  dispatchedAt: fc.option(time),
  submittedAt: fc.option(time),
  closedAt: fc.option(time),
  deadline: fc.option(time),
});

const columnsOf = (samples: readonly Sample[]): CaseColumns =>
  caseColumns(samples.map((s) => ({ ...s, acceptedAt: s.dispatchedAt, filedAt: s.dispatchedAt })));

const countBy = (columns: CaseColumns, filter: Parameters<typeof matches>[2], now: number) => {
  let n = 0;
  for (let i = 0; i < columns.length; i++) if (matches(columns, i, filter, now)) n++;
  return n;
};

describe("every figure equals the number of cases its filter opens", () => {
  const now = 500;
  const check = (name: string, body: (columns: CaseColumns) => void) =>
    test(name, () => {
      fc.assert(fc.property(fc.array(sample, { maxLength: 60 }), (samples) => body(columnsOf(samples))));
    });

  check("funnel", (columns) => {
    const window = { from: 100, to: 900 };
    const funnel = funnelOf(columns, window, now);
    for (const step of funnel.steps) {
      expect(step.count).toBe(countBy(columns, { ...window, milestone: step.milestone }, now));
    }
    expect(funnel.open).toBe(countBy(columns, { ...window, measure: "open" }, now));
    expect(funnel.overdue).toBe(countBy(columns, { ...window, measure: "overdueOpen" }, now));
    expect(funnel.dueSoon).toBe(countBy(columns, { ...window, measure: "dueSoon" }, now));
    expect(funnel.steps.map((step) => step.milestone)).toEqual([...MILESTONES]);
  });

  check("ranking: and due = on time + late + overdue", (columns) => {
    for (const line of rankingOf(columns, {}, now)) {
      const of = (measure: (typeof MEASURES)[number]) =>
        countBy(columns, { department: line.department, measure }, now);
      expect(line.total).toBe(of("all"));
      expect(line.overdueOpen).toBe(of("overdueOpen"));
      expect(line.onTime).toEqual({ n: countOnTimeDue(columns, line.department), d: of("handleDue") });
      expect(line.close.n).toBe(countBy(columns, { department: line.department, milestone: "closed" }, now));
      expect(line.onTime.d).toBe(of("onTime") + of("late") + of("overdueOpen"));
    }
    function countOnTimeDue(c: CaseColumns, department: number) {
      return countBy(c, { department, measure: "onTime" }, now);
    }
  });

  check("top issues and trend add up", (columns) => {
    const issues = topIssuesOf(columns, {}, now, 10);
    expect(issues.reduce((sum, issue) => sum + issue.count, 0)).toBe(columns.length);
    const trend = trendOf(columns, 0, 100, 10);
    expect(trend.reported.reduce((a, b) => a + b, 0)).toBe(countBy(columns, { from: 0, to: 1000 }, now));
  });
});

test("nothing due gives no rate, and such lines stand last", () => {
  expect(rateValue({ n: 0, d: 0 })).toBeNull();
  const line = (department: number, n: number, d: number) => ({
    department,
    total: 5,
    open: 0,
    closed: 0,
    overdueOpen: 0,
    onTime: { n, d },
    close: { n: 0, d: 5 },
  });
  const order = ranked([line(1, 0, 0), line(2, 1, 2), line(3, 2, 2)], "onTime").map((l) => l.department);
  expect(order).toEqual([3, 2, 1]);
});

test("a case closed at an unknown time counts as handled", () => {
  const closed = { department: 1, unitGrid: 1, classUid: 1, reportedAt: 1, dispatchedAt: 1, submittedAt: null };
  const columns = columnsOf([{ ...closed, state: stateCode("closed"), closedAt: null, deadline: null }]);
  expect(funnelOf(columns, {}, 100).steps.map((step) => step.count)).toEqual([1, 1, 1, 1, 1, 1]);
});

test("a suspended case is open and never overdue", () => {
  const columns = columnsOf([
    {
      state: stateCode("suspended"),
      department: 1,
      unitGrid: 1,
      classUid: 1,
      reportedAt: 1,
      dispatchedAt: 2,
      submittedAt: null,
      closedAt: null,
      deadline: 3,
    },
  ]);
  expect(matches(columns, 0, { measure: "open" }, 100)).toBe(true);
  expect(matches(columns, 0, { measure: "overdueOpen" }, 100)).toBe(false);
});
