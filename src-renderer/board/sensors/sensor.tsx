/** One station: how it stands against each limit, its means over the last days, and reporting what it exceeded. */
import { useContext, useState } from "react";
import { isBreached, stateOfSensor } from "../../../shared/sensors/state.ts";
import type { SensorLine, WholeValues } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";
import { ClockContext, Panel } from "../../kit/panel.tsx";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { BackButton } from "../back.tsx";
import { useDesk } from "../desk.ts";
import { Entry } from "../entry.tsx";
import { DraftCase } from "./draft-form.tsx";
import { drawSeries, summaryOf } from "./series.ts";
import { periodText, pollutantText, SensorMark, standText, subjectText, todayText, valueText } from "./state.tsx";

export interface ThingProps {
  readonly uid: number;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

const SPANS = [24, 168] as const;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Of a chart, in its own units. */
const CHART = { width: 600, height: 120 };

export function SensorDetail({ uid, onBack, onClose }: ThingProps) {
  const words = useWords();
  const desk = useDesk();
  const { hubNow } = useContext(ClockContext);
  const view = useView({ view: "sensors" });
  const [hours, setHours] = useState<(typeof SPANS)[number]>(24);
  const line = view.value?.find(({ sensor }) => sensor.uid === uid) ?? null;
  const now = hubNow() ?? line?.lastAt ?? 0;
  return (
    <div className="drawer-content">
      <Panel
        name="sensor"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {line === null ? words.text("sensors.name") : words.name(line.sensor)}
          </span>
        }
        tools={
          <button type="button" className="close" onClick={onClose} aria-label={words.text("cases.close")}>
            ✕
          </button>
        }
        source={desk.source}
        view={view}
        empty={view.value !== null && line === null ? words.text("sensors.gone") : null}
      >
        {line !== null && (
          <article className="case sensor-detail">
            <Standing line={line} now={now} />
            <ol className="sensor-values">
              {line.values.map((value, i) => (
                <li key={`${value.pollutant} ${value.minutes} ${i}`} data-value={value.value}>
                  <Limit line={line} value={value} now={now} />
                </li>
              ))}
            </ol>
            <span className="switch" role="group" aria-label={words.text("sensors.span")}>
              {SPANS.map((each) => (
                <button key={each} type="button" aria-pressed={each === hours} onClick={() => setHours(each)}>
                  {words.text(`sensors.hours.${each}`)}
                </button>
              ))}
            </span>
            <Charts uid={uid} hours={hours} now={now} />
          </article>
        )}
      </Panel>
    </div>
  );
}

function Standing({ line, now }: { readonly line: SensorLine; readonly now: number }) {
  const words = useWords();
  const desk = useDesk();
  const state = stateOfSensor(line);
  const { sensor, lastAt, standard } = line;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const department = desk.departments.get(sensor.department);
  return (
    <dl>
      <Entry label={words.text("sensors.stateLabel")}>
        <SensorMark state={state} />
        <span className={state === "breached" ? "red" : ""}>{words.text(`sensors.state.${state}`)}</span>
        {state === "silent" && lastAt !== null && (
          <small>{words.text("sensors.silentSince", { moment: moment(lastAt) })}</small>
        )}
      </Entry>
      <Entry label={words.text("sensors.lastLabel")}>
        {lastAt === null ? words.text("sensors.never") : moment(lastAt)}
      </Entry>
      <Entry label={words.text("sensors.departmentLabel")}>
        {department === undefined ? "—" : words.name(department)}
      </Entry>
      <Entry label={words.text("sensors.standardLabel")}>
        {standard === null ? words.text("sensors.noStandard") : standard[words.language]}
      </Entry>
    </dl>
  );
}

interface LimitProps {
  readonly line: SensorLine;
  readonly value: SensorLine["values"][number];
  readonly now: number;
}

/** One limit: the newest mean beside it, how often it was exceeded, and what can be done about it. */
function Limit({ line, value, now }: LimitProps) {
  const words = useWords();
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const { last, minutes } = value;
  return (
    <>
      <p className="sensor-value">
        <b>{subjectText(value, words)}</b>
        <span>{standText(value, words)}</span>
        <span className={isBreached(value) ? "red" : "sensor-note"}>{todayText(value, words)}</span>
      </p>
      {last !== null && (
        <p className="sensor-note">
          {words.text("sensors.lastOver", {
            from: moment(last.at - minutes * MINUTE),
            to: moment(last.at),
            value: valueText(value, last.value, words),
            limit: valueText(value, last.limit, words),
          })}
        </p>
      )}
      {value.aboveRegion && <p className="sensor-note">{words.text("sensors.aboveRegion")}</p>}
      {value.assumed && <p className="sensor-note">{words.text("sensors.assumed")}</p>}
      <DraftCase line={line} value={value} />
    </>
  );
}

function Charts({ uid, hours, now }: { readonly uid: number; readonly hours: number; readonly now: number }) {
  const words = useWords();
  const series = useView({ view: "readings", sensor: uid, hours }).value?.series ?? [];
  const shown = series.filter(({ at }) => at.length > 0);
  if (shown.length === 0) return <p className="sensor-note">{words.text("sensors.noSeries")}</p>;
  return (
    <>
      {shown.map((each) => (
        <Chart key={`${each.pollutant} ${each.minutes}`} series={each} from={now - hours * HOUR} to={now} />
      ))}
    </>
  );
}

interface ChartProps {
  readonly series: WholeValues["readings"]["series"][number];
  readonly from: number;
  readonly to: number;
}

/** Means as a line, the limit in steps, what is above it as diamonds; the same said in words for whoever does not see it. */
function Chart({ series, from, to }: ChartProps) {
  const words = useWords();
  const drawn = drawSeries(series, from, to, CHART.width, CHART.height);
  const summary = summaryOf(series);
  const moment = (at: number) => momentText(at, to, words.timeZone, words.language);
  const value = (what: number) => valueText(series, what, words);
  const said = words.text("sensors.chart", {
    pollutant: pollutantText(series.pollutant, words),
    period: periodText(series.minutes, words),
    from: moment(from),
    to: moment(to),
    low: value(summary?.low ?? 0),
    high: value(summary?.high ?? 0),
    count: summary?.above ?? 0,
  });
  return (
    <figure className="sensor-chart">
      <figcaption>
        <b>{subjectText(series, words)}</b>
        <span className="sensor-note">{value(drawn.top)}</span>
        {drawn.limits !== "" && <span className="sensor-limit-key">{words.text("sensors.limitLine")}</span>}
      </figcaption>
      <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} preserveAspectRatio="none" role="img" aria-label={said}>
        <path className="sensor-limit" d={drawn.limits} />
        <path className="sensor-line" d={drawn.values} />
        {drawn.above.map(({ x, y }) => (
          <path key={x} className="sensor-above" d={`M${x} ${y - 5}l4 5-4 5-4-5Z`} />
        ))}
      </svg>
      <p className="sensor-times sensor-note" aria-hidden="true">
        <span>{moment(from)}</span>
        <span>{moment(to)}</span>
      </p>
    </figure>
  );
}
