/**
 * What a scheme gives: each subject's score with every part it is made of, so that a rank opens down to its cases.
 * Scores are exact until shown; they are compared after rounding to `SCORE_DIGITS`.
 */
import type { Term } from "./terms.ts";

export const SCORE_DIGITS = 2;

/** One count behind a part: what was counted and how many. */
export interface TermCount {
  readonly term: Term;
  readonly count: number;
}

/** An indicator's figures within a part. */
export interface IndicatorFigure {
  readonly indicator: string;
  readonly n: TermCount;
  /** Null for a plain count. */
  readonly d: TermCount | null;
  /** Null when nothing was due. */
  readonly value: number | null;
  /** Its share of the part, 1 when it is the only one. */
  readonly share: number;
}

export interface PartResult {
  readonly part: string;
  readonly weight: number;
  /** Points given; null when the part was left out because there was nothing to judge by. */
  readonly points: number | null;
  /** 95 % interval of the points; null with `points`, equal to them where nothing is estimated. */
  readonly low: number | null;
  readonly high: number | null;
  readonly figures: readonly IndicatorFigure[];
  /** A count that bands look at. */
  readonly counted: TermCount | null;
  /** uids of the ledger entries it rests on. */
  readonly entries: readonly number[];
}

export interface AdjustmentResult {
  readonly item: string;
  readonly points: number;
  readonly entries: readonly number[];
  /** What a `fall` or a `count` looked at; `before` is the same month a year earlier. */
  readonly counted: { readonly now: TermCount; readonly before: number | null } | null;
}

/** Why a subject is not ranked. */
export type Unranked = "noCases" | "noMonths";

export interface Standing {
  /** uid of the department or duty grid, or the person's name. */
  readonly key: number | string;
  readonly group: string;
  /** Null when there was nothing to judge by. Too few cases give a score, but neither rank nor grade. */
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** 1, 1, 3: equal printed scores share a rank. Null when not ranked. */
  readonly rank: number | null;
  /** Ranked subjects whose intervals overlap the first of their tie group's: 难分高下. Counted from 1. */
  readonly tieGroup: number | null;
  readonly unranked: Unranked | null;
  /** False below the scheme's least number of cases: 样本不足. */
  readonly enough: boolean;
  /** Largest denominator of its parts; of a mean of months, the sum of theirs. */
  readonly cases: number;
  readonly grade: string | null;
  /** Empty for a mean of months: each month has its own. */
  readonly parts: readonly PartResult[];
  /** Sum of the parts, scaled when some were left out; null without a score and for a mean of months. */
  readonly base: number | null;
  readonly adjustments: readonly AdjustmentResult[];
  /** Sum of the adjustments after the cap. */
  readonly adjusted: number;
  /** uids of the entries that vetoed the result. */
  readonly vetoedBy: readonly number[];
  /** uids of the exclusion entries that took a case out of the counts. */
  readonly excludedBy: readonly number[];
  /** For a mean of months: each month's score, null where there was nothing to judge by. */
  readonly months: readonly { readonly period: string; readonly score: number | null }[];
}
