/** A case as the commands on their way would leave it (O7). Figures never use it: they count what the hub has confirmed. */
import type { Case, Command, Fact } from "../../../shared/case/case.ts";
import { decide, isRefusal, type DecideContext } from "../../../shared/case/decide.ts";
import { evolve, replay } from "../../../shared/case/evolve.ts";
import { FLAG_SAME_NUMBER, caseOfRecord, recordOfCase } from "../../../shared/case/record.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { RecordOf } from "../../../shared/tables.ts";

/** Facts a little older than a command may be its own: two clocks are never quite equal, ms. */
const SLACK_MS = 5_000;

/** Whether what a command does has come back already, before the answer to it: it must not be done twice on the screen. */
function isIn(
  facts: readonly Fact[],
  command: object & { readonly by: string },
  madeAt: number,
  context: DecideContext,
): boolean {
  return facts.some(({ at, by, kind }, i) => {
    if (i === 0 || by !== command.by || at < madeAt - SLACK_MS) return false;
    const then = decide(replay(facts.slice(0, i)), { ...command, at } as unknown as Command, context);
    return !isRefusal(then) && then.some((fact) => fact.kind === kind);
  });
}

/**
 * The record after the commands of `entries`, oldest first, as `decide` would take them here and now. A command that it
 * refuses, and those after it, change nothing: the hub will say so, and why. A case whose facts have left this machine stays as it is.
 */
export function overlaid(
  record: RecordOf<"cases">,
  entries: readonly OutboxEntry[],
  context: DecideContext,
): RecordOf<"cases"> {
  if (entries.length === 0 || record.facts === "[]") return record;
  let c: Case = caseOfRecord(record);
  const before = c;
  for (const { message, madeAt, state } of entries) {
    const { request } = message;
    if (request.ask !== "case" || request.uid !== record.uid) continue;
    const command = { ...request.command, by: message.by };
    if (state !== "waiting" && isIn(before.facts, command, madeAt, context)) continue;
    // The case may have moved after the command was given; what follows it is later than that.
    const at = Math.max(madeAt, c.facts.at(-1)?.at ?? madeAt);
    const facts = decide(c, { ...command, at } as Command, context);
    // The hub will refuse it, and then nothing that was asked on top of it is done (O5).
    if (isRefusal(facts)) break;
    c = facts.reduce<Case>(evolve, c);
  }
  if (c === before) return record;
  const { uid, platform, id, caseNo, extra, flags } = record;
  return recordOfCase({ uid, platform, id, caseNo, extra, sameNumber: (flags & FLAG_SAME_NUMBER) !== 0 }, c);
}
