/** When a fallen window is loaded again. Pure: the caller holds the clock. */

/** Times (ms, any steady clock) at which a window fell, oldest first. */
export type FallTimes = readonly number[];

/** Falls older than this (ms) no longer count. */
export const MEMORY_MS = 5 * 60_000;
/** Waits (ms) after the first falls: the first is hardly seen. */
const QUICK_MS = [100, 1_000, 1_000];
const SLOW_MS = 60_000;

/**
 * After a fall at `now`: what to remember, and how long (ms) to wait. Three quick tries in five minutes, the first at
 * once, then one a minute: bounded, but a wall in a dark hall comes back by itself at last.
 */
export function afterFall(before: FallTimes, now: number): { readonly falls: FallTimes; readonly waitMs: number } {
  const falls = [...before.filter((at) => now - at < MEMORY_MS), now].slice(-QUICK_MS.length - 1);
  return { falls, waitMs: QUICK_MS[falls.length - 1] ?? SLOW_MS };
}
