/** Tallies computed anew from cases, in one pass: what freezing rests on, and what kept tallies are compared with. */
import { monthFinder } from "./months.ts";
import { BASES_OF, DIMENSIONS, keyIn, type Dimension } from "./tally.ts";
import { BASES, TERMS, addTerms, instantOfBasis, notYetDue, type Basis, type CaseFigures } from "./terms.ts";
import type { EvaluationFacts, TallyReader } from "./facts.ts";

const NONE: ReadonlyMap<number, Float64Array> = new Map();

/** Which tallies to make; all of them when left out. */
export interface Wanted {
  readonly dimensions?: readonly Dimension[];
  readonly bases?: readonly Basis[];
}

/**
 * The tallies of these cases.
 * @param cases each is looked at once and not kept, so the same record may be handed out again with other values
 */
export function tallyAll(cases: Iterable<CaseFigures>, timeZone: string, wanted: Wanted = {}): TallyReader {
  const monthOf = monthFinder(timeZone);
  // Per dimension and basis: month → key → vector.
  const targets = (wanted.dimensions ?? DIMENSIONS).flatMap((dimension) =>
    (wanted.bases ?? BASES)
      .filter((basis) => BASES_OF[dimension].includes(basis))
      .map((basis) => ({ dimension, basis, months: new Map<number, Map<number, Float64Array>>() })),
  );
  for (const c of cases) {
    for (const { dimension, basis, months } of targets) {
      const key = keyIn(dimension, c);
      const at = instantOfBasis(c, basis);
      if (key === 0 || at !== at) continue;
      const month = monthOf(at);
      if (month !== month) continue;
      let keys = months.get(month);
      if (keys === undefined) months.set(month, (keys = new Map()));
      let vector = keys.get(key);
      if (vector === undefined) keys.set(key, (vector = new Float64Array(TERMS.length)));
      addTerms(c, vector, 1);
    }
  }
  return {
    month: (dimension, basis, month) =>
      targets.find((each) => each.dimension === dimension && each.basis === basis)?.months.get(month) ?? NONE,
  };
}

/** The waiting cases among these, as an evaluation asks for them. */
export function waitingAmong(cases: Iterable<CaseFigures>, now: number): EvaluationFacts["waiting"] {
  const waiting: CaseFigures[] = [];
  for (const c of cases) if (notYetDue(c, now)) waiting.push({ ...c });
  return (basis, from, to) =>
    waiting.filter((c) => {
      const at = instantOfBasis(c, basis);
      return at >= from && at < to;
    });
}
