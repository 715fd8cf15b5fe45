/**
 * Grants: which token has which role and may have which part of the city. They stay in the hub: no host is sent any, and
 * they are no part of the commit order.
 *
 * `rights` counts up with whatever may change somebody's scope: a grant, and what grants are resolved by (unit grids,
 * departments, zones). Triggers do the counting, so no process that writes can forget it.
 */
import type Database from "better-sqlite3";

export function grants(db: Database.Database): void {
  db.exec(`
    -- token: SHA-256 of it, hex. Lists are JSON, NULL for all; months NULL for any time.
    CREATE TABLE grants (
      place INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, token TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL, platforms TEXT, districts TEXT, departments TEXT, months INTEGER,
      personal INTEGER NOT NULL, madeAt INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE rights (only INTEGER PRIMARY KEY CHECK (only = 1), version INTEGER NOT NULL) STRICT;
    INSERT INTO rights (only, version) VALUES (1, 1);
  `);
  for (const [table, columns] of Object.entries(COUNTED)) {
    const other = columns.map((column) => `old."${column}" IS NOT new."${column}"`).join(" OR ");
    const when = { INSERT: "", UPDATE: `WHEN ${other}`, DELETE: "" };
    for (const [event, condition] of Object.entries(when)) {
      if (event === "UPDATE" && columns.length === 0) continue;
      db.exec(
        `CREATE TRIGGER rights_${table}_${event.toLowerCase()} AFTER ${event} ON ${table} ${condition}
         BEGIN UPDATE rights SET version = version + 1; END`,
      );
    }
  }
}

/** Tables that scopes rest on, with the columns of theirs that matter when a row changes. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  grants: ["token", "role", "platforms", "districts", "departments", "months", "personal"],
  grids: ["level", "code"],
  departments: [],
  platforms: ["timeZone"],
};
