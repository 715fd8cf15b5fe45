/** Writing rows: single prepared positional statements inside one immediate transaction (engineering.md §5.2). */
import { columnsOf, TABLE_NAMES, type Row, type TableName } from "../../../shared/tables.ts";
import type { WriteHandle } from "./handles.ts";
import { positionWriter, type Position } from "./position.ts";
import { keepTallies } from "./tallies.ts";

export interface CacheWriter {
  /** Runs `work` as one transaction, with the tallies of the cases it changes; a throw rolls everything back. */
  transact<T>(work: () => T): T;
  /** Puts a row in place of what was there: `was`, when the caller has read it already. Only within `transact`. */
  put(table: TableName, row: Row, was?: Row): void;
  /** Puts a row that is known not to be there: a third cheaper than `put`. Throws when it is. Only within `transact`. */
  add(table: TableName, row: Row): void;
  /** False when the row was not there. Only within `transact`. */
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

/** Opens the cache for writing; tallies made by another zone or by other terms are counted anew first. */
export function openWriter(handle: WriteHandle): CacheWriter {
  const statements = new Map(TABLE_NAMES.map((table) => [table, statementsOf(handle, table)] as const));
  const of = (table: TableName) => statements.get(table) as ReturnType<typeof statementsOf>;
  const position = positionWriter(handle);
  const tallies = keepTallies(handle);
  let running = false;

  /** Rows outside a transaction would be without their tallies. */
  function inside<T extends TableName>(table: T): T {
    if (!running) throw new Error(`${table} written outside a transaction`);
    return table;
  }

  function noted(table: TableName, was: Row | undefined, row: Row | undefined): void {
    if (table === "platforms") tallies.zoneMayChange();
    if (table !== "cases") return;
    if (was !== undefined) tallies.count(was, -1);
    if (row !== undefined) tallies.count(row, 1);
  }

  const oldCase = (table: TableName, uid: number) => (table === "cases" ? of(table).get.get(uid) : undefined);

  function transact<T>(work: () => T): T {
    const whole = handle.transaction(() => {
      const result = work();
      tallies.write();
      return result;
    });
    running = true;
    try {
      return whole.immediate();
    } catch (error) {
      tallies.forget();
      throw error;
    } finally {
      running = false;
    }
  }

  transact(() => tallies.fit());
  return {
    transact,
    put(table, row, was = oldCase(table, row[0] as number)) {
      of(inside(table)).put.run(row);
      noted(table, was, row);
    },
    add(table, row) {
      of(inside(table)).add.run(row);
      noted(table, undefined, row);
    },
    del(table, uid) {
      const was = oldCase(table, uid);
      const gone = of(inside(table)).del.run(uid).changes > 0;
      if (gone) noted(table, was, undefined);
      return gone;
    },
    get: (table, uid) => of(table).get.get(uid),
    uidsBetween: (table, after, last) => of(table).uidsBetween.all(after, last),
    position,
  };
}
