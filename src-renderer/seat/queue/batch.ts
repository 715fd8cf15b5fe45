/**
 * One command on many cases: which all of them allow, and what came of it case by case.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z15 A command is offered for a selection when the state of every case allows it and the role may give it.
 * - Z16 A command on a selection is a request for each case, can be taken back together for eight seconds, and tells what
 *   came of each; cases that were refused stay chosen.
 */
import { ALLOWED } from "../../../shared/case/decide.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { stateOfCode } from "../../../shared/case/state.ts";
import type { DeskAnswer, DeskRefusal } from "../../../shared/wire/desk.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { CaseCommandKind } from "../casework/commands.ts";

/** What all cases allow and the role may, in the order of the first one's state. @param states codes of states */
export function commandsForAll(
  states: readonly number[],
  may: (kind: CaseCommandKind) => boolean,
): readonly CaseCommandKind[] {
  const [first, ...rest] = [...new Set(states)].map((code) => ALLOWED[stateOfCode(code)]);
  return (first ?? []).filter(
    (kind): kind is CaseCommandKind =>
      kind !== "report" && may(kind) && rest.every((allowed) => allowed.includes(kind)),
  );
}

/** A request of the batch, and what has come of it so far. */
export interface BatchItem {
  readonly uid: number;
  readonly caseNo: string;
  readonly id: string;
  /** Null until it was answered or kept. */
  readonly answer: DeskAnswer | null;
  /** Whether it was taken back: null when nobody tried. */
  readonly back: "taken" | "late" | null;
}

export type BatchResult =
  /** It can still be taken back, or is on its way. */
  | { readonly result: "underWay" }
  /** It is safe on this machine and leaves when the line stands. */
  | { readonly result: "queued" }
  | { readonly result: "done" }
  | { readonly result: "taken" }
  | { readonly result: "refused"; readonly refused: DeskRefusal | null; readonly trouble: Trouble | null };

/**
 * What came of one request.
 * @param entry as it stands in the outbox, undefined when it is not there
 * @param held whether its eight seconds run
 * @param live whether the line carries requests
 */
export function resultOf(
  { answer, back }: BatchItem,
  entry: OutboxEntry | undefined,
  held: boolean,
  live: boolean,
): BatchResult {
  if (back === "taken") return { result: "taken" };
  if (answer?.answer === "refused") return { result: "refused", refused: answer.refused, trouble: null };
  if (entry?.state === "refused" || entry?.state === "expired") {
    return { result: "refused", refused: entry.refused ?? "expired", trouble: null };
  }
  if (answer?.answer === "trouble") return { result: "refused", refused: null, trouble: answer.trouble };
  if (answer?.answer === "done" || entry?.state === "done") return { result: "done" };
  // What is no longer in the outbox was done: what is refused stays there until somebody has seen it.
  if (answer?.answer === "queued" && entry === undefined && !held) return { result: "done" };
  return held || live ? { result: "underWay" } : { result: "queued" };
}
