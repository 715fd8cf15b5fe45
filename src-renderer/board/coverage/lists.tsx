/** What the coverage board lists: blind spots with their walks, duty grids by share, static points by rounds. */
import { useState } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import type { CoverageValue } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";
import { countsText, rateText } from "../../kit/number.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { lastText, shiftState, walkText } from "./words.ts";

const NO_ROWS: readonly never[] = [];

interface ListProps {
  readonly value: CoverageValue;
  readonly grids: readonly RecordOf<"grids">[];
}

function dutyNames(grids: readonly RecordOf<"grids">[], words: Words): (uid: number) => string {
  const names = new Map(
    grids.filter(({ level }) => level === "duty").map((grid) => [grid.uid, words.name(grid) || grid.code]),
  );
  return (uid) => names.get(uid) ?? words.text("coverage.noDuty");
}

/** Grids that nobody has looked at, by duty grid, most first. A click goes there and opens the walk, stop by stop. */
export function BlindList({ value, grids }: ListProps) {
  const words = useWords();
  const desk = useDesk();
  const nameOf = dutyNames(grids, words);
  const codes = new Map(grids.map((grid) => [grid.uid, grid.code]));
  const running = value.shifts.findIndex((_, i) => shiftState(value, i) === "running");
  const shift = value.shifts[running];
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <div className="coverage-list">
      <h3>
        {shift === undefined
          ? words.text("coverage.blind.ofDay")
          : words.text("coverage.blind.of", { shift: words.name(shift) })}
      </h3>
      {value.blind.length === 0 && <p className="coverage-none">{words.text("coverage.blind.none")}</p>}
      <ol className="coverage-rows">
        {value.blind.map((walk) => {
          const [first] = walk.grids;
          const name = nameOf(walk.dutyGrid);
          const told = walkText(walk, words);
          const key = `${walk.dutyGrid} ${first}`;
          return (
            <li key={key}>
              <button
                type="button"
                className="coverage-row"
                aria-expanded={opened === key}
                aria-label={words.text("coverage.walkGo", { name, walk: told })}
                data-figure="coverage.blind"
                data-value={walk.grids.length}
                onClick={() => {
                  setOpened(opened === key ? null : key);
                  if (first !== undefined) desk.goTo({ grid: walk.dutyGrid === 0 ? first : walk.dutyGrid });
                }}
              >
                <span className="coverage-name">{name}</span>
                <b>{walk.grids.length}</b>
                <small>{told}</small>
              </button>
              {opened === key && (
                <ol className="coverage-way">
                  {walk.grids.map((uid) => (
                    <li key={uid}>
                      <button type="button" className="back" onClick={() => desk.goTo({ grid: uid })}>
                        {codes.get(uid) ?? uid}
                      </button>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Duty grids by their share in the shift that runs, the least covered first. */
export function DutyList({ value, grids }: ListProps) {
  const words = useWords();
  const desk = useDesk();
  const nameOf = dutyNames(grids, words);
  const begun = value.shifts.findLast((shift) => shift.begun) ?? value.shifts[0];
  const duties = (begun?.dutyGrids ?? []).toSorted((a, b) => a.n / a.d - b.n / b.d || a.dutyGrid - b.dutyGrid);
  return (
    <div className="coverage-list">
      <h3>{begun === undefined ? "" : words.name(begun)}</h3>
      {duties.length === 0 && <p className="coverage-none">{words.text("coverage.dutyNone")}</p>}
      <ol className="coverage-rows">
        {duties.map((duty) => (
          <li key={duty.dutyGrid}>
            <button
              type="button"
              className="coverage-row coverage-duty"
              data-figure="coverage.duty"
              data-value={duty.n}
              onClick={() => desk.goTo({ grid: duty.dutyGrid })}
            >
              <span className="coverage-name">{nameOf(duty.dutyGrid)}</span>
              <b>{rateText(duty)}</b>
              <span className="bar">
                <span style={{ width: `${(duty.n / duty.d) * 100}%` }} />
              </span>
              <small>{countsText(duty, words.language)}</small>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Static points, those furthest from their target first. */
export function PlaceList({ value }: Pick<ListProps, "value">) {
  const words = useWords();
  const desk = useDesk();
  const rows = useView({ view: "places" }).value ?? NO_ROWS;
  const byUid = new Map(rows.map((row) => [row.uid, row]));
  const share = (place: CoverageValue["places"][number]) => (place.target === 0 ? 1 : place.rounds / place.target);
  const places = value.places.toSorted((a, b) => share(a) - share(b) || (a.lastAt ?? 0) - (b.lastAt ?? 0));
  const met = { n: places.filter(({ rounds, target }) => rounds >= target).length, d: places.length };
  return (
    <div className="coverage-list">
      <h3>
        {words.text("coverage.places.met")} <b>{countsText(met, words.language)}</b>
      </h3>
      {places.length === 0 && <p className="coverage-none">{words.text("coverage.places.none")}</p>}
      <ol className="coverage-rows">
        {places.map(({ uid, rounds, target, lastAt }) => {
          const row = byUid.get(uid);
          return (
            <li key={uid}>
              <button
                type="button"
                className="coverage-row"
                data-figure="coverage.place"
                data-value={rounds}
                onClick={() => desk.openThing({ kind: "place", uid })}
              >
                <span className="coverage-name">{row === undefined ? uid : words.name(row)}</span>
                <b className={rounds < target ? "amber" : ""}>{words.text("coverage.rounds", { rounds, target })}</b>
                <small>{lastText(lastAt, value.until, words)}</small>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
