/**
 * Keeps the digests (shared/digest.ts) true of the rows in the same cache: in memory, where the line asks for them, and in
 * the file, written in the transaction of the rows, so that a host that was killed need not count a million rows again.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - C10 Digests equal a count of the rows, at every moment another process could look.
 * - C11 A row that is not what was written is found by counting its bucket from the rows, and never taken off by mistake.
 */
import {
  BUCKET_UIDS,
  NO_ROWS,
  TableSums,
  bucketOf,
  hashOfChange,
  hashRow,
  sameSum,
  type Sum,
} from "../../../shared/digest.ts";
import { TABLE_NAMES, columnsOf, type Row, type TableName } from "../../../shared/tables.ts";
import type { ReadHandle, WriteHandle } from "./handles.ts";

/** Buckets of one row of `digests`. */
const SHELF = 64;
const SUM_BYTES = 12;
/** Rows between two looks at the clock while a whole cache is counted. */
const WALK_ROWS = 5_000;
/** A count from scratch tells how far it is this often, in ms. */
const TELL_MS = 2_000;
/** What the hash makes of a row of every kind of cell: another number means that sums in the file are of another hash. */
const HASH = `${BUCKET_UIDS} ${hashRow([1, "a", "道路", null, 2.5, -3, ""])}`;

/** A cache from before is being counted; `rows` are those counted so far. */
export interface CountingEvent {
  readonly event: "cacheCounting";
  readonly rows: number;
}

export interface Digests {
  /** The sums of a table; true after each transaction. They are the keeper's: look, do not change. */
  of(table: TableName): TableSums;
}

export interface DigestKeeper extends Digests {
  /** A row came, in the running transaction. */
  came(table: TableName, row: Row): void;
  /** A row went, in the running transaction. */
  went(table: TableName, row: Row): void;
  /** A row is another one than it was, in the running transaction. */
  changed(table: TableName, was: Row, row: Row): void;
  /** Writes what the transaction changed; call it among its last acts. */
  write(): void;
  /** Forgets what the transaction changed: it was rolled back. */
  forget(): void;
  /** The transaction is in the file: what it changed stays. */
  settle(): void;
  /** Counts everything from the rows when the file's sums are of another hash, or none; call it in a transaction. */
  fit(log: (event: CountingEvent) => void): void;
  /** Whether the rows of a bucket differ from its sum. */
  differs(table: TableName, bucket: number): boolean;
  /** Counts a bucket from its rows and puts its sum right; call it in a transaction. */
  correct(table: TableName, bucket: number): void;
}

export function keepDigests(handle: WriteHandle): DigestKeeper {
  const put = handle.prepare<[string, number, Uint8Array]>(
    "INSERT INTO digests VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sums = excluded.sums",
  );
  const del = handle.prepare<[string, number]>("DELETE FROM digests WHERE tbl = ? AND shelf = ?");
  const all = handle.prepare<[], [string, number, Uint8Array]>("SELECT tbl, shelf, sums FROM digests").raw();
  const tables = new Map(TABLE_NAMES.map((table) => [table, keptTable(handle, table)] as const));
  const of = (table: TableName) => tables.get(table) as KeptTable;
  const buffer = Buffer.alloc(SHELF * SUM_BYTES);

  for (const [name, shelf, bytes] of all.all()) {
    const { sums } = tables.get(name as TableName) ?? { sums: new TableSums() };
    fillShelf(sums, shelf, bytes);
  }

  function writeShelf(table: TableName, sums: TableSums, shelf: number): void {
    let rows = 0;
    for (let i = 0; i < SHELF; i++) {
      const sum = sums.of(shelf * SHELF + i);
      rows += sum[0];
      sum.forEach((number, n) => buffer.writeUInt32LE(number, i * SUM_BYTES + n * 4));
    }
    if (rows > 0) put.run(table, shelf, buffer);
    else del.run(table, shelf);
  }

  function write(): void {
    for (const [table, { sums, before }] of tables) {
      const shelves = new Set<number>();
      for (const bucket of before.keys()) shelves.add(Math.floor(bucket / SHELF));
      for (const shelf of shelves) writeShelf(table, sums, shelf);
    }
  }

  return {
    of: (table) => of(table).sums,
    came: (table, row) => turn(of(table), row, true),
    went: (table, row) => turn(of(table), row, false),
    changed(table, was, row) {
      const uid = row[0] as number;
      note(of(table), bucketOf(uid));
      of(table).sums.change(uid, hashOfChange(was, row));
    },
    write,
    settle() {
      for (const { before } of tables.values()) before.clear();
    },
    forget() {
      for (const { sums, before } of tables.values()) {
        for (const [bucket, sum] of before) sums.set(bucket, sum);
        before.clear();
      }
    },
    fit(log) {
      if (handle.prepare<[], string>("SELECT hash FROM digested").pluck().get() === HASH) return;
      handle.exec("DELETE FROM digests");
      const progress = teller(log);
      for (const table of tables.values()) {
        noteAll(table);
        table.sums.clear();
        for (let after = 0; ;) {
          const rows = table.between.all(after, Number.MAX_SAFE_INTEGER, WALK_ROWS);
          for (const row of rows) turn(table, row, true);
          progress(rows.length);
          if (rows.length < WALK_ROWS) break;
          after = rows.at(-1)?.[0] as number;
        }
      }
      handle.prepare<[string]>("INSERT OR REPLACE INTO digested (one, hash) VALUES (1, ?)").run(HASH);
    },
    differs: (table, bucket) => !sameSum(countBucket(of(table), bucket), of(table).sums.of(bucket)),
    correct(table, bucket) {
      note(of(table), bucket);
      of(table).sums.set(bucket, countBucket(of(table), bucket));
    },
  };
}

/** The sums of one table, and what those that the running transaction changed were before it. */
interface KeptTable {
  readonly sums: TableSums;
  readonly before: Map<number, Sum>;
  /** Rows with after < uid ≤ last, at most `limit`. */
  readonly between: { all(after: number, last: number, limit: number): Row[] };
}

function keptTable(handle: WriteHandle, table: TableName): KeptTable {
  const names = columnsOf(table)
    .map((name) => `"${name}"`)
    .join(", ");
  const between = handle
    .prepare<[number, number, number], Row>(
      `SELECT ${names} FROM ${table} WHERE uid > ? AND uid <= ? ORDER BY uid LIMIT ?`,
    )
    .raw();
  return { sums: new TableSums(), before: new Map(), between };
}

/** A table's sums as they are in the file. */
export function readSums(handle: ReadHandle, table: TableName): TableSums {
  const sums = new TableSums();
  const shelves = handle.prepare<[string], [number, Uint8Array]>("SELECT shelf, sums FROM digests WHERE tbl = ?").raw();
  for (const [shelf, bytes] of shelves.all(table)) fillShelf(sums, shelf, bytes);
  return sums;
}

function fillShelf(sums: TableSums, shelf: number, bytes: Uint8Array): void {
  for (let i = 0; i < SHELF && (i + 1) * SUM_BYTES <= bytes.length; i++) {
    const sum = sumAt(bytes, i);
    if (!sameSum(sum, NO_ROWS)) sums.set(shelf * SHELF + i, sum);
  }
}

function sumAt(bytes: Uint8Array, i: number): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset + i * SUM_BYTES, SUM_BYTES);
  const at = (n: number) => view.getUint32(n * 4, true);
  return [at(0), at(1), at(2)];
}

function note({ sums, before }: KeptTable, bucket: number): void {
  if (!before.has(bucket)) before.set(bucket, sums.of(bucket));
}

function noteAll(table: KeptTable): void {
  for (let bucket = 0; bucket < table.sums.buckets; bucket++) note(table, bucket);
}

function turn(table: KeptTable, row: Row, came: boolean): void {
  const uid = row[0] as number;
  note(table, bucketOf(uid));
  if (came) table.sums.add(uid, hashRow(row));
  else table.sums.remove(uid, hashRow(row));
}

function countBucket({ between }: KeptTable, bucket: number): Sum {
  const sums = new TableSums();
  const first = bucket * BUCKET_UIDS;
  for (const row of between.all(first - 1, first + BUCKET_UIDS - 1, BUCKET_UIDS)) {
    // Counted under its place in the bucket, so that room for one bucket is enough.
    sums.add((row[0] as number) - first, hashRow(row));
  }
  return sums.of(0);
}

/** Says how many rows were counted, where that takes long enough for somebody to wonder. */
function teller(log: (event: CountingEvent) => void): (rows: number) => void {
  let counted = 0;
  let told = performance.now();
  return (rows) => {
    counted += rows;
    if (performance.now() - told < TELL_MS) return;
    told = performance.now();
    log({ event: "cacheCounting", rows: counted });
  };
}
