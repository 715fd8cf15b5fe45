/** Commands on cases, decided by `decide` on the truth. */
import { randomUUID } from "node:crypto";
import { automatic } from "../../shared/case/automatic.ts";
import type { Case, CaseReport, Command, Fact } from "../../shared/case/case.ts";
import { decide, isRefusal } from "../../shared/case/decide.ts";
import { evolve } from "../../shared/case/evolve.ts";
import { FLAG_SAME_NUMBER, caseOfRecord, draftOfCase } from "../../shared/case/record.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { DeskAnswer, DeskRefusal, DeskRequest } from "../../shared/wire/desk.ts";
import { movedHereNote } from "../store/notes.ts";
import type { Draft, Store, Tx } from "../store/store.ts";
import { caseSeen, done, refused, type DeskRules, type Deciding } from "./answer.ts";
import { issueCaseNo } from "./case-number.ts";

type Asked = Extract<DeskRequest, { ask: "case" }>;

/** A command on a case that is there. */
export function commandCase(deciding: Deciding, { uid, command }: Asked): DeskAnswer {
  const { store, rules, tx, at, by } = deciding;
  const record = caseSeen(deciding, uid);
  if (record === null) return refused("unknownCase");
  const named = nameRefusal(deciding, record, command);
  if (named !== null) return refused(named);
  const c = caseOfRecord(record);
  const facts = decide(c, { ...command, at, by } as Command, rules.rulesOf(record.platform));
  if (isRefusal(facts)) return refused(facts.refused);
  deciding.tell({ after: JSON.stringify(facts) });
  tx.put("cases", draftAfter(record, c, facts));
  if (store.note(movedHereNote(record.platform)) === null) store.setNote(movedHereNote(record.platform), "1");
  return done(deciding, uid);
}

/** What a command names must be there: `decide` knows the case alone. */
function nameRefusal(deciding: Deciding, record: RecordOf<"cases">, command: Asked["command"]): DeskRefusal | null {
  switch (command.kind) {
    case "dispatch":
    case "redispatch":
      return deciding.store.get("departments", command.department)?.platform === record.platform
        ? null
        : "unknownDepartment";
    case "markDuplicate": {
      const other = caseSeen(deciding, command.of);
      return other !== null && other.platform === record.platform && other.uid !== record.uid ? null : "badDuplicate";
    }
    default:
      return null;
  }
}

/** The row of a case after some facts more. */
function draftAfter(record: RecordOf<"cases">, c: Case, facts: readonly Fact[]): Draft<"cases"> {
  const { platform, id, caseNo, extra, flags } = record;
  const sameNumber = (flags & FLAG_SAME_NUMBER) !== 0;
  return draftOfCase({ platform, id, caseNo, extra, sameNumber }, facts.reduce<Case>(evolve, c));
}

export interface Filed {
  readonly uid: number;
  readonly caseNo: string;
  readonly seq: number;
}

/** A new case with a number of its own. @param id of the case among the platform's, one of its own when not given. */
export function fileCase(
  deciding: Omit<Deciding, "id" | "asker" | "tell">,
  platform: string,
  report: CaseReport,
  id: string = randomUUID(),
): Filed | DeskRefusal {
  const { store, rules, tx, at, by } = deciding;
  const row = store.find("platforms", platform, platform);
  if (row === null) return "unknownPlatform";
  const facts = decide(null, { kind: "report", at, by, report }, rules.rulesOf(platform));
  if (isRefusal(facts)) return facts.refused;
  const caseNo = issueCaseNo(store, platform, at, row.timeZone);
  const c = facts.slice(1).reduce<Case>(evolve, evolve(null, facts[0] as Fact));
  const { uid } = tx.put("cases", draftOfCase({ platform, id, caseNo, extra: "{}" }, c));
  return { uid, caseNo, seq: tx.seq() };
}

/** Lets what has fallen due by itself happen, except to cases that somebody else moves. How many cases moved. */
export function letFallDue(
  store: Store,
  rules: DeskRules,
  tx: Tx,
  now: number,
  moved: (platform: string, id: string) => boolean,
): number {
  let count = 0;
  for (const uid of store.suspensionsEnded(now)) {
    const record = store.get("cases", uid);
    if (record === null || moved(record.platform, record.id)) continue;
    const c = caseOfRecord(record);
    const command = automatic(c, now);
    const facts = command === null ? null : decide(c, command, rules.rulesOf(record.platform));
    if (facts === null || isRefusal(facts)) continue;
    tx.put("cases", draftAfter(record, c, facts));
    count += 1;
  }
  return count;
}
