/** Brings a cache file to the schema this program knows. Steps are numbered in tens and kept in `user_version`. */
import type { Database } from "./driver.ts";
import { TABLE_NAMES, columnsOf } from "../../../shared/tables.ts";
import { sql as tables } from "./migrations/0010-tables.ts";
import { sql as position } from "./migrations/0020-position.ts";
import { sql as tallies } from "./migrations/0030-tallies.ts";
import { sql as scopeDigests } from "./migrations/0040-scope-digests.ts";
import { sql as tallyLog } from "./migrations/0050-tally-log.ts";

const MIGRATIONS: readonly { readonly version: number; readonly sql: string }[] = [
  { version: 10, sql: tables },
  { version: 20, sql: position },
  { version: 30, sql: tallies },
  { version: 40, sql: scopeDigests },
  { version: 50, sql: tallyLog },
];

/** The newest schema this program knows. */
export const SCHEMA_VERSION = (MIGRATIONS.at(-1) as { version: number }).version;

/** What became of the file's schema. Only `fits` may be used; anything else is set aside by `openCache`. */
export type SchemaState =
  | { readonly schema: "fits" }
  | { readonly schema: "future"; readonly found: number }
  | { readonly schema: "otherShape"; readonly table: string };

/** Runs the missing migrations, each with its `user_version` in one transaction, then checks the shape of the tables. */
export function migrate(db: Database): SchemaState {
  const found = db.pragma("user_version", { simple: true }) as number;
  if (found > SCHEMA_VERSION) return { schema: "future", found };
  for (const migration of MIGRATIONS) {
    if (migration.version <= found) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
  // A cache is a copy, so tables that travel in another shape by now are fetched again rather than altered.
  for (const table of TABLE_NAMES) {
    const names = db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    if (names.join() !== columnsOf(table).join()) return { schema: "otherShape", table };
  }
  return { schema: "fits" };
}
