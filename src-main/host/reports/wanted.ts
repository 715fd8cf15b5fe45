/** Which cases a report rests on: those of its own time, of the one before and of a year earlier, by every basis. */
import { monthFinder } from "../../../shared/evaluation/months.ts";
import {
  periodBefore,
  periodYearBefore,
  startOfMonth,
  type EvaluationPeriod,
} from "../../../shared/evaluation/period-key.ts";
import { BASES, instantOfBasis, type Basis, type CaseFigures } from "../../../shared/evaluation/terms.ts";
import type { Scheme } from "../../../shared/rules/scheme.ts";

export interface Wanted {
  /** Its own time, the one before, and the same a year earlier. */
  readonly spans: readonly EvaluationPeriod[];
  /** All months of these, in order. */
  readonly months: readonly number[];
  /** When the earliest month that is looked at begins, hub time, epoch ms. */
  readonly from: number;
  /** Whether a case belongs to a month that some figure looks at. */
  has(c: CaseFigures): boolean;
}

export function wantedFor(period: EvaluationPeriod, scheme: Scheme, timeZone: string): Wanted {
  const monthOf = monthFinder(timeZone);
  const spans = [period, periodBefore(period), periodYearBefore(period)];
  const months = new Set<number>();
  for (const { first, last } of spans) for (let month = first; month <= last; month++) months.add(month);
  const byBasis = new Map<Basis, Set<number>>(BASES.map((basis) => [basis, new Set(months)]));
  for (const rule of scheme.adjustments) {
    if (rule.by !== "fall") continue;
    // A fall is counted against the same month a year before.
    for (const month of months) byBasis.get(rule.basis ?? scheme.basis)?.add(month - 12);
  }
  const earliest = Math.min(...[...byBasis.values()].flatMap((each) => [...each]));
  return {
    spans,
    months: [...months].toSorted((a, b) => a - b),
    from: startOfMonth(earliest, timeZone),
    has: (c) =>
      BASES.some((basis) => {
        const at = instantOfBasis(c, basis);
        return at === at && (byBasis.get(basis) as Set<number>).has(monthOf(at));
      }),
  };
}
