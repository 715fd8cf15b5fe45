/** What the wall looks at, as the map's own filter of its points. */
import { useMemo } from "react";
import { STAGES } from "../../shared/case/state.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Only, PeriodChoice, ResolvedPeriod } from "../../shared/view.ts";
import { useView } from "../link/react.ts";
import type { PointFilter } from "../map/props.ts";
import { majorOf } from "./names.ts";

const NO_ROWS: readonly never[] = [];

/**
 * @param window what the chosen period turned out to be, without ends while nobody chose one: what lies about from earlier months
 * must not leave the map by itself.
 */
export function pointFilterOf(
  only: Only,
  window: Pick<ResolvedPeriod, "from" | "to">,
  classes: readonly RecordOf<"classes">[],
  grids: readonly RecordOf<"grids">[],
): PointFilter {
  const { which = "all", major, classUid, department, dutyGrid, source, stage } = only;
  const uidsOf = (rows: readonly { readonly uid: number }[]) => new Set(rows.map(({ uid }) => uid));
  return {
    which,
    classes:
      classUid !== undefined
        ? new Set([classUid])
        : major === undefined
          ? null
          : uidsOf(classes.filter((each) => majorOf(each) === major)),
    department: department ?? null,
    unitGrids:
      dutyGrid === undefined
        ? null
        : uidsOf(grids.filter((grid) => grid.level === "unit" && grid.dutyGrid === dutyGrid)),
    source: source ?? null,
    stage: stage === undefined ? null : STAGES.indexOf(stage),
    from: window.from,
    to: window.to,
  };
}

/** The same object while nothing changed. */
export function usePointFilter(only: Only, period: PeriodChoice): PointFilter {
  const classes = useView({ view: "classes" }).value ?? NO_ROWS;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const window = useView({ view: "funnel", period }).value?.window ?? null;
  const [from, to] = period === "auto" ? [null, null] : [window?.from ?? null, window?.to ?? null];
  return useMemo(() => pointFilterOf(only, { from, to }, classes, grids), [only, from, to, classes, grids]);
}
