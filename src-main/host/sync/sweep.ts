/**
 * Brings the cache to another scope (S16): rows that it does not show are deleted, rows that it shows otherwise are
 * replaced, in transactions of some thousand rows. The first one notes that the cache is of no scope for the time being,
 * the last one the scope it is of then.
 */
import { viewOfScope, type Scope } from "../../../shared/scope.ts";
import { TABLE_NAMES, type Row } from "../../../shared/tables.ts";
import type { Changes, TableChange } from "../cache/changes.ts";
import type { Position } from "../cache/position.ts";
import type { CacheWriter } from "../cache/write.ts";
import { changesOf } from "./apply.ts";

const SLICE_ROWS = 2_000;

export interface Sweep {
  /** Carries out the next transaction; `done` when it was the last. */
  slice(): { readonly changes: Changes; readonly done: boolean };
}

/** @param from the position until it is done @param goal the position from then on */
export function openSweep(
  writer: CacheWriter,
  scope: Scope,
  from: Position,
  goal: Position,
  sliceRows = SLICE_ROWS,
): Sweep {
  const view = viewOfScope(scope);
  // What refers to others goes before them.
  const tables = TABLE_NAMES.toReversed();
  let after = 0;
  let begun = false;

  return {
    slice: () =>
      writer.transact(() => {
        if (!begun) writer.position(from);
        begun = true;
        const [table] = tables;
        if (table === undefined || view.everything) {
          writer.position(goal);
          return { changes: new Map(), done: true };
        }
        const rows = writer.rows(table, after, Number.MAX_SAFE_INTEGER, sliceRows);
        const put: Row[] = [];
        const del: number[] = [];
        for (const row of rows) {
          const shown = view.shown(table, row);
          if (shown === row) continue;
          if (shown === null) {
            writer.del(table, row[0] as number);
            del.push(row[0] as number);
          } else {
            writer.put(table, shown, row);
            put.push(shown);
          }
        }
        after = rows.length < sliceRows ? 0 : (rows.at(-1)?.[0] as number);
        if (after === 0) tables.shift();
        const done = tables.length === 0;
        if (done) writer.position(goal);
        const change: TableChange = { put, del };
        return { changes: changesOf([[table, change]]), done };
      }),
  };
}
