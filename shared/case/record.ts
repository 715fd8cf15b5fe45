/**
 * A case as a row of the `cases` table, and back. The facts are the truth and travel in the row; every other column is
 * what the fold of the facts says, so that a column never disagrees with them.
 */
import { CASE_SOURCES, type Case, type Fact } from "./case.ts";
import { replay } from "./evolve.ts";
import { stateCode } from "./state.ts";
import type { RecordOf } from "../tables.ts";

export const FLAG_URGENT = 1;
export const FLAG_SUPERVISED = 2;
/** Another case of the platform has the same number: a fault of the platform that is shown, not hidden. */
export const FLAG_SAME_NUMBER = 4;

/** What a row has that its facts do not say. `extra` is a JSON object as text, "{}" when there is nothing. */
export interface CaseIdentity {
  readonly uid: number;
  readonly platform: string;
  readonly id: string;
  readonly caseNo: string;
  readonly extra: string;
  /** Another case of the platform has this number. */
  readonly sameNumber?: boolean;
}

/** The row of a case. */
export function recordOfCase(identity: CaseIdentity, c: Case): RecordOf<"cases"> {
  return { uid: identity.uid, ...draftOfCase(identity, c) };
}

/** The row of a case before the store has given it a uid. */
export function draftOfCase(identity: Omit<CaseIdentity, "uid">, c: Case): Omit<RecordOf<"cases">, "uid"> {
  return {
    platform: identity.platform,
    id: identity.id,
    caseNo: identity.caseNo,
    state: stateCode(c.state),
    kind: c.kind,
    classUid: c.classUid,
    source: CASE_SOURCES.indexOf(c.source),
    lon: c.lon,
    lat: c.lat,
    unitGrid: c.unitGrid,
    dutyGrid: c.dutyGrid,
    department: c.department,
    limitValue: c.limit === null ? null : c.limit.value,
    limitType: c.limit === null ? null : c.limit.type,
    deadline: c.deadline,
    reportedAt: c.reportedAt,
    acceptedAt: c.acceptedAt,
    filedAt: c.filedAt,
    dispatchedAt: c.dispatchedAt,
    submittedAt: c.submittedAt,
    checkedAt: c.checkedAt,
    closedAt: c.closedAt,
    suspendedAt: c.suspendedAt,
    reworkCount: c.reworkCount,
    extensionCount: c.extensionCount,
    sendBackCount: c.sendBackCount,
    stageSince: c.stageSince,
    stageDue: c.stageDue,
    dispatchDue: c.dispatchDue,
    satisfaction: c.satisfaction,
    duplicateOf: c.duplicateOf,
    refiledFrom: c.refiledFrom,
    marks: c.marks,
    flags:
      (c.urgent ? FLAG_URGENT : 0) |
      (c.supervised ? FLAG_SUPERVISED : 0) |
      (identity.sameNumber === true ? FLAG_SAME_NUMBER : 0),
    address: c.address,
    description: c.description,
    facts: JSON.stringify(c.facts),
    extra: identity.extra,
  };
}

/** The case of a row, folded from its facts. Throws when the facts are no JSON array of facts: a broken invariant. */
export function caseOfRecord(record: Pick<RecordOf<"cases">, "facts">): Case {
  return replay(JSON.parse(record.facts) as Fact[]);
}
