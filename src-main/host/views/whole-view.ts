/** A live answer that is sent as a whole; the latest one wins. */
import type { WholeValues } from "../../../shared/view.ts";
import type { LiveView } from "./live-view.ts";
import { same } from "./same.ts";
import type { Source } from "./source.ts";
import { answerWhole, dependsOn, type WholeName, type WholeQuestion } from "./whole.ts";

const BEAT_MS = 1_000;

export function wholeView(question: WholeQuestion, source: Source): LiveView {
  const { from, timed, worked = () => 0 } = dependsOn(question);
  let rev = 0;
  let value: WholeValues[WholeName] = null;
  let stale = true;
  let workedFrom = worked(source);
  return {
    beatMs: BEAT_MS,
    timed,
    take(changes) {
      stale ||= from.some((table) => changes.has(table));
    },
    stale: () => stale || worked(source) !== workedFrom,
    refresh() {
      workedFrom = worked(source);
      const next = answerWhole(question, source);
      stale = false;
      if (rev > 0 && same(next, value)) return false;
      value = next;
      rev++;
      return true;
    },
    reader() {
      let given = 0;
      return {
        next() {
          if (given === rev) return null;
          given = rev;
          return { say: "whole", value };
        },
      };
    },
  };
}
