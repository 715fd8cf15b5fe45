/**
 * What a case showed over time: the fold of its facts, cut wherever something changed that a map or a count goes by.
 *
 * The case at an instant is the fold of its facts up to and with that instant. A fact that is dated before the one it
 * follows counts from that one on: it cannot have been true before.
 */
import type { Case, Fact } from "../case/case.ts";
import { evolve } from "../case/evolve.ts";
import { isOpen, stateCode } from "../case/state.ts";

/** What a case shows from an instant on. Times are epoch ms, NaN for none. */
export interface Moment {
  readonly at: number;
  /** Index in CASE_STATES. */
  readonly state: number;
  /** uid in `departments`, 0 none. */
  readonly department: number;
  readonly dispatchedAt: number;
  /** The deadline while its clock runs: not once handled, closed or suspended. Overdue is then `deadline < now`. */
  readonly deadline: number;
}

const orNaN = (time: number | null) => time ?? Number.NaN;

/** What a case shows, from `at` on. */
export function momentOf(c: Case, at: number): Moment {
  const runs = isOpen(c.state) && c.submittedAt === null && c.state !== "suspended";
  return {
    at,
    state: stateCode(c.state),
    department: c.department,
    dispatchedAt: orNaN(c.dispatchedAt),
    deadline: runs ? orNaN(c.deadline) : Number.NaN,
  };
}

const sameShown = (a: Moment, b: Moment) =>
  a.state === b.state &&
  a.department === b.department &&
  Object.is(a.dispatchedAt, b.dispatchedAt) &&
  Object.is(a.deadline, b.deadline);

/**
 * The moments of a case in the order of time, each different from the one before; of facts at one instant only what they
 * end in. The first is its report.
 * @param facts in their order, the first a report
 */
export function momentsOf(facts: readonly Fact[]): Moment[] {
  const moments: Moment[] = [];
  let c: Case | null = null;
  let at = Number.NEGATIVE_INFINITY;
  for (const fact of facts) {
    c = evolve(c, fact);
    at = Math.max(at, fact.at);
    if (moments.at(-1)?.at === at) moments.pop();
    const moment = momentOf(c, at);
    const last = moments.at(-1);
    if (last === undefined || !sameShown(last, moment)) moments.push(moment);
  }
  return moments;
}
