/**
 * A stretch of time, gathered bit by bit between other work: the line, the other windows and the other views go on while a
 * month is read. The answer is given once, when it is whole.
 */
import type { ReplayValue } from "../../../shared/view.ts";
import type { LiveView } from "./live-view.ts";
import { replaySteps, type ReplayAsked } from "./replay.ts";
import type { Source } from "./source.ts";

/** Longest bit, real ms, and the share of the host's time that all of them together take. */
const BIT_MS = 20;
const SHARE = 0.4;

/** @param real monotonic real ms */
export function replayView(asked: ReplayAsked, source: Source, real: () => number): LiveView {
  let steps: ReturnType<typeof replaySteps> | null = null;
  let value: ReplayValue | null = null;
  return {
    beatMs: 0,
    share: SHARE,
    timed: false,
    take: () => undefined,
    stale: () => value === null,
    refresh() {
      const until = real() + BIT_MS;
      steps ??= replaySteps(asked, source);
      try {
        for (;;) {
          const step = steps.next();
          if (step.done === true) {
            value = step.value;
            steps = null;
            return true;
          }
          if (real() >= until) return false;
        }
      } catch (error) {
        // Tried again from the beginning: a broken exercise may be mended by then.
        steps = null;
        throw error;
      }
    },
    reader() {
      let given = false;
      return {
        next() {
          if (given || value === null) return null;
          given = true;
          return { say: "whole", value };
        },
      };
    },
  };
}
