/** A live answer that is sent as a whole; the latest one wins. */
import type { WholeValues } from "../../../shared/view.ts";
import type { TableChange } from "../cache/changes.ts";
import type { LiveView } from "./live-view.ts";
import { same } from "./same.ts";
import type { Source } from "./source.ts";
import { answerWhole, dependsOn, type WholeName, type WholeQuestion } from "./whole.ts";

const BEAT_MS = 1_000;

export function wholeView(question: WholeQuestion, source: Source): LiveView {
  const { from, timed, beatMs = BEAT_MS, caseIn = () => null, worked = () => 0 } = dependsOn(question);
  const uid = caseIn(question);
  let rev = 0;
  let value: WholeValues[WholeName] = null;
  let stale = true;
  let workedFrom = worked(source);
  return {
    beatMs,
    timed,
    take(changes) {
      stale ||= from.some((table) => changes.has(table)) || (uid !== null && names(changes.get("cases"), uid));
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

function names(change: TableChange | undefined, uid: number): boolean {
  return change !== undefined && (change.put.some((row) => row[0] === uid) || change.del.includes(uid));
}
