/**
 * An answer that is gathered bit by bit between other work: the line, the other windows and the other views go on meanwhile. It
 * is given once, when it is whole.
 */
import type { WholeValues } from "../../../shared/view.ts";
import type { LiveView } from "./live-view.ts";
import type { WholeName } from "./whole.ts";

/** Longest bit, real ms, and the share of the host's time that all of them together take. */
const BIT_MS = 20;
const SHARE = 0.4;

/** @param begin makes the steps; the last gives the answer @param real monotonic real ms */
export function slicedView(begin: () => Generator<void, WholeValues[WholeName]>, real: () => number): LiveView {
  let steps: ReturnType<typeof begin> | null = null;
  let answer: { readonly value: WholeValues[WholeName] } | null = null;
  return {
    beatMs: 0,
    share: SHARE,
    timed: false,
    take: () => undefined,
    stale: () => answer === null,
    refresh() {
      const until = real() + BIT_MS;
      try {
        steps ??= begin();
        for (;;) {
          const step = steps.next();
          if (step.done === true) {
            answer = { value: step.value };
            steps = null;
            return true;
          }
          if (real() >= until) return false;
        }
      } catch (error) {
        // Tried again from the beginning: a broken file may be mended by then.
        steps = null;
        throw error;
      }
    },
    reader() {
      let given = false;
      return {
        next() {
          if (given || answer === null) return null;
          given = true;
          return { say: "whole", value: answer.value };
        },
      };
    },
  };
}
