/** Writing rows: single prepared positional statements inside one immediate transaction (engineering.md §5.2). */
import { columnsOf, TABLE_NAMES, type Row, type TableName } from "../../../shared/tables.ts";
import type { WriteHandle } from "./handles.ts";
import { positionWriter, type Position } from "./position.ts";

export interface CacheWriter {
  /** Runs `work` as one transaction; a throw rolls everything back. */
  transact<T>(work: () => T): T;
  /** Puts a row in place of what was there. */
  put(table: TableName, row: Row): void;
  /** Puts a row that is known not to be there: a third cheaper than `put`. Throws when it is. */
  add(table: TableName, row: Row): void;
  /** False when the row was not there. */
  del(table: TableName, uid: number): boolean;
  get(table: TableName, uid: number): Row | undefined;
  /** Keys with after < uid ≤ last, in order. */
  uidsBetween(table: TableName, after: number, last: number): number[];
  position(position: Position): void;
}

function statementsOf(handle: WriteHandle, table: TableName) {
  const columns = columnsOf(table);
  const names = columns.map((name) => `"${name}"`).join(", ");
  const marks = columns.map(() => "?").join(", ");
  return {
    put: handle.prepare<[Row]>(`INSERT OR REPLACE INTO ${table} (${names}) VALUES (${marks})`),
    add: handle.prepare<[Row]>(`INSERT INTO ${table} (${names}) VALUES (${marks})`),
    del: handle.prepare<[number]>(`DELETE FROM ${table} WHERE uid = ?`),
    get: handle.prepare<[number], Row>(`SELECT ${names} FROM ${table} WHERE uid = ?`).raw(),
    uidsBetween: handle
      .prepare<[number, number], number>(`SELECT uid FROM ${table} WHERE uid > ? AND uid <= ? ORDER BY uid`)
      .pluck(),
  };
}

export function openWriter(handle: WriteHandle): CacheWriter {
  const statements = new Map(TABLE_NAMES.map((table) => [table, statementsOf(handle, table)] as const));
  const of = (table: TableName) => statements.get(table) as ReturnType<typeof statementsOf>;
  const position = positionWriter(handle);
  return {
    transact: (work) => handle.transaction(work).immediate() as ReturnType<typeof work>,
    put: (table, row) => void of(table).put.run(row),
    add: (table, row) => void of(table).add.run(row),
    del: (table, uid) => of(table).del.run(uid).changes > 0,
    get: (table, uid) => of(table).get.get(uid),
    uidsBetween: (table, after, last) => of(table).uidsBetween.all(after, last),
    position,
  };
}
