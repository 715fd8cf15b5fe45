/**
 * What cases that came, went or changed add to their tallies, waiting to be added.
 *
 * A case belongs to some sixteen tallies. Adding case by case would touch all series of tallies for each one; adding series
 * by series keeps to a few hundred vectors at a time, which the processor holds close by: half the time of a full copy's
 * counting. Of a case that changed only the difference waits, as most changes touch a few terms and leave the case in its
 * places and months.
 */
import { BASES_OF, DIMENSIONS, keyIn } from "../../../shared/evaluation/tally.ts";
import { BASES, TERMS, addTerms, instantOfBasis, type CaseFigures } from "../../../shared/evaluation/terms.ts";
import { NumberReader, NumberWriter } from "./tally-numbers.ts";

/** Entries that wait in a transaction at most. */
const MOST = 5_000;
/** Room for so many amounts an entry to begin with; most have fewer. */
const AMOUNTS = 16;
/** Entries that one change of a case may make: what is the same place and month, what it leaves, where it comes to. */
const OF_ONE_CHANGE = 3;

/** The series of tallies: each dimension by each of its bases, both by their places in DIMENSIONS and BASES. */
const SERIES: readonly { readonly dim: number; readonly basis: number }[] = DIMENSIONS.flatMap((dimension, dim) =>
  BASES_OF[dimension].map((basis) => ({ dim, basis: BASES.indexOf(basis) })),
);

/** Where the vector (TERMS) of a tally is. */
export type VectorAt = (dim: number, basis: number, month: number, key: number) => Float64Array;

/** Where a case counts and for what. */
class Place {
  readonly vector = new Float64Array(TERMS.length);
  readonly keys = new Float64Array(DIMENSIONS.length);
  /** Numbers of months by basis, NaN for none. */
  readonly months = new Float64Array(BASES.length);

  take(c: CaseFigures, month: (at: number) => number): void {
    this.vector.fill(0);
    addTerms(c, this.vector, 1);
    for (let dim = 0; dim < DIMENSIONS.length; dim++) {
      this.keys[dim] = keyIn(DIMENSIONS[dim] as (typeof DIMENSIONS)[number], c);
    }
    for (let basis = 0; basis < BASES.length; basis++) {
      const at = instantOfBasis(c, BASES[basis] as (typeof BASES)[number]);
      this.months[basis] = Number.isNaN(at) ? at : month(at);
    }
  }

  sharesKeys({ keys }: Place): boolean {
    return this.keys.every((key, dim) => key === keys[dim]);
  }
}

const was = new Place();
const now = new Place();
const difference = new Float64Array(TERMS.length);
const [kept, left, entered] = [
  new Float64Array(BASES.length),
  new Float64Array(BASES.length),
  new Float64Array(BASES.length),
];
const out = new NumberWriter(65_536);

function wider<T extends Uint8Array | Uint32Array | Float64Array>(column: T): T {
  const grown = new (column.constructor as new (length: number) => T)(column.length * 2);
  grown.set(column);
  return grown;
}

export class PendingCases {
  private length = 0;
  /** Whether everything that waits are cases that came. */
  onlyCame = true;
  /** What each entry adds: places and amounts that are not 0, from `starts[i]` to `starts[i + 1]`. */
  private places = new Uint8Array(MOST * AMOUNTS);
  private amounts = new Float64Array(MOST * AMOUNTS);
  private starts = new Uint32Array(MOST + 1);
  private keys = new Float64Array(MOST * DIMENSIONS.length);
  private months = new Float64Array(MOST * BASES.length);

  /** Whether enough wait for them to be passed on. */
  get full(): boolean {
    return this.length > MOST - OF_ONE_CHANGE;
  }

  get size(): number {
    return this.length;
  }

  /** Takes a case that came; `month` gives the number of the month of an instant, NaN for none. */
  came(c: CaseFigures, month: (at: number) => number): void {
    now.take(c, month);
    this.push(now.keys, now.months, now.vector, 1);
  }

  /** Takes off a case that went. */
  went(c: CaseFigures, month: (at: number) => number): void {
    was.take(c, month);
    this.onlyCame = false;
    this.push(was.keys, was.months, was.vector, -1);
  }

  /** Takes a case that is another one than it was. */
  changed(before: CaseFigures, after: CaseFigures, month: (at: number) => number): void {
    was.take(before, month);
    now.take(after, month);
    this.onlyCame = false;
    if (!was.sharesKeys(now)) {
      this.push(was.keys, was.months, was.vector, -1);
      this.push(now.keys, now.months, now.vector, 1);
      return;
    }
    for (let basis = 0; basis < BASES.length; basis++) {
      const [old, next] = [was.months[basis] as number, now.months[basis] as number];
      const same = old === next;
      kept[basis] = same ? old : Number.NaN;
      left[basis] = same ? Number.NaN : old;
      entered[basis] = same ? Number.NaN : next;
    }
    for (let term = 0; term < TERMS.length; term++) {
      difference[term] = (now.vector[term] as number) - (was.vector[term] as number);
    }
    this.push(now.keys, kept, difference, 1);
    this.push(was.keys, left, was.vector, -1);
    this.push(now.keys, entered, now.vector, 1);
  }

  private push(keys: Float64Array, months: Float64Array, vector: Float64Array, times: 1 | -1): void {
    if (months.every((month) => month !== month)) return;
    const begin = this.makeRoom();
    let end = begin;
    for (let place = 0; place < vector.length; place++) {
      if (vector[place] === 0) continue;
      this.places[end] = place;
      this.amounts[end++] = times * (vector[place] as number);
    }
    if (end === begin) return;
    this.keys.set(keys, this.length * DIMENSIONS.length);
    this.months.set(months, this.length * BASES.length);
    this.starts[++this.length] = end;
  }

  /** Adds all of them to their tallies, and has none then. */
  settle(vectorAt: VectorAt): void {
    for (const { dim, basis } of SERIES) this.settleSeries(dim, basis, vectorAt);
    this.clear();
  }

  clear(): void {
    this.length = 0;
    this.onlyCame = true;
  }

  /** All of them as bytes; has none then. */
  pack(): Uint8Array {
    for (let i = 0; i < this.length; i++) {
      for (let k = 0; k < DIMENSIONS.length; k++) out.write(this.keys[i * DIMENSIONS.length + k] as number);
      for (let k = 0; k < BASES.length; k++) {
        const month = this.months[i * BASES.length + k] as number;
        out.write(Number.isNaN(month) ? 0 : month);
      }
      const [begin, end] = [this.starts[i] as number, this.starts[i + 1] as number];
      out.write(end - begin);
      for (let k = begin; k < end; k++) {
        out.write(this.places[k] as number);
        out.writeSigned(this.amounts[k] as number);
      }
    }
    this.clear();
    return out.take();
  }

  /** Takes what `pack` gave. */
  unpack(bytes: Uint8Array): void {
    this.onlyCame = false;
    const numbers = new NumberReader(bytes);
    while (!numbers.done) {
      let end = this.makeRoom();
      for (let k = 0; k < DIMENSIONS.length; k++) this.keys[this.length * DIMENSIONS.length + k] = numbers.read();
      for (let k = 0; k < BASES.length; k++) {
        this.months[this.length * BASES.length + k] = numbers.read() || Number.NaN;
      }
      for (let left = numbers.read(); left > 0; left--) {
        this.places[end] = numbers.read();
        this.amounts[end++] = numbers.readSigned();
      }
      this.starts[++this.length] = end;
    }
  }

  /** Makes room for another entry with all terms; where its amounts begin. */
  private makeRoom(): number {
    const begin = this.starts[this.length] as number;
    if (begin + TERMS.length > this.places.length) {
      this.places = wider(this.places);
      this.amounts = wider(this.amounts);
    }
    // By the columns that run out first: `starts` has one more than there are entries.
    if ((this.length + 1) * DIMENSIONS.length > this.keys.length) {
      this.starts = wider(this.starts);
      this.keys = wider(this.keys);
      this.months = wider(this.months);
    }
    return begin;
  }

  private settleSeries(dim: number, basis: number, vectorAt: VectorAt): void {
    const { places, amounts, starts } = this;
    for (let i = 0; i < this.length; i++) {
      const month = this.months[i * BASES.length + basis] as number;
      const key = this.keys[i * DIMENSIONS.length + dim] as number;
      if (key === 0 || Number.isNaN(month)) continue;
      const vector = vectorAt(dim, basis, month, key);
      const end = starts[i + 1] as number;
      for (let k = starts[i] as number; k < end; k++) {
        const place = places[k] as number;
        vector[place] = (vector[place] as number) + (amounts[k] as number);
      }
    }
  }
}
