/**
 * The index of cases and components: a file of its own beside the cache, which can be thrown away and made again from it.
 *
 * It is kept true by the cache's own sums (cache/digests.ts): a bucket of uids whose sum is another one than when it was
 * taken is held against its rows, and only rows whose texts have changed are written. While the host runs it is told which
 * rows changed, and looks at those alone.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Q2 The index comes to what the cache has, whatever was put, changed and deleted, also while nobody looked; a row that
 *   left is out of it with the next slice, and out of its file soon after.
 */
import { BUCKET_UIDS, NO_ROWS } from "../../../shared/digest.ts";
import { readSums } from "../cache/digests.ts";
import type { Database } from "../cache/driver.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { gramsOf } from "./grams.ts";

export const INDEXED = ["cases", "components"] as const;
export type Indexed = (typeof INDEXED)[number];

/** Raise it when rows are cut otherwise: an index of another format is made anew. */
const FORMAT = "1 pairs and fours";
/** Buckets taken in one slice, and changed rows. */
const BUCKETS_A_SLICE = 4;
const ROWS_A_SLICE = 2_000;
/** Pages of the index put together in one slice of tidying. */
const MERGE_PAGES = 64;

/** The number of a row, and its texts. */
const COLUMNS: Record<Indexed, string> = {
  cases: "uid, caseNo, address, description",
  components: "uid, code, name, note",
};

export interface Progress {
  /** Rows taken, and rows there are. */
  readonly done: number;
  readonly total: number;
}

export interface Indexer {
  /** Rows that changed or went, by uid; taken in the slices to come. */
  changed(table: Indexed, uids: readonly number[]): void;
  /** Holds the whole index against the cache's sums, and takes what differs in the slices to come. */
  look(): void;
  /** Does some of what there is to do; false when all is done. */
  slice(): boolean;
  /** Puts some of the index together, so that what left it leaves the file; false when there is nothing to put together. */
  tidy(): boolean;
  /** Null when every row of the cache has been taken. */
  progress(): Progress | null;
  /** Rises when the index answers otherwise. */
  version(): number;
}

/** Prepares a file for the index; what was there in another format goes. */
export function prepareIndex(db: Database): void {
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.pragma("cache_size = -16384");
  db.pragma("journal_size_limit = 16777216");
  // What is deleted is written over.
  db.pragma("secure_delete = ON");
  db.exec("CREATE TABLE IF NOT EXISTS format (one INTEGER PRIMARY KEY CHECK (one = 1), format TEXT NOT NULL) STRICT");
  if (db.prepare<[], string>("SELECT format FROM format").pluck().get() === FORMAT) return;
  db.transaction(() => {
    db.exec("DROP TABLE IF EXISTS buckets");
    db.exec("CREATE TABLE buckets (tbl TEXT, bucket INTEGER, sum TEXT NOT NULL, PRIMARY KEY (tbl, bucket)) STRICT");
    for (const table of INDEXED) {
      db.exec(`DROP TABLE IF EXISTS ${table}_rows`);
      db.exec(`DROP TABLE IF EXISTS ${table}_grams`);
      db.exec(`CREATE TABLE ${table}_rows (uid INTEGER PRIMARY KEY, hash INTEGER NOT NULL) STRICT`);
      db.exec(
        `CREATE VIRTUAL TABLE ${table}_grams USING fts5
           (words, content='', contentless_delete=1, tokenize='ascii', detail=none)`,
      );
    }
    db.prepare<[string]>("INSERT OR REPLACE INTO format VALUES (1, ?)").run(FORMAT);
  }).immediate();
}

type Texts = [uid: number, number: string, text: string, more: string];

/** Two plain multiplicative hashes side by side, 53 bits. */
function hashOf(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** The writing side of one table of the index. */
function tableOf(table: Indexed, index: Database, cache: ReadHandle) {
  const between = cache
    .prepare<[number, number], Texts>(`SELECT ${COLUMNS[table]} FROM ${table} WHERE uid >= ? AND uid < ? ORDER BY uid`)
    .raw();
  const one = cache.prepare<[number], Texts>(`SELECT ${COLUMNS[table]} FROM ${table} WHERE uid = ?`).raw();
  const known = index
    .prepare<[number, number], [number, number]>(`SELECT uid, hash FROM ${table}_rows WHERE uid >= ? AND uid < ?`)
    .raw();
  const hash = index.prepare<[number], number>(`SELECT hash FROM ${table}_rows WHERE uid = ?`).pluck();
  const keep = index.prepare<[number, number]>(`INSERT OR REPLACE INTO ${table}_rows VALUES (?, ?)`);
  const forget = index.prepare<[number]>(`DELETE FROM ${table}_rows WHERE uid = ?`);
  const put = index.prepare<[number, string]>(`INSERT INTO ${table}_grams (rowid, words) VALUES (?, ?)`);
  const del = index.prepare<[number]>(`DELETE FROM ${table}_grams WHERE rowid = ?`);
  const keepSum = index.prepare<[string, number, string]>("INSERT OR REPLACE INTO buckets VALUES (?, ?, ?)");
  let written = 0;
  let deleted = 0;

  function drop(uid: number): void {
    del.run(uid);
    forget.run(uid);
    written++;
    deleted++;
  }

  function take([uid, number, ...texts]: Texts, had: number | undefined): void {
    const now = hashOf(`${number}\n${texts.join("\n")}`);
    if (now === had) return;
    if (had !== undefined) drop(uid);
    put.run(uid, gramsOf(number, texts));
    keep.run(uid, now);
    written++;
  }

  return {
    /** Rows written and deleted so far. */
    counts: () => ({ written, deleted }),
    takeRow(uid: number): void {
      const row = one.get(uid);
      const had = hash.get(uid);
      const before = written;
      if (row !== undefined) take(row, had);
      else if (had !== undefined) drop(uid);
      // The bucket is no longer what its sum was taken of: a cache that comes back to that sum must not pass for taken.
      if (written !== before) keepSum.run(table, Math.floor(uid / BUCKET_UIDS), "changed");
    },
    /** Takes a bucket whose sum in the cache is `sum`. */
    takeBucket(bucket: number, sum: string): void {
      const [from, to] = [bucket * BUCKET_UIDS, (bucket + 1) * BUCKET_UIDS];
      const had = new Map(known.all(from, to));
      for (const row of between.all(from, to)) {
        take(row, had.get(row[0]));
        had.delete(row[0]);
      }
      for (const uid of had.keys()) drop(uid);
      keepSum.run(table, bucket, sum);
    },
  };
}

/** @param index as `prepareIndex` left it. */
export function openIndexer(index: Database, cache: ReadHandle): Indexer {
  const tables = { cases: tableOf("cases", index, cache), components: tableOf("components", index, cache) };
  const changes: Record<Indexed, Set<number>> = { cases: new Set(), components: new Set() };
  const changesOfIndex = index.prepare<[], number>("SELECT total_changes()").pluck();
  let buckets: { readonly table: Indexed; readonly bucket: number; readonly rows: number }[] = [];
  let [left, total] = [0, 0];
  let version = 0;
  let tidied = 0;
  let tidying: Indexed[] = [];

  const counts = () => INDEXED.map((table) => tables[table].counts());
  const written = () => counts().reduce((sum, each) => sum + each.written, 0);
  const deleted = () => counts().reduce((sum, each) => sum + each.deleted, 0);

  /** Reads the cache as it is at one moment, and writes what follows from it. */
  function work(done: () => void): void {
    const before = written();
    cache.exec("BEGIN");
    try {
      index.transaction(done).immediate();
    } finally {
      cache.exec("COMMIT");
    }
    if (written() !== before) version++;
  }

  function takeChanges(): boolean {
    const table = INDEXED.find((each) => changes[each].size > 0);
    if (table === undefined) return false;
    const uids = [...changes[table]].slice(0, ROWS_A_SLICE);
    work(() => {
      for (const uid of uids) tables[table].takeRow(uid);
    });
    for (const uid of uids) changes[table].delete(uid);
    return true;
  }

  function takeBuckets(): boolean {
    const some = buckets.slice(-BUCKETS_A_SLICE).toReversed();
    if (some.length === 0) return false;
    work(() => {
      const sums = { cases: readSums(cache, "cases"), components: readSums(cache, "components") };
      for (const { table, bucket } of some) tables[table].takeBucket(bucket, String(sums[table].of(bucket)));
    });
    buckets.length -= some.length;
    left -= some.reduce((sum, { rows }) => sum + rows, 0);
    return true;
  }

  function look(): void {
    buckets = [];
    [left, total] = [0, 0];
    for (const table of INDEXED) {
      const sums = readSums(cache, table);
      const kept = new Map(
        index.prepare<[string], [number, string]>("SELECT bucket, sum FROM buckets WHERE tbl = ?").raw().all(table),
      );
      const last = Math.max(sums.buckets, ...[...kept.keys()].map((bucket) => bucket + 1));
      for (let bucket = 0; bucket < last; bucket++) {
        const sum = sums.of(bucket);
        total += sum[0];
        if ((kept.get(bucket) ?? String(NO_ROWS)) === String(sum)) continue;
        buckets.push({ table, bucket, rows: sum[0] });
        left += sum[0];
      }
    }
    // The newest first: they are looked for most. What is taken is at the end.
    buckets = buckets.toSorted((a, b) => a.bucket - b.bucket);
  }

  look();
  return {
    look,
    changed(table, uids) {
      for (const uid of uids) changes[table].add(uid);
    },
    slice: () => {
      if (!takeChanges() && !takeBuckets()) return false;
      return buckets.length > 0 || INDEXED.some((table) => changes[table].size > 0);
    },
    tidy() {
      if (tidying.length === 0) {
        if (deleted() === tidied) return false;
        tidied = deleted();
        tidying = [...INDEXED];
        for (const table of INDEXED) merge(table, -MERGE_PAGES);
        return true;
      }
      const table = tidying[0] as Indexed;
      if (!merge(table, MERGE_PAGES)) tidying.shift();
      return true;
    },
    progress: () => (buckets.length === 0 ? null : { done: total - left, total }),
    version: () => version,
  };

  /** Whether there was anything to merge. SQLite says so by the number of its changes. */
  function merge(table: Indexed, pages: number): boolean {
    const before = changesOfIndex.get() as number;
    index.exec(`INSERT INTO ${table}_grams (${table}_grams, rank) VALUES ('merge', ${pages})`);
    return (changesOfIndex.get() as number) - before >= 2;
  }
}

/** The reading side: uids of the rows that may hold what was asked (`askedOf`), the newest first. */
export function indexReader(index: Database): (table: Indexed, asked: string, limit: number) => number[] {
  const find = (table: Indexed) =>
    index
      .prepare<[string, number], number>(
        `SELECT rowid FROM ${table}_grams WHERE ${table}_grams MATCH ? ORDER BY rowid DESC LIMIT ?`,
      )
      .pluck();
  const statements = { cases: find("cases"), components: find("components") };
  return (table, asked, limit) => statements[table].all(asked, limit);
}
