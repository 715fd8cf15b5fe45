import fc from "fast-check";
import { expect, test } from "vitest";
import { columnsOf } from "../../test/fixtures/case-columns.ts";
import { CASE_STATES } from "../case/state.ts";
import { AGE_BOUNDS, backlogOf } from "./backlog.ts";
import { matches, type CaseFilter } from "./columns.ts";

const DAY = 86_400_000;
const NOW = 200 * DAY;
const time = fc.option(fc.integer({ min: 100 * DAY, max: 220 * DAY }));
const sample = fc.record({
  state: fc.nat(CASE_STATES.length - 1),
  department: fc.nat(3),
  deadline: time,
  dispatchedAt: time,
  submittedAt: fc.option(fc.integer({ min: 100 * DAY, max: NOW }), { freq: 1 }),
  suspendedAt: time,
  stageDue: time,
  dispatchDue: time,
  sendBackCount: fc.nat(3),
  flags: fc.constantFrom(0, 1, 4),
});

test("every number of the backlog equals the list it opens", () => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 80 }), (samples) => {
      const columns = columnsOf(samples);
      const backlog = backlogOf(columns, NOW, 60);
      const count = (filter: CaseFilter) => {
        let n = 0;
        for (let i = 0; i < columns.length; i++) if (matches(columns, i, filter, NOW)) n++;
        return n;
      };
      for (const measure of [
        "dispatchLate",
        "overdueOpen",
        "dueSoon",
        "stageLate",
        "suspended",
        "sentBackOften",
        "sameNumber",
      ] as const) {
        expect([measure, backlog[measure]]).toEqual([measure, count({ measure })]);
      }
      expect(backlog.backlogged).toBe(count({ suspendedBefore: NOW - 60 * DAY }));
      expect(backlog.ages.map(({ fromDays }) => fromDays)).toEqual([0, ...AGE_BOUNDS]);
      for (const { fromDays, toDays, count: aged } of backlog.ages) {
        // Older than `fromDays` and not older than `toDays`; the window is half open at its later end.
        const to = NOW - fromDays * DAY + (fromDays === 0 ? 0 : 1);
        const from = toDays === null ? undefined : NOW - toDays * DAY + 1;
        expect(aged).toBe(
          count({ measure: "overdueOpen", basis: "deadline", to, ...(from === undefined ? {} : { from }) }),
        );
      }
      for (const line of backlog.departments) {
        expect(line.overdueOpen).toBe(count({ department: line.department, measure: "overdueOpen" }));
        expect(line.open).toBe(count({ department: line.department, measure: "open" }));
      }
    }),
  );
});
