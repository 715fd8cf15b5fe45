/**
 * One unit `u`: 1/1080 of the window's height. A window too narrow or too small for the scene takes less, down to where
 * notes can still be read at a desk: on a laptop the whole scene shrinks instead of running into itself. Style sheets say
 * `var(--u)`; theme.css has the same rule.
 */
import { useSyncExternalStore } from "react";

/** Units a scene needs across. */
const NARROWEST = 1800;
const SMALLEST_PX = 0.55;

/** CSS pixels per unit in a window of this size. */
export const pixelUnitOf = (innerWidth: number, innerHeight: number) =>
  Math.max(SMALLEST_PX, Math.min(innerHeight / 1080, innerWidth / NARROWEST));

function onResize(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** CSS pixels per unit, followed through resizes. */
export const usePixelUnit = () =>
  useSyncExternalStore(onResize, () => pixelUnitOf(window.innerWidth, window.innerHeight));

/** Width over height of the window. */
export const useAspect = () => useSyncExternalStore(onResize, () => window.innerWidth / window.innerHeight);

function onMotionChange(listener: () => void): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export const useReducedMotion = () =>
  useSyncExternalStore(onMotionChange, () => matchMedia("(prefers-reduced-motion: reduce)").matches);
