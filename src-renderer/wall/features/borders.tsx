/** Grid borders of a former day: chosen in the menu of layers, drawn dashed over the map under a label that says so. */
import { useEffect, useMemo } from "react";
import { instantOf, localTime } from "../../../shared/evaluation/period.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { fullDateText } from "../../kit/time.ts";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { showBorders, useBordersShown } from "./borders-day.ts";
import { useFeatures } from "./feature.ts";

const NO_ROWS: readonly never[] = [];

/** What lies over the map while a former state is shown. */
export function BordersFeature() {
  const at = useBordersShown();
  return at === null ? null : <Former at={at} />;
}

/** uids of the grids of then whose ground is another one now, or that are no more. */
export function differing(then: readonly RecordOf<"grids">[], now: readonly RecordOf<"grids">[]): ReadonlySet<number> {
  const present = new Map(now.map((grid) => [grid.uid, grid.geometry]));
  return new Set(then.flatMap(({ uid, geometry }) => (present.get(uid) === geometry ? [] : [uid])));
}

function Former({ at }: { readonly at: number }) {
  const words = useWords();
  const { parts } = useFeatures();
  const view = useView({ view: "borders", at });
  const now = useView({ view: "grids" }).value ?? NO_ROWS;
  const grids = view.value?.grids ?? null;
  const value = useMemo(() => (grids === null ? null : { grids, differ: differing(grids, now) }), [grids, now]);
  useEffect(() => parts?.borders.set(value), [parts, value]);
  useEffect(() => () => parts?.borders.set(null), [parts]);
  const count = value?.differ.size ?? 0;
  return (
    <aside className="borders-then" role="status" data-borders={at}>
      <b>{words.text("grids.shown", { day: fullDateText(at, words.timeZone, words.language) })}</b>
      {value !== null && <span>{count === 0 ? words.text("grids.same") : words.text("grids.differ", { count })}</span>}
      {view.trouble !== null && <span role="alert">{words.trouble(view.trouble)}</span>}
      <button type="button" onClick={() => showBorders(null)}>
        {words.text("grids.now")}
      </button>
    </aside>
  );
}

/** The choice of a day, for the menu of layers. */
export function BordersChoice() {
  const words = useWords();
  const shown = useBordersShown();
  // Which days there are does not depend on the moment asked for.
  const view = useView({ view: "borders", at: shown ?? 0 });
  const changes = view.value?.changes ?? NO_ROWS;
  if (view.trouble !== null) return <p role="alert">{words.trouble(view.trouble)}</p>;
  if (view.value === null) return null;
  return (
    <div className="borders-choice" data-changes={countText(changes.length, "en")}>
      <h3>{words.text("grids.borders")}</h3>
      {changes.length === 0 ? (
        <p>{words.text("grids.never")}</p>
      ) : (
        <>
          <label>
            {words.text("grids.day")}
            <input
              type="date"
              value={shown === null ? "" : dayOf(shown, words.timeZone)}
              onChange={({ target }) => showBorders(startOf(target.value, words.timeZone))}
            />
          </label>
          <div className="filter-choices">
            {changes.map((change) => (
              <button
                key={change}
                type="button"
                aria-pressed={shown === change - 1}
                onClick={() => showBorders(shown === change - 1 ? null : change - 1)}
              >
                {words.text("grids.before", { day: fullDateText(change, words.timeZone, words.language) })}
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

/** "2026-07-01": a moment's day in the city's zone, as date fields want it. */
export function dayOf(at: number, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The first instant of a day as a date field gives it, null for an empty one. */
export function startOf(day: string, timeZone: string): number | null {
  const parts = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(day);
  if (parts === null) return null;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  return instantOf(timeZone, year, month, date);
}
