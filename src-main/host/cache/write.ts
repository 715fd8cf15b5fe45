/** Writing rows: single prepared positional statements inside one immediate transaction (engineering.md §5.2). */
import { columnsOf, TABLE_NAMES, type Cell, type Row, type TableName } from "../../../shared/tables.ts";
import { keepDigests, type CountingEvent, type Digests } from "./digests.ts";
import type { WriteHandle } from "./handles.ts";
import { positionWriter, type Position } from "./position.ts";
import { keepTallies } from "./tallies.ts";

export interface CacheWriter {
  /** Runs `work` as one transaction, with the tallies and digests of what it changes; a throw rolls everything back. */
  transact<T>(work: () => T): T;
  /** Puts a row in place of what was there: `was`, when the caller has read it already. Only within `transact`. */
  put(table: TableName, row: Row, was?: Row): void;
  /** Puts a row that is known not to be there: a third cheaper than `put`. Throws when it is. Only within `transact`. */
  add(table: TableName, row: Row): void;
  /** False when the row was not there. Only within `transact`. */
  del(table: TableName, uid: number): boolean;
  get(table: TableName, uid: number): Row | undefined;
  /** The rows of these uids that are there, by uid: a third cheaper than one by one. */
  gets(table: TableName, uids: readonly number[]): Map<number, Row>;
  /** Keys with after < uid ≤ last, in order. */
  uidsBetween(table: TableName, after: number, last: number): number[];
  /** Rows with after < uid ≤ last, in order, at most `limit`. */
  rows(table: TableName, after: number, last: number, limit: number): Row[];
  position(position: Position): void;
  readonly digests: Digests;
  /**
   * Counts a bucket (shared/digest.ts) from the rows themselves; true when they were not what was written, and then its sum
   * and the tallies are those of the rows as they are. In a transaction of its own, or in the running one.
   */
  recount(table: TableName, bucket: number): boolean;
}

/** Sets of columns for which a table keeps a statement; rows that change others are put as a whole. */
const MOST_UPDATES = 200;

/** Values are given one by one: from one array better-sqlite3 takes a row of forty columns a fifth slower. */
interface Writing {
  run(...values: Cell[]): unknown;
}

/**
 * Makes the function that writes what differs between a row and what was there. SQLite keeps the rest of the row without
 * taking it apart: half the time of putting it whole, as most changes of a case touch a few of its forty columns.
 */
function updater(handle: WriteHandle, table: TableName): (row: Row, was: Row) => boolean {
  const columns = columnsOf(table);
  const updates = new Map<number, Writing>();
  return (row, was) => {
    const values: Cell[] = [];
    // One bit for each column: tables have fewer than 53 columns.
    let [which, bit] = [0, 1];
    for (let i = 1; i < columns.length; i++) {
      bit *= 2;
      if (row[i] === was[i]) continue;
      which += bit;
      values.push(row[i] as Cell);
    }
    if (which === 0) return true;
    let update = updates.get(which);
    if (update === undefined) {
      if (updates.size >= MOST_UPDATES) return false;
      const changed = columns.filter((_name, i) => i > 0 && row[i] !== was[i]);
      const set = changed.map((name) => `"${name}" = ?`).join(", ");
      update = handle.prepare<Cell[]>(`UPDATE ${table} SET ${set} WHERE uid = ?`);
      updates.set(which, update);
    }
    values.push(row[0] as number);
    update.run(...values);
    return true;
  };
}

function statementsOf(handle: WriteHandle, table: TableName) {
  const writing = (sql: string): Writing => handle.prepare<Cell[]>(sql);
  const columns = columnsOf(table);
  const names = columns.map((name) => `"${name}"`).join(", ");
  const marks = columns.map(() => "?").join(", ");
  return {
    update: updater(handle, table),
    put: writing(`INSERT OR REPLACE INTO ${table} (${names}) VALUES (${marks})`),
    add: writing(`INSERT INTO ${table} (${names}) VALUES (${marks})`),
    del: handle.prepare<[number]>(`DELETE FROM ${table} WHERE uid = ?`),
    get: handle.prepare<[number], Row>(`SELECT ${names} FROM ${table} WHERE uid = ?`).raw(),
    gets: handle
      .prepare<[string], Row>(`SELECT ${names} FROM ${table} WHERE uid IN (SELECT value FROM json_each(?))`)
      .raw(),
    uidsBetween: handle
      .prepare<[number, number], number>(`SELECT uid FROM ${table} WHERE uid > ? AND uid <= ? ORDER BY uid`)
      .pluck(),
    rows: handle
      .prepare<[number, number, number], Row>(
        `SELECT ${names} FROM ${table} WHERE uid > ? AND uid <= ? ORDER BY uid LIMIT ?`,
      )
      .raw(),
  };
}

/**
 * Whether a row gets so much shorter that its place should be given up: SQLite writes a row over its old self where it is,
 * and joins sparse pages only when rows are deleted. Otherwise a sweep of texts would free nothing.
 */
function leavesRoom(was: Row, row: Row): boolean {
  let [before, after] = [0, 0];
  for (let i = 0; i < row.length; i++) {
    const [old, cell] = [was[i], row[i]];
    if (typeof old === "string") before += old.length;
    if (typeof cell === "string") after += cell.length;
  }
  return before > 2 * after + 200;
}

/**
 * Opens the cache for writing; tallies made by another zone or by other terms, and digests of another hash, are counted
 * anew first.
 * @param mostLogged bytes of changes that wait for their tallies' shelves at most; the tallies' own measure when not given.
 */
export function openWriter(
  handle: WriteHandle,
  log: (event: CountingEvent) => void = () => undefined,
  mostLogged?: number,
): CacheWriter {
  const statements = new Map(TABLE_NAMES.map((table) => [table, statementsOf(handle, table)] as const));
  const of = (table: TableName) => statements.get(table) as ReturnType<typeof statementsOf>;
  const position = positionWriter(handle);
  const tallies = keepTallies(handle, mostLogged);
  const digests = keepDigests(handle);
  let running = false;

  /** Rows outside a transaction would be without their tallies and digests. */
  function inside<T extends TableName>(table: T): T {
    if (!running) throw new Error(`${table} written outside a transaction`);
    return table;
  }

  function noted(table: TableName, was: Row | undefined, row: Row | undefined): void {
    if (was !== undefined && row !== undefined) digests.changed(table, was, row);
    else if (was !== undefined) digests.went(table, was);
    else if (row !== undefined) digests.came(table, row);
    if (table === "platforms") tallies.zoneMayChange();
    if (table === "cases") tallies.changed(was, row);
  }

  function transact<T>(work: () => T): T {
    const whole = handle.transaction(() => {
      const result = work();
      tallies.write();
      digests.write();
      return result;
    });
    running = true;
    try {
      const result = whole.immediate();
      digests.settle();
      return result;
    } catch (error) {
      digests.forget();
      tallies.forget();
      throw error;
    } finally {
      running = false;
    }
  }

  function correct(table: TableName, bucket: number): void {
    digests.correct(table, bucket);
    // Which row was damaged is not known, so neither is what it counts for in the tallies.
    if (table === "cases") tallies.anew();
  }

  transact(() => {
    tallies.fit();
    digests.fit(log);
  });
  return {
    transact,
    put(table, row, was = of(table).get.get(row[0] as number)) {
      const { update, put, add, del } = of(inside(table));
      if (was !== undefined && leavesRoom(was, row)) {
        del.run(row[0] as number);
        add.run(...row);
      } else if (was === undefined || !update(row, was)) {
        put.run(...row);
      }
      noted(table, was, row);
    },
    add(table, row) {
      of(inside(table)).add.run(...row);
      noted(table, undefined, row);
    },
    del(table, uid) {
      const was = of(inside(table)).get.get(uid);
      if (was === undefined) return false;
      of(table).del.run(uid);
      noted(table, was, undefined);
      return true;
    },
    get: (table, uid) => of(table).get.get(uid),
    gets: (table, uids) =>
      new Map(
        of(table)
          .gets.all(JSON.stringify(uids))
          .map((row) => [row[0] as number, row] as const),
      ),
    uidsBetween: (table, after, last) => of(table).uidsBetween.all(after, last),
    rows: (table, after, last, limit) => of(table).rows.all(after, last, limit),
    position,
    digests,
    recount(table, bucket) {
      if (!digests.differs(table, bucket)) return false;
      if (running) correct(table, bucket);
      else transact(() => correct(table, bucket));
      return true;
    },
  };
}
