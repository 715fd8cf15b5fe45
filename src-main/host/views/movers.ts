/** One unit, and where it was as this machine recorded it. */
import type { WholeValues } from "../../../shared/view.ts";
import { localTime, instantOf } from "../../../shared/evaluation/period.ts";
import { record } from "../cache/read.ts";
import type { Source } from "./source.ts";

/** Points of a way that a window is given at most: more than can be told apart on the largest wall. */
const MOST_POINTS = 6_000;

/** The unit's row, the name of its duty grid, and how many unit grids it has been in since midnight. Null when it is gone. */
export function unitAnswer(uid: number, { handle, names, now }: Source): WholeValues["unit"] {
  const unit = record(handle, "units", uid);
  if (unit === null) return null;
  const zone = names.timeZone();
  const { year, month, day } = localTime(now(), zone);
  const by = unit.kind === "patroller" ? "person" : "vehicle";
  const seen = handle
    .prepare<[string, number, number], number>(
      "SELECT count(DISTINCT subject) FROM visits WHERE by = ? AND eye = ? AND kind = 'grid' AND toAt >= ?",
    )
    .pluck();
  const grid = unit.dutyGrid === 0 ? null : record(handle, "grids", unit.dutyGrid);
  return {
    unit,
    dutyGridName: grid === null ? "" : grid.name || grid.code,
    seenToday: seen.get(by, uid, instantOf(zone, year, month, day)) ?? 0,
  };
}

/** The way of the last minutes, thinned evenly where it has more points than can be seen. */
export function trailAnswer(
  { unit, minutes }: { readonly unit: number; readonly minutes: number },
  { beside, now }: Source,
): WholeValues["trail"] {
  const trail = beside.history.trail(unit, now() - minutes * 60_000);
  const length = trail.at.length;
  if (length <= MOST_POINTS) return trail;
  const every = (length - 1) / (MOST_POINTS - 1);
  const thinned = (values: Float64Array) =>
    Float64Array.from({ length: MOST_POINTS }, (_, i) => values[Math.round(i * every)] as number);
  return { ...trail, at: thinned(trail.at), lon: thinned(trail.lon), lat: thinned(trail.lat) };
}
