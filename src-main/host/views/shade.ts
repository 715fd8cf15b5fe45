/** Grids, or larger areas, by any indicator that is counted case by case: what a choropleth is drawn from. */
import {
  eachMatch,
  emptyFigures,
  figuresAt,
  MEASURES,
  type CaseColumns,
  type CaseFilter,
  type Measure,
} from "../../../shared/evaluation/columns.ts";
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import { narrowed } from "../../../shared/only.ts";
import { TERM, termsAt } from "../../../shared/evaluation/terms.ts";
import { AREA_LEVELS } from "../../../shared/place-kinds.ts";
import type { Only, PeriodChoice, ShadeCell, ShadeLevel, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";
import { queryFilter } from "./window.ts";

export interface ShadeAsked {
  readonly indicator: string;
  readonly level: ShadeLevel;
  readonly period: PeriodChoice;
  readonly only?: Only;
}

const isMeasure = (indicator: string): indicator is Measure => (MEASURES as readonly string[]).includes(indicator);

/**
 * Counts the cases of each cell as the list behind it does: the same filter, the same terms, the same window by the
 * indicator's own basis. An id that no indicator of cases has gives no cells, and a cell without anything due is left out.
 */
export function shadeAnswer({ indicator, level, period, only = {} }: ShadeAsked, source: Source): WholeValues["shade"] {
  const { cases } = source;
  const now = source.now();
  const keys = keysOf(level, source);
  if (isMeasure(indicator)) {
    const { window, filter } = queryFilter(narrowed({ period, measure: indicator }, only), source);
    return { window, rate: false, better: "down", cells: cellsOf(cases, filter, now, keys, -1, -1) };
  }
  const found = indicatorOf(indicator);
  const basis = found === undefined ? {} : { basis: found.basis };
  const { window, filter } = queryFilter(narrowed({ period, ...basis }, only), source);
  if (found === undefined || found.n === null) return { window, rate: false, better: null, cells: [] };
  const d = found.d === null ? -1 : TERM[found.d];
  return {
    window,
    rate: found.d !== null,
    better: found.better,
    cells: cellsOf(cases, filter, now, keys, TERM[found.n], d),
  };
}

/** Which cell each unit or duty grid belongs to; a case outside all grids belongs to none. */
function keysOf(level: ShadeLevel, { cases, names }: Source): (i: number) => number | string | undefined {
  if (level === "unitGrid") return (i) => cases.unitGrid[i] || undefined;
  if (level === "dutyGrid") return (i) => cases.dutyGrid[i] || undefined;
  const digits = AREA_LEVELS[level];
  const known = new Map<number, string>();
  return (i) => {
    const grid = cases.unitGrid[i] as number;
    let code = known.get(grid);
    if (code === undefined) known.set(grid, (code = names.gridCodeOf(grid).slice(0, digits)));
    return code.length === digits ? code : undefined;
  };
}

/** @param n place of the numerator's term, -1 to count cases; @param d of the denominator's, -1 for none. */
function cellsOf(
  cases: CaseColumns,
  filter: CaseFilter,
  now: number,
  keyOf: (i: number) => number | string | undefined,
  n: number,
  d: number,
): ShadeCell[] {
  const sums = new Map<number | string, { n: number; d: number }>();
  const figures = emptyFigures();
  eachMatch(cases, filter, now, (i) => {
    const key = keyOf(i);
    if (key === undefined) return;
    const terms = n < 0 ? null : termsAt(figuresAt(cases, i, figures), now);
    const counted = terms === null ? 1 : (terms[n] as number);
    const due = terms === null || d < 0 ? 0 : (terms[d] as number);
    if (counted === 0 && due === 0) return;
    let sum = sums.get(key);
    if (sum === undefined) sums.set(key, (sum = { n: 0, d: 0 }));
    sum.n += counted;
    sum.d += due;
  });
  return [...sums]
    .filter(([, sum]) => (d < 0 ? sum.n > 0 : sum.d > 0))
    .map(([key, sum]) => ({ key, n: sum.n, d: d < 0 ? null : sum.d }));
}
