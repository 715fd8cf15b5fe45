/** Stations, the worst first: how each stands, its worst value beside the limit, and the last day as a line. */
import { stateOfSensor } from "../../../shared/sensors/state.ts";
import type { SensorLine } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";
import { Panel } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { drawSeries } from "./series.ts";
import { SensorMark, standText, subjectText, todayText, worstFirst } from "./state.tsx";

/** Of the line of the last day, in its own units. */
const SPARK = { width: 120, height: 32 };
const DAY = 86_400_000;

export function SensorsBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "sensors" });
  const lines = view.value ?? [];
  const breached = lines.filter((line) => stateOfSensor(line) === "breached").length;
  return (
    <Panel
      name="sensors"
      title={words.text("sensors.title")}
      tools={
        lines.length > 0 && (
          <span className="panel-window">
            <span data-figure="sensors.total" data-value={lines.length}>
              {words.text("sensors.total", { count: lines.length })}
            </span>
            {breached > 0 && (
              <>
                {" · "}
                <b className="red" data-figure="sensors.over" data-value={breached}>
                  {words.text("sensors.over", { count: breached })}
                </b>
              </>
            )}
          </span>
        )
      }
      source={desk.source}
      foot={words.text("sensors.foot")}
      view={view}
      empty={view.value !== null && lines.length === 0 ? words.text("sensors.empty") : null}
      skeleton={6}
    >
      <ol className="sensor-rows">
        {worstFirst(lines).map((line) => (
          <li key={line.sensor.uid}>
            <SensorRow line={line} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function SensorRow({ line }: { readonly line: SensorLine }) {
  const words = useWords();
  const desk = useDesk();
  const state = stateOfSensor(line);
  const { sensor, recent } = line;
  const [worst] = line.values;
  const until = recent.at[recent.at.length - 1] ?? 0;
  const spark = drawSeries(
    { minutes: 60, at: recent.at, value: recent.value },
    until - DAY,
    until,
    SPARK.width,
    SPARK.height,
  );
  return (
    <button
      type="button"
      className="sensor-row"
      data-sensor={sensor.uid}
      data-state={state}
      onClick={() => {
        desk.goTo({ lon: sensor.lon, lat: sensor.lat });
        desk.openThing({ kind: "sensor", uid: sensor.uid });
      }}
    >
      <SensorMark state={state} />
      <span className="case-first">
        <span className="case-what">{words.name(sensor)}</span>
        <span className="case-state">
          {worst !== undefined && <small className="sensor-today">{todayText(worst, words)}</small>}
          <span className={state === "breached" ? "red" : undefined}>{words.text(`sensors.state.${state}`)}</span>
        </span>
      </span>
      <span className="case-second">
        <span className="case-where">
          {worst === undefined
            ? words.text("sensors.never")
            : `${subjectText(worst, words)} ${standText(worst, words)}`}
        </span>
      </span>
      <svg className="sensor-spark" viewBox={`0 0 ${SPARK.width} ${SPARK.height}`} aria-hidden="true">
        <path d={spark.values} />
      </svg>
    </button>
  );
}
