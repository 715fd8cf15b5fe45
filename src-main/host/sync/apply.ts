/**
 * Takes what the hub sent into the cache: one transaction holds the rows, the deletions and the new position, so that a
 * host killed at any moment finds a cache whose position is true of its rows.
 */
import { TABLE_NAMES, type Row, type TableName } from "../../../shared/tables.ts";
import type { Delta, Page } from "../../../shared/wire/hub.ts";
import type { Changes, TableChange } from "../cache/changes.ts";
import type { Position } from "../cache/position.ts";
import type { CacheWriter } from "../cache/write.ts";

const uidOf = (row: Row) => row[0] as number;
const same = (a: Row, b: Row) => a.every((cell, i) => cell === b[i]);

/**
 * Replaces a page's range of uids (rule S5): rows are put, rows of the range that the page lacks are deleted. Rows that
 * are as they were are not touched, so that a second full copy disturbs no window.
 */
export function applyPage(writer: CacheWriter, page: Page, position: Position): Changes {
  return writer.transact(() => {
    const last = page.done ? Number.MAX_SAFE_INTEGER : page.last;
    const gone = new Set(writer.uidsBetween(page.table, page.after, last));
    const put: Row[] = [];
    for (const row of page.rows) {
      if (gone.delete(uidOf(row))) {
        const old = writer.get(page.table, uidOf(row));
        if (old !== undefined && same(old, row)) continue;
        writer.put(page.table, row, old);
      } else {
        writer.add(page.table, row);
      }
      put.push(row);
    }
    const del = [...gone];
    for (const uid of del) writer.del(page.table, uid);
    writer.position(position);
    return changesOf([[page.table, { put, del }]]);
  });
}

/** Takes one batch of the tail. */
export function applyDelta(writer: CacheWriter, delta: Delta, position: Position): Changes {
  return writer.transact(() => {
    const changes: [TableName, TableChange][] = TABLE_NAMES.map((table) => {
      const put = (delta.put[table] ?? []).filter((row) => {
        const old = writer.get(table, uidOf(row));
        if (old !== undefined && same(old, row)) return false;
        if (old === undefined) writer.add(table, row);
        else writer.put(table, row, old);
        return true;
      });
      const del = (delta.del[table] ?? []).filter((uid) => writer.del(table, uid));
      return [table, { put, del }];
    });
    writer.position(position);
    return changesOf(changes);
  });
}

/** Writes the position alone: a full copy begins. */
export function applyNote(writer: CacheWriter, position: Position): void {
  writer.transact(() => writer.position(position));
}

function changesOf(changes: readonly [TableName, TableChange][]): Changes {
  return new Map(changes.filter(([, { put, del }]) => put.length > 0 || del.length > 0));
}
