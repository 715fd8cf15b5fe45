/** Shifts of a day as instants of the city's zone. */
import { instantOf, localTime } from "../evaluation/period.ts";
import type { Shift } from "./rules.ts";

/** A day of the city's calendar. `from` and `to` are its midnights, epoch ms. */
export interface Day {
  readonly key: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** A half-open interval, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const two = (n: number) => String(n).padStart(2, "0");

function dayOf(year: number, month: number, day: number, timeZone: string): Day {
  const from = instantOf(timeZone, year, month, day);
  const local = localTime(from, timeZone);
  const key = `${local.year}-${two(local.month)}-${two(local.day)}`;
  return {
    key,
    year: local.year,
    month: local.month,
    day: local.day,
    from,
    to: instantOf(timeZone, year, month, day + 1),
  };
}

/** The day of an instant. */
export function dayAt(at: number, timeZone: string): Day {
  const { year, month, day } = localTime(at, timeZone);
  return dayOf(year, month, day, timeZone);
}

/** The day so many days after another, before it for a negative number. */
export function dayAfter({ year, month, day }: Day, days: number, timeZone: string): Day {
  return dayOf(year, month, day + days, timeZone);
}

/** The day of a key YYYY-MM-DD; null for what is no day. */
export function dayOfKey(key: string, timeZone: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(key);
  if (match === null) return null;
  const found = dayOf(Number(match[1]), Number(match[2]), Number(match[3]), timeZone);
  return found.key === key ? found : null;
}

/** When each shift of a day runs; one over midnight belongs to the day on which it begins. */
export function spansOf(day: Day, shifts: readonly Shift[], timeZone: string): Span[] {
  const at = (minutes: number, later: number) => instantOf(timeZone, day.year, day.month, day.day + later, 0, minutes);
  return shifts.map(({ from, to }) => ({ from: at(from, 0), to: at(to, to <= from ? 1 : 0) }));
}

/**
 * The working day at an instant: it begins with its first shift, so that the small hours belong to the night shift of the
 * day before. `from` and `to` are where its first shift and that of the next day begin.
 */
export function workingDayAt(at: number, shifts: readonly Shift[], timeZone: string): Day {
  const today = workingDay(dayAt(at, timeZone), shifts, timeZone);
  return at < today.from ? workingDay(dayAfter(today, -1, timeZone), shifts, timeZone) : today;
}

/** A day of the calendar as a working day, see `workingDayAt`. */
export function workingDay(day: Day, shifts: readonly Shift[], timeZone: string): Day {
  const first = (of: Day) => Math.min(...spansOf(of, shifts, timeZone).map(({ from }) => from));
  return { ...day, from: first(day), to: first(dayAfter(day, 1, timeZone)) };
}
