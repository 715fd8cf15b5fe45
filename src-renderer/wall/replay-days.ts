/** Which stretches can be chosen: calendar days in the city's zone. */
import { instantOf, localTime, windowOf } from "../../shared/evaluation/period.ts";
import type { WholeValues } from "../../shared/view.ts";

export interface Stretch {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Name of an exercise, "" for the city itself. */
  readonly exercise: string;
}

const MINUTE = 60_000;

/** The calendar day of an instant; the running one ends with the minute that is over. */
export function dayOf(at: number, now: number, timeZone: string): Stretch {
  const { from, to } = windowOf("day", at, timeZone) as { from: number; to: number };
  const end = Math.floor(now / MINUTE) * MINUTE;
  return { from, to: end > from && end < to ? end : to, exercise: "" };
}

/** The first instant of the day so many days after the one of `from`. */
export function dayBeside(from: number, days: number, timeZone: string): number {
  const { year, month, day } = localTime(from, timeZone);
  return instantOf(timeZone, year, month, day + days);
}

export interface ListedDay {
  /** Its first instant, epoch ms. */
  readonly from: number;
  /** Cases that were reported on it. */
  readonly reported: number;
}

/** The days of a trend in whole hours that have reports, the newest first, and the running one in any case. */
export function daysOfTrend(trend: WholeValues["trend"], now: number, timeZone: string): ListedDay[] {
  const days = new Map<number, number>();
  const today = windowOf("day", now, timeZone).from as number;
  days.set(today, 0);
  trend.reported.forEach((count, hour) => {
    const { from } = windowOf("day", trend.from + hour * trend.step, timeZone) as { from: number };
    days.set(from, (days.get(from) ?? 0) + count);
  });
  return [...days]
    .map(([from, reported]) => ({ from, reported }))
    .filter(({ from, reported }) => reported > 0 || from === today)
    .toSorted((a, b) => b.from - a.from);
}

/** Hours for the bar's scale: the whole hours of the city's clock in a stretch, every third in a day, by their instants. */
export function hoursOf(from: number, to: number, timeZone: string): number[] {
  const HOUR = 60 * MINUTE;
  const apart = to - from > 12 * HOUR ? 3 : 1;
  const { year, month, day, hour } = localTime(from, timeZone);
  const hours: number[] = [];
  for (let next = hour; ; next++) {
    const at = instantOf(timeZone, year, month, day, next);
    if (at > to) return hours;
    if (at >= from && localTime(at, timeZone).hour % apart === 0 && !hours.includes(at)) hours.push(at);
  }
}
