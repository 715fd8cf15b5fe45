/** How the line stands, in one sentence for the head of a program. */
import type { Freshness } from "../kit/freshness.ts";
import type { Words } from "../kit/text.ts";
import { durationText, lagText } from "../kit/time.ts";

/** The line in words, at `now` (monotonic). */
export function lineSentence(freshness: Freshness, now: number, words: Words): string {
  const silent = freshness.since === null ? null : now - freshness.since;
  const age = silent === null ? "" : durationOfCut(silent, words);
  const { cause } = freshness;
  if (cause === null) {
    return silent === null
      ? words.text("line.starting")
      : words.text("line.live", { lag: lagText(silent, words.language) });
  }
  switch (cause.why) {
    case "hostGone":
    case "hostSilent":
      return words.text("line.hostGone", { age });
    case "hubCut": {
      const left = cause.retryAt === null ? 0 : Math.ceil((cause.retryAt - now) / 1000);
      return left > 0 ? words.text("line.cut", { age, seconds: left }) : words.text("line.cutNow", { age });
    }
    case "hubSilent":
      return words.text("line.silent", { age });
    case "notYetReached":
      return words.text("line.starting");
    case "readOnly":
      return words.text(cause.trouble.code === "diskFull" ? "line.diskFull" : "line.readOnly");
    case "copying":
      return words.text("line.loading", {
        percent: cause.total === 0 ? "" : `${Math.floor((cause.done / cause.total) * 100)}%`,
      });
  }
}

/** "12 秒", "2小时15分": seconds stand apart as the line's other numbers do. */
const durationOfCut = (ms: number, words: Words) =>
  ms < 60_000
    ? lagText(Math.floor(ms / 1000) * 1000, words.language).replace(".0", "")
    : durationText(ms, words.language);
