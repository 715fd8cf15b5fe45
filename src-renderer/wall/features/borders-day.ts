/** The moment whose grid borders a window shows; null for the present ones. Chosen on one page and shown on another. */
import { useSyncExternalStore } from "react";

let shown: number | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param at epoch ms, null for the present borders */
export function showBorders(at: number | null): void {
  shown = at;
  for (const listener of listeners) listener();
}

export function useBordersShown(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => shown,
  );
}
