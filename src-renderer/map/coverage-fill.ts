/** Grids that fade with the time since somebody's eyes were last on them. Nothing here is red: a blind spot is dark. */
import type { CoverageValue } from "../../shared/view.ts";
import type { GridFill } from "./props.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Steps from bright to dark: seen within so many ms, in this colour: red, green, blue, alpha of 255. */
export const COVERAGE_STEPS: readonly {
  readonly within: number;
  readonly rgba: readonly [red: number, green: number, blue: number, alpha: number];
}[] = [
  { within: 15 * MINUTE, rgba: [124, 222, 255, 255] },
  { within: HOUR, rgba: [92, 196, 240, 205] },
  { within: 2 * HOUR, rgba: [70, 170, 224, 150] },
  { within: 4 * HOUR, rgba: [60, 148, 208, 105] },
  { within: 8 * HOUR, rgba: [54, 130, 190, 66] },
  { within: 24 * HOUR, rgba: [50, 116, 172, 34] },
];
/** Of what was seen longer ago or never. */
const DARK = [50, 116, 172, 0] as const;

/** Colour of a grid by when eyes were last on it. @param age ms, NaN for never */
export function coverageRgba(age: number): readonly [red: number, green: number, blue: number, alpha: number] {
  return COVERAGE_STEPS.find(({ within }) => age <= within)?.rgba ?? DARK;
}

/** The colour of a step as CSS, for a legend that stands on the dark ground. */
export function coverageColor([red, green, blue, alpha]: (typeof COVERAGE_STEPS)[number]["rgba"]): string {
  return `rgba(${red},${green},${blue},${Math.round((alpha / 255) * 100) / 100})`;
}

/** A colour for every grid at an instant, epoch ms. What a camera looks at now is seen now. */
export function coverageFill(grids: CoverageValue["grids"], now: number): GridFill {
  const rgba = new Uint8Array(grids.uid.length * 4);
  for (let i = 0; i < grids.uid.length; i++) {
    rgba.set(coverageRgba(grids.cameraNow[i] === 1 ? 0 : now - (grids.lastAt[i] as number)), i * 4);
  }
  return { uid: grids.uid, rgba };
}
