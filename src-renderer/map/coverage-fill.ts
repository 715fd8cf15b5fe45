/** Grids that fade with the time since somebody's eyes were last on them. Nothing here is red: a blind spot is dark. */
import type { CoverageValue } from "../../shared/view.ts";
import type { GridFill } from "./props.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The hue of what has been seen. */
const SEEN = [70, 186, 232] as const;

/** Steps from bright to dark: seen within so many ms, with this opacity of 255. */
export const COVERAGE_STEPS: readonly { readonly within: number; readonly alpha: number }[] = [
  { within: 15 * MINUTE, alpha: 255 },
  { within: HOUR, alpha: 205 },
  { within: 2 * HOUR, alpha: 160 },
  { within: 4 * HOUR, alpha: 120 },
  { within: 8 * HOUR, alpha: 82 },
  { within: 24 * HOUR, alpha: 46 },
];
/** Of what was seen longer ago or never. */
const DARK = 0;

/** Opacity of a grid by when eyes were last on it, 0 to 255. @param age ms, NaN for never */
export function coverageAlpha(age: number): number {
  return COVERAGE_STEPS.find(({ within }) => age <= within)?.alpha ?? DARK;
}

/** The colour of a step as CSS, for a legend that stands on the dark ground. */
export function coverageColor(alpha: number): string {
  return `rgba(${SEEN.join(",")},${Math.round((alpha / 255) * 100) / 100})`;
}

/** A colour for every grid at an instant, epoch ms. What a camera looks at now is seen now. */
export function coverageFill(grids: CoverageValue["grids"], now: number): GridFill {
  const rgba = new Uint8Array(grids.uid.length * 4);
  for (let i = 0; i < grids.uid.length; i++) {
    rgba.set(SEEN, i * 4);
    rgba[i * 4 + 3] = coverageAlpha(grids.cameraNow[i] === 1 ? 0 : now - (grids.lastAt[i] as number));
  }
  return { uid: grids.uid, rgba };
}
