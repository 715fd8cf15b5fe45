/**
 * First form of the hub's file: the synced tables with the commit that changed each row last, the commit order itself,
 * tombstones, uid counters and notes.
 *
 * The synced tables come from shared/tables.ts. Once a release is out, a change there needs a migration of its own; the
 * pinned shape in migrate.test.ts goes red until somebody has decided that.
 */
import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import { TABLE_NAMES, createTableSql } from "../../../shared/tables.ts";

export function firstTables(db: Database.Database): void {
  for (const table of TABLE_NAMES) {
    db.exec(createTableSql(table, ", rev INTEGER NOT NULL, UNIQUE (platform, id)"));
    db.exec(`CREATE INDEX ${table}_rev ON ${table} (rev)`);
  }
  db.exec(`
    -- AUTOINCREMENT: a number is never given twice, even when the newest commits are forgotten.
    CREATE TABLE commits (seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL) STRICT;
    -- place grows with rev, so the oldest tombstones are the smallest places.
    CREATE TABLE tombstones (place INTEGER PRIMARY KEY, tbl TEXT NOT NULL, uid INTEGER NOT NULL, rev INTEGER NOT NULL) STRICT;
    CREATE INDEX tombstones_rev ON tombstones (rev);
    CREATE TABLE uids (tbl TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE history (only INTEGER PRIMARY KEY CHECK (only = 1), epoch TEXT NOT NULL, floor INTEGER NOT NULL) STRICT;
  `);
  const uid = db.prepare("INSERT INTO uids (tbl, last) VALUES (?, 0)");
  for (const table of TABLE_NAMES) uid.run(table);
  db.prepare("INSERT INTO history (only, epoch, floor) VALUES (1, ?, 0)").run(randomUUID());
}
