/**
 * How the clocks of a case stand at an instant (domain.md §3.5).
 *
 * The handling clock starts when the department that has the case got it and stops when it submits. It stands still in
 * suspension, and while a returned case that goes back to the same department was away. What is left is measured against
 * the deadline as it was given, also by another platform: no deadline is worked out again here.
 */
import type { CaseClocks } from "../view.ts";
import type { Case, Fact, LimitType } from "./case.ts";
import { lastOwner } from "./deadlines.ts";
import { lightOf, type Pause } from "./light.ts";
import { isOpen } from "./state.ts";
import { elapsed, type WorkCalendar } from "./worktime.ts";

const MINUTE = 60_000;

/** A department's hold on a case: since when, and when its clock stood still. */
interface Hold {
  readonly department: number;
  readonly start: number;
  readonly deadline: number;
  readonly pauses: readonly Pause[];
}

/** The clocks of a case at `now`, epoch ms. Handling minutes are null before dispatch and where there is no deadline. */
export function clocksOf(c: Case, now: number, calendar: WorkCalendar): CaseClocks {
  const stage = { stageSince: c.stageSince, stageDue: c.stageDue };
  const hold = holdOf(c);
  if (hold === null) {
    return { light: null, usedMinutes: null, limitMinutes: null, remainingMinutes: null, pausedBy: null, ...stage };
  }
  const pausedBy = c.state === "suspended" ? "suspension" : c.state === "returned" ? "sendBack" : null;
  const type: LimitType = c.limit?.type ?? "urgentHour";
  const running = hold.pauses.find(({ to }) => to === null);
  // What is left while it stands still is what was left when it stopped.
  const at = Math.max(hold.start, Math.min(now, running?.from ?? now, c.submittedAt ?? now, c.closedAt ?? now));
  const run = (from: number, to: number) => elapsed(from, to, type, calendar);
  const paused = hold.pauses.reduce((sum, { from, to }) => sum + run(Math.min(from, at), Math.min(to ?? at, at)), 0);
  const used = run(hold.start, at) - paused;
  const left = at <= hold.deadline ? run(at, hold.deadline) : -run(hold.deadline, at);
  return {
    // A case that ended without having been handled has no light: nothing can be late any more.
    light: isOpen(c.state) || c.submittedAt !== null ? lightOf(used, used + left) : null,
    usedMinutes: Math.floor(used / MINUTE),
    limitMinutes: Math.round((used + left) / MINUTE),
    remainingMinutes: Math.ceil(left / MINUTE) + 0,
    pausedBy,
    ...stage,
  };
}

/** The hold of the department that has the case, or had it last; null before dispatch and without a deadline. */
function holdOf(c: Case): Hold | null {
  let department = 0;
  let start = 0;
  let pauses: Pause[] = [];
  const pause = (from: number) => pauses.push({ from, to: null });
  const goOn = (to: number) => {
    pauses = pauses.map((each) => (each.to === null ? { from: each.from, to } : each));
  };
  const begin = (to: number, at: number) => {
    department = to;
    start = at;
    pauses = [];
  };
  let away: Fact["kind"] | null = null;
  for (const fact of c.facts) {
    switch (fact.kind) {
      case "dispatched":
        if (away === "sentBack" && fact.department === department) goOn(fact.at);
        else begin(fact.department, fact.at);
        away = null;
        break;
      case "sentBack":
        pause(fact.at);
        away = fact.kind;
        break;
      case "calledBack":
      case "returnedToAcceptor":
        if (fact.kind === "returnedToAcceptor" || fact.returns) away = fact.kind;
        break;
      case "sendBackRefused":
        // 推诿: there was no ground, so there was no pause.
        pauses = pauses.filter(({ to }) => to !== null);
        away = null;
        break;
      case "suspended":
        pause(fact.at);
        break;
      case "resumed":
        goOn(fact.at);
        break;
      case "observed":
        if (fact.department !== null && fact.department !== department) {
          begin(fact.department, fact.times.dispatchedAt ?? c.dispatchedAt ?? fact.at);
        }
        if (fact.state !== "suspended" && fact.state !== "returned") goOn(fact.at);
        else if (pauses.every(({ to }) => to !== null)) pause(fact.at);
        away = fact.state === "returned" ? "sentBack" : null;
        break;
      default:
        break;
    }
  }
  const deadline = c.deadline ?? (c.state === "returned" && away === "sentBack" ? lastOwner(c)?.deadline : null);
  return department === 0 || typeof deadline !== "number" ? null : { department, start, deadline, pauses };
}
