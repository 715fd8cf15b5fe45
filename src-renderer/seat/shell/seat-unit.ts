/** The unit of a seat's window, followed through resizes. */
import { useSyncExternalStore } from "react";
import type { TextSize } from "./comfort.ts";
import { seatUnit } from "./theme.ts";

function onResize(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** CSS pixels per unit, by the size of text that was chosen. */
export const useSeatUnit = (size: TextSize): number =>
  useSyncExternalStore(onResize, () => seatUnit(window.innerWidth, window.innerHeight, size));
