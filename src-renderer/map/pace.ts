/** How often the map may redraw for movement alone, so that a machine without a GPU stays usable. */

/** Best pace: thirty frames a second; worst: one a second. Milliseconds. */
const FASTEST = 33;
const SLOWEST = 1000;

/** Keeps drawing below about a quarter of the time: the next frame comes no sooner than four times what the last took. */
export function nextFrameAfter(cost: number): number {
  return Math.min(SLOWEST, Math.max(FASTEST, cost * 4));
}
