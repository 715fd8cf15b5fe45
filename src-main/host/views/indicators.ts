/** All indicators of a period, of a department or of the whole city, with their targets and what they were before. */
import { INDICATORS, type Indicator } from "../../../shared/evaluation/indicators.ts";
import {
  periodBefore,
  periodYearBefore,
  windowOfPeriod,
  type EvaluationPeriod,
} from "../../../shared/evaluation/period-key.ts";
import { SOURCES_SPAN } from "../../../shared/evaluation/tally.ts";
import { TERM, TERMS, addNotYetDue, type Basis } from "../../../shared/evaluation/terms.ts";
import type { IndicatorLine, WholeValues } from "../../../shared/view.ts";
import { records } from "../cache/read.ts";
import { gridCoverage } from "./coverage.ts";
import { periodAsked } from "./periods.ts";
import type { Source } from "./source.ts";
import { waitingIn } from "./waiting.ts";

type Figure = NonNullable<IndicatorLine["before"]>;

/** Indicators of what nothing is known of here, such as coverage without visits, are left out. */
export function indicatorsAnswer(wanted: string, department: number, source: Source): WholeValues["indicators"] {
  const { period, shown } = periodAsked(wanted, department === 0 ? "source" : "department", "report", source);
  const now = sums(period, department, source);
  const before = sums(periodBefore(period), department, source);
  const yearBefore = sums(periodYearBefore(period), department, source);
  const platform = source.names.platform();
  const targets = new Map(
    records(source.handle, "targets")
      .filter((target) => target.platform === platform)
      .map((target) => [target.indicator, target]),
  );
  const lines = INDICATORS.flatMap((indicator): IndicatorLine[] => {
    const coverageOf = (of: EvaluationPeriod) =>
      indicator.of === "coverage" && department === 0 ? coverage(of, source) : null;
    const figure =
      indicator.of === "cameras"
        ? camerasOnline(department, source)
        : indicator.of === "coverage"
          ? coverageOf(period)
          : figureOf(indicator, now);
    if (figure === null) return [];
    const target = targets.get(indicator.id);
    return [
      {
        indicator: indicator.id,
        ...figure,
        before: figureOf(indicator, before) ?? coverageOf(periodBefore(period)),
        yearBefore: figureOf(indicator, yearBefore) ?? coverageOf(periodYearBefore(period)),
        target: target === undefined ? null : { value: target.value, setBy: target.setBy, setAt: target.setAt },
      },
    ];
  });
  return { period: shown, lines };
}

function figureOf({ n, d, basis }: Indicator, sumOf: (basis: Basis) => Float64Array): Figure | null {
  if (n === null) return null;
  const sum = sumOf(basis);
  return { n: sum[TERM[n]] as number, d: d === null ? null : (sum[TERM[d]] as number) };
}

/** As of now: of what cameras were before nothing is known. */
function camerasOnline(department: number, { handle }: Source): Figure | null {
  if (department !== 0) return null;
  const found = handle
    .prepare<[], Figure>("SELECT count(*) FILTER (WHERE online = 1) AS n, count(*) AS d FROM cameras")
    .get();
  return found === undefined || found.d === 0 ? null : found;
}

/** Grids covered of grids due, over the shifts of a period that visits are known of. */
function coverage(period: EvaluationPeriod, source: Source): Figure | null {
  const { from, to } = windowOfPeriod(period, source.names.timeZone());
  return gridCoverage(from, to, source);
}

/** Makes the function that sums up the terms of a period by basis, less what is not due yet. */
function sums(period: EvaluationPeriod, department: number, source: Source): (basis: Basis) => Float64Array {
  const { from, to } = windowOfPeriod(period, source.names.timeZone());
  const now = source.now();
  const known = new Map<Basis, Float64Array>();
  const dimension = department === 0 ? "source" : "department";
  const belongs = (key: number) => department === 0 || Math.floor(key / SOURCES_SPAN) === department;
  return (basis) => {
    let sum = known.get(basis);
    if (sum !== undefined) return sum;
    known.set(basis, (sum = new Float64Array(TERMS.length)));
    for (let month = period.first; month <= period.last; month++) {
      for (const [key, vector] of source.tallies.month(dimension, basis, month)) {
        if (belongs(key)) for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + (vector[k] as number);
      }
    }
    for (const c of waitingIn(source.cases, now, basis, from, to)) {
      if (department === 0 || c.department === department) addNotYetDue(c, now, sum, 1);
    }
    return sum;
  };
}
