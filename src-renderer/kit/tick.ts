/** One shared beat for everything that shows an age or a clock, instead of a timer in every component. */
import { useSyncExternalStore } from "react";

const BEAT_MS = 250;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, BEAT_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** Draws the component again whenever `read` gives another value; asked four times a second. `read` must be cheap. */
export function useBeat<T extends string | number | boolean | null>(read: () => T): T {
  return useSyncExternalStore(subscribe, read, read);
}
