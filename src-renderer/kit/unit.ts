/** One unit `u`: 1/1080 of the window's height, never below one CSS pixel. Style sheets say `var(--u)`. */
import { useSyncExternalStore } from "react";

export const pixelUnitOf = (innerHeight: number) => Math.max(1, innerHeight / 1080);

function onResize(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** CSS pixels per unit, followed through resizes. */
export const usePixelUnit = () => useSyncExternalStore(onResize, () => pixelUnitOf(window.innerHeight));

/** Width over height of the window. */
export const useAspect = () => useSyncExternalStore(onResize, () => window.innerWidth / window.innerHeight);

function onMotionChange(listener: () => void): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export const useReducedMotion = () =>
  useSyncExternalStore(onMotionChange, () => matchMedia("(prefers-reduced-motion: reduce)").matches);
