/**
 * How long a tile waits before it tries a rung again.
 *
 * V73 A wait doubles with each failure, from one second to a minute. In the first minute of a trouble none is longer than
 * two and a half seconds, so that what was only restarted is back within five. Waits are spread, so that a wall of tiles does not
 * fall on a server at once; good play of 30 s makes all as it was at the beginning.
 */

const FIRST_MS = 1_000;
const LAST_MS = 60_000;
/** While trouble is younger than this, waits stay short. */
const YOUNG_MS = 60_000;
const YOUNG_LAST_MS = 2_500;
/** Good play that makes up for everything. */
export const REFILL_MS = 30_000;

/**
 * @param failures in a row, at least 1
 * @param troubledMs since the first of them
 * @param random 0 to 1
 * @returns ms, from three quarters of the wait to all of it
 */
export function waitMs(failures: number, troubledMs: number, random: number): number {
  const doubled = FIRST_MS * 2 ** Math.min(failures - 1, 10);
  const longest = troubledMs < YOUNG_MS ? YOUNG_LAST_MS : LAST_MS;
  return Math.min(doubled, longest) * (0.75 + 0.25 * random);
}
