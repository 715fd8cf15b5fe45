/**
 * How far a rate counted over few cases can be trusted: Wilson's 95 % interval, which keeps within 0 and 1 and does not
 * collapse at 0 % and 100 % (Wilson 1927). A department with 2 of 2 is not surely better than one with 197 of 200.
 */

/** The 97.5 % point of the normal distribution. */
const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The interval of a share `p` (0–1) seen over `d` cases; everything is possible when `d` is 0. */
export function wilson(p: number, d: number): Interval {
  if (d === 0) return { low: 0, high: 1 };
  const z2 = Z * Z;
  const middle = (p + z2 / (2 * d)) / (1 + z2 / d);
  const half = (Z / (1 + z2 / d)) * Math.sqrt((p * (1 - p)) / d + z2 / (4 * d * d));
  return { low: Math.min(p, Math.max(0, middle - half)), high: Math.max(p, Math.min(1, middle + half)) };
}

/** Independent deviations combine by the root of their squares. */
export function together(widths: readonly number[]): number {
  return Math.sqrt(widths.reduce((sum, width) => sum + width * width, 0));
}
