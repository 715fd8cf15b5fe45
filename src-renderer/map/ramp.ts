/** Eight steps of shading for what is counted per grid. */
import { WALL_THEME } from "../kit/wall-theme.ts";
import type { Rgb } from "./palette.ts";

export const STEPS = 8;

/**
 * The thresholds that open steps 1 … 8 of values of any kind, rates among them: quantiles, strictly rising, so that equal
 * values always have one colour. The first is the least value itself.
 */
export function quantiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const result: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const at = sorted[Math.floor((step * sorted.length) / STEPS)];
    if (at !== undefined && at > (result.at(-1) ?? Number.NEGATIVE_INFINITY)) result.push(at);
  }
  return result;
}

/** The step of a value, 1 to 8, spread over all of them; values below the first threshold are in the first step. */
export function stepOfValue(value: number, limits: readonly number[]): number {
  let reached = 0;
  while (reached < limits.length && value >= (limits[reached] as number)) reached++;
  if (limits.length <= 1) return Math.ceil(STEPS / 2);
  return 1 + Math.round(((Math.max(1, reached) - 1) / (limits.length - 1)) * (STEPS - 1));
}

const NIGHT = {
  open: [
    [24, 44, 72],
    [64, 140, 224],
  ],
  overdue: [
    [52, 28, 38],
    [224, 72, 78],
  ],
  rate: [
    [34, 38, 70],
    [150, 130, 255],
  ],
} as const;
/** On light ground little is pale and much is dark. */
const DAY: Readonly<Record<Ramp, readonly [Rgb, Rgb]>> = {
  open: [
    [190, 212, 236],
    [10, 70, 150],
  ],
  overdue: [
    [240, 205, 205],
    [170, 20, 24],
  ],
  rate: [
    [212, 208, 240],
    [70, 54, 170],
  ],
};
const RAMPS: typeof DAY = WALL_THEME === "day" ? DAY : NIGHT;
export type Ramp = keyof typeof NIGHT;

/** The single-hue ramp of a shade, step 1 to 8, dark to full. */
export function rampRgb(ramp: Ramp): Rgb[] {
  const [from, to] = RAMPS[ramp];
  return Array.from({ length: STEPS }, (_, i) => {
    const t = i / (STEPS - 1);
    const channel = (k: 0 | 1 | 2) => Math.round(from[k] + (to[k] - from[k]) * t);
    return [channel(0), channel(1), channel(2)];
  });
}
