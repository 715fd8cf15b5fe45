/**
 * The light of a case on the map: in time, due soon or overdue.
 *
 * The same rule as the figures (shared/evaluation/columns.ts; domain.md §5.3: green to 80 %, amber to 100 %, then red),
 * read from the slots of the map, where a handled case has no deadline.
 */
import { CASE_STATES, STAGES } from "../../shared/case/state.ts";
import { isDrawn, stageAt, type PointBuffers } from "./buffers.ts";

/** In drawing order: what comes later lies on top. */
export const LIGHTS = ["closed", "inTime", "dueSoon", "overdue"] as const;

const CLOSED_STAGE = STAGES.indexOf("closed");
const SUSPENDED = CASE_STATES.indexOf("suspended");

/** The light of slot `i` at hub time `now` (epoch ms), as an index in LIGHTS. A suspended case's clock stands still. */
export function lightAt(buffers: PointBuffers, i: number, now: number): number {
  if (stageAt(buffers, i) === CLOSED_STAGE) return 0;
  const deadline = buffers.deadline[i] as number;
  if (Number.isNaN(deadline) || buffers.state[i] === SUSPENDED) return 1;
  if (deadline < now) return 3;
  const start = buffers.dispatchedAt[i] as number;
  return now - start >= 0.8 * (deadline - start) ? 2 : 1;
}

/** The lights of all slots, and whether any differs from before. */
export interface Lights {
  of: Uint8Array;
  /** Buffers' version the lights were computed for. */
  version: number;
}

/** Lights of nothing. */
export function createLights(): Lights {
  return { of: new Uint8Array(0), version: -1 };
}

/**
 * Brings the lights up to date; writes only what changed.
 * @returns the number of drawn cases whose light changed, or that came or went (any new version counts as a change).
 */
export function refreshLights(lights: Lights, buffers: PointBuffers, now: number): number {
  if (lights.of.length < buffers.length) {
    const bigger = new Uint8Array(buffers.uid.length);
    bigger.set(lights.of);
    lights.of = bigger;
  }
  let changed = lights.version === buffers.version ? 0 : 1;
  for (let i = 0; i < buffers.length; i++) {
    if (!isDrawn(buffers, i)) continue;
    const light = lightAt(buffers, i, now);
    if (lights.of[i] !== light) {
      lights.of[i] = light;
      changed++;
    }
  }
  lights.version = buffers.version;
  return changed;
}
