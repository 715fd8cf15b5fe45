/**
 * The case book: rule files, the ledger, frozen results and facts set aside as tables of their own; cases with their stage
 * clocks and marks; the answers of the desk.
 *
 * What a case's columns say is worked out anew from its facts, because the rules of the fold have grown. No cache can be
 * told of that change by change, so the history gets a new name and caches take a full copy.
 */
import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import { caseOfRecord, draftOfCase } from "../../../shared/case/record.ts";
import type { Cell } from "../../../shared/tables.ts";

/** Columns that tables of step 10 get, with what older rows have in them. */
const MORE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  platforms: [
    `"scheme" TEXT NOT NULL DEFAULT ''`,
    `"calendar" TEXT NOT NULL DEFAULT ''`,
    `"policy" TEXT NOT NULL DEFAULT ''`,
  ],
  targets: [`"setBy" TEXT NOT NULL DEFAULT ''`, `"setAt" INTEGER NOT NULL DEFAULT 0`],
  cases: [
    `"stageSince" INTEGER NOT NULL DEFAULT 0`,
    `"stageDue" INTEGER`,
    `"dispatchDue" INTEGER`,
    `"satisfaction" INTEGER`,
    `"duplicateOf" INTEGER NOT NULL DEFAULT 0`,
    `"refiledFrom" INTEGER NOT NULL DEFAULT 0`,
    `"marks" INTEGER NOT NULL DEFAULT 0`,
  ],
};

const NEW_TABLES: Readonly<Record<string, string>> = {
  rules: `"kind" TEXT NOT NULL, "name" TEXT NOT NULL, "version" TEXT NOT NULL, "hash" TEXT NOT NULL,
    "body" TEXT NOT NULL, "trouble" TEXT NOT NULL`,
  ledger: `"scheme" TEXT NOT NULL, "kind" TEXT NOT NULL, "item" TEXT NOT NULL, "month" TEXT NOT NULL,
    "department" INTEGER NOT NULL, "caseUid" INTEGER NOT NULL, "points" REAL, "text" TEXT NOT NULL,
    "evidence" TEXT NOT NULL, "author" TEXT NOT NULL, "enteredAt" INTEGER NOT NULL, "withdrawnAt" INTEGER,
    "withdrawnBy" TEXT NOT NULL, "withdrawnWhy" TEXT NOT NULL`,
  frozen: `"scheme" TEXT NOT NULL, "version" TEXT NOT NULL, "hash" TEXT NOT NULL, "body" TEXT NOT NULL,
    "period" TEXT NOT NULL, "frozenAt" INTEGER NOT NULL, "frozenBy" TEXT NOT NULL, "digest" TEXT NOT NULL,
    "result" TEXT NOT NULL`,
  asides: `"caseUid" INTEGER NOT NULL, "rule" TEXT NOT NULL, "fact" TEXT NOT NULL, "statedAt" INTEGER NOT NULL`,
};

export function caseBook(db: Database.Database): void {
  for (const [table, columns] of Object.entries(MORE_COLUMNS)) {
    for (const column of columns) db.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
  }
  const uid = db.prepare("INSERT INTO uids (tbl, last) VALUES (?, 0)");
  for (const [table, columns] of Object.entries(NEW_TABLES)) {
    db.exec(
      `CREATE TABLE ${table} (uid INTEGER PRIMARY KEY, "platform" TEXT NOT NULL, "id" TEXT NOT NULL, ${columns},
       rev INTEGER NOT NULL, UNIQUE (platform, id)) STRICT`,
    );
    db.exec(`CREATE INDEX ${table}_rev ON ${table} (rev)`);
    uid.run(table);
  }
  db.exec(`
    -- What the desk answered to whom: the same question again gets the same answer.
    CREATE TABLE answers (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, answer TEXT NOT NULL) STRICT;
  `);
  foldAnew(db);
  db.exec(`
    -- What was made final stays as it is, and what people entered is withdrawn but never gone, whoever asks.
    CREATE TRIGGER frozen_stays BEFORE UPDATE ON frozen BEGIN SELECT RAISE(ABORT, 'a final result is never changed'); END;
    CREATE TRIGGER frozen_kept BEFORE DELETE ON frozen BEGIN SELECT RAISE(ABORT, 'a final result is never deleted'); END;
    CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END;
    -- Two cases with one number are found by it; the few that are marked so, and the few that are suspended, by these.
    CREATE INDEX cases_number ON cases (platform, caseNo);
    CREATE INDEX cases_same_number ON cases (platform) WHERE flags & 4 <> 0;
    CREATE INDEX cases_suspended ON cases (stageDue) WHERE state = 10;
  `);
  db.prepare("UPDATE history SET epoch = ?").run(randomUUID());
}

const PAGE = 1_000;
/** The columns that the fold of the facts gives. */
const FOLDED = [
  "state",
  "department",
  "limitValue",
  "limitType",
  "deadline",
  "acceptedAt",
  "filedAt",
  "dispatchedAt",
  "submittedAt",
  "checkedAt",
  "closedAt",
  "suspendedAt",
  "reworkCount",
  "extensionCount",
  "sendBackCount",
  "stageSince",
  "stageDue",
  "dispatchDue",
  "satisfaction",
  "duplicateOf",
  "refiledFrom",
  "marks",
  "flags",
] as const;

function foldAnew(db: Database.Database): void {
  const page = db.prepare(
    "SELECT uid, platform, id, caseNo, extra, facts FROM cases WHERE uid > ? ORDER BY uid LIMIT ?",
  );
  const update = db.prepare(`UPDATE cases SET ${FOLDED.map((name) => `"${name}" = ?`).join(", ")} WHERE uid = ?`);
  type Old = { uid: number; platform: string; id: string; caseNo: string; extra: string; facts: string };
  for (let after = 0; ;) {
    const rows = page.all(after, PAGE) as Old[];
    for (const row of rows) {
      const draft = draftOfCase(row, caseOfRecord(row)) as unknown as Record<string, Cell>;
      const values: Cell[] = FOLDED.map((name) => draft[name] as Cell);
      values.push(row.uid);
      update.run(values);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.uid;
  }
}
