/**
 * First form of the hub's file, as version 0.1.0 wrote it: the synced tables with the commit that changed each row last,
 * the commit order itself, tombstones, uid counters and notes.
 *
 * The columns are written out here because a step that is out never changes: shared/tables.ts has gone on since.
 */
import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";

/** Columns and SQLite types; "?" for those that may be null. Every table begins with its uid. */
const TABLES = {
  platforms: [
    "platform text, id text, name text, nameEn text, timeZone text, west real, south real, east real",
    "north real, demo integer, attribution text",
  ].join(", "),
  classes: [
    "platform text, id text, scheme text, kind text, code text, name text, nameEn text",
    "majorCode text, majorName text, majorNameEn text",
  ].join(", "),
  departments: [
    "platform text, id text, name text, nameEn text, shortName text, shortNameEn text, groupCode text",
    "contact text",
  ].join(", "),
  grids: [
    "platform text, id text, level text, code text, name text, nameEn text, dutyGrid integer",
    "lon real, lat real, areaM2 real, geometry text",
  ].join(", "),
  cameras: [
    "platform text, id text, code text, name text, nameEn text, kind text, lon real?, lat real?",
    "bearing real?, unitGrid integer, online integer, imageUrl text",
  ].join(", "),
  units: "platform text, id text, kind text, name text, nameEn text, dutyGrid integer, plate text",
  targets: "platform text, id text, indicator text, value real, better text",
  features: "platform text, id text, layer text, class text, name text, nameEn text, geometry text",
  cases: [
    "platform text, id text, caseNo text, state integer, kind text, classUid integer, source integer",
    "lon real?, lat real?, unitGrid integer, dutyGrid integer, department integer, limitValue real?",
    "limitType text?, deadline integer?, reportedAt integer, acceptedAt integer?, filedAt integer?",
    "dispatchedAt integer?, submittedAt integer?, checkedAt integer?, closedAt integer?",
    "suspendedAt integer?, reworkCount integer, extensionCount integer, sendBackCount integer",
    "flags integer, address text, description text, facts text, extra text",
  ].join(", "),
} as const;

export function firstTables(db: Database.Database): void {
  for (const [table, list] of Object.entries(TABLES)) {
    const columns = list.split(", ").map((column) => {
      const [name, type] = column.split(" ") as [string, string];
      return `"${name}" ${type.replace("?", "").toUpperCase()}${type.endsWith("?") ? "" : " NOT NULL"}`;
    });
    db.exec(
      `CREATE TABLE ${table} (uid INTEGER PRIMARY KEY, ${columns.join(", ")}, rev INTEGER NOT NULL, UNIQUE (platform, id)) STRICT`,
    );
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
  for (const table of Object.keys(TABLES)) uid.run(table);
  db.prepare("INSERT INTO history (only, epoch, floor) VALUES (1, ?, 0)").run(randomUUID());
}
