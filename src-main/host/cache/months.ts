/** The months of a zone, quickly: an instant's month is asked for several times per case. */
import { startOfMonth } from "../../../shared/evaluation/period-key.ts";

/** Years that have months here; an instant outside is a fault of the data and belongs to no month. */
const [FIRST_MONTH, LAST_MONTH] = [1_000 * 12, 9_999 * 12 + 11];

/** Makes the function that numbers the month of an instant (epoch ms) in a zone, NaN when it belongs to none. */
export function monthsOf(timeZone: string): (at: number) => number {
  const starts = new Map<number, number>();
  const startOf = (month: number) => {
    let start = starts.get(month);
    if (start === undefined) starts.set(month, (start = startOfMonth(month, timeZone)));
    return start;
  };
  let [month, from, to] = [Number.NaN, 0, 0];
  return (at) => {
    if (at >= from && at < to) return month;
    // Zones are at most a day off UTC, so the month is the one of UTC or one beside it.
    const date = new Date(at);
    let guess = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (!(guess > FIRST_MONTH && guess < LAST_MONTH)) return Number.NaN;
    if (at < startOf(guess)) guess--;
    else if (at >= startOf(guess + 1)) guess++;
    [month, from, to] = [guess, startOf(guess), startOf(guess + 1)];
    return month;
  };
}
