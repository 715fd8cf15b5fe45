/** From the shade of a grid to the cases that its colour counts. */
import { indicatorOf, INDICATORS, type Indicator } from "../../../shared/evaluation/indicators.ts";
import type { Measure } from "../../../shared/evaluation/columns.ts";
import { SUM_TERMS } from "../../../shared/evaluation/terms.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { CaseQuery, PeriodChoice, ShadeLevel } from "../../../shared/view.ts";
import type { Drill } from "../../board/desk.ts";
import type { Words } from "../../kit/text.ts";
import type { ShadeChoice } from "./feature.ts";

type FigureShade = Extract<ShadeChoice, { by: "figure" }>;

/** Measures of what stands open now, whatever the period. */
export const SHADE_MEASURES = ["open", "overdueOpen"] as const satisfies readonly Measure[];
type ShadeMeasure = (typeof SHADE_MEASURES)[number];

/** Is it counted of what stands open now? */
export const isMeasure = (indicator: string): indicator is ShadeMeasure =>
  (SHADE_MEASURES as readonly string[]).includes(indicator);

/** The indicators that are counted case by case, and so for each grid. */
export const SHADE_INDICATORS: readonly Indicator[] = INDICATORS.filter(({ n }) => n !== null);

/** What an indicator is called. */
export function indicatorName(indicator: string, words: Words): string {
  if (isMeasure(indicator)) return words.text(`measure.${indicator}`);
  return indicatorOf(indicator)?.title[words.language] ?? indicator;
}

/** What a shade is called on the button and in the menu. */
export function shadeName(shade: ShadeChoice, words: Words): string {
  return shade.by === "figure" ? indicatorName(shade.indicator, words) : words.text(`map.shade.${shade.by}`);
}

/** What stands open now is counted whenever it was reported, unless somebody chose a period. */
export function shadePeriod(indicator: string, period: PeriodChoice): PeriodChoice {
  return period === "auto" && isMeasure(indicator) ? "all" : period;
}

/** What a cell is called, by its key at its level. */
export function namedCell(
  key: number | string,
  level: ShadeLevel,
  grids: readonly RecordOf<"grids">[],
  areas: readonly RecordOf<"areas">[],
): { readonly name: string; readonly nameEn: string } {
  const row =
    level === "unitGrid" || level === "dutyGrid"
      ? grids.find(({ uid }) => uid === key)
      : areas.find((area) => area.level === level && area.code === key);
  const code = row?.code ?? String(key);
  return { name: row?.name || code, nameEn: row?.nameEn || code };
}

/** The place of a cell in a query. */
function placeOf(level: ShadeLevel, key: number | string): Pick<CaseQuery, "unitGrid" | "dutyGrid" | "area"> {
  if (level === "unitGrid") return { unitGrid: Number(key) };
  return level === "dutyGrid" ? { dutyGrid: Number(key) } : { area: String(key) };
}

/**
 * The cases that a cell counts: its numerator, or its denominator, which a colour stands for when `of` does not say.
 * Of sums (minutes, points) no list is as long as they are: their cases are those of the denominator.
 */
export function drillOfShade(
  { indicator, level }: FigureShade,
  key: number | string,
  subject: { readonly name: string; readonly nameEn: string },
  period: PeriodChoice,
  of: "n" | "d" = "d",
): Drill {
  const place = placeOf(level, key);
  if (isMeasure(indicator)) {
    return { query: { period: shadePeriod(indicator, period), measure: indicator, ...place }, subject };
  }
  const found = indicatorOf(indicator);
  const term = found === undefined || found.n === null ? undefined : termOf(found, of);
  return {
    query: {
      period,
      ...(found === undefined ? {} : { basis: found.basis }),
      ...(term === undefined ? {} : { term }),
      ...place,
    },
    subject,
  };
}

function termOf({ n, d }: Indicator, of: "n" | "d") {
  const wanted = of === "n" && n !== null && !SUM_TERMS.has(n) ? n : (d ?? n);
  return wanted ?? undefined;
}
