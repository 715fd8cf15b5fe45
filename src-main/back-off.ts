/** How long to wait before starting something again that keeps falling over. Pure: the caller holds the clock. */

/** How a thing that is kept running has fared. */
export interface Falls {
  /** Falls in a row, each sooner than `settledMs` after its start. */
  readonly inRow: number;
}

export const NO_FALLS: Falls = { inRow: 0 };

/** Something that ran this long (ms) has recovered: its next fall is a first one again. */
export const SETTLED_MS = 60_000;

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Counts one more fall of a thing that ran for `ranMs`. */
export function fell(before: Falls, ranMs: number): Falls {
  return { inRow: ranMs >= SETTLED_MS ? 1 : before.inRow + 1 };
}

/** Milliseconds to wait after the latest fall: half a second, doubling up to half a minute. */
export function waitAfter(falls: Falls): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(falls.inRow - 1, 16)));
}
