/** The months of a zone for whatever instants the rows have. */
import { monthFinder } from "../../../shared/evaluation/months.ts";

/** Years that have months here; an instant outside is a fault of the data and belongs to no month. */
const [FROM, TO] = [Date.UTC(1_000, 0), Date.UTC(10_000, 0)];

/** Makes the function that numbers the month of an instant (epoch ms) in a zone, NaN when it belongs to none. */
export function monthsOf(timeZone: string): (at: number) => number {
  const find = monthFinder(timeZone);
  return (at) => (at >= FROM && at < TO ? find(at) : Number.NaN);
}
