/** The prepared statements of one synced table. All are positional, which is what better-sqlite3 binds fastest. */
import type Database from "better-sqlite3";
import { columnsOf, type TableName } from "../../shared/tables.ts";

export interface RowStatements {
  /** Column names in travelling order, `uid` first. */
  readonly columns: readonly string[];
  /** (platform, id) → row */
  readonly find: Database.Statement;
  /** (uid) → row */
  readonly get: Database.Statement;
  /** (uid) → 1 */
  readonly present: Database.Statement;
  /** (…all columns, rev); changes nothing when (platform, id) is there already */
  readonly insert: Database.Statement;
  /** (…columns without uid, platform and id, rev, uid) */
  readonly update: Database.Statement;
  /** (uid) */
  readonly remove: Database.Statement;
  /** (after, limit) → rows */
  readonly page: Database.Statement;
  /** (after, platform, limit) → rows */
  readonly pageOfPlatform: Database.Statement;
  /** (from, limit) → revs after `from` in their order */
  readonly revs: Database.Statement;
  /** (from, to) → rows changed after `from` and not after `to` */
  readonly changed: Database.Statement;
  readonly count: Database.Statement;
}

/** Prepares them all. */
export function rowStatements(db: Database.Database, table: TableName): RowStatements {
  const columns = columnsOf(table);
  const list = columns.map((name) => `"${name}"`).join(", ");
  const set = columns
    .filter((name) => name !== "uid" && name !== "platform" && name !== "id")
    .map((name) => `"${name}" = ?, `)
    .join("");
  const marks = columns.map(() => "?, ").join("");
  return {
    columns,
    find: db.prepare(`SELECT ${list} FROM ${table} WHERE platform = ? AND id = ?`).raw(),
    get: db.prepare(`SELECT ${list} FROM ${table} WHERE uid = ?`).raw(),
    present: db.prepare(`SELECT 1 FROM ${table} WHERE uid = ?`).pluck(),
    insert: db.prepare(`INSERT INTO ${table} (${list}, rev) VALUES (${marks}?) ON CONFLICT (platform, id) DO NOTHING`),
    update: db.prepare(`UPDATE ${table} SET ${set}rev = ? WHERE uid = ?`),
    remove: db.prepare(`DELETE FROM ${table} WHERE uid = ?`),
    page: db.prepare(`SELECT ${list} FROM ${table} WHERE uid > ? ORDER BY uid LIMIT ?`).raw(),
    // The plus keeps SQLite on uid order; by the platform's index every page would be sorted anew.
    pageOfPlatform: db
      .prepare(`SELECT ${list} FROM ${table} WHERE uid > ? AND +platform = ? ORDER BY uid LIMIT ?`)
      .raw(),
    revs: db.prepare(`SELECT rev FROM ${table} WHERE rev > ? ORDER BY rev LIMIT ?`).pluck(),
    changed: db.prepare(`SELECT ${list} FROM ${table} WHERE rev > ? AND rev <= ? ORDER BY rev, uid`).raw(),
    count: db.prepare(`SELECT count(*) FROM ${table}`).pluck(),
  };
}
