/** One shared beat for everything that shows an age or a clock, instead of a timer in every component. */
import { useEffect, useReducer, useRef } from "react";

const BEAT_MS = 250;
const listeners = new Set<() => void>();
/** A beat this late means that the window itself was held up and could not hear anybody meanwhile. */
const LATE_MS = 1_500;
let beatAt = Number.NaN;
let heldUpUntil = 0;

/** Until when (performance.now) this window was last held up; 0 when never. Silence before then proves nothing. */
export const listeningSince = () => heldUpUntil;
let timer: ReturnType<typeof setInterval> | null = null;

/** Calls the listener four times a second until what it gives is called. */
export function onBeat(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
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
 * Draws the component again whenever `read` gives another value than the one drawn; asked four times a second and once at
 * every draw. `read` may depend on the time, which is why this is no external store for React: between two looks at such
 * a store nothing may change, and a clock does.
 */
export function useBeat<T extends string | number | boolean | null>(read: () => T): T {
  const [, draw] = useReducer((draws: number) => draws + 1, 0);
  const value = read();
  const drawn = useRef({ read, value });
  useEffect(() => {
    drawn.current = { read, value };
  });
  useEffect(
    () =>
      onBeat(() => {
        if (drawn.current.read() !== drawn.current.value) draw();
      }),
    [],
  );
  return value;
}
