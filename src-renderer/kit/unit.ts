/**
 * One unit `u`: 1/1080 of the window's height. A window too narrow or too small for the scene takes less, down to where
 * notes can still be read at a desk: on a laptop the whole scene shrinks instead of running into itself. Style sheets say
 * `var(--u)`; theme.css has the same rule. A panel may have its texts larger: its own unit is so much larger.
 */
import { createContext, useContext, useSyncExternalStore } from "react";
import { pixelUnitOf } from "../../shared/direction/distance.ts";

/** How much larger the units of a panel are than the window's. */
export const UnitScale = createContext(1);

function onResize(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** CSS pixels per unit where it is asked, followed through resizes. */
export function usePixelUnit(): number {
  const unit = useSyncExternalStore(onResize, () => pixelUnitOf(window.innerWidth, window.innerHeight));
  return unit * useContext(UnitScale);
}

/** Width over height of the window. */
export const useAspect = () => useSyncExternalStore(onResize, () => window.innerWidth / window.innerHeight);

function onMotionChange(listener: () => void): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export const useReducedMotion = () =>
  useSyncExternalStore(onMotionChange, () => matchMedia("(prefers-reduced-motion: reduce)").matches);
