/** The decode budget as it runs in a window: what tiles tell of their work, and how long the window was held up. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { budgetAfter, firstBudget, planOf, type Budget, type Plan, type Wish } from "./budget.ts";
import type { TileState } from "./tile-props.ts";

const SAMPLE_MS = 2_000;

/** What all tiles did since the last sample. */
interface Work {
  frames: number;
  dropped: number;
  decodeMs: number | null;
  heldUpMs: number;
}
const noWork = (): Work => ({ frames: 0, dropped: 0, decodeMs: null, heldUpMs: 0 });

/** Of the whole window, as long as it lives: what was learned in one scene holds in the next. */
let learned: Budget | null = null;

export interface RunningBudget {
  readonly plan: Plan;
  readonly limit: number;
  readonly onState: (state: TileState) => void;
}

export function useBudget(wishes: readonly Wish[]): RunningBudget {
  const cores = navigator.hardwareConcurrency || 2;
  const [budget, setBudget] = useState<Budget>(() => learned ?? firstBudget(cores));
  const work = useRef(noWork());
  const plan = useMemo(() => planOf(wishes, budget.limit), [wishes, budget.limit]);
  const latest = useRef(plan);
  useEffect(() => {
    latest.current = plan;
  }, [plan]);

  useEffect(() => {
    if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) work.current.heldUpMs += duration;
    });
    observer.observe({ type: "longtask" });
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    let before = performance.now();
    let running = learned ?? firstBudget(cores);
    const timer = setInterval(() => {
      const now = performance.now();
      const overMs = now - before;
      before = now;
      const { heldUpMs, ...done } = work.current;
      work.current = noWork();
      // A window that nobody sees plays nothing and learns nothing.
      if (document.hidden) return;
      const { used, wanted } = latest.current;
      running = budgetAfter(running, { ...done, used, wanted, overMs, heldUp: Math.min(1, heldUpMs / overMs) }, cores);
      learned = running;
      setBudget((shown) => (shown.limit === running.limit ? shown : running));
    }, SAMPLE_MS);
    return () => clearInterval(timer);
  }, [cores]);

  const onState = useCallback(({ work: { frames, dropped, decodeMs } }: TileState) => {
    const sum = work.current;
    sum.frames += frames;
    sum.dropped += dropped;
    if (decodeMs !== null) sum.decodeMs = (sum.decodeMs ?? 0) + decodeMs;
  }, []);
  return { plan, limit: budget.limit, onState };
}
