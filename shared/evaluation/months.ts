/** Months of many instants, without asking the calendar of a zone for each. */
import { monthOf, startOfMonth } from "./period-key.ts";

/** The mean length of a month, ms: good enough to land within one month of the right one. */
const MEAN_MONTH = (365.2425 / 12) * 86_400_000;

/** Years that have months here: an instant outside them is a fault of the data. */
const [FROM, TO] = [Date.UTC(1_000, 0), Date.UTC(10_000, 0)];

/**
 * A function that gives the number of the month (year × 12 + month − 1) of an instant in a zone, NaN when it
 * belongs to none. It remembers the month it
 * found last, and asks for the calendar of each month once.
 */
export function monthFinder(timeZone: string): (at: number) => number {
  const startOf = (month: number): number => startOfMonth(month, timeZone);
  const zero = monthOf(0, timeZone);
  // Cases come in the order of time: most lie in the month of the one before.
  let last = zero;
  let from = startOf(zero);
  let to = startOf(zero + 1);
  return (at) => {
    if (at >= from && at < to) return last;
    if (!(at >= FROM && at < TO)) return Number.NaN;
    last = zero + Math.floor(at / MEAN_MONTH);
    while (at < startOf(last)) last--;
    while (at >= startOf(last + 1)) last++;
    from = startOf(last);
    to = startOf(last + 1);
    return last;
  };
}
