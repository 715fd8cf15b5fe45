/** How one part of a scheme turns counts and ledger entries into points, with the interval of what is estimated. */
import { indicatorOf, type Indicator } from "./indicators.ts";
import { wilson } from "./interval.ts";
import { TERM, type Term } from "./terms.ts";
import type { Part, PartRule } from "../rules/scheme.ts";
import type { IndicatorFigure, PartResult, TermCount } from "./standing.ts";
import type { RecordOf } from "../tables.ts";

/** What a rule found, in points of the part's weight; `points` null when there was nothing to judge by. */
type Found = Pick<PartResult, "points" | "low" | "high" | "figures" | "counted" | "entries">;

const NOTHING: Found = { points: null, low: null, high: null, figures: [], counted: null, entries: [] };

/**
 * The result of a part.
 * @param counts a vector of TERMS
 * @param entries the subject's ledger entries of the time, in the order of their uids
 */
export function partResult(part: Part, counts: Float64Array, entries: readonly RecordOf<"ledger">[]): PartResult {
  const found = findBy(part.rule, part.weight, counts, entries);
  const head = { part: part.part, weight: part.weight };
  if (found.points !== null || part.whenNothing === "leaveOut") return { ...head, ...found };
  const points = part.whenNothing === "full" ? part.weight : 0;
  return { ...head, ...found, points, low: points, high: points };
}

function findBy(rule: PartRule, weight: number, counts: Float64Array, entries: readonly RecordOf<"ledger">[]): Found {
  switch (rule.by) {
    case "rate":
      return byMean([{ indicator: rule.indicator, share: 1 }], rule.complement, weight, counts);
    case "mix":
      return byMean(rule.of, false, weight, counts);
    case "bands":
      return byBands(rule, weight, counts);
    case "threshold":
      return byThreshold(rule, weight, counts);
    case "ledger":
      return byLedger(rule.kind, weight, entries);
    case "given":
      return { ...NOTHING, points: weight, low: weight, high: weight };
  }
}

const inShare = (value: number): number => Math.min(1, Math.max(0, value));
const countOf = (term: Term, counts: Float64Array): TermCount => ({ term, count: counts[TERM[term]] as number });

/** An indicator that a checked scheme names, with its counts. */
export function figureOf(id: string, share: number, counts: Float64Array): IndicatorFigure {
  const indicator = indicatorOf(id) as Indicator;
  if (indicator?.n == null) throw new Error(`${id} is no indicator counted over cases`);
  const n = countOf(indicator.n, counts);
  const d = indicator.d === null ? null : countOf(indicator.d, counts);
  const value = d === null ? n.count : d.count === 0 ? null : n.count / d.count;
  return { indicator: id, n, d, value, share };
}

/**
 * A weighted mean of rates. It is a mean of points between 0 and 1 over the same cases, so its interval is Wilson's of
 * that mean over the smallest denominator. A rate without a denominator leaves its share to the others.
 */
function byMean(
  of: readonly { readonly indicator: string; readonly share: number }[],
  complement: boolean,
  weight: number,
  counts: Float64Array,
): Found {
  const figures = of.map(({ indicator, share }) => figureOf(indicator, share, counts));
  const judged = figures.filter((figure) => figure.value !== null);
  const shares = judged.reduce((sum, figure) => sum + figure.share, 0);
  if (shares === 0) return { ...NOTHING, figures };
  const mean = inShare(judged.reduce((sum, each) => sum + each.share * inShare(each.value as number), 0) / shares);
  const least = Math.min(...judged.map((figure) => (figure.d as TermCount).count));
  const p = complement ? 1 - mean : mean;
  const { low, high } = wilson(p, least);
  return { ...NOTHING, figures, points: p * weight, low: low * weight, high: high * weight };
}

/** Points by size: the first band that reaches the value; a count is exact, a rate is looked up over its interval. */
function byBands(rule: Extract<PartRule, { by: "bands" }>, weight: number, counts: Float64Array): Found {
  const bandOf = (value: number): number => {
    const place = rule.bands.findIndex((band) => value <= band.to);
    return place === -1 ? rule.bands.length : place;
  };
  const pointsOf = (place: number): number => ((rule.bands[place]?.score ?? rule.beyond) / 100) * weight;
  if ("term" in rule.value) {
    const counted = countOf(rule.value.term, counts);
    const points = pointsOf(bandOf(counted.count));
    return { ...NOTHING, counted, points, low: points, high: points };
  }
  const figure = figureOf(rule.value.indicator, 1, counts);
  if (figure.value === null) return { ...NOTHING, figures: [figure] };
  const points = pointsOf(bandOf(figure.value));
  if (indicatorOf(figure.indicator)?.unit !== "rate") {
    return { ...NOTHING, figures: [figure], points, low: points, high: points };
  }
  const { low, high } = wilson(inShare(figure.value), figure.d?.count ?? 0);
  const possible = [points];
  for (let place = bandOf(low); place <= bandOf(high); place++) possible.push(pointsOf(place));
  return { ...NOTHING, figures: [figure], points, low: Math.min(...possible), high: Math.max(...possible) };
}

function byThreshold(rule: Extract<PartRule, { by: "threshold" }>, weight: number, counts: Float64Array): Found {
  const figures = rule.of.map(({ indicator }) => figureOf(indicator, 1 / rule.of.length, counts));
  if (figures.every((figure) => figure.value === null)) return { ...NOTHING, figures };
  /** Points left when each rate is what `pick` says. */
  const left = (pick: (value: number, d: number) => number): number => {
    let loss = 0;
    rule.of.forEach(({ at, lossPerPoint }, i) => {
      const { value, d } = figures[i] as IndicatorFigure;
      if (value !== null) loss += Math.max(0, at - pick(inShare(value), d?.count ?? 0)) * 100 * lossPerPoint;
    });
    return Math.max(0, weight - loss);
  };
  return {
    ...NOTHING,
    figures,
    points: left((value) => value),
    low: left((value, d) => wilson(value, d).low),
    high: left((value, d) => wilson(value, d).high),
  };
}

/** What inspectors gave is no estimate. */
function byLedger(kind: string, weight: number, entries: readonly RecordOf<"ledger">[]): Found {
  const given = entries.filter((entry) => entry.kind === kind && entry.points !== null);
  if (given.length === 0) return NOTHING;
  const mean = given.reduce((sum, entry) => sum + (entry.points as number), 0) / given.length;
  const points = inShare(mean / 100) * weight;
  return { ...NOTHING, points, low: points, high: points, entries: given.map((entry) => entry.uid) };
}
