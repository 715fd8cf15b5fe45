/** A case as it stood at an instant, from its facts: what a final result rests on, and what it is worked out from again. */
import { CASE_SOURCES, type Case, type Fact } from "../case/case.ts";
import { replay } from "../case/evolve.ts";
import { FLAG_SUPERVISED, FLAG_URGENT } from "../case/record.ts";
import { stateCode } from "../case/state.ts";
import type { RecordOf } from "../tables.ts";
import type { CaseFigures } from "./terms.ts";

/** The case as its facts (the text of the column) up to an instant, epoch ms, make it; null when it had not been reported yet. */
export function caseUpTo(facts: string, at: number): Case | null {
  const all = JSON.parse(facts) as Fact[];
  const known = all.filter((fact) => fact.at <= at);
  return known[0]?.kind === "reported" ? replay(known) : null;
}

/** What terms look at, as the row of the case would have it. */
export function figuresOf(c: Case): CaseFigures {
  return {
    state: stateCode(c.state),
    source: CASE_SOURCES.indexOf(c.source),
    classUid: c.classUid,
    department: c.department,
    unitGrid: c.unitGrid,
    dutyGrid: c.dutyGrid,
    deadline: c.deadline ?? Number.NaN,
    reportedAt: c.reportedAt,
    acceptedAt: c.acceptedAt ?? Number.NaN,
    filedAt: c.filedAt ?? Number.NaN,
    dispatchedAt: c.dispatchedAt ?? Number.NaN,
    submittedAt: c.submittedAt ?? Number.NaN,
    closedAt: c.closedAt ?? Number.NaN,
    reworkCount: c.reworkCount,
    extensionCount: c.extensionCount,
    sendBackCount: c.sendBackCount,
    satisfaction: c.satisfaction ?? Number.NaN,
    marks: c.marks,
    flags: (c.urgent ? FLAG_URGENT : 0) | (c.supervised ? FLAG_SUPERVISED : 0),
  };
}

/** An entry of the ledger as it stood then: what was withdrawn later still counts; null when it was entered later. */
export function entryUpTo(entry: RecordOf<"ledger">, at: number): RecordOf<"ledger"> | null {
  if (entry.enteredAt > at) return null;
  if (entry.withdrawnAt === null || entry.withdrawnAt <= at) return entry;
  return { ...entry, withdrawnAt: null, withdrawnBy: "", withdrawnWhy: "" };
}
