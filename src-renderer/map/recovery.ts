/** When to build the map again after its graphics context was lost or could not be had. Bounded, so that it cannot spin. */

/** Losses and failed tries in this span count; with more than TRIES of them the map gives up. */
export const SPAN = 5 * 60_000;
export const TRIES = 40;
/** So many tries come one soon after the other, ms: a try that fails costs next to nothing. */
const QUICK_TRIES = 20;
const QUICK = 120;
const SLOWEST = 8000;

/**
 * Milliseconds to wait before the next try, or null to give up (the window should then be loaded again).
 *
 * A GPU process is back within about a second (engineering notes §1.5), so the tries after a loss come quickly at first:
 * a wait that grew from the start would sleep over the moment.
 * @param troubles times of all losses and failed tries, epoch ms.
 * @param failed how many tries failed in a row since the last map stood.
 */
export function nextTry(troubles: readonly number[], failed: number, now: number): number | null {
  if (troubles.filter((at) => now - at < SPAN).length > TRIES) return null;
  return Math.min(QUICK * 1.5 ** Math.max(0, failed - QUICK_TRIES), SLOWEST);
}
