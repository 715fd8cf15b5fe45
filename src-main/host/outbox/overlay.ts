/** A case as the commands on their way would leave it (O7). Figures never use it: they count what the hub has confirmed. */
import type { Case, Command } from "../../../shared/case/case.ts";
import { decide, isRefusal, type DecideContext } from "../../../shared/case/decide.ts";
import { evolve } from "../../../shared/case/evolve.ts";
import { FLAG_SAME_NUMBER, caseOfRecord, recordOfCase } from "../../../shared/case/record.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { RecordOf } from "../../../shared/tables.ts";

/**
 * The record after the commands of `entries`, oldest first, as `decide` would take them here and now. A command that it
 * refuses changes nothing: the hub will say so, and why. A case whose facts have left this machine stays as it is.
 */
export function overlaid(
  record: RecordOf<"cases">,
  entries: readonly OutboxEntry[],
  context: DecideContext,
): RecordOf<"cases"> {
  if (entries.length === 0 || record.facts === "[]") return record;
  let c: Case = caseOfRecord(record);
  const before = c;
  for (const { message, madeAt } of entries) {
    const { request } = message;
    if (request.ask !== "case" || request.uid !== record.uid) continue;
    // The case may have moved after the command was given; what follows it is later than that.
    const at = Math.max(madeAt, c.facts.at(-1)?.at ?? madeAt);
    const facts = decide(c, { ...request.command, at, by: message.by } as Command, context);
    if (!isRefusal(facts)) c = facts.reduce<Case>(evolve, c);
  }
  if (c === before) return record;
  const { uid, platform, id, caseNo, extra, flags } = record;
  return recordOfCase({ uid, platform, id, caseNo, extra, sameNumber: (flags & FLAG_SAME_NUMBER) !== 0 }, c);
}
