/**
 * Keeps the tallies true of the cases in the same cache: what a transaction changes is summed up in memory and written
 * before it ends, so that rows and tallies are never apart. What only came (a full copy) goes to the shelves; what changed
 * goes to a log first, and from there to the shelves when there is enough of it to be worth their writing.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - C6 Tallies equal a count of the cases from scratch, at every moment another process could look.
 * - C7 Tallies are made anew from the rows when the city's zone or the terms are others than they were made by.
 */
import { createHash } from "node:crypto";
import { emptyFigures } from "../../../shared/evaluation/columns.ts";
import { BASES_OF, DIMENSIONS, SOURCES_SPAN } from "../../../shared/evaluation/tally.ts";
import { BASES, TERMS, type CaseFigures } from "../../../shared/evaluation/terms.ts";
import type { Row } from "../../../shared/tables.ts";
import { figuresOfRow, figuresOfValues, TALLIED_COLUMNS } from "./case-figures.ts";
import type { WriteHandle } from "./handles.ts";
import { monthsOf } from "./months.ts";
import { PendingCases } from "./pending-cases.ts";
import { SHELF, emptyShelf, packShelf, shelfOf, unpackShelf, type Shelf } from "./tally-shelf.ts";
import { zoneReader } from "./zone.ts";

/** Raise it when a term counts otherwise under its old name, or shelves are packed otherwise. */
const COUNTING = 2;
const TALLIED_BY = createHash("sha256")
  .update(JSON.stringify([COUNTING, TERMS, BASES, DIMENSIONS, BASES_OF, SOURCES_SPAN]))
  .digest("hex");

/** Shelves held in memory after a transaction at most, about 25 MB: the next one often touches the same. */
const MOST_HELD = 800;
/** Rows per step of a count from scratch. */
const WALK_ROWS = 20_000;
/** Cases that came in one transaction from which on they are a page of a copy, in the order of time, and touch few shelves. */
const MANY_CAME = 1_000;
/** The log is put into the shelves when it is longer, bytes: after some hundred and fifty thousand changes, in half a second. */
const LOG_BYTES = 12_000_000;

export interface TallyKeeper {
  /** A case came (`was` undefined), went (`row` undefined) or changed in the running transaction. */
  changed(was: Row | undefined, row: Row | undefined): void;
  /** A platform changed in the running transaction: months may be cut otherwise. */
  zoneMayChange(): void;
  /** Writes what the transaction changed; call it as its last act. */
  write(): void;
  /** Forgets what the transaction changed: it was rolled back. */
  forget(): void;
  /** Counts from scratch when the tallies were made by another zone or by other terms; call it in a transaction. */
  fit(): void;
  /** Counts from scratch in any case: some row is not what was counted. Call it in a transaction. */
  anew(): void;
}

/** A shelf in memory: as it is in the file, with what the running transaction added. */
interface Held {
  readonly dim: number;
  readonly basis: number;
  readonly month: number;
  readonly shelf: number;
  readonly vectors: Shelf;
  changed: boolean;
}

/** The shelves of one dimension, basis and month. */
interface Group {
  readonly month: number;
  readonly shelves: Map<number, Held>;
}

export function keepTallies(handle: WriteHandle, mostLogged: number = LOG_BYTES): TallyKeeper {
  const zone = zoneReader(handle);
  const of = "dim = ? AND basis = ? AND month = ? AND shelf = ?";
  type Key = [dim: number, basis: number, month: number, shelf: number];
  const get = handle.prepare<Key, Uint8Array>(`SELECT vectors FROM tallies WHERE ${of}`).pluck();
  const put = handle.prepare<[...Key, Uint8Array]>(
    "INSERT INTO tallies VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET vectors = excluded.vectors",
  );
  const del = handle.prepare<Key>(`DELETE FROM tallies WHERE ${of}`);
  const log = handle.prepare<[Uint8Array]>("INSERT INTO tallyLog (entries) VALUES (?)");
  const logged = handle.prepare<[], Uint8Array>("SELECT entries FROM tallyLog ORDER BY n").pluck();
  const length = handle.prepare<[], number>("SELECT coalesce(sum(length(entries)), 0) FROM tallyLog").pluck();
  const madeBy = handle.prepare<[], { zone: string; terms: string }>("SELECT zone, terms FROM tallied");
  const noteMadeBy = handle.prepare<[string, string]>("UPDATE tallied SET zone = ?, terms = ?");

  let month = monthsOf(zone());
  let zoneInDoubt = false;
  /** By dimension and basis, then by month; and the group asked for last of each, as cases come in the order of time. */
  const held = new Map<number, Group>();
  const last: (Group | undefined)[] = [];
  let heldCount = 0;
  let changed: Held[] = [];
  const pending = new PendingCases();
  const [before, after] = [emptyFigures(), emptyFigures()];
  /** Length of the log with the running transaction, bytes. */
  let logBytes = length.get() as number;

  function groupAt(dim: number, basis: number, monthOfGroup: number): Group {
    const series = dim * BASES.length + basis;
    const before = last[series];
    if (before?.month === monthOfGroup) return before;
    const id = monthOfGroup * DIMENSIONS.length * BASES.length + series;
    let group = held.get(id);
    if (group === undefined) held.set(id, (group = { month: monthOfGroup, shelves: new Map() }));
    last[series] = group;
    return group;
  }

  function shelfAt(dim: number, basis: number, monthOfShelf: number, shelf: number): Held {
    const { shelves } = groupAt(dim, basis, monthOfShelf);
    let held = shelves.get(shelf);
    if (held === undefined) {
      const bytes = get.get(dim, basis, monthOfShelf, shelf);
      const vectors = emptyShelf();
      if (bytes !== undefined) unpackShelf(bytes, (place, vector) => void (vectors[place] = vector));
      shelves.set(shelf, (held = { dim, basis, month: monthOfShelf, shelf, vectors, changed: false }));
      heldCount++;
    }
    return held;
  }

  function vectorAt(dim: number, basis: number, monthOfTally: number, key: number): Float64Array {
    const held = shelfAt(dim, basis, monthOfTally, shelfOf(key));
    if (!held.changed) {
      held.changed = true;
      changed.push(held);
    }
    return (held.vectors[key % SHELF] ??= new Float64Array(TERMS.length));
  }

  /** Makes room: many that came go to their shelves, all else to the log. */
  function spill(): void {
    if (pending.size === 0) return;
    if (pending.onlyCame && pending.size >= MANY_CAME) return pending.settle(vectorAt);
    const entries = pending.pack();
    log.run(entries);
    logBytes += entries.length;
  }

  function take(was: CaseFigures | null, now: CaseFigures | null): void {
    if (pending.full) spill();
    if (was !== null && now !== null) pending.changed(was, now, month);
    else if (now !== null) pending.came(now, month);
    else if (was !== null) pending.went(was, month);
  }

  function drop(): void {
    held.clear();
    last.length = 0;
    heldCount = 0;
  }

  function forget(): void {
    drop();
    pending.clear();
    changed = [];
    zoneInDoubt = false;
    month = monthsOf(zone());
    logBytes = length.get() as number;
  }

  /** Puts the log into the shelves. */
  function fold(): void {
    // All at once, so that each series is gone through once.
    const all = new PendingCases();
    for (const entries of logged.all()) all.unpack(entries);
    all.settle(vectorAt);
    handle.exec("DELETE FROM tallyLog");
    logBytes = 0;
  }

  function writeShelves(): void {
    // In the order of the table, so that writing walks through it once.
    changed.sort((a, b) => a.dim - b.dim || a.basis - b.basis || a.month - b.month || a.shelf - b.shelf);
    for (const held of changed) {
      held.changed = false;
      const bytes = packShelf(held.vectors);
      if (bytes.length > 0) put.run(held.dim, held.basis, held.month, held.shelf, bytes);
      else del.run(held.dim, held.basis, held.month, held.shelf);
    }
    changed = [];
    if (heldCount > MOST_HELD) drop();
  }

  function fromScratch(): void {
    handle.exec("DELETE FROM tallies; DELETE FROM tallyLog");
    forget();
    const names = TALLIED_COLUMNS.map((name) => `"${name}"`).join(", ");
    const page = handle
      .prepare<[number, number], Row>(`SELECT uid, ${names} FROM cases WHERE uid > ? ORDER BY uid LIMIT ?`)
      .raw();
    for (let uid = 0; ;) {
      const rows = page.all(uid, WALK_ROWS);
      for (const [, ...values] of rows) take(null, figuresOfValues(values, after));
      if (rows.length < WALK_ROWS) break;
      uid = rows.at(-1)?.[0] as number;
    }
    pending.settle(vectorAt);
    writeShelves();
    noteMadeBy.run(zone(), TALLIED_BY);
  }

  function fit(): void {
    const made = madeBy.get();
    if (made?.zone !== zone() || made.terms !== TALLIED_BY) fromScratch();
  }

  return {
    changed: (was, row) =>
      take(was === undefined ? null : figuresOfRow(was, before), row === undefined ? null : figuresOfRow(row, after)),
    zoneMayChange: () => void (zoneInDoubt = true),
    write() {
      // A new zone cuts every month anew; what was summed up by the old one goes with it.
      if (zoneInDoubt) fit();
      zoneInDoubt = false;
      spill();
      if (logBytes > mostLogged) fold();
      writeShelves();
    },
    forget,
    fit,
    anew: fromScratch,
  };
}
