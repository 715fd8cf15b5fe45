/**
 * Commands that can be taken back for a few seconds. A command is on this machine's disk from the first moment and leaves
 * by itself when its time is up (rule Z87); the bar at the foot only says how it stands. Times are monotonic milliseconds.
 */
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { DeskAnswer, DeskRefusal } from "../../../shared/wire/desk.ts";

/** A sentence about what came of a command stays so long, ms; one about a failure until it is put away. */
export const TOLD_MS = 2_500;

/** One command that was given away with time to take it back. */
export interface UndoBar {
  readonly id: string;
  /** What it does, in words. */
  readonly what: string;
  readonly from: number;
  /** Until then it can be taken back. */
  readonly until: number;
  /** What taking back came to; null while nobody tried. */
  readonly back: "asked" | "taken" | "late" | null;
  readonly backAt: number;
  /** The hub's answer, and when it came. */
  readonly answer: DeskAnswer | null;
  readonly answeredAt: number;
}

export type UndoPhase =
  /** It can be taken back; `left` ms remain. */
  | { readonly phase: "held"; readonly left: number }
  | { readonly phase: "taking" }
  | { readonly phase: "taken" }
  /** It left, or is about to; the hub has not answered. */
  | { readonly phase: "leaving" }
  /** The line is cut: it leaves by itself once it stands. */
  | { readonly phase: "kept" }
  | { readonly phase: "done" }
  | { readonly phase: "refused"; readonly refused: DeskRefusal | null; readonly trouble: Trouble | null }
  | { readonly phase: "gone" };

/**
 * How a command stands at `now`.
 * @param entry its entry in the outbox, undefined while there is none
 * @param live whether the line carries requests now
 */
export function phaseOf(bar: UndoBar, entry: OutboxEntry | undefined, live: boolean, now: number): UndoPhase {
  if (bar.back === "taken") return now - bar.backAt > TOLD_MS ? { phase: "gone" } : { phase: "taken" };
  const { answer } = bar;
  if (answer?.answer === "refused") return { phase: "refused", refused: answer.refused, trouble: null };
  if (entry?.state === "refused") return { phase: "refused", refused: entry.refused, trouble: null };
  if (answer?.answer === "trouble") return { phase: "refused", refused: null, trouble: answer.trouble };
  if (answer?.answer === "done" || entry?.state === "done") {
    const since = answer?.answer === "done" ? bar.answeredAt : Math.max(bar.answeredAt, bar.until);
    return now - since > TOLD_MS ? { phase: "gone" } : { phase: "done" };
  }
  if (bar.back === "asked") return { phase: "taking" };
  if (now < bar.until) return { phase: "held", left: bar.until - now };
  if (!live) return now - bar.until > 4 * TOLD_MS ? { phase: "gone" } : { phase: "kept" };
  return { phase: "leaving" };
}

/** The newest command that can still be taken back; null when there is none. */
export function newestHeld(bars: readonly UndoBar[], now: number): UndoBar | null {
  return bars.findLast((bar) => bar.back === null && now < bar.until) ?? null;
}
