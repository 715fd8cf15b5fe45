/** Turns the window of time that a question names into instants, in the city's own zone. */
import type { CaseFilter } from "../../../shared/evaluation/columns.ts";
import { windowOf } from "../../../shared/evaluation/period.ts";
import { narrowed } from "../../../shared/only.ts";
import type { CaseQuery, Only, PeriodChoice, ResolvedPeriod } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

/** `auto` is the month, or everything when nothing was reported in it. */
export function resolvePeriod(choice: PeriodChoice, source: Source): ResolvedPeriod {
  const { cases, names } = source;
  const { from, to } = windowOf(choice === "auto" ? "month" : choice, source.now(), names.timeZone());
  if (choice === "auto") {
    const some = from !== undefined && to !== undefined && anyReported(cases.reportedAt, cases.length, from, to);
    return some ? { period: "month", from, to } : { period: "all", from: null, to: null };
  }
  return { period: choice, from: from ?? null, to: to ?? null };
}

function anyReported(reportedAt: Float64Array, length: number, from: number, to: number): boolean {
  // From the end: new cases are put last, so a month with cases is found at once.
  for (let i = length - 1; i >= 0; i--) {
    const at = reportedAt[i] as number;
    if (at >= from && at < to) return true;
  }
  return false;
}

/** The filter of a window of time. */
export function windowFilter(window: ResolvedPeriod): CaseFilter {
  return window.from === null || window.to === null ? {} : { from: window.from, to: window.to };
}

/** The filter of a query: everything it gives must hold. Its windows are of the instant that its basis names. */
export function queryFilter(query: CaseQuery, source: Source): { window: ResolvedPeriod; filter: CaseFilter } {
  const { period = "all", between, uids, without, major, area, ...rest } = query;
  const window = resolvePeriod(period, source);
  let { from, to } = windowFilter(window);
  if (between !== undefined) {
    from = Math.max(from ?? between[0], between[0]);
    to = Math.min(to ?? between[1], between[1]);
  }
  return {
    window,
    filter: {
      ...rest,
      ...(major === undefined ? {} : { classes: source.names.classesOf(major) }),
      ...(area === undefined ? {} : { unitGrids: source.names.gridsOfArea(area) }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(uids === undefined ? {} : { uids: new Set(uids) }),
      ...(without === undefined ? {} : { without: new Set(without) }),
    },
  };
}

/** The cases of a figure's window that the wall is narrowed to. */
export function narrowedFilter(
  { period, only = {} }: { readonly period: PeriodChoice; readonly only?: Only },
  source: Source,
): { window: ResolvedPeriod; filter: CaseFilter } {
  return queryFilter(narrowed({ period }, only), source);
}
