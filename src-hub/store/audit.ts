/**
 * The record of acts and the rules that were edited here, in the hub's file beside the truth and outside its commit order. A
 * line of the record is never changed and never deleted: the file itself refuses.
 */
import type Database from "better-sqlite3";
import type { RuleKind } from "../../shared/rules/check.ts";
import type { AuditLine } from "../../shared/wire/office.ts";

/** An act as it is kept: numbers rise in the order of the acts. Whether it can be taken back is found out when it is shown. */
export type KeptAct = Omit<AuditLine, "undoable">;

/** An act as it is written down: the record gives it its number. */
export type ActEntry = Omit<KeptAct, "audit">;

/** Which acts are wanted; "", 0 and null want any. */
export interface ActsWanted {
  /** Looked for in name, machine, act, outcome, label and text, without regard to the case of Latin letters. */
  readonly text: string;
  readonly act: string;
  readonly subject: string;
  readonly uid: number;
  /** Hub time, both included. */
  readonly from: number | null;
  readonly to: number | null;
  /** Acts with a lower number than this, and one not lower than that: a stretch of the record to look through. */
  readonly below: number;
  readonly notBelow: number;
  readonly limit: number;
}

/** A city's own version of a rule, typed in here. `body` is the JSON that was sent. */
export interface RuleEdit {
  readonly kind: RuleKind;
  readonly name: string;
  readonly body: string;
  readonly by: string;
  /** Hub time, epoch ms. */
  readonly at: number;
}

export interface AuditRows {
  /** Writes a line of the record, inside the transaction that is open, if one is. Gives its number. */
  recordAct(entry: ActEntry): number;
  /** Acts of a stretch of the record, the newest first. */
  acts(wanted: ActsWanted): KeptAct[];
  /** One act by its number. */
  act(audit: number): KeptAct | null;
  /** The number of the newest act, 0 before the first. */
  lastAct(): number;
  /** Rules that were edited here, by kind and name. */
  ruleEdits(): RuleEdit[];
  putRuleEdit(edit: RuleEdit): void;
  /** False when there is none of this name. */
  removeRuleEdit(kind: RuleKind, name: string): boolean;
}

const COLUMNS = "at, person, name, role, machine, act, outcome, subject, uid, label, text, before, after";
const FILTER = `(:act = '' OR act = :act) AND (:from IS NULL OR at >= :from) AND (:to IS NULL OR at <= :to)
  AND audit < :below AND audit >= :notBelow AND (:like = '' OR name LIKE :like ESCAPE '\\' OR label LIKE :like ESCAPE '\\'
    OR text LIKE :like ESCAPE '\\' OR act LIKE :like ESCAPE '\\' OR machine LIKE :like ESCAPE '\\'
    OR outcome LIKE :like ESCAPE '\\')
  ORDER BY audit DESC LIMIT :limit`;

/** The rows of both, with their statements prepared. */
export function auditRows(db: Database.Database): AuditRows {
  const sql = {
    record: db.prepare(`INSERT INTO audit (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    // By the record's own order; acts on one subject by their index, which has that order too.
    all: db.prepare(`SELECT audit, ${COLUMNS} FROM audit WHERE (:subject = '' OR +subject = :subject) AND ${FILTER}`),
    of: db.prepare(`SELECT audit, ${COLUMNS} FROM audit WHERE subject = :subject AND uid = :uid AND ${FILTER}`),
    one: db.prepare(`SELECT audit, ${COLUMNS} FROM audit WHERE audit = ?`),
    last: db.prepare("SELECT max(audit) FROM audit").pluck(),
    edits: db.prepare("SELECT kind, name, body, by, at FROM rule_edits ORDER BY kind, name"),
    putEdit: db.prepare(`
      INSERT INTO rule_edits (kind, name, body, by, at) VALUES (:kind, :name, :body, :by, :at)
      ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, by = excluded.by, at = excluded.at`),
    removeEdit: db.prepare("DELETE FROM rule_edits WHERE kind = ? AND name = ?"),
  };
  return {
    recordAct(entry) {
      const { at, person, name, role, machine, act, outcome, subject, uid, label, text, before, after } = entry;
      const values = [Math.floor(at), person, name, role, machine, act, outcome, subject, uid, label, text];
      return Number(sql.record.run(...values, before, after).lastInsertRowid);
    },
    acts({ text, uid, ...wanted }) {
      const like = text === "" ? "" : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      const { act, subject, from, to, below, notBelow, limit } = wanted;
      const filter = { act, subject, from, to, below, notBelow, limit, like };
      return (uid === 0 ? sql.all.all(filter) : sql.of.all({ ...filter, uid })) as KeptAct[];
    },
    act: (audit) => (sql.one.get(audit) as KeptAct | undefined) ?? null,
    lastAct: () => (sql.last.get() as number | null) ?? 0,
    ruleEdits: () => sql.edits.all() as RuleEdit[],
    putRuleEdit: (edit) => void sql.putEdit.run(edit),
    removeRuleEdit: (kind, name) => sql.removeEdit.run(kind, name).changes > 0,
  };
}
