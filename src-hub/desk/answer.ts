/** What the parts of the desk share: the transaction they decide in, and the forms of an answer. */
import type { CasePolicy } from "../../shared/case/policy.ts";
import type { WorkCalendar } from "../../shared/case/worktime.ts";
import { periodOf } from "../../shared/evaluation/period-key.ts";
import type { Role } from "../../shared/roles.ts";
import type { RuleKind } from "../../shared/rules/check.ts";
import type { Scheme } from "../../shared/rules/scheme.ts";
import { viewOfScope, type Scope, type ScopeView } from "../../shared/scope.ts";
import { rowOf, type RecordOf, type TableName } from "../../shared/tables.ts";
import type { DeskAnswer, DeskRefusal } from "../../shared/wire/desk.ts";
import type { PersonWord } from "../../shared/wire/door.ts";
import type { Store, Tx } from "../store/store.ts";

/** A version of a rule that somebody types in, as JSON text; null takes theirs away, so that the file counts again. */
export interface RuleChange {
  readonly kind: RuleKind;
  readonly name: string;
  readonly body: string | null;
}

/** The rules the desk decides by. */
export interface DeskRules {
  rulesOf(platform: string): { readonly calendar: WorkCalendar; readonly policy: CasePolicy };
  scheme(name: string): { readonly scheme: Scheme; readonly body: string; readonly hash: string } | null;
  /** Checks a change with all other rules and publishes it; what is wrong and where, or null. `refresh` puts it in force. */
  edit(
    tx: Tx,
    change: RuleChange,
    who: { readonly by: string; readonly at: number },
  ): { readonly refused: "ruleInvalid" | "unknownRule"; readonly place: string } | null;
  refresh(): void;
}

/** Who asks, as the hub knows them: what they may ask for, and which part of the city is there for them. */
export interface Asker {
  readonly role: Role;
  readonly scope: Scope;
  /** Which host they ask through, as it calls itself. */
  readonly host?: string;
  /** Who is logged in there; nobody, where it is the machine itself that asks. */
  readonly person?: PersonWord;
}

/** One request being decided: whose, when (hub time, whole epoch ms), and inside which transaction. */
export interface Deciding {
  readonly store: Store;
  readonly rules: DeskRules;
  readonly tx: Tx;
  readonly asker: Asker;
  readonly id: string;
  readonly by: string;
  readonly at: number;
  /** Adds to what the record of acts says of this request (record.ts). */
  tell(more: Partial<Told>): void;
}

/** What the record of acts says of a request beside who, when and how it ended. */
export interface Told {
  /** A table, or "" for none. */
  readonly subject: TableName | "";
  readonly uid: number;
  readonly label: string;
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** Something was changed that is no row. */
  readonly changed: boolean;
}

export function done({ tx }: Pick<Deciding, "tx">, uid: number): DeskAnswer {
  return { answer: "done", uid, seq: tx.seq() };
}

/** @param by who stands in the way, where somebody does */
export function refused(why: DeskRefusal, by?: string): DeskAnswer {
  return { answer: "refused", refused: why, ...(by === undefined ? {} : { by }) };
}

/** Scopes made ready, as long as somebody has them. */
const views = new WeakMap<Scope, ScopeView>();

function viewOf(scope: Scope): ScopeView {
  let view = views.get(scope);
  if (view === undefined) views.set(scope, (view = viewOfScope(scope)));
  return view;
}

type Looking = Pick<Deciding, "store" | "asker">;

/** Whether a record would be there for the asker. */
export function isSeen<T extends TableName>(
  { asker }: Pick<Deciding, "asker">,
  table: T,
  record: RecordOf<T>,
): boolean {
  return viewOf(asker.scope).shown(table, rowOf(table, record)) !== null;
}

/** The record as far as it is there for the asker: one that they may not see is none. */
export function recordSeen<T extends TableName>(looking: Looking, table: T, uid: number): RecordOf<T> | null {
  const record = looking.store.get(table, uid);
  return record === null || !isSeen(looking, table, record) ? null : record;
}

/** The case as far as it is there for the asker. */
export const caseSeen = (looking: Looking, uid: number): RecordOf<"cases"> | null => recordSeen(looking, "cases", uid);

/** The platform, when it is there and there for the asker. */
export function platformSeen({ store, asker }: Looking, platform: string): RecordOf<"platforms"> | null {
  const { platforms } = asker.scope;
  return platforms === null || platforms.includes(platform) ? store.find("platforms", platform, platform) : null;
}

/** Is there a final result of this scheme that covers the month? */
export function isFrozen(store: Store, platform: string, scheme: string, month: string): boolean {
  const asked = periodOf(month);
  if (asked === null) return false;
  for (const row of store.each("frozen", platform)) {
    if (row.scheme !== scheme) continue;
    const period = periodOf(row.period);
    if (period !== null && period.first <= asked.first && period.last >= asked.last) return true;
  }
  return false;
}
