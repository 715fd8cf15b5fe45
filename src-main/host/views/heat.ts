/** Density, hot grids and the pattern of the week. */
import type { Only, PeriodChoice, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";
import { resolvePeriod } from "./window.ts";

export function heatAnswer(
  asked: { readonly period: PeriodChoice; readonly only?: Only },
  source: Source,
): WholeValues["heat"] {
  return {
    window: resolvePeriod(asked.period, source),
    total: 0,
    cells: { lon: new Float64Array(0), lat: new Float64Array(0), count: new Uint32Array(0) },
    hot: [],
    week: new Uint32Array(168),
  };
}
