/**
 * Cases that came or went in the running transaction, waiting to be added to their tallies.
 *
 * A case belongs to some sixteen tallies. Adding case by case would touch all series of tallies for each one; adding series
 * by series keeps to a few hundred vectors at a time, which the processor holds close by: half the time of a full copy's
 * counting.
 */
import { BASES_OF, DIMENSIONS, keyIn } from "../../../shared/evaluation/tally.ts";
import { BASES, TERMS, addTerms, instantOfBasis, type CaseFigures } from "../../../shared/evaluation/terms.ts";

const ROOM = 5_000;

/** The series of tallies: each dimension by each of its bases, both by their places in DIMENSIONS and BASES. */
const SERIES: readonly { readonly dim: number; readonly basis: number }[] = DIMENSIONS.flatMap((dimension, dim) =>
  BASES_OF[dimension].map((basis) => ({ dim, basis: BASES.indexOf(basis) })),
);

/** Where the vector (TERMS) of a tally is. */
export type VectorAt = (dim: number, basis: number, month: number, key: number) => Float64Array;

export class PendingCases {
  private length = 0;
  /** What each case counts for: places and amounts that are not 0, from `starts[i]` to `starts[i + 1]`. */
  private readonly places = new Uint8Array(ROOM * TERMS.length);
  private readonly amounts = new Float64Array(ROOM * TERMS.length);
  private readonly starts = new Uint32Array(ROOM + 1);
  private readonly keys = new Float64Array(ROOM * DIMENSIONS.length);
  private readonly months = new Float64Array(ROOM * BASES.length);
  private readonly vector = new Float64Array(TERMS.length);

  get full(): boolean {
    return this.length === ROOM;
  }

  /** Takes a case (`times` −1: takes it off); `month` gives the number of the month of an instant, NaN for none. */
  add(c: CaseFigures, times: 1 | -1, month: (at: number) => number): void {
    const { vector, places, amounts } = this;
    vector.fill(0);
    addTerms(c, vector, times);
    let end = this.starts[this.length] as number;
    for (let place = 0; place < vector.length; place++) {
      if (vector[place] === 0) continue;
      places[end] = place;
      amounts[end++] = vector[place] as number;
    }
    for (let dim = 0; dim < DIMENSIONS.length; dim++) {
      this.keys[this.length * DIMENSIONS.length + dim] = keyIn(DIMENSIONS[dim] as (typeof DIMENSIONS)[number], c);
    }
    for (let basis = 0; basis < BASES.length; basis++) {
      const at = instantOfBasis(c, BASES[basis] as (typeof BASES)[number]);
      this.months[this.length * BASES.length + basis] = Number.isNaN(at) ? at : month(at);
    }
    this.starts[++this.length] = end;
  }

  /** Adds all of them to their tallies, and has none then. */
  settle(vectorAt: VectorAt): void {
    for (const { dim, basis } of SERIES) this.settleSeries(dim, basis, vectorAt);
    this.clear();
  }

  clear(): void {
    this.length = 0;
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
