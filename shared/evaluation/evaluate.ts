/** From tallies and ledgers to standings. */
import type { EvaluationPeriod } from "./period-key.ts";
import type { Basis, CaseFigures } from "./terms.ts";
import type { Dimension } from "./tally.ts";
import type { Scheme } from "../rules/scheme.ts";
import type { RecordOf } from "../tables.ts";
import type { Standing } from "./standing.ts";

/** Tallies as a reader gives them, from the cache or computed anew. */
export interface TallyReader {
  /** The vectors (TERMS) of one dimension, basis and month by key; empty when there is none. */
  month(dimension: Dimension, basis: Basis, month: number): ReadonlyMap<number, Float64Array>;
}

/** Everything a scheme may look at. */
export interface EvaluationFacts {
  /** Hub time, epoch ms: decides what is due. */
  readonly now: number;
  readonly timeZone: string;
  readonly tallies: TallyReader;
  /** Cases not handled whose deadline is still to come (`notYetDue` at `now`). */
  readonly waiting: Iterable<CaseFigures>;
  /** A case that an exclusion names, as it is; null when it is not there. */
  caseOf(uid: number): CaseFigures | null;
  /** Who is ranked, with their groups ("" for none). For posts: whoever acted. */
  readonly subjects: readonly { readonly key: number | string; readonly group: string }[];
  /** The ledger of the scheme; withdrawn entries and other months are left out here. */
  readonly ledger: readonly RecordOf<"ledger">[];
  /** Vectors (TERMS) by person and month, for schemes of posts. */
  readonly posts?: (month: number) => ReadonlyMap<string, Float64Array>;
}

export interface GroupStandings {
  readonly group: string;
  /** Ranked ones first, best first; then the unranked, by key. */
  readonly standings: readonly Standing[];
}

/** The standings of a period, group by group. */
export function evaluate(_scheme: Scheme, _period: EvaluationPeriod, _facts: EvaluationFacts): GroupStandings[] {
  throw new Error("to be written");
}
