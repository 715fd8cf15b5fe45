/**
 * The registry of indicators (domain.md §4.1): each is a numerator over a denominator, both counted as terms, with the
 * source of the definition. Denominators differ from city to city, so the definition is shown wherever the rate is.
 */
import type { BothLanguages } from "../rules/check.ts";
import type { Term } from "./terms.ts";

export interface Indicator {
  readonly id: string;
  readonly title: BothLanguages;
  readonly n: Term;
  /** Null for a plain count. */
  readonly d: Term | null;
  readonly unit: "rate" | "count" | "minutes" | "points";
  readonly better: "up" | "down";
  /** The definition's source. */
  readonly source: BothLanguages;
}

/** Ids that schemes and targets may name. */
export const INDICATOR_IDS = ["onTimeHandleRate", "closeRate", "reworkRate"] as const;
