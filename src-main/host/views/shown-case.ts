/** A case as it is shown: as the hub has confirmed it, or as the commands on their way would leave it (O7). */
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { record } from "../cache/read.ts";
import { overlaid } from "../outbox/overlay.ts";
import type { Source } from "./source.ts";

export interface ShownCase {
  readonly record: RecordOf<"cases">;
  /** As the hub has it. */
  readonly truth: RecordOf<"cases">;
  readonly pending: readonly OutboxEntry[];
}

/** By the rules of the case's own platform; where those are not known here, only the truth is shown. */
export function shownCase(uid: number, { handle, beside, rules }: Source): ShownCase | undefined {
  const truth = record(handle, "cases", uid);
  if (truth === null) return undefined;
  const pending = beside.outbox.unsettled(uid);
  const context = rules.of(truth.platform);
  return { record: context === null ? truth : overlaid(truth, pending, context), truth, pending };
}
