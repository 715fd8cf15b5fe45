/** 全覆盖: share of grids covered by shift, blind spots, rounds to static points. */
import { useContext, useState } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import type { CoverageValue } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";
import { countsText, rateText } from "../../kit/number.ts";
import { FreshnessContext, Panel } from "../../kit/panel.tsx";
import { dateText, timeText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { BlindList, DutyList, PlaceList } from "./lists.tsx";
import { definitionText, hoursText, shiftState } from "./words.ts";
import "./coverage.css";

const LISTS = ["blind", "duty", "places"] as const;
type List = (typeof LISTS)[number];
const NO_ROWS: readonly never[] = [];

export function CoverageBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "coverage", day: "" });
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const [list, setList] = useState<List>("blind");
  const value = view.value;
  // While the copy of the hub is filled, visits of today are among the last that come: shares of what is there would be wrong.
  const reading = useContext(FreshnessContext).cause?.why === "copying";
  const empty =
    value === null
      ? null
      : reading
        ? words.text("coverage.reading")
        : value.grids.uid.length === 0
        ? words.text("coverage.empty.noGrids")
        : value.since === null
          ? words.text("coverage.empty.noVisits")
          : null;
  return (
    <Panel
      name="coverage"
      title={words.text("coverage.title")}
      tools={
        value !== null && (
          <span className="panel-window">
            {words.text("coverage.asOf", {
              day: dateText(value.from, words.timeZone, words.language),
              time: timeText(value.until, words.timeZone),
            })}
          </span>
        )
      }
      source={desk.source}
      foot={value === null ? undefined : definitionText(value, words)}
      view={view}
      empty={empty}
      skeleton={10}
    >
      {value !== null && (
        <div className="coverage">
          <Shifts value={value} />
          <Effect effect={value.effect} />
          <div className="switch coverage-switch" role="group" aria-label={words.text("coverage.lists")}>
            {LISTS.map((each) => (
              <button key={each} type="button" aria-pressed={each === list} onClick={() => setList(each)}>
                {words.text(`coverage.list.${each}`)}
              </button>
            ))}
          </div>
          <Shown list={list} value={value} grids={grids} />
        </div>
      )}
    </Panel>
  );
}

function Shown({
  list,
  value,
  grids,
}: {
  readonly list: List;
  readonly value: CoverageValue;
  readonly grids: readonly RecordOf<"grids">[];
}) {
  switch (list) {
    case "blind":
      return <BlindList value={value} grids={grids} />;
    case "duty":
      return <DutyList value={value} grids={grids} />;
    case "places":
      return <PlaceList value={value} />;
  }
}

/** One share for each shift, with what it is made of; a shift that has not begun has none. */
function Shifts({ value }: { readonly value: CoverageValue }) {
  const words = useWords();
  return (
    <ol className="coverage-shifts">
      {value.shifts.map((shift, i) => {
        const state = shiftState(value, i);
        const name = words.name(shift);
        const about = words.text("coverage.shift.about", { name, hours: hoursText(shift), n: shift.n, d: shift.d });
        return (
          <li key={`${shift.name} ${shift.from}`} className={`coverage-shift coverage-shift-${state}`} title={about}>
            <span className="coverage-shift-name">
              {name} <small>{hoursText(shift)}</small>
            </span>
            <b data-figure={`coverage.shift.${i}`} data-value={shift.n}>
              {state === "waiting" ? "—" : rateText(shift)}
            </b>
            <span className="bar">
              <span style={{ width: `${shift.d === 0 ? 0 : (shift.n / shift.d) * 100}%` }} />
            </span>
            <small>
              {state === "waiting" ? "" : `${countsText(shift, words.language)} · `}
              {words.text(`coverage.shift.${state}`)}
            </small>
          </li>
        );
      })}
    </ol>
  );
}

/** What became of the blind spots of the day before. */
function Effect({ effect }: { readonly effect: CoverageValue["effect"] }) {
  const words = useWords();
  if (effect === null) return null;
  const { blindBefore, visitedSince } = effect;
  return (
    <p className="coverage-effect" data-figure="coverage.effect" data-value={visitedSince}>
      {blindBefore === 0
        ? words.text("coverage.effectNone")
        : words.text("coverage.effect", { before: blindBefore, visited: visitedSince })}
    </p>
  );
}
