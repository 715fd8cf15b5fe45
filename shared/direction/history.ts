/**
 * A case as rules of walls see it: what it is, and how it stood from each of its facts on.
 *
 * A fact that is dated before the one it follows counts from that one on: it cannot have been true before.
 */
import type { Case, CaseReport, Fact, FactKind } from "../case/case.ts";
import { evolve } from "../case/evolve.ts";
import { isOpen, type CaseState } from "../case/state.ts";

/** How a case stands from a fact on. Times are hub time, epoch ms; NaN for a clock that does not run. */
export interface CaseStep {
  readonly at: number;
  readonly what: FactKind;
  readonly state: CaseState;
  /** Whether it waits for somebody: open, and not suspended. */
  readonly waits: boolean;
  readonly department: number;
  /** While it has not been handled. */
  readonly deadline: number;
  readonly stageDue: number;
  /** While it has not been dispatched. */
  readonly dispatchDue: number;
}

/** A case with its steps in the order of time; the steps before a time that nobody asks about may be missing. */
export interface CaseHistory {
  readonly uid: number;
  readonly about: CaseReport;
  readonly steps: readonly CaseStep[];
}

const orNaN = (time: number | null) => time ?? Number.NaN;

function stepOf(c: Case, what: FactKind, at: number): CaseStep {
  const waits = isOpen(c.state) && c.state !== "suspended";
  return {
    at,
    what,
    state: c.state,
    waits,
    department: c.department,
    deadline: waits && c.submittedAt === null ? orNaN(c.deadline) : Number.NaN,
    stageDue: waits ? orNaN(c.stageDue) : Number.NaN,
    dispatchDue: waits && c.dispatchedAt === null ? orNaN(c.dispatchDue) : Number.NaN,
  };
}

/** The history of a case; null of one without facts. @param facts in their order, the first a report */
export function historyOf(uid: number, facts: readonly Fact[]): CaseHistory | null {
  let c: Case | null = null;
  let at = Number.NEGATIVE_INFINITY;
  const steps: CaseStep[] = [];
  for (const fact of facts) {
    c = evolve(c, fact);
    at = Math.max(at, fact.at);
    steps.push(stepOf(c, fact.kind, at));
  }
  if (c === null) return null;
  const { kind, classUid, source, lon, lat, address, unitGrid, dutyGrid, description, urgent } = c;
  return { uid, about: { kind, classUid, source, lon, lat, address, unitGrid, dutyGrid, description, urgent }, steps };
}

/**
 * What of a history is needed for times after `from`: the last step up to there, and all later ones. Null when the case was
 * over by then.
 */
export function historyAfter(history: CaseHistory, from: number): CaseHistory | null {
  const { steps } = history;
  const first = Math.max(
    0,
    steps.findLastIndex(({ at }) => at <= from),
  );
  const last = steps.at(-1);
  if (last === undefined || (last.at <= from && !isOpen(last.state))) return null;
  return first === 0 ? history : { ...history, steps: steps.slice(first) };
}

/** When a clock strikes: at its instant or so long before, once for each instant it is set to. */
export interface Strike {
  readonly at: number;
  /** What the clock is set to. */
  readonly due: number;
  readonly step: CaseStep;
}

/**
 * The strikes of a clock of a case within (from, to]. A clock that is set to an instant that is gone already strikes when it
 * is set.
 * @param dueOf what the clock is set to from a step on, epoch ms; NaN while it does not run
 */
export function* strikesOf(
  { steps }: CaseHistory,
  dueOf: (step: CaseStep) => number,
  beforeMs: number,
  from: number,
  to: number,
): Generator<Strike> {
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as CaseStep;
    const due = dueOf(step);
    if (Number.isNaN(due)) continue;
    const before = steps[i - 1];
    const strike = due - beforeMs;
    const isLate = strike < step.at;
    if (isLate && before !== undefined && dueOf(before) === due) continue;
    const at = isLate ? step.at : strike;
    const end = steps[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (at < end && at > from && at <= to) yield { at, due, step };
  }
}
