/** How a station stands, told by shape first: a diamond exceeds, a triangle is above its limit, a slash says nothing. */
import { SENSOR_STATES, stateOfSensor, type SensorState } from "../../../shared/sensors/state.ts";
import type { SensorLine } from "../../../shared/view.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";

type Value = SensorLine["values"][number];

/** The worst first; within a state the nearest to its limit, then by name. */
export function worstFirst(lines: readonly SensorLine[]): SensorLine[] {
  const place = (line: SensorLine) => SENSOR_STATES.indexOf(stateOfSensor(line));
  const near = ({ values: [worst] }: SensorLine) =>
    worst === undefined || worst.limit === null ? 0 : worst.value / worst.limit;
  return lines.toSorted((a, b) => place(a) - place(b) || near(b) - near(a) || (a.sensor.name < b.sensor.name ? -1 : 1));
}

/** "85 µg/m³", "61.5 dB(A)". */
export function valueText({ pollutant }: Pick<Value, "pollutant">, value: number, words: Words): string {
  return pollutant === "noise"
    ? words.text("sensors.unit.noise", { value: value.toFixed(1) })
    : words.text("sensors.unit.particles", { value: String(Math.round(value)) });
}

/** "PM10 · 小时均值" */
export function subjectText({ pollutant, minutes }: Pick<Value, "pollutant" | "minutes">, words: Words): string {
  return words.text("sensors.chartTitle", {
    pollutant: pollutantText(pollutant, words),
    period: periodText(minutes, words),
  });
}

export const pollutantText = (pollutant: Value["pollutant"], words: Words): string =>
  words.text(`sensors.pollutant.${pollutant}`);

const PERIODS = [5, 15, 60, 1_440] as const;

/** The averaging period in words; one that this version does not know is told in minutes of the nearest. */
export function periodText(minutes: number, words: Words): string {
  return words.text(`sensors.period.${PERIODS.find((each) => each >= minutes) ?? 1_440}`);
}

/** The value beside its limit. */
export function standText(value: Value, words: Words): string {
  const shown = valueText(value, value.value, words);
  return value.limit === null
    ? words.text("sensors.noLimit", { value: shown })
    : words.text("sensors.ofLimit", { value: shown, limit: valueText(value, value.limit, words) });
}

/** How often today, and how often is allowed. */
export function todayText({ exceededToday, allowed }: Value, words: Words): string {
  return exceededToday === 0
    ? words.text("sensors.todayNone")
    : words.text("sensors.today", { count: exceededToday, allowed });
}

const SHAPES: Readonly<Record<SensorState, string>> = {
  breached: "M8 1 15 8 8 15 1 8Z",
  over: "M8 2 15 14H1Z",
  ok: "M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z",
  noLimit: "M3 3h10v10H3Z",
  silent: "M8 3a5 5 0 1 1 0 10a5 5 0 1 1 0-10ZM3 13 13 3",
};

/** The station's mark; its words stand beside it. */
export function SensorMark({ state }: { readonly state: SensorState }) {
  const words = useWords();
  return (
    <svg className={`mark sensor-mark sensor-${state}`} viewBox="0 0 16 16" role="img">
      <title>{words.text(`sensors.state.${state}`)}</title>
      <path d={SHAPES[state]} />
    </svg>
  );
}
