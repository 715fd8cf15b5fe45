/** One shared beat for everything that shows an age or a clock, instead of a timer in every component. */
import { useRef, useSyncExternalStore } from "react";

const BEAT_MS = 250;
const listeners = new Set<() => void>();
/** Counts the beats. */
let beat = 0;
/** A beat this late means that the window itself was held up and could not hear anybody meanwhile. */
const LATE_MS = 1_500;
let beatAt = Number.NaN;
let heldUpUntil = 0;

/** Until when (performance.now) this window was last held up; 0 when never. Silence before then proves nothing. */
export const listeningSince = () => heldUpUntil;
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    beat++;
    const now = performance.now();
    if (now - beatAt > LATE_MS) heldUpUntil = now;
    beatAt = now;
    for (const each of listeners) each();
  }, BEAT_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
      beatAt = Number.NaN;
    }
  };
}

/**
 * Draws the component again whenever `read` gives another value; asked four times a second and at every draw. `read` may
 * depend on the time: within one draw and one beat it is asked once, so that the answer holds still.
 */
export function useBeat<T extends string | number | boolean | null>(read: () => T): T {
  const asked = useRef<{ readonly beat: number; readonly read: () => T; readonly value: T } | null>(null);
  const get = () => {
    const last = asked.current;
    if (last !== null && last.beat === beat && last.read === read) return last.value;
    const value = read();
    asked.current = { beat, read, value };
    return value;
  };
  return useSyncExternalStore(subscribe, get, get);
}
