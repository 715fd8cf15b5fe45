/**
 * What is not as it should be, in short, for the head of the page: the most urgent first, nothing when all is well. The
 * sections say why and what to do.
 */
import type { SyncStatus } from "../../../shared/sync-status.ts";
import { lagText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import { CLOCK_OFF_MS, clockSentence, tablesText } from "./words.ts";

/** A lag below this is the ordinary way of a change to here. */
const LAG_MS = 10_000;

export interface Problem {
  readonly what: "readOnly" | "line" | "lag" | "digest" | "conflicts" | "clock";
  /** Somebody must do something now: what comes does not get in. */
  readonly urgent: boolean;
  readonly sentence: string;
}

export function problemsOf({ line, position, digest, outbox, clock, cache }: SyncStatus, words: Words): Problem[] {
  const found: Problem[] = [];
  const add = (what: Problem["what"], sentence: string, urgent = false) => found.push({ what, urgent, sentence });
  if (cache.readOnly !== null) {
    add("readOnly", words.text(cache.readOnly.code === "diskFull" ? "cause.diskFull" : "cause.readOnly"), true);
  }
  if (line.state !== "live") {
    add("line", words.text("sync.problem.line", { state: words.text(`sync.state.${line.state}`) }));
  }
  if (line.state === "live" && position.lagMs !== null && position.lagMs > LAG_MS) {
    add("lag", words.text("sync.problem.lag", { lag: lagText(position.lagMs, words.language) }));
  }
  if (digest.last?.outcome === "differs") {
    add("digest", words.text("sync.problem.digest", { tables: tablesText(digest.last.differing, words) }));
  }
  if (outbox.conflicts > 0) add("conflicts", words.text("sync.problem.conflicts", { count: outbox.conflicts }));
  if (clock.offMs !== null && Math.abs(clock.offMs) > CLOCK_OFF_MS) add("clock", clockSentence(clock.offMs, words));
  return found;
}
