/** The same cases as the objects that peers take. */
import { CASE_STATES } from "../../../../shared/case/state.ts";
import type { PointSlots } from "../../../../shared/view.ts";

export interface CaseObject {
  readonly uid: number;
  readonly lon: number;
  readonly lat: number;
  readonly state: number;
  readonly department: number;
  readonly classUid: number;
  readonly source: number;
  readonly reportedAt: number;
  readonly deadline: number;
  readonly dispatchedAt: number;
}

const CLOSED = CASE_STATES.indexOf("closed");

export function objectsOf(slots: PointSlots): CaseObject[] {
  return Array.from({ length: slots.slot.length }, (_, i) => ({
    uid: slots.uid[i] as number,
    lon: slots.lon[i] as number,
    lat: slots.lat[i] as number,
    state: slots.state[i] as number,
    department: slots.department[i] as number,
    classUid: slots.classUid[i] as number,
    source: slots.source[i] as number,
    reportedAt: slots.reportedAt[i] as number,
    deadline: slots.deadline[i] as number,
    dispatchedAt: slots.dispatchedAt[i] as number,
  }));
}

/** Light by the clock: 0 closed, 1 in time, 2 due soon, 3 overdue. */
export function lightOf(
  { state, deadline, dispatchedAt }: Pick<CaseObject, "state" | "deadline" | "dispatchedAt">,
  now: number,
): number {
  if (state === CLOSED) return 0;
  if (deadline < now) return 3;
  return now - dispatchedAt >= 0.8 * (deadline - dispatchedAt) ? 2 : 1;
}
