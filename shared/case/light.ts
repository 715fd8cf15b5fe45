/**
 * Reading a clock that runs under a limit: how much is used, how much is left, and which light that is.
 *
 * Up to and with 80 % of the limit the light is green, up to and with 100 % yellow, beyond it red (domain.md §2.7).
 * The time that a case hung (挂账) does not count, and is taken off once, however the intervals overlap.
 */
import type { TimeLimit } from "./case.ts";
import { deadlineOf, elapsed, limitDuration, type WorkCalendar } from "./worktime.ts";

export type Light = "green" | "yellow" | "red";

/** Epoch ms; `to` null while it lasts. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

export interface Clock {
  /** Epoch ms. */
  readonly start: number;
  readonly limit: TimeLimit;
  /** In any order; they may overlap. */
  readonly pauses: readonly Pause[];
}

export interface ClockReading {
  /** Ms used, on the clock that the limit's type runs on. */
  readonly used: number;
  /** Ms allowed, on the same clock. */
  readonly allowed: number;
  /** Whole minutes used. */
  readonly elapsed: number;
  /** Minutes left, a begun one counting whole; negative by as many as it is over. */
  readonly remaining: number;
  readonly light: Light;
  /** False while it hangs. */
  readonly running: boolean;
}

const MINUTE = 60_000;

/** The light of so much used of a limit, both in ms on one clock. Whole numbers are compared, so 80 % is exact. */
export function lightOf(used: number, allowed: number): Light {
  if (used * 5 <= allowed * 4) return "green";
  return used <= allowed ? "yellow" : "red";
}

/** What a clock shows at an instant. Before its start nothing is used. */
export function readClock({ start, limit, pauses }: Clock, at: number, calendar: WorkCalendar): ClockReading {
  const hung = merged(pauses, start, at);
  const run = (from: number, to: number) => elapsed(from, to, limit.type, calendar);
  const used = hung.reduce((left, [from, to]) => left - run(from, to), run(start, at));
  // A natural day may have 23 or 25 hours: what it allows is what lies before its deadline.
  const allowed =
    limit.type === "naturalDay" ? deadlineOf(start, limit, calendar) - start : limitDuration(limit, calendar);
  return {
    used,
    allowed,
    elapsed: Math.floor(used / MINUTE),
    remaining: Math.ceil((allowed - used) / MINUTE) + 0,
    light: lightOf(used, allowed),
    running: !pauses.some(({ from, to }) => from <= at && (to === null || at < to)),
  };
}

/** The intervals inside [start, at] that pauses cover, apart and in order. */
function merged(pauses: readonly Pause[], start: number, at: number): [from: number, to: number][] {
  const inside = pauses
    .map(({ from, to }): [number, number] => [Math.max(from, start), Math.min(to ?? at, at)])
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
  const apart: [number, number][] = [];
  for (const [from, to] of inside) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}
