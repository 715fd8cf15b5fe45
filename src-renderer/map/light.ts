/**
 * The light of a case on the map: in time, due soon or overdue.
 *
 * The same rule as the figures (shared/evaluation/columns.ts; domain.md §5.3: green to 80 %, amber to 100 %, then red),
 * read from the slots of the map, where a handled case has no deadline. The graphics card works it out for each frame from
 * two instants per case; this is the same for picking, clusters and counts.
 */
import { CASE_STATES, STAGES } from "../../shared/case/state.ts";
import { stageAt, type PointBuffers } from "./buffers.ts";

/** In drawing order: what comes later lies on top. */
export const LIGHTS = ["closed", "inTime", "dueSoon", "overdue"] as const;
export const [CLOSED_LIGHT, IN_TIME, DUE_SOON_LIGHT, OVERDUE_LIGHT] = [0, 1, 2, 3] as const;

const CLOSED_STAGE = STAGES.indexOf("closed");
const SUSPENDED = CASE_STATES.indexOf("suspended");

/** The light of slot `i` at hub time `now` (epoch ms), as an index in LIGHTS. A suspended case's clock stands still. */
export function lightAt(buffers: PointBuffers, i: number, now: number): number {
  if (stageAt(buffers, i) === CLOSED_STAGE) return CLOSED_LIGHT;
  const deadline = buffers.deadline[i] as number;
  if (Number.isNaN(deadline) || buffers.state[i] === SUSPENDED) return IN_TIME;
  if (deadline < now) return OVERDUE_LIGHT;
  const start = buffers.dispatchedAt[i] as number;
  return now - start >= 0.8 * (deadline - start) ? DUE_SOON_LIGHT : IN_TIME;
}

/** When slot `i` turns red, epoch ms: it is red strictly after it. Infinity where it never does. */
export function redAt(buffers: PointBuffers, i: number): number {
  const deadline = buffers.deadline[i] as number;
  const never = Number.isNaN(deadline) || buffers.state[i] === SUSPENDED || stageAt(buffers, i) === CLOSED_STAGE;
  return never ? Infinity : deadline;
}

/** When slot `i` turns amber, epoch ms: it is amber from then on. Infinity where it never does. */
export function amberAt(buffers: PointBuffers, i: number): number {
  const red = redAt(buffers, i);
  const start = buffers.dispatchedAt[i] as number;
  return red === Infinity || Number.isNaN(start) ? Infinity : start + 0.8 * (red - start);
}
