/** Where a cache stands in the hub's history. */
import { scopeText, type Scope } from "../../../shared/scope.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import type { ReadHandle, WriteHandle } from "./handles.ts";

/** An unfinished full copy: rows up to `after` of `table`, and all tables before it, are as the hub had them. */
export interface SnapshotProgress {
  /** Head of the hub when the copy began: where the tail goes on once it is whole. */
  readonly at: number;
  readonly table: TableName;
  readonly after: number;
  /** Hub time when the copy began, epoch ms. */
  readonly asOf: number;
}

export interface Position {
  /** The hub's history the cursor belongs to; null while the cache is empty. */
  readonly epoch: string | null;
  readonly cursor: number;
  /** Hub time of the newest commit that is in the cache, epoch ms; null before the first. */
  readonly committedAt: number | null;
  readonly snapshot: SnapshotProgress | null;
  /** What of the hub's truth the rows are; null while the cache is empty, or from before scopes were noted. */
  readonly scope: Scope | null;
}

export const NOWHERE: Position = { epoch: null, cursor: 0, committedAt: null, snapshot: null, scope: null };

interface PositionRow {
  epoch: string | null;
  cursor: number;
  committedAt: number | null;
  snapshotAt: number | null;
  snapshotTable: string | null;
  snapshotAfter: number | null;
  snapshotAsOf: number | null;
  scope: string | null;
}

export function readPosition(handle: ReadHandle): Position {
  const row = handle.prepare<[], PositionRow>("SELECT * FROM position WHERE one = 1").get();
  if (row === undefined) return NOWHERE;
  const table = TABLE_NAMES.find((name) => name === row.snapshotTable);
  return {
    epoch: row.epoch,
    cursor: row.cursor,
    committedAt: row.committedAt,
    snapshot:
      table === undefined
        ? null
        : { at: row.snapshotAt ?? 0, table, after: row.snapshotAfter ?? 0, asOf: row.snapshotAsOf ?? 0 },
    scope: row.scope === null ? null : scopeOf(row.scope),
  };
}

/** A scope as `scopeText` wrote it; null for any other text, which makes the next copy a full one. */
function scopeOf(text: string): Scope | null {
  try {
    const scope = JSON.parse(text) as Scope;
    return scopeText(scope) === text ? scope : null;
  } catch {
    return null;
  }
}

/** Makes the function that writes the position; call it inside the transaction of what it describes. */
export function positionWriter(handle: WriteHandle): (position: Position) => void {
  const save = handle.prepare(
    `INSERT OR REPLACE INTO position
       (one, epoch, cursor, committedAt, snapshotAt, snapshotTable, snapshotAfter, snapshotAsOf, scope)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ epoch, cursor, committedAt, snapshot, scope }) => {
    save.run(
      epoch,
      cursor,
      committedAt,
      snapshot?.at ?? null,
      snapshot?.table ?? null,
      snapshot?.after ?? null,
      snapshot?.asOf ?? null,
      scope === null ? null : scopeText(scope),
    );
  };
}
