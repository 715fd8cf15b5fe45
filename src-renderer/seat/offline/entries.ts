/** The requests of this machine as the offline page lists them. */
import type { OutboxEntry } from "../../../shared/sync-status.ts";

export interface Sorted {
  /** Not answered yet, in the order in which they leave. */
  readonly waiting: readonly OutboxEntry[];
  /** Refused, or too late; the newest first. */
  readonly notDone: readonly OutboxEntry[];
  /** The newest of those that were done. */
  readonly done: readonly OutboxEntry[];
}

const MOST_DONE = 20;
/** Asked by the program itself again and again: nobody wants a list of them. */
const BY_ITSELF: ReadonlySet<OutboxEntry["message"]["request"]["ask"]> = new Set(["looked", "holdCamera", "claim"]);

export function sortedOf(entries: readonly OutboxEntry[]): Sorted {
  const shown = entries.filter(({ message }) => !BY_ITSELF.has(message.request.ask));
  const newest = (a: OutboxEntry, b: OutboxEntry) => b.madeAt - a.madeAt;
  return {
    waiting: shown
      .filter(({ state }) => state === "waiting" || state === "sent")
      .toSorted((a, b) => a.madeAt - b.madeAt),
    notDone: shown.filter(({ state }) => state === "refused" || state === "expired").toSorted(newest),
    done: shown
      .filter(({ state }) => state === "done")
      .toSorted(newest)
      .slice(0, MOST_DONE),
  };
}
