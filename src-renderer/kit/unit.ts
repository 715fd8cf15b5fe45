/**
 * One unit `u`: 1/1080 of the window's height. A window too narrow or too small for the scene takes less, down to where
 * notes can still be read at a desk: on a laptop the whole scene shrinks instead of running into itself. Style sheets say
 * `var(--u)`; theme.css has the same rule. A panel may have its texts larger: its own unit is so much larger.
 */
import { createContext, useContext, useSyncExternalStore } from "react";
import { pixelUnitOf } from "../../shared/direction/distance.ts";

/** How much larger the units of a panel are than the window's. */
export const UnitScale = createContext(1);

/** How many windows like this one make up the picture, across and down: of a wall of several windows each shows a part. */
let stretch = { across: 1, down: 1 };

/** Called once, before anything is drawn. Sizes go by the whole picture, so that they agree from window to window. */
export function stretchWindow(across: number, down: number): void {
  stretch = { across, down };
  document.documentElement.style.setProperty("--across", String(across));
  document.documentElement.style.setProperty("--down", String(down));
}

/** CSS pixels per unit in this window. */
export const pixelUnitNow = () => pixelUnitOf(window.innerWidth * stretch.across, window.innerHeight * stretch.down);

function onResize(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** CSS pixels per unit where it is asked, followed through resizes. */
export function usePixelUnit(): number {
  const unit = useSyncExternalStore(onResize, pixelUnitNow);
  return unit * useContext(UnitScale);
}

/** Width over height of the whole picture. */
export const useAspect = () =>
  useSyncExternalStore(onResize, () => (window.innerWidth * stretch.across) / (window.innerHeight * stretch.down));

function onMotionChange(listener: () => void): () => void {
  const query = matchMedia("(prefers-reduced-motion: reduce)");
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export const useReducedMotion = () =>
  useSyncExternalStore(onMotionChange, () => matchMedia("(prefers-reduced-motion: reduce)").matches);
