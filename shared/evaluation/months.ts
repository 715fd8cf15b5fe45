/** Months of many instants, without asking the calendar of a zone for each. */
import { monthOf, startOfMonth } from "./period-key.ts";

/** The mean length of a month, ms: good enough to land within one month of the right one. */
const MEAN_MONTH = (365.2425 / 12) * 86_400_000;

/**
 * A function that gives the number of the month (year × 12 + month − 1) of an instant in a zone. It remembers when months
 * begin, so that only the first instant of each month is worked out.
 */
export function monthFinder(timeZone: string): (at: number) => number {
  const starts = new Map<number, number>();
  const startOf = (month: number): number => {
    let start = starts.get(month);
    if (start === undefined) starts.set(month, (start = startOfMonth(month, timeZone)));
    return start;
  };
  const zero = monthOf(0, timeZone);
  let last = zero;
  return (at) => {
    if (at >= startOf(last) && at < startOf(last + 1)) return last;
    let month = zero + Math.floor(at / MEAN_MONTH);
    while (at < startOf(month)) month--;
    while (at >= startOf(month + 1)) month++;
    return (last = month);
  };
}
