/** When to build the map again after its graphics context was lost or could not be had. Bounded, so that it cannot spin. */

/** Failed tries in this span count; more than TRIES of them and the map gives up. */
export const SPAN = 5 * 60_000;
export const TRIES = 8;

/**
 * Milliseconds to wait before the next try, or null to give up (the window should then be loaded again).
 * @param failures times of failed tries, epoch ms. The first comes soon: a GPU process is back within about a second.
 */
export function nextTry(failures: readonly number[], now: number): number | null {
  const recent = failures.filter((at) => now - at < SPAN).length;
  if (recent >= TRIES) return null;
  return recent === 0 ? 250 : Math.min(500 * 1.6 ** (recent - 1), 8000);
}
