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
import {
  BASES_OF,
  DIMENSIONS,
  SOURCES_SPAN,
  tallyCase,
  type Dimension,
  type TallySums,
} from "../../../shared/evaluation/tally.ts";
import { BASES, TERMS, type Basis } from "../../../shared/evaluation/terms.ts";
import type { Row } from "../../../shared/tables.ts";
import { figuresOfRow, figuresOfValues, TALLIED_COLUMNS } from "./case-figures.ts";
import type { ReadHandle, WriteHandle } from "./handles.ts";
import { monthsOf } from "./months.ts";
import { packVector, unpackVector } from "./tally-vector.ts";
import { zoneReader } from "./zone.ts";

/** Raise it when a term counts otherwise under its old name. */
const COUNTING = 1;
const TALLIED_BY = createHash("sha256")
  .update(JSON.stringify([COUNTING, TERMS, BASES, DIMENSIONS, BASES_OF, SOURCES_SPAN]))
  .digest("hex");

/** Vectors held in memory after a transaction at most, about 25 MB: the next one often touches the same. */
const MOST_HELD = 50_000;
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
}

type Vectors = Map<number, Float64Array>;

/** One number for (dimension, basis, month). */
const groupOf = (dim: number, basis: number, month: number) => (month * BASES.length + basis) * DIMENSIONS.length + dim;

export function keepTallies(handle: WriteHandle): TallyKeeper {
  const zone = zoneReader(handle);
  const of = "dim = ? AND basis = ? AND month = ? AND key = ?";
  type Key = [dim: number, basis: number, month: number, key: number];
  const get = handle.prepare<Key, Buffer>(`SELECT vector FROM tallies WHERE ${of}`).pluck();
  const put = handle.prepare<[...Key, Buffer]>("INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, ?, ?)");
  const del = handle.prepare<Key>(`DELETE FROM tallies WHERE ${of}`);
  const madeBy = handle.prepare<[], { zone: string; terms: string }>("SELECT zone, terms FROM tallied");
  const noteMadeBy = handle.prepare<[string, string]>("UPDATE tallied SET zone = ?, terms = ?");

  let month = monthsOf(zone());
  let zoneInDoubt = false;
  /** Vectors as they are in the file with the running transaction's changes; which of them changed. */
  const held = new Map<number, Vectors>();
  let heldCount = 0;
  const changed = new Map<number, Set<number>>();
  /** Takes what belongs to no month. */
  const nowhere = new Float64Array(TERMS.length);
  const figures = emptyFigures();

  const sums: TallySums = {
    at(dimension: Dimension, key: number, basis: Basis, monthOfCase: number) {
      if (Number.isNaN(monthOfCase)) return nowhere;
      const [dim, base] = [DIMENSIONS.indexOf(dimension), BASES.indexOf(basis)];
      const group = groupOf(dim, base, monthOfCase);
      let vectors = held.get(group);
      let keys = changed.get(group);
      if (vectors === undefined) held.set(group, (vectors = new Map()));
      if (keys === undefined) changed.set(group, (keys = new Set()));
      let vector = vectors.get(key);
      if (vector === undefined) {
        const bytes = get.get(dim, base, monthOfCase, key);
        vector = bytes === undefined ? new Float64Array(TERMS.length) : unpackVector(bytes);
        vectors.set(key, vector);
        heldCount++;
      }
      keys.add(key);
      return vector;
    },
  };

  function forget(): void {
    held.clear();
    changed.clear();
    heldCount = 0;
    zoneInDoubt = false;
    month = monthsOf(zone());
  }

  function flush(): void {
    for (const [group, keys] of changed) {
      const dim = group % DIMENSIONS.length;
      const basis = Math.floor(group / DIMENSIONS.length) % BASES.length;
      const monthOfGroup = Math.floor(group / DIMENSIONS.length / BASES.length);
      const vectors = held.get(group) as Vectors;
      for (const key of keys) {
        const bytes = packVector(vectors.get(key) as Float64Array);
        if (bytes.length > 0) put.run(dim, basis, monthOfGroup, key, bytes);
        else del.run(dim, basis, monthOfGroup, key);
      }
    }
    changed.clear();
    if (heldCount <= MOST_HELD) return;
    held.clear();
    heldCount = 0;
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
      for (const [, ...values] of rows) tallyCase(figuresOfValues(values, figures), 1, month, sums);
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
    count: (row, times) => tallyCase(figuresOfRow(row, figures), times, month, sums),
    zoneMayChange: () => void (zoneInDoubt = true),
    write() {
      // A new zone cuts every month anew; what was summed up by the old one goes with it.
      if (zoneInDoubt) fit();
      zoneInDoubt = false;
      flush();
    },
    forget,
    fit,
  };
}

/** Makes the reader of tallies: the vectors of one dimension, basis and month by key. */
export function tallyReader(
  handle: ReadHandle,
): (dimension: Dimension, basis: Basis, month: number) => Map<number, Float64Array> {
  const rows = handle
    .prepare<[number, number, number], [number, Buffer]>(
      "SELECT key, vector FROM tallies WHERE dim = ? AND basis = ? AND month = ?",
    )
    .raw();
  return (dimension, basis, month) => {
    const found = rows.all(DIMENSIONS.indexOf(dimension), BASES.indexOf(basis), month) as [number, Buffer][];
    return new Map(found.map(([key, bytes]) => [key, unpackVector(bytes)]));
  };
}
