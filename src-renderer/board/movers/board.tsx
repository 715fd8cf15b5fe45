/** 人员车辆: how many are on duty, rest, cannot be located or are silent, by kind, and each of them with the age of its fix. */
import { useContext } from "react";
import { useView } from "../../link/react.ts";
import { countText } from "../../kit/number.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { ageText, durationText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { Alarms, MoverStateMark } from "./state.tsx";
import { MOVER_STATES, SILENT_AFTER, summaryOf, type MoverLine, type MoverSummary } from "./summary.ts";
import { useLatestTracks } from "./tracks.ts";

/** More than this nobody reads; the counts have them all. */
const SHOWN = 120;

export function MoversBoard() {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "units" });
  const tracks = useLatestTracks();
  const now = hubNow() ?? 0;
  const summary = view.value === null || tracks === null ? null : summaryOf(view.value, tracks, now);
  const told = summary?.lines.length ?? 0;
  const empty =
    view.value === null
      ? null
      : view.value.length === 0
        ? words.text("movers.none")
        : summary === null
          ? words.text("movers.unheard")
          : null;
  return (
    <Panel
      name="movers"
      title={words.text("movers.title")}
      tools={
        summary !== null && (
          <span className="panel-window" data-figure="movers.told" data-value={told}>
            {words.text("movers.told", { count: told, all: view.value?.length ?? 0 })}
          </span>
        )
      }
      source={desk.source}
      foot={words.text("movers.foot", { silent: durationText(SILENT_AFTER, words.language) })}
      view={view}
      empty={empty}
      skeleton={6}
    >
      {summary !== null && <MoversBody summary={summary} />}
    </Panel>
  );
}

/** The counts, and below them the units that are told of. */
export function MoversBody({ summary }: { readonly summary: MoverSummary }) {
  const words = useWords();
  const told = summary.lines.length;
  return (
    <div className="movers">
      <Counts summary={summary} />
      <div className="movers-room">
        <ol className="movers-list">
          {summary.lines.slice(0, SHOWN).map((line) => (
            <li key={line.unit.uid}>
              <MoverRow line={line} />
            </li>
          ))}
        </ol>
        {told > SHOWN && <p className="movers-more">{words.text("movers.more", { count: told - SHOWN })}</p>}
        {told === 0 && <p className="movers-more">{words.text("movers.nobody")}</p>}
      </div>
    </div>
  );
}

function Counts({ summary }: { readonly summary: MoverSummary }) {
  const words = useWords();
  return (
    <table className="movers-counts">
      <thead>
        <tr>
          <th scope="col">{words.text("movers.kind")}</th>
          {MOVER_STATES.map((state) => (
            <th key={state} scope="col">
              <MoverStateMark state={state} />
            </th>
          ))}
          <th scope="col">{words.text("movers.all")}</th>
        </tr>
      </thead>
      <tbody>
        {summary.kinds.map(({ kind, all, counts }) => (
          <tr key={kind} data-kind={kind}>
            <th scope="row">{kindName(kind, words)}</th>
            {MOVER_STATES.map((state) => (
              <td
                key={state}
                data-figure={`movers.${state}`}
                data-value={counts[state]}
                data-zero={counts[state] === 0}
              >
                {countText(counts[state], words.language)}
              </td>
            ))}
            <td>{countText(all, words.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "监督员"; a kind that nobody has a word for is shown as it is written. */
export function kindName(kind: string, words: ReturnType<typeof useWords>): string {
  switch (kind) {
    case "patroller":
    case "sanitation":
    case "patrolCar":
      return words.text(`movers.kind.${kind}`);
    default:
      return kind;
  }
}

function MoverRow({ line }: { readonly line: MoverLine }) {
  const words = useWords();
  const desk = useDesk();
  const { unit, state, age, lon, lat, speed, alarms, urgent } = line;
  const name = words.name(unit);
  return (
    <button
      type="button"
      className="mover-row"
      data-unit={unit.uid}
      data-state={state}
      title={unit.plate === "" ? name : `${name} · ${unit.plate}`}
      onClick={() => {
        desk.openThing({ kind: "unit", uid: unit.uid });
        desk.goTo({ lon, lat });
      }}
    >
      <span className="mover-name">
        {name}
        <small>{unit.plate === "" ? kindName(unit.kind, words) : unit.plate}</small>
      </span>
      <MoverStateMark state={state} />
      {alarms.length > 0 ? (
        <Alarms alarms={alarms} urgent={urgent} />
      ) : (
        <span className="mover-speed">{speed > 0 ? words.text("movers.kmh", { speed: speed.toFixed(1) }) : ""}</span>
      )}
      <span className="mover-age">{ageText(age, words.language)}</span>
    </button>
  );
}
