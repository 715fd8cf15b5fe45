/** All open questions: each is answered once, however many windows ask it, and looked at again when it is due. */
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { Question } from "../../../shared/view.ts";
import type { Changes } from "../cache/changes.ts";
import type { LiveView, Patch, PatchReader } from "./live-view.ts";
import { pointsView } from "./points-view.ts";
import { dryRunSteps } from "./dry-run.ts";
import { replaySteps } from "./replay.ts";
import { slicedView } from "./sliced-view.ts";
import type { Source } from "./source.ts";
import { tickerView } from "./ticker-view.ts";
import { isWhole } from "./whole.ts";
import { wholeView } from "./whole-view.ts";

/** A view could not be answered. */
export interface ViewsEvent {
  readonly event: "viewFailed";
  readonly view: string;
  readonly why: string;
}

/** Real ms after which an answer that depends on time is looked at again. */
const TIMED_MS = 5_000;
/** An answer may take at most this share of the host's time. */
const SHARE = 0.1;

/** One window's hold on a view. */
export interface Subscription {
  /** What the window lacks, or null. */
  next(): Patch | null;
  /** Why there is no answer, while there is none. */
  trouble(): Trouble | null;
  close(): void;
}

export interface Views {
  /** Opens a question; `onFresh` is called when there is something new to say. */
  open(question: Question, onFresh: () => void): Subscription;
  take(changes: Changes): void;
  /** Brings what is due up to date and tells who listens; call it every quarter of a second. */
  beat(): void;
  /** Questions open now. */
  size(): number;
}

interface Entry {
  readonly question: Question;
  readonly view: LiveView;
  readonly listeners: Set<() => void>;
  ranAt: number;
  /** How long the last run took, real ms. */
  cost: number;
  trouble: Trouble | null;
  /** Raised when readers must begin anew. */
  generation: number;
}

function viewOf(question: Question, source: Source, real: () => number): LiveView {
  if (question.view === "replay") return slicedView(() => replaySteps(question, source), real);
  if (question.view === "dryRun") return slicedView(() => dryRunSteps(question, source), real);
  if (isWhole(question)) return wholeView(question, source);
  switch (question.view) {
    case "ticker":
      return tickerView(question.limit, source);
    case "points":
      return pointsView(question.query, source);
  }
}

/**
 * @param real monotonic real ms
 * @param onFault hears what a view threw: whoever opened the cache may know what to do about it
 */
export function openViews(
  source: Source,
  real: () => number,
  log: (event: ViewsEvent) => void,
  onFault: (error: unknown) => void = () => undefined,
): Views {
  const entries = new Map<string, Entry>();

  /** Runs a view; true when its listeners have something to hear. */
  function run(entry: Entry): boolean {
    const started = real();
    const { question, view } = entry;
    try {
      const changed = view.refresh();
      const recovered = entry.trouble !== null;
      entry.trouble = null;
      return changed || recovered;
    } catch (error) {
      if (error instanceof TroubleError) {
        // Expected, and told as it is.
        const known = entry.trouble?.code === error.trouble.code;
        entry.trouble = error.trouble;
        if (!known) entry.generation++;
        return !known;
      }
      onFault(error);
      const why = error instanceof Error ? error.message : String(error);
      const first = entry.trouble === null;
      if (first) {
        log({ event: "viewFailed", view: question.view, why });
        entry.generation++;
      }
      entry.trouble = { code: "viewFailed", params: { view: question.view, why } };
      return first;
    } finally {
      entry.ranAt = real();
      entry.cost = entry.ranAt - started;
    }
  }

  function due({ view, ranAt, cost, trouble }: Entry, now: number): boolean {
    const since = now - ranAt;
    if (since < Math.max(view.beatMs, cost / (view.share ?? SHARE))) return false;
    return view.stale() || (trouble !== null && since >= 1_000) || (view.timed && since >= TIMED_MS);
  }

  return {
    open(question, onFresh) {
      const key = JSON.stringify(question);
      let entry = entries.get(key);
      if (entry === undefined) {
        const view = viewOf(question, source, real);
        entry = { question, view, listeners: new Set(), ranAt: 0, cost: 0, trouble: null, generation: 0 };
        entries.set(key, entry);
        run(entry);
      }
      const held = entry;
      // A listener of its own, so that two views of one window on the same question stay two.
      const listener = () => onFresh();
      held.listeners.add(listener);
      let reader: PatchReader = held.view.reader();
      let generation = held.generation;
      return {
        next() {
          if (held.trouble !== null) return null;
          if (generation !== held.generation) {
            generation = held.generation;
            reader = held.view.reader();
          }
          return reader.next();
        },
        trouble: () => held.trouble,
        close() {
          held.listeners.delete(listener);
          if (held.listeners.size === 0 && entries.get(key) === held) entries.delete(key);
        },
      };
    },
    take(changes) {
      for (const { view } of entries.values()) view.take(changes);
    },
    beat() {
      const now = real();
      for (const entry of entries.values()) {
        if (due(entry, now) && run(entry)) for (const listener of [...entry.listeners]) listener();
      }
    },
    size: () => entries.size,
  };
}
