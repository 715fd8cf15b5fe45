/** What an evaluation is given, and what it gives. */
import type { RecordOf } from "../tables.ts";
import type { Standing } from "./standing.ts";
import type { Dimension } from "./tally.ts";
import type { Basis, CaseFigures } from "./terms.ts";

/** Whom a scheme ranks: uid of a department or duty grid, or a person's name; with its group, "" for none. */
export interface Subject {
  readonly key: number | string;
  readonly group: string;
}

/** Tallies as a reader gives them, from the cache or computed anew. */
export interface TallyReader {
  /** The vectors (TERMS) of one dimension, basis and month by key; empty when there is none. They are never written to. */
  month(dimension: Dimension, basis: Basis, month: number): ReadonlyMap<number, Float64Array>;
}

/** Everything a scheme may look at. */
export interface EvaluationFacts {
  /** Hub time, epoch ms: decides what is due. */
  readonly now: number;
  readonly timeZone: string;
  readonly tallies: TallyReader;
  /**
   * Cases that wait (`notYetDue` at `now`) and whose instant of `basis` lies in [from, to); giving more does no harm.
   * The same record may be handed out again with other values.
   */
  waiting(basis: Basis, from: number, to: number): Iterable<CaseFigures>;
  /** A case that an exclusion names, as it is; null when it is not there. */
  caseOf(uid: number): CaseFigures | null;
  /** Who is ranked, with their groups ("" for none). Of a scheme of posts, whoever acted is added. */
  readonly subjects: readonly Subject[];
  /** The ledger; entries of other schemes and times, and withdrawn ones, do not count. */
  readonly ledger: readonly RecordOf<"ledger">[];
  /** Vectors (TERMS) by person and month, for schemes of posts (`postVectors`). */
  readonly posts?: (month: number) => ReadonlyMap<string, Float64Array>;
  /** The final standings of a month, null while it has none: a mean of months rests on what was made final. */
  readonly frozenMonth?: (key: string) => readonly GroupStandings[] | null;
}

export interface GroupStandings {
  readonly group: string;
  /** Ranked ones first, best first; then those with too few cases, by score; then the unranked, by key. */
  readonly standings: readonly Standing[];
}
