import { expect, test } from "vitest";
import { CASE_STATES } from "../case/state.ts";
import { emptyFigures } from "./columns.ts";
import { tallyAll, waitingAmong } from "./memory-tallies.ts";
import { monthOf } from "./period-key.ts";
import { BASES_OF, DIMENSIONS, tallyCase, type Dimension } from "./tally.ts";
import { BASES, TERMS, type Basis, type CaseFigures } from "./terms.ts";

const ZONE = "Asia/Shanghai";
const START = Date.UTC(2026, 0, 30);
const DAY = 86_400_000;

/** Two hundred cases of every state, with gaps in place and time. */
const cases: CaseFigures[] = Array.from({ length: 200 }, (_, i) => ({
  ...emptyFigures(),
  state: i % CASE_STATES.length,
  source: i % 9,
  classUid: i % 3,
  department: i % 4,
  unitGrid: i % 5,
  dutyGrid: i % 6,
  reportedAt: START + i * DAY,
  filedAt: i % 2 === 0 ? START + (i + 1) * DAY : Number.NaN,
  deadline: i % 3 === 0 ? Number.NaN : START + (i + 9) * DAY,
  submittedAt: i % 5 === 0 ? START + (i + 8) * DAY : Number.NaN,
  closedAt: i % 7 === 0 ? START + (i + 30) * DAY : Number.NaN,
}));

test("tallies made at once are those kept case by case", () => {
  const kept = new Map<string, Float64Array>();
  const sums = {
    at(dimension: Dimension, key: number, basis: Basis, month: number): Float64Array {
      const name = [dimension, basis, month, key].join();
      const vector = kept.get(name) ?? new Float64Array(TERMS.length);
      kept.set(name, vector);
      return vector;
    },
  };
  for (const c of cases) tallyCase(c, 1, (at) => monthOf(at, ZONE), sums);
  const all = tallyAll(cases, ZONE);
  const found = new Map<string, Float64Array>();
  const first = monthOf(START, ZONE) - 1;
  for (const dimension of DIMENSIONS) {
    for (const basis of BASES_OF[dimension]) {
      for (let month = first; month < first + 12; month++) {
        for (const [key, vector] of all.month(dimension, basis, month)) {
          found.set([dimension, basis, month, key].join(), vector);
        }
      }
    }
  }
  expect(found.size).toBeGreaterThan(500);
  expect([...found].toSorted()).toEqual([...kept].toSorted());
});

test("only what is wanted is made", () => {
  const some = tallyAll(cases, ZONE, { dimensions: ["department"], bases: ["report"] });
  const month = monthOf(START, ZONE);
  for (const dimension of DIMENSIONS) {
    for (const basis of BASES) {
      expect(some.month(dimension, basis, month).size > 0).toBe(dimension === "department" && basis === "report");
    }
  }
});

test("the waiting ones are those unhandled before their deadline, by the instant asked for", () => {
  const now = START + 50 * DAY;
  const waiting = waitingAmong(cases, now);
  const due = [...waiting("deadline", now, now + 10 * DAY)];
  expect(due.length).toBeGreaterThan(0);
  for (const c of due) {
    expect(c.deadline).toBeGreaterThanOrEqual(now);
    expect(c.submittedAt).toBeNaN();
  }
  expect([...waiting("deadline", START, START + DAY)]).toEqual([]);
});
