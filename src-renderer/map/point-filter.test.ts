import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_STATES, STAGES } from "../../shared/case/state.ts";
import { matches, type CaseFilter } from "../../shared/evaluation/columns.ts";
import { columnsOf } from "../../test/fixtures/case-columns.ts";
import { createPointBuffers, type PointBuffers } from "./buffers.ts";
import { lightAt } from "./light.ts";
import { isSameFilter, lightsOf, testOf } from "./point-filter.ts";
import { NO_FILTER, type PointFilter } from "./props.ts";

const NOW = 10;
const instant = fc.integer({ min: 0, max: 2 * NOW });
const maybe = fc.option(instant, { nil: Number.NaN });

const anyCase = fc.record({
  uid: fc.integer({ min: 1, max: 1000 }),
  state: fc.integer({ min: 0, max: CASE_STATES.length - 1 }),
  source: fc.integer({ min: 0, max: 3 }),
  classUid: fc.constantFrom(1, 2, 3, 5_000_000),
  department: fc.integer({ min: 0, max: 3 }),
  unitGrid: fc.integer({ min: 0, max: 4 }),
  lon: fc.constantFrom(112, 112.5, Number.NaN),
  lat: fc.constant(28),
  reportedAt: instant,
  dispatchedAt: maybe,
  deadline: maybe,
  submittedAt: fc.oneof(fc.constant(Number.NaN), instant),
});

/** Mostly null, so that some case is left. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 2 }, { arbitrary, weight: 1 });
const set = (...from: number[]) => seldom(fc.subarray(from).map((uids) => new Set(uids)));
const anyFilter: fc.Arbitrary<PointFilter> = fc.record({
  which: fc.constantFrom("all", "open", "overdueOpen", "dueSoon"),
  classes: set(1, 2, 5_000_000),
  department: seldom(fc.integer({ min: 0, max: 3 })),
  unitGrids: set(0, 1, 2),
  source: seldom(fc.integer({ min: 0, max: 3 })),
  stage: seldom(fc.integer({ min: 0, max: STAGES.length - 1 })),
  from: seldom(instant),
  to: seldom(instant),
});

/** The slots that a host would send of these cases: one that was handled has no deadline any more. */
function slotsOf(columns: ReturnType<typeof columnsOf>): PointBuffers {
  const buffers = createPointBuffers(columns.length);
  buffers.length = columns.length;
  for (const name of ["uid", "state", "source", "classUid", "department", "unitGrid"] as const) {
    buffers[name].set(columns[name]);
  }
  for (const name of ["lon", "lat", "reportedAt", "dispatchedAt"] as const) buffers[name].set(columns[name]);
  buffers.deadline.set(columns.deadline.map((at, i) => (Number.isNaN(columns.submittedAt[i]) ? at : Number.NaN)));
  return buffers;
}

/** The same question as the figures ask it; a set of unit grids is asked one grid at a time. */
function figures(filter: PointFilter): CaseFilter[] {
  const { which, classes, department, source, stage, from, to } = filter;
  const one: CaseFilter = {
    measure: which,
    ...(classes === null ? {} : { classes }),
    ...(department === null ? {} : { department }),
    ...(source === null ? {} : { source }),
    ...(stage === null ? {} : { stage: STAGES[stage] as (typeof STAGES)[number] }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
  return filter.unitGrids === null ? [one] : [...filter.unitGrids].map((unitGrid) => ({ ...one, unitGrid }));
}

describe("which points are shown", () => {
  test("M1 exactly the located cases that the figures count", () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 40 }), anyFilter, (cases, filter) => {
        const columns = columnsOf(cases);
        const buffers = slotsOf(columns);
        const asked = figures(filter);
        const shows = testOf(filter);
        for (let i = 0; i < columns.length; i++) {
          const counted = asked.some((question) => matches(columns, i, question, NOW));
          expect(shows(buffers, i, NOW)).toBe(counted && !Number.isNaN(columns.lon[i]));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a light that a filter leaves out belongs to no case of it", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 20, maxLength: 40 }), anyFilter, (cases, { which, stage }) => {
        const filter = { ...NO_FILTER, which, stage };
        const buffers = slotsOf(columnsOf(cases));
        const shows = testOf(filter);
        const lights = lightsOf(filter);
        for (let i = 0; i < buffers.length; i++) {
          if (!shows(buffers, i, NOW)) continue;
          seen.add(`${filter.which} ${lightAt(buffers, i, NOW)}`);
          expect(lights[lightAt(buffers, i, NOW)]).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    expect(seen).toContain("all 0");
    expect(seen).toContain("open 1");
    expect(seen).toContain("dueSoon 2");
    expect(seen).toContain("overdueOpen 3");
    expect(lightsOf({ ...NO_FILTER, which: "open" })).toEqual([false, true, true, true]);
    expect(lightsOf({ ...NO_FILTER, which: "overdueOpen" })).toEqual([false, false, false, true]);
  });

  test("two filters are the same when every part is", () => {
    expect(isSameFilter(NO_FILTER, { ...NO_FILTER })).toBe(true);
    expect(isSameFilter(NO_FILTER, { ...NO_FILTER, stage: 0 })).toBe(false);
    expect(isSameFilter({ ...NO_FILTER, classes: new Set([1]) }, { ...NO_FILTER, classes: new Set([1]) })).toBe(false);
  });
});
