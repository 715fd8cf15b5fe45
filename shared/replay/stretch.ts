/** Gathers the cases of a stretch of time: what each shows at its start, and every change after it, in the order of time. */
import type { Fact } from "../case/case.ts";
import { EMPTY_SLOT, type ReplayValue } from "../view.ts";
import { isOpen, stateOfCode } from "../case/state.ts";
import { momentsOf, type Moment } from "./moments.ts";

/** The longest stretch that is played back at once, days. */
export const MOST_DAYS = 31;
const DAY = 86_400_000;

/** True for a stretch that can be played back: it ends after it begins, and is not longer than `MOST_DAYS`. */
export function isStretch(from: number, to: number): boolean {
  // An hour more: a month may hold the end of summer time.
  return to > from && to - from <= MOST_DAYS * DAY + DAY / 24;
}

/** What a case is by, beside what changes. Place in degrees, null when it is not known. */
export interface ReplayedCase {
  readonly uid: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly unitGrid: number;
  readonly classUid: number;
  /** Index in CASE_SOURCES. */
  readonly source: number;
}

/** The cases of a stretch, being gathered. */
export interface Gathering {
  /** Takes a case; one that was over before the stretch and did not move in it is left out, as is one of later. */
  add(which: ReplayedCase, facts: readonly Fact[]): void;
  /** All that was taken. */
  end(): Pick<ReplayValue, "cases" | "events">;
}

const isOver = (state: number) => !isOpen(stateOfCode(state));

/**
 * Gathers cases from `from` to `to`, epoch ms. What happened at `from` is part of the start; what happened at `to` is the
 * last that is seen.
 */
export function gather(from: number, to: number): Gathering {
  const cases: (ReplayedCase & { readonly reportedAt: number; readonly start: Moment | null })[] = [];
  const slots: number[] = [];
  const moments: Moment[] = [];
  return {
    add(which, facts) {
      const all = momentsOf(facts);
      const start = all.findLast(({ at }) => at <= from) ?? null;
      const later = all.filter(({ at }) => at > from && at <= to);
      if (later.length === 0 && (start === null || isOver(start.state))) return;
      const slot = cases.length;
      cases.push({ ...which, reportedAt: (all[0] as Moment).at, start });
      for (const moment of later) {
        slots.push(slot);
        moments.push(moment);
      }
    },
    end() {
      const order = orderOf(moments, from);
      return { cases: columnsOf(cases), events: eventsOf(order, moments, slots, from) };
    },
  };
}

/** Places fit into this many numbers beside the milliseconds of a month in a whole number that is exact. */
const PLACES = 2 ** 21;

/** The places of moments in the order of time; what happens at one instant stays in the order it was taken. */
function orderOf(moments: readonly Moment[], from: number): Uint32Array {
  const at = (i: number) => (moments[i] as Moment).at;
  if (moments.length > PLACES) {
    return Uint32Array.from(moments, (_moment, i) => i).sort((a, b) => at(a) - at(b) || a - b);
  }
  // Numbers sort several times as fast by themselves as by a function that compares them.
  const keys = new Float64Array(moments.length);
  for (let i = 0; i < keys.length; i++) keys[i] = Math.round(at(i) - from) * PLACES + i;
  return Uint32Array.from(keys.sort(), (key) => key % PLACES);
}

function columnsOf(
  cases: readonly (ReplayedCase & { readonly reportedAt: number; readonly start: Moment | null })[],
): ReplayValue["cases"] {
  const { length } = cases;
  const columns = {
    length,
    uid: new Uint32Array(length),
    lon: new Float64Array(length),
    lat: new Float64Array(length),
    unitGrid: new Uint32Array(length),
    classUid: new Uint32Array(length),
    source: new Uint8Array(length),
    reportedAt: new Float64Array(length),
    state: new Uint8Array(length),
    department: new Uint32Array(length),
    dispatchedAt: new Float64Array(length),
    deadline: new Float64Array(length),
  };
  cases.forEach(({ start, ...which }, i) => {
    columns.uid[i] = which.uid;
    columns.lon[i] = which.lon ?? Number.NaN;
    columns.lat[i] = which.lat ?? Number.NaN;
    columns.unitGrid[i] = which.unitGrid;
    columns.classUid[i] = which.classUid;
    columns.source[i] = which.source;
    columns.reportedAt[i] = which.reportedAt;
    columns.state[i] = start?.state ?? EMPTY_SLOT;
    columns.department[i] = start?.department ?? 0;
    columns.dispatchedAt[i] = start?.dispatchedAt ?? Number.NaN;
    columns.deadline[i] = start?.deadline ?? Number.NaN;
  });
  return columns;
}

function eventsOf(
  order: Uint32Array,
  moments: readonly Moment[],
  slots: readonly number[],
  from: number,
): ReplayValue["events"] {
  const { length } = order;
  const events = {
    after: new Float64Array(length),
    slot: new Uint32Array(length),
    state: new Uint8Array(length),
    department: new Uint32Array(length),
    dispatchedAt: new Float64Array(length),
    deadline: new Float64Array(length),
  };
  for (let k = 0; k < length; k++) {
    const i = order[k] as number;
    const moment = moments[i] as Moment;
    events.after[k] = moment.at - from;
    events.slot[k] = slots[i] as number;
    events.state[k] = moment.state;
    events.department[k] = moment.department;
    events.dispatchedAt[k] = moment.dispatchedAt;
    events.deadline[k] = moment.deadline;
  }
  return events;
}
