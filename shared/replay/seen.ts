/** When eyes were last on each grid at an instant of a replay, and how many grids were covered by then. */
import type { ReplayValue } from "../view.ts";

export interface Seen {
  /** For each grid, in the order given: epoch ms, NaN for never in what is known. */
  readonly lastAt: Float64Array;
  /** Grids that somebody's eyes were on for long enough since the instant asked for. */
  readonly covered: number;
}

/**
 * Visits as they had come by `at`: one that went on is counted as far as it had gone.
 * @param grids uids of the grids that count
 * @param since only what lies after it covers, epoch ms
 */
export function seenAt(
  { from, visits }: Pick<ReplayValue, "from" | "visits">,
  grids: ArrayLike<number>,
  at: number,
  since: number,
): Seen {
  const places = new Map<number, number>();
  for (let i = 0; i < grids.length; i++) places.set(grids[i] as number, i);
  const lastAt = new Float64Array(grids.length).fill(Number.NaN);
  const isCovered = new Uint8Array(grids.length);
  let covered = 0;
  for (let i = 0; i < visits.grid.length; i++) {
    const begun = from + (visits.after[i] as number);
    if (begun > at) break;
    const place = places.get(visits.grid[i] as number);
    if (place === undefined) continue;
    const end = Math.min(from + (visits.until[i] as number), at);
    if (!((lastAt[place] as number) >= end)) lastAt[place] = end;
    if (isCovered[place] === 0 && end - Math.max(begun, since) >= visits.leastMs) {
      isCovered[place] = 1;
      covered++;
    }
  }
  return { lastAt, covered };
}
