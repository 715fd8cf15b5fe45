/**
 * When steps and handling must be over: worked out once, when a step begins, and written into its fact. Pauses are
 * measured on the limit's own clock (domain.md §3.3, §3.5).
 */
import type { Case, Fact } from "./case.ts";
import type { CasePolicy, ClockedState } from "./policy.ts";
import { advance, deadlineOf, elapsed, type WorkCalendar } from "./worktime.ts";

const MINUTE = 60_000;

/** The stage limit of a state that begins at `at`; nothing when the policy sets none. */
export function dueOf(at: number, state: ClockedState, policy: CasePolicy): { due?: number } {
  const minutes = policy.stageMinutes[state];
  return minutes === null ? {} : { due: at + minutes * MINUTE };
}

/** When the department must have the case (资阳 2020). */
export function dispatchDue(from: number, { dispatchMinutes }: CasePolicy): { dispatchDue?: number } {
  return dispatchMinutes === null ? {} : { dispatchDue: from + dispatchMinutes * MINUTE };
}

/** Acceptance has the time left that it had when the patroller was sent (domain.md §3.3). */
export function acceptDueAfterPreCheck(c: Case, at: number): { due?: number } {
  const before = c.facts.findLast((fact) => fact.kind === "reported" || fact.kind === "preChecked")?.due;
  return before === undefined ? {} : { due: before + (at - c.stageSince) };
}

/** The deadline of a limit that starts now; null for a case without one. */
export function wholeLimit(c: Case, at: number, calendar: WorkCalendar): number | null {
  return c.limit === null ? null : deadlineOf(at, c.limit, calendar);
}

/** The whole limit anew, but never less time than there was. */
export function reworkDeadline(c: Case, at: number, calendar: WorkCalendar): { deadline?: number } {
  const anew = wholeLimit(c, at, calendar);
  return anew === null ? {} : { deadline: Math.max(anew, c.deadline ?? anew) };
}

/** The fact by which the case last left a department, or a platform last said where it is. */
function lastLeft(c: Case): Fact | undefined {
  return c.facts.findLast(
    (fact) =>
      fact.kind === "sentBack" ||
      fact.kind === "returnedToAcceptor" ||
      (fact.kind === "calledBack" && fact.returns) ||
      fact.kind === "observed",
  );
}

/** True when it is back because its department sent it back; not because a caller was dissatisfied. */
export function wasSentBack(c: Case): boolean {
  const left = lastLeft(c);
  return left?.kind === "sentBack" || (left?.kind === "observed" && left.state === "returned");
}

/**
 * A first dispatch, or one to another department, starts the whole limit. The same department again goes on where its
 * clock stood when it sent the case back (domain.md §3.3).
 */
export function dispatchDeadline(
  c: Case,
  command: { at: number; department: number },
  calendar: WorkCalendar,
): number | null {
  const before = lastOwner(c);
  if (!wasSentBack(c) || before === null || before.department !== command.department || before.deadline === null) {
    return wholeLimit(c, command.at, calendar);
  }
  const type = c.limit?.type ?? "urgentHour";
  return advance(before.deadline, elapsed(c.stageSince, command.at, type, calendar), type, calendar);
}

/** The last department that held the case, and the deadline it held it under. */
export function lastOwner(c: Case): { readonly department: number; readonly deadline: number | null } | null {
  let department = 0;
  let deadline: number | null = null;
  for (const fact of c.facts) {
    if (fact.kind === "dispatched" || fact.kind === "sendBackRefused") ({ department, deadline } = fact);
    else if (fact.kind === "observed") {
      department = fact.department ?? department;
      deadline = fact.deadline ?? deadline;
    } else if (fact.kind === "extended" || fact.kind === "resumed" || fact.kind === "checkFailed") {
      deadline = fact.deadline ?? deadline;
    }
  }
  return department === 0 ? null : { department, deadline };
}

/** One more limit from the current deadline, not from the first one and not from now (domain.md §8, trap 10). */
export function extendedDeadline(c: Case, at: number, calendar: WorkCalendar): number {
  const from = c.deadline ?? at;
  return c.limit === null ? from : deadlineOf(from, c.limit, calendar);
}

/** The deadline moves by the hang time, measured on the limit's own clock, once (domain.md §8, trap 9). */
export function resumedDeadline(c: Case, at: number, calendar: WorkCalendar): number | null {
  if (c.deadline === null || c.suspendedAt === null) return c.deadline;
  const type = c.limit?.type ?? "urgentHour";
  return advance(c.deadline, elapsed(c.suspendedAt, at, type, calendar), type, calendar);
}
