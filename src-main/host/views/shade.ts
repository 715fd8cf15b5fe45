/** Grids, or larger areas, by any indicator: what a choropleth is drawn from. */
import type { ShadeLevel, Only, PeriodChoice, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";
import { resolvePeriod } from "./window.ts";

export interface ShadeAsked {
  readonly indicator: string;
  readonly level: ShadeLevel;
  readonly period: PeriodChoice;
  readonly only?: Only;
}

export function shadeAnswer(asked: ShadeAsked, source: Source): WholeValues["shade"] {
  return { window: resolvePeriod(asked.period, source), rate: false, better: null, cells: [] };
}
