/** Reading rows by key. Everything that counts is done over columns in memory instead. */
import { TABLES, columnsOf, type RecordOf, type Row, type TableName } from "../../../shared/tables.ts";
import type { ReadHandle } from "./handles.ts";

/** Rows per page when a whole table is walked; a page is a slice of time the event loop waits. */
const WALK_ROWS = 20_000;

/** All records of a table in uid order. For small tables; cases are walked in pages. */
export function records<T extends TableName>(handle: ReadHandle, table: T): RecordOf<T>[] {
  return handle.prepare<[], RecordOf<T>>(`SELECT * FROM ${table} ORDER BY uid`).all();
}

export function record<T extends TableName>(handle: ReadHandle, table: T, uid: number): RecordOf<T> | null {
  return handle.prepare<[number], RecordOf<T>>(`SELECT * FROM ${table} WHERE uid = ?`).get(uid) ?? null;
}

/** Whether a table has a row of an id, of whichever platform. For small tables. */
export function hasId(handle: ReadHandle, table: TableName, id: string): boolean {
  return handle.prepare<[string], number>(`SELECT 1 FROM ${table} WHERE id = ? LIMIT 1`).get(id) !== undefined;
}

export function count(handle: ReadHandle, table: TableName): number {
  return handle.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() as number;
}

/** Rows with uid ≤ `after`: how much of a table an unfinished snapshot has. */
export function countUpTo(handle: ReadHandle, table: TableName, after: number): number {
  return handle.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE uid <= ?`).pluck().get(after) as number;
}

/** Walks some columns of a table, page by page in uid order; `uid` must be the first of them. */
export function* walk(handle: ReadHandle, table: TableName, columns: readonly string[]): Generator<Row[]> {
  const names = columns.map((name) => `"${name}"`).join(", ");
  const page = handle
    .prepare<[number, number], Row>(`SELECT ${names} FROM ${table} WHERE uid > ? ORDER BY uid LIMIT ?`)
    .raw();
  for (let after = 0; ;) {
    const rows = page.all(after, WALK_ROWS);
    if (rows.length > 0) yield rows;
    if (rows.length < WALK_ROWS) return;
    after = (rows.at(-1) as Row)[0] as number;
  }
}

/** Makes a reader of single records by uid with the statement kept; `columns` in any order. */
export function recordReader<T extends TableName, K extends keyof RecordOf<T> & string>(
  handle: ReadHandle,
  table: T,
  columns: readonly K[],
): (uid: number) => Pick<RecordOf<T>, K> | undefined {
  const unknown = columns.filter((name) => !(name in TABLES[table]));
  if (unknown.length > 0) throw new Error(`table ${table} has no columns ${unknown.join(", ")}`);
  const names = columns.map((name) => `"${name}"`).join(", ");
  const statement = handle.prepare<[number], Pick<RecordOf<T>, K>>(`SELECT ${names} FROM ${table} WHERE uid = ?`);
  return (uid) => statement.get(uid);
}

/** Every row of a table as it travels; for tests and checks. */
export function allRows(handle: ReadHandle, table: TableName): Row[] {
  return handle
    .prepare<[], Row>(
      `SELECT ${columnsOf(table)
        .map((name) => `"${name}"`)
        .join(", ")} FROM ${table} ORDER BY uid`,
    )
    .raw()
    .all();
}
