/** Stations on the map while their layer is shown, and what their shapes stand for while one of them needs a look. */
import { useEffect } from "react";
import { SENSOR_STATES, stateOfSensor } from "../../../shared/sensors/state.ts";
import { SensorMark } from "../../board/sensors/state.tsx";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useFeatures } from "./feature.ts";

export function SensorsFeature() {
  const { layers } = useFeatures();
  return layers.has("sensors") ? <Sensors /> : null;
}

function Sensors() {
  const words = useWords();
  const { parts } = useFeatures();
  const lines = useView({ view: "sensors" }).value;
  useEffect(() => {
    if (lines !== null) parts?.sensors.set(lines);
  }, [parts, lines]);
  useEffect(() => () => parts?.sensors.set(null), [parts]);
  const there = new Set((lines ?? []).map(stateOfSensor));
  // A map on which every station is well explains itself.
  if (!there.has("breached") && !there.has("over") && !there.has("silent")) return null;
  return (
    <ul className="sensor-legend" data-legend="sensors" aria-label={words.text("sensors.legend")}>
      {SENSOR_STATES.filter((state) => there.has(state)).map((state) => (
        <li key={state}>
          <SensorMark state={state} />
          {words.text(`sensors.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}
