/**
 * What the log adds to the tallies in their shelves, for readers of a cache: read once, and from then on only what is new.
 */
import { BASES, TERMS } from "../../../shared/evaluation/terms.ts";
import { DIMENSIONS } from "../../../shared/evaluation/tally.ts";
import type { ReadHandle } from "./handles.ts";
import { PendingCases } from "./pending-cases.ts";

/** Vectors by key. */
type Vectors = Map<number, Float64Array>;

/** Numbers of a dimension, basis and month as one. */
const idOf = (dim: number, basis: number, month: number) => (month * DIMENSIONS.length + dim) * BASES.length + basis;

export class TallyLog {
  private first: number | null = null;
  private last = 0;
  private readonly added = new Map<number, Vectors>();
  private readonly ends: { get(): [number | null, number | null] | undefined };
  private readonly after: { all(after: number): [number, Uint8Array][] };

  constructor(handle: ReadHandle) {
    this.ends = handle.prepare<[], [number | null, number | null]>("SELECT min(n), max(n) FROM tallyLog").raw();
    this.after = handle
      .prepare<[number], [number, Uint8Array]>("SELECT n, entries FROM tallyLog WHERE n > ? ORDER BY n")
      .raw();
  }

  /** Reads what came since. In the transaction in which shelves are read, so that nothing is in both or in neither. */
  refresh(): void {
    const [first, newest] = this.ends.get() ?? [null, null];
    if (first !== this.first) {
      this.added.clear();
      this.last = 0;
      this.first = first;
    }
    if (newest === null || newest === this.last) return;
    const pending = new PendingCases();
    for (const [n, entries] of this.after.all(this.last)) {
      pending.unpack(entries);
      this.last = n;
    }
    pending.settle((dim, basis, month, key) => this.vectorAt(idOf(dim, basis, month), key));
  }

  /** Adds what the log has for a dimension, basis and month to its vectors; those that come to nothing are taken out. */
  addTo(vectors: Vectors, dim: number, basis: number, month: number): void {
    for (const [key, added] of this.added.get(idOf(dim, basis, month)) ?? []) {
      const vector = vectors.get(key);
      const sum = vector === undefined ? added.slice() : vector;
      if (vector !== undefined) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (added[i] as number);
      if (sum.every((count) => count === 0)) vectors.delete(key);
      else vectors.set(key, sum);
    }
  }

  /** Months in which it has something for a dimension and basis. */
  months(dim: number, basis: number): number[] {
    const series = DIMENSIONS.length * BASES.length;
    return [...this.added.keys()]
      .filter((id) => id % series === idOf(dim, basis, 0))
      .map((id) => Math.floor(id / series));
  }

  private vectorAt(id: number, key: number): Float64Array {
    let vectors = this.added.get(id);
    if (vectors === undefined) this.added.set(id, (vectors = new Map()));
    let vector = vectors.get(key);
    if (vector === undefined) vectors.set(key, (vector = new Float64Array(TERMS.length)));
    return vector;
  }
}
