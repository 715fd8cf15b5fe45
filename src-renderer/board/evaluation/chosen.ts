/** Which scheme and which period the boards of evaluation show: one choice for all of them, kept over scenes. */
import { useSyncExternalStore } from "react";

export interface Chosen {
  /** "" for the platform's own. */
  readonly scheme: string;
  /** A key, or "month", "quarter", "year" for the newest with cases. */
  readonly period: string;
}

let chosen: Chosen = { scheme: "", period: "month" };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function choose(next: Partial<Chosen>): void {
  chosen = { ...chosen, ...next };
  for (const each of listeners) each();
}

const get = () => chosen;

export const useChosen = () => useSyncExternalStore(subscribe, get, get);
