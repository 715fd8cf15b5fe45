/**
 * Takes what the hub sent into the cache: one transaction holds the rows, the deletions and the new position, so that a
 * host killed at any moment finds a cache whose position is true of its rows.
 */
import { bucketOf } from "../../../shared/digest.ts";
import { TABLE_NAMES, type Row, type TableName } from "../../../shared/tables.ts";
import type { Delta, Page } from "../../../shared/wire/hub.ts";
import type { Changes, TableChange } from "../cache/changes.ts";
import type { Position } from "../cache/position.ts";
import type { CacheWriter } from "../cache/write.ts";

const uidOf = (row: Row) => row[0] as number;

function same(a: Row, b: Row): boolean {
  // The newest differences of a case stand in its later columns.
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Replaces a page's range of uids (rule S5): rows are put, rows of the range that the page lacks are deleted. Rows that
 * are as they were are not touched, so that a second full copy disturbs no window.
 */
export function applyPage(writer: CacheWriter, page: Page, position: Position): Changes {
  return writer.transact(() => {
    const change = replaceRange(writer, page, page.done ? Number.MAX_SAFE_INTEGER : page.last);
    writer.position(position);
    return changesOf([[page.table, change]]);
  });
}

/**
 * Replaces a range up to `last` that differed from the hub's (S20); gives what really was otherwise. The sums of its
 * buckets are counted from the rows first: a row that was damaged in the file would be taken off them as what it never was.
 */
export function applyRange(writer: CacheWriter, page: Page, last: number): Changes {
  return writer.transact(() => {
    for (let bucket = bucketOf(page.after + 1); bucket <= bucketOf(last); bucket++) writer.recount(page.table, bucket);
    return changesOf([[page.table, replaceRange(writer, page, last)]]);
  });
}

/** Takes one batch of the tail. */
export function applyDelta(writer: CacheWriter, delta: Delta, position: Position): Changes {
  return writer.transact(() => {
    const changes: [TableName, TableChange][] = [];
    for (const table of TABLE_NAMES) {
      const rows = delta.put[table];
      const uids = delta.del[table];
      if (rows === undefined && uids === undefined) continue;
      const put = rows === undefined ? [] : putRows(writer, table, rows);
      const del = uids?.filter((uid) => writer.del(table, uid)) ?? [];
      changes.push([table, { put, del }]);
    }
    writer.position(position);
    return changesOf(changes);
  });
}

/** Writes the position alone: a full copy begins. */
export function applyNote(writer: CacheWriter, position: Position): void {
  writer.transact(() => writer.position(position));
}

/**
 * Puts rows and gives those that were not there as they are. In the order of the file, with what was there read at once: for
 * changes all over a large file a fifth of the time.
 */
function putRows(writer: CacheWriter, table: TableName, rows: readonly Row[]): Row[] {
  const sorted = rows.toSorted((a, b) => uidOf(a) - uidOf(b));
  const before = writer.gets(table, sorted.map(uidOf));
  return sorted.filter((row) => {
    const put = putRow(writer, table, row, before.get(uidOf(row)));
    before.set(uidOf(row), row);
    return put;
  });
}

/** False when the row is there already as it is. */
function putRow(writer: CacheWriter, table: TableName, row: Row, old: Row | undefined): boolean {
  if (old === undefined) writer.add(table, row);
  else if (same(old, row)) return false;
  else writer.put(table, row, old);
  return true;
}

function replaceRange(writer: CacheWriter, { table, after, rows }: Page, last: number): TableChange {
  const gone = new Set(writer.uidsBetween(table, after, last));
  const put: Row[] = [];
  for (const row of rows) {
    if (!gone.delete(uidOf(row))) writer.add(table, row);
    else if (!putRow(writer, table, row, writer.get(table, uidOf(row)))) continue;
    put.push(row);
  }
  const del = [...gone];
  for (const uid of del) writer.del(table, uid);
  return { put, del };
}

export function changesOf(changes: readonly [TableName, TableChange][]): Changes {
  return new Map(changes.filter(([, { put, del }]) => put.length > 0 || del.length > 0));
}
