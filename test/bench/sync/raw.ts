/** What this machine can do: the same rows by better-sqlite3 alone, in a file that the cache itself opened. */
import { TABLE_NAMES, columnsOf, type Row, type TableName } from "../../../shared/tables.ts";
import { openSqliteStore } from "../../../src-hub/store/sqlite.ts";
import { openCache } from "../../../src-main/host/cache/open.ts";
import { count } from "../../../src-main/host/cache/read.ts";

/** Rows in one transaction of the raw insert. */
const RAW_BATCH = 5_000;

export type AllRows = ReadonlyMap<TableName, readonly Row[]>;

/** All rows of the hub, in memory. */
export function rowsOfHub(hubFile: string): AllRows {
  const store = openSqliteStore(hubFile, { readonly: true });
  try {
    return new Map(TABLE_NAMES.map((table) => [table, store.page(table, 0, Number.MAX_SAFE_INTEGER)]));
  } finally {
    store.close();
  }
}

/** Seconds to insert rows into a fresh cache file, which stays in `dataDir`. */
export function rawInsert(all: AllRows, dataDir: string): number {
  const cache = openCache(dataDir, () => undefined);
  try {
    const [begin, commit] = [cache.write.prepare("BEGIN IMMEDIATE"), cache.write.prepare("COMMIT")];
    const inserts = TABLE_NAMES.map((table) => {
      const blanks = columnsOf(table).map(() => "?");
      return {
        rows: all.get(table) ?? [],
        insert: cache.write.prepare(`INSERT INTO ${table} VALUES (${blanks.join()})`),
      };
    });
    const started = performance.now();
    for (const { rows, insert } of inserts) {
      for (let from = 0; from < rows.length; from += RAW_BATCH) {
        const to = Math.min(rows.length, from + RAW_BATCH);
        begin.run();
        for (let i = from; i < to; i++) insert.run(rows[i]);
        commit.run();
      }
    }
    return (performance.now() - started) / 1000;
  } finally {
    cache.close();
  }
}

/** What a cache without columns in memory and tallies would look its figures up by. */
const INDEXES = ["state", "department, state", "unitGrid, state", "reportedAt"];

/** Seconds to build the indexes over the cases of a cache file. */
export function rawIndexes(dataDir: string): number {
  const cache = openCache(dataDir, () => undefined);
  try {
    const started = performance.now();
    INDEXES.forEach((columns, n) => cache.write.exec(`CREATE INDEX raw_${n} ON cases (${columns})`));
    return (performance.now() - started) / 1000;
  } finally {
    cache.close();
  }
}

/** Rows in the cache that lies in `dataDir`. */
export function rowsInCache(dataDir: string): number {
  const cache = openCache(dataDir, () => undefined);
  try {
    return TABLE_NAMES.reduce((sum, table) => sum + count(cache.read, table), 0);
  } finally {
    cache.close();
  }
}
