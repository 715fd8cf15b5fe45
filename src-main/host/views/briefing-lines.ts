/** The indicators of a briefing: counted case by case with their sets, beside the same of earlier times and the targets. */
import type { Earlier, FrozenLine } from "../../../shared/briefing.ts";
import { eachMatch, emptyFigures, figuresAt } from "../../../shared/evaluation/columns.ts";
import { turnedBack, type Comparison, type Stretch } from "../../../shared/evaluation/compare.ts";
import { INDICATORS, type Indicator } from "../../../shared/evaluation/indicators.ts";
import { periodOf, windowOfPeriod, type EvaluationPeriod } from "../../../shared/evaluation/period-key.ts";
import {
  BASES,
  instantOfBasis,
  SUM_TERMS,
  TERM,
  TERMS,
  termsAt,
  type Basis,
  type CaseFigures,
  type Term,
} from "../../../shared/evaluation/terms.ts";
import { availabilityOf, type OutageSpan } from "../../../shared/video/availability.ts";
import { records } from "../cache/read.ts";
import type { Sets } from "./briefing-sets.ts";
import { gridCoverage } from "./coverage.ts";
import type { Source } from "./source.ts";

type Sums = Readonly<Record<Basis, Float64Array>>;

/** Name of the set of the cases of a period that count for a term. */
const setOf = (basis: Basis, term: Term): string => `${basis}:${term}`;

const COUNTED = TERMS.filter((term) => !SUM_TERMS.has(term));
const scratch = emptyFigures();

/** Sums of all terms by basis over the cases whose instant of the basis lies in a window. */
function sumsOf(
  { from, to }: { readonly from: number; readonly to: number },
  source: Source,
  now: number,
  {
    asOf = null,
    each,
  }: { readonly asOf?: number | null; readonly each?: (basis: Basis, i: number, of: Float64Array) => void },
): Sums {
  const { cases } = source;
  const sums = { deadline: empty(), filing: empty(), report: empty(), close: empty() };
  for (const basis of BASES) {
    const sum = sums[basis];
    eachMatch(cases, { basis, from, to }, now, (i) => {
      const c: CaseFigures = figuresAt(cases, i, scratch);
      if (asOf !== null && (!turnedBack(c, asOf) || Number.isNaN(instantOfBasis(c, basis)))) return;
      const terms = termsAt(c, asOf ?? now);
      for (let k = 0; k < terms.length; k++) sum[k] = (sum[k] as number) + (terms[k] as number);
      each?.(basis, i, terms);
    });
  }
  return sums;
}

const empty = () => new Float64Array(TERMS.length);

/** Takes the cases of the period into their sets, and gives what was counted. */
function countedNow(window: { readonly from: number; readonly to: number }, source: Source, now: number, sets: Sets) {
  return sumsOf(window, source, now, {
    each(basis, i, of) {
      for (const term of COUNTED) if (of[TERM[term]] !== 0) sets.put(setOf(basis, term), i);
    },
  });
}

/** How late in an earlier time the first report of all may have come, for that time to count as known from its beginning. */
const LATE_MS = 86_400_000;

/** The first report of all on this machine, epoch ms; null without any. */
export function firstReport({ cases }: Source): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (let i = 0; i < cases.length; i++) first = Math.min(first, cases.reportedAt[i] as number);
  return first === Number.POSITIVE_INFINITY ? null : first;
}

/** What was counted of an earlier time, as it was then; null where it is not known, or not from its beginning. */
function countedThen({ key, from, to }: Stretch, partial: boolean, source: Source, now: number): Sums | null {
  const first = firstReport(source);
  if (first === null || first >= from + LATE_MS) return null;
  const window = windowOfPeriod(periodOf(key) as EvaluationPeriod, source.names.timeZone());
  const sums = sumsOf(window, source, now, { asOf: partial ? to : null });
  return sums.report[TERM.reported] === 0 ? null : sums;
}

/** All indicators of a period that something is known of, and the time in which the hub was at work. */
export function frozenLines(
  period: EvaluationPeriod,
  compared: Comparison,
  source: Source,
  sets: Sets,
): { lines: FrozenLine[]; before: Sums | null } {
  const now = source.now();
  const window = windowOfPeriod(period, source.names.timeZone());
  const sums = countedNow(window, source, now, sets);
  const { partial } = compared;
  const before = countedThen(compared.before, partial, source, now);
  const yearBefore = countedThen(compared.yearBefore, partial, source, now);
  const targets = targetsOf(source);
  const lines = INDICATORS.flatMap((indicator): FrozenLine[] => {
    const target = targets.get(indicator.id) ?? null;
    if (indicator.of === "cameras") return cameraLine(indicator, target, source);
    if (indicator.of === "coverage") return coverageLine(indicator, window, compared, target, source);
    const { id, basis, n, d } = indicator;
    if (n === null) return [];
    const count = (term: Term) =>
      SUM_TERMS.has(term) ? { n: sums[basis][TERM[term]] as number, set: null } : sets.count(setOf(basis, term));
    const earlier = (then: Sums | null): Earlier =>
      then === null
        ? null
        : { n: then[basis][TERM[n]] as number, d: d === null ? null : (then[basis][TERM[d]] as number) };
    return [
      {
        indicator: id,
        n: count(n),
        d: d === null ? null : count(d),
        before: earlier(before),
        yearBefore: earlier(yearBefore),
        target,
      },
    ];
  });
  return { lines: [...lines, ...availabilityLine(window, compared, targets, source)], before };
}

type Target = FrozenLine["target"];

function targetsOf({ handle, names }: Source): ReadonlyMap<string, NonNullable<Target>> {
  const platform = names.platform();
  return new Map(
    records(handle, "targets")
      .filter((target) => target.platform === platform)
      .map(({ indicator, value, setBy }) => [indicator, { value, setBy }]),
  );
}

const plain = (n: number) => ({ n, set: null });

/** As of this instant: of what cameras were before nothing is known. */
function cameraLine({ id }: Indicator, target: Target, { handle }: Source): FrozenLine[] {
  const found = handle
    .prepare<[], { n: number; d: number }>("SELECT count(*) FILTER (WHERE online = 1) AS n, count(*) AS d FROM cameras")
    .get();
  if (found === undefined || found.d === 0) return [];
  return [{ indicator: id, n: plain(found.n), d: plain(found.d), before: null, yearBefore: null, target }];
}

function coverageLine(
  { id }: Indicator,
  window: { readonly from: number; readonly to: number },
  { before, yearBefore }: Comparison,
  target: Target,
  source: Source,
): FrozenLine[] {
  const found = gridCoverage(window.from, window.to, source);
  if (found === null) return [];
  const then = ({ from, to }: Stretch) => gridCoverage(from, to, source);
  return [
    {
      ...{ indicator: id, n: plain(found.n), d: plain(found.d), target },
      ...{ before: then(before), yearBefore: then(yearBefore) },
    },
  ];
}

/**
 * 平台可用率: the time in which the hub was at work, of the time since it first looked at a camera. It writes down its own gaps
 * where it does so (outages of camera 0).
 */
function availabilityLine(
  window: { readonly from: number; readonly to: number },
  { before, yearBefore }: Comparison,
  targets: ReadonlyMap<string, NonNullable<Target>>,
  { handle, now }: Source,
): FrozenLine[] {
  const at = now();
  const since =
    handle.prepare<[], { at: number | null }>("SELECT min(watchedFrom) AS at FROM cameras").get()?.at ?? null;
  const gaps = handle.prepare<[], OutageSpan>("SELECT fromAt, toAt, 'gap' AS why FROM outages WHERE camera = 0").all();
  const of = ({ from, to }: { readonly from: number; readonly to: number }): Earlier => {
    const [found] = availabilityOf([{ from, to }], at, since, gaps, []);
    return found === undefined || found.watchedMs === 0 ? null : { n: found.upMs, d: found.watchedMs };
  };
  const held = of(window);
  if (held === null) return [];
  return [
    {
      indicator: "availability",
      n: plain(held.n),
      d: plain(held.d ?? 0),
      before: of(before),
      yearBefore: of(yearBefore),
      target: targets.get("availability") ?? null,
    },
  ];
}
