/** What a shift is told by: how many cases took each step in it, and what is open at its end. */
import { CASE_STATES } from "../case/state.ts";
import type { HandoverBody } from "../seat.ts";
import { isDueSoonAt, isOpenAt, isOverdueAt, type CaseColumns } from "./columns.ts";

const SUSPENDED = CASE_STATES.indexOf("suspended");

/** Steps with from < at ≤ to (epoch ms), and the open cases as they are at `to`. */
export function countCases(cases: CaseColumns, from: number, to: number): Pick<HandoverBody, "done" | "open"> {
  const done = { reported: 0, filed: 0, dispatched: 0, closed: 0 };
  const open = { all: 0, overdue: 0, dueSoon: 0, suspended: 0 };
  const within = (at: number | undefined) => (at as number) > from && (at as number) <= to;
  for (let i = 0; i < cases.length; i++) {
    if (within(cases.reportedAt[i])) done.reported++;
    if (within(cases.filedAt[i])) done.filed++;
    if (within(cases.dispatchedAt[i])) done.dispatched++;
    if (within(cases.closedAt[i])) done.closed++;
    if (!isOpenAt(cases, i)) continue;
    open.all++;
    if (cases.state[i] === SUSPENDED) open.suspended++;
    if (isOverdueAt(cases, i, to)) open.overdue++;
    else if (isDueSoonAt(cases, i, to)) open.dueSoon++;
  }
  return { done, open };
}
