/** The round as it runs in a window. */
import { useCallback, useEffect, useRef, useState } from "react";
import { isTouring, NO_TOUR, sameCells, swapped, tourAfter, turned, type Tour, type TourAsked } from "./tour.ts";

const BEAT_MS = 250;

export interface RunningTour {
  readonly tour: Tour;
  /** Until the next cameras come, ms; null while nobody waits for a tile. */
  readonly left: () => number | null;
  /** The next cameras at once. */
  readonly next: () => void;
  readonly swap: (a: number, b: number) => void;
}

/** @param asked keep the same object while it is the same */
export function useTour(asked: TourAsked): RunningTour {
  const [tour, draw] = useState<Tour>(() => tourAfter(NO_TOUR, asked, 0));
  const latest = useRef({ tour, asked });
  const become = useCallback((next: Tour) => {
    const before = latest.current.tour;
    latest.current = { ...latest.current, tour: next };
    if (!sameCells(before, next)) draw(next);
  }, []);
  useEffect(() => {
    latest.current = { ...latest.current, asked };
    become(tourAfter(latest.current.tour, asked, 0));
  }, [asked, become]);
  useEffect(() => {
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      become(tourAfter(latest.current.tour, latest.current.asked, now - before));
      before = now;
    }, BEAT_MS);
    return () => clearInterval(timer);
  }, [become]);
  const left = useCallback(() => {
    const { tour: running, asked: of } = latest.current;
    return isTouring(running) ? Math.max(0, of.dwellMs - running.elapsed) : null;
  }, []);
  const next = useCallback(() => become(turned(latest.current.tour, latest.current.asked)), [become]);
  const swap = useCallback((a: number, b: number) => become(swapped(latest.current.tour, a, b)), [become]);
  return { tour, left, next, swap };
}
