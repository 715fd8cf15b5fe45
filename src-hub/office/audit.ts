/**
 * The record of acts (操作记录) as somebody looks through it. A record may be long and what is looked for rare, so it is read in
 * stretches, and the hub serves its lines between two of them.
 *
 * Rules (docs/rules.md): Z74.
 */
import { mayRule } from "../../shared/rights.ts";
import type { Role } from "../../shared/roles.ts";
import { RULE_KINDS } from "../../shared/rules/check.ts";
import type { Scope } from "../../shared/scope.ts";
import type { AuditLine, OfficeAnswer, OfficeRequest } from "../../shared/wire/office.ts";
import type { PersonWord } from "../../shared/wire/door.ts";
import type { AuditRows, KeptAct } from "../store/audit.ts";
import { actWithoutPersons } from "./shown.ts";

/** Who looks, as the hub knows them. */
export interface Asker {
  readonly role: Role;
  readonly scope: Scope;
  readonly host?: string;
  readonly person?: PersonWord;
}

export interface AuditOptions {
  readonly store: Pick<AuditRows, "acts" | "lastAct">;
  /** Whether what an act was about is there for somebody. */
  isSeen(act: KeptAct, asker: Asker): boolean;
  isUndoable(act: KeptAct): boolean;
  /** Lets others have their turn. */
  rest(): Promise<void>;
}

export type AuditRequest = Extract<OfficeRequest, { office: "audit" }>;

/** Acts in one stretch, and letters in one answer: rules that were edited come with their bodies. */
const STRETCH = 20_000;
const MOST_LETTERS = 2_000_000;
/** What a shift leader may look through: what was done to cases. */
const OF_LEADERS = "cases";
/** Whoever may change files of rules sees what was done to one of them: its versions. */
const OF_RULES = "rules";

const REFUSED: OfficeAnswer = { did: "refused", refused: "notAllowed" };

/** Whether a role may see what was done to a rule by its label, "kind/name". */
function maySeeRule(role: Role, label: string): boolean {
  const kind = RULE_KINDS.find((each) => label.startsWith(`${each}/`));
  return kind !== undefined && mayRule(role, kind);
}

/** Lines of the record, newest first. `more` is said when there are older ones that were looked for. */
export async function readAudit(options: AuditOptions, asker: Asker, request: AuditRequest): Promise<OfficeAnswer> {
  const { store, isSeen, isUndoable, rest } = options;
  const admin = asker.role === "admin";
  const leads = asker.role === "shiftLeader" && (request.subject === "" || request.subject === OF_LEADERS);
  const versions =
    request.subject === OF_RULES && request.uid !== 0 && RULE_KINDS.some((kind) => mayRule(asker.role, kind));
  if (!admin && !leads && !versions) return REFUSED;
  const { text, act, uid, from, to, limit } = request;
  const subject = admin ? request.subject : versions ? OF_RULES : OF_LEADERS;
  const wanted = { text: text.trim(), act, subject, uid: subject === "" ? 0 : uid, from, to, limit: limit + 1 };
  const lines: AuditLine[] = [];
  let letters = 0;
  let below = Math.min(request.before ?? Number.MAX_SAFE_INTEGER, store.lastAct() + 1);
  while (below > 1) {
    const notBelow = wanted.uid === 0 ? Math.max(1, below - STRETCH) : 1;
    const found = store.acts({ ...wanted, below, notBelow });
    for (const kept of found) {
      below = kept.audit;
      if (!isSeen(kept, asker) || (versions && !maySeeRule(asker.role, kept.label))) continue;
      letters += kept.before.length + kept.after.length;
      if (lines.length === limit || (lines.length > 0 && letters > MOST_LETTERS))
        return { did: "audit", lines, more: true };
      const shown = asker.scope.personal ? kept : actWithoutPersons(kept);
      lines.push({ ...shown, undoable: admin && isUndoable(kept) });
    }
    // A full stretch may have more below its last line.
    if (found.length <= limit) below = notBelow;
    await rest();
  }
  return { did: "audit", lines, more: false };
}
