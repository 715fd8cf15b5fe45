/**
 * Tallies: sums of terms by place, basis and month, kept by adding and taking away whole cases. The key of a tally is
 * (dimension, key, basis, month); what a board needs is a few rows of one (dimension, basis, month).
 */
import { BASES, TERMS, addTerms, instantOfBasis, type Basis, type CaseFigures } from "./terms.ts";

/**
 * What tallies are kept for. `department` is kept per source, so that a scheme may leave sources out: its key is
 * department uid × SOURCES_SPAN + source.
 */
export const DIMENSIONS = ["department", "unitGrid", "dutyGrid", "class", "source"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const SOURCES_SPAN = 16;

/** Places and classes are shown by when cases were reported or fell due; the other bases are the departments'. */
export const BASES_OF: Readonly<Record<Dimension, readonly Basis[]>> = {
  department: BASES,
  unitGrid: ["deadline", "report"],
  dutyGrid: BASES,
  class: ["deadline", "report"],
  source: BASES,
};

/** The key of a case in a dimension, or 0 when it has no place there. */
export function keyIn(dimension: Dimension, c: CaseFigures): number {
  switch (dimension) {
    case "department":
      return c.department === 0 ? 0 : c.department * SOURCES_SPAN + c.source;
    case "unitGrid":
      return c.unitGrid;
    case "dutyGrid":
      return c.dutyGrid;
    case "class":
      return c.classUid;
    case "source":
      // Sources begin at 0, which would read as "no place".
      return c.source + 1;
  }
}

/** Takes the changes of tallies that a case brings; `month` gives the number of the month of an instant. */
export interface TallySums {
  /** The vector of TERMS to add to. */
  at(dimension: Dimension, key: number, basis: Basis, month: number): Float64Array;
}

const vector = new Float64Array(TERMS.length);
/** Places of the vector that are not 0: a case counts for a dozen of them. */
const places = new Uint8Array(TERMS.length);

/** Adds (or takes off) a case to every tally it belongs to. */
export function tallyCase(c: CaseFigures, times: 1 | -1, month: (at: number) => number, sums: TallySums): void {
  vector.fill(0);
  addTerms(c, vector, times);
  let used = 0;
  for (let place = 0; place < vector.length; place++) if (vector[place] !== 0) places[used++] = place;
  for (const basis of BASES) {
    const at = instantOfBasis(c, basis);
    if (at !== at) continue;
    const monthOfCase = month(at);
    for (const dimension of DIMENSIONS) {
      if (!BASES_OF[dimension].includes(basis)) continue;
      const key = keyIn(dimension, c);
      if (key === 0) continue;
      const sum = sums.at(dimension, key, basis, monthOfCase);
      for (let k = 0; k < used; k++) {
        const place = places[k] as number;
        sum[place] = (sum[place] as number) + (vector[place] as number);
      }
    }
  }
}
