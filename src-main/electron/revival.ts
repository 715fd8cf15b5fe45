/** When a fallen window is loaded again. Pure: the caller holds the clock. */

/** Times (ms, any steady clock) at which a window fell, oldest first. */
export type FallTimes = readonly number[];

/** Falls older than this (ms) no longer count. */
export const MEMORY_MS = 5 * 60_000;
const QUICK_TRIES = 3;
const QUICK_MS = 1_000;
const SLOW_MS = 60_000;

/**
 * After a fall at `now`: what to remember, and how long (ms) to wait. Three quick tries in five minutes, then one a
 * minute: bounded, but a wall in a dark hall comes back by itself at last.
 */
export function afterFall(before: FallTimes, now: number): { readonly falls: FallTimes; readonly waitMs: number } {
  const falls = [...before.filter((at) => now - at < MEMORY_MS), now].slice(-QUICK_TRIES - 1);
  return { falls, waitMs: falls.length <= QUICK_TRIES ? QUICK_MS : SLOW_MS };
}
