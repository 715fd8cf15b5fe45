/**
 * Keeps the tallies true of the cases in the same cache: what a transaction changes is summed up in memory and written
 * before it ends, so that a page of five thousand rows costs few writes and rows and tallies are never apart.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - C6 Tallies equal a count of the cases from scratch, at every moment another process could look.
 * - C7 Tallies are made anew from the rows when the city's zone or the terms are others than they were made by.
 */
import { createHash } from "node:crypto";
import { emptyFigures } from "../../../shared/evaluation/columns.ts";
import { BASES_OF, DIMENSIONS, SOURCES_SPAN, type Dimension } from "../../../shared/evaluation/tally.ts";
import { BASES, TERMS, type Basis, type CaseFigures } from "../../../shared/evaluation/terms.ts";
import type { Row } from "../../../shared/tables.ts";
import { figuresOfRow, figuresOfValues, TALLIED_COLUMNS } from "./case-figures.ts";
import type { ReadHandle, WriteHandle } from "./handles.ts";
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

export interface TallyKeeper {
  /** A case came, or went (`times` −1), in the running transaction. */
  count(row: Row, times: 1 | -1): void;
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

const DIM = Object.fromEntries(DIMENSIONS.map((each, i) => [each, i])) as Record<Dimension, number>;
const BASIS = Object.fromEntries(BASES.map((each, i) => [each, i])) as Record<Basis, number>;

export function keepTallies(handle: WriteHandle): TallyKeeper {
  const zone = zoneReader(handle);
  const of = "dim = ? AND basis = ? AND month = ? AND shelf = ?";
  type Key = [dim: number, basis: number, month: number, shelf: number];
  const get = handle.prepare<Key, Uint8Array>(`SELECT vectors FROM tallies WHERE ${of}`).pluck();
  const put = handle.prepare<[...Key, Uint8Array]>(
    "INSERT INTO tallies VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET vectors = excluded.vectors",
  );
  const del = handle.prepare<Key>(`DELETE FROM tallies WHERE ${of}`);
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
  const figures = emptyFigures();

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

  function take(c: CaseFigures, times: 1 | -1): void {
    if (pending.full) pending.settle(vectorAt);
    pending.add(c, times, month);
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
  }

  function flush(): void {
    pending.settle(vectorAt);
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
    forget();
    handle.exec("DELETE FROM tallies");
    const names = TALLIED_COLUMNS.map((name) => `"${name}"`).join(", ");
    const page = handle
      .prepare<[number, number], Row>(`SELECT uid, ${names} FROM cases WHERE uid > ? ORDER BY uid LIMIT ?`)
      .raw();
    for (let after = 0; ;) {
      const rows = page.all(after, WALK_ROWS);
      for (const [, ...values] of rows) take(figuresOfValues(values, figures), 1);
      if (rows.length < WALK_ROWS) break;
      after = rows.at(-1)?.[0] as number;
    }
    flush();
    noteMadeBy.run(zone(), TALLIED_BY);
  }

  function fit(): void {
    const made = madeBy.get();
    if (made?.zone !== zone() || made.terms !== TALLIED_BY) fromScratch();
  }

  return {
    count: (row, times) => take(figuresOfRow(row, figures), times),
    zoneMayChange: () => void (zoneInDoubt = true),
    write() {
      // A new zone cuts every month anew; what was summed up by the old one goes with it.
      if (zoneInDoubt) fit();
      zoneInDoubt = false;
      flush();
    },
    forget,
    fit,
    anew: fromScratch,
  };
}

/** Makes the reader of tallies: the vectors of one dimension, basis and month by key. */
export function tallyReader(
  handle: ReadHandle,
): (dimension: Dimension, basis: Basis, month: number) => Map<number, Float64Array> {
  const shelves = handle
    .prepare<[number, number, number], [number, Uint8Array]>(
      "SELECT shelf, vectors FROM tallies WHERE dim = ? AND basis = ? AND month = ?",
    )
    .raw();
  return (dimension, basis, month) => {
    const found = new Map<number, Float64Array>();
    for (const [shelf, bytes] of shelves.all(DIM[dimension], BASIS[basis], month) as [number, Uint8Array][]) {
      unpackShelf(bytes, (place, vector) => void found.set(shelf * SHELF + place, vector));
    }
    return found;
  };
}

/**
 * The oldest and the newest month with cases of a dimension and basis, none after `until`. Where all lie after it, both are
 * the first of them; where there are none at all, both are `until`.
 */
export function talliedMonths(
  handle: ReadHandle,
  dimension: Dimension,
  basis: Basis,
  until: number,
): { oldest: number; newest: number } {
  const of = [DIM[dimension], BASIS[basis]] as const;
  const end = (which: "min" | "max", more: string, ...params: number[]) =>
    handle
      .prepare<number[], number | null>(`SELECT ${which}(month) FROM tallies WHERE dim = ? AND basis = ?${more}`)
      .pluck()
      .get(...of, ...params) ?? null;
  const oldest = end("min", "") ?? until;
  return { oldest, newest: Math.max(oldest, end("max", " AND month <= ?", until) ?? oldest) };
}
