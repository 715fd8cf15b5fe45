import { expect, test } from "vitest";
import { SENSOR_STATES } from "../../../shared/sensors/state.ts";
import type { SensorLine } from "../../../shared/view.ts";
import { SHAPE } from "../layers/symbol-layer.ts";
import { OVERDUE } from "../palette.ts";
import { arrangeSensors, nearestSensor, SENSOR_LOOKS, valuesOf } from "./sensors.ts";

const value = {
  pollutant: "pm10",
  minutes: 60,
  at: 0,
  value: 84.6,
  limit: 150,
  exceededToday: 0,
  allowed: 0,
  over: false,
  last: null,
  aboveRegion: false,
  assumed: false,
} as const;
const line = (uid: number, lon: number, more: Partial<SensorLine> = {}): SensorLine =>
  ({ sensor: { uid, lon, lat: 30, name: "" }, values: [value], silent: false, ...more }) as unknown as SensorLine;

const breached = line(2, 112.01, { values: [{ ...value, exceededToday: 1, over: true, value: 160 }] });
const stations = [breached, line(1, 112), line(3, 112.02, { silent: true })];

test("W14 the map tells a station by shape, with red for a breach alone, and the worst on top", () => {
  const looks = SENSOR_STATES.map((state) => SENSOR_LOOKS[state]);
  expect(new Set(looks.map(({ shape }) => shape)).size).toBe(SENSOR_STATES.length);
  expect(SENSOR_STATES.filter((state) => SENSOR_LOOKS[state].color === OVERDUE)).toEqual(["breached"]);
  const { attributes, length } = arrangeSensors(stations);
  expect(length).toBe(3);
  const shapes = [0, 1, 2].map((i) => attributes.getMark.value[i * 4]);
  expect(shapes).toEqual([SHAPE.disc, SHAPE.crossed, SHAPE.diamond]);
  expect(attributes.getPosition.value[4]).toBe(112.01);
});

test("values stand beside the marks of stations that say something", () => {
  const noise = line(4, 112.03, { values: [{ ...value, pollutant: "noise", value: 61.44 }] });
  const shown = valuesOf([...stations, noise]).features.map(({ properties }) => properties?.["value"] as string);
  expect(shown).toEqual(["160 µg", "85 µg", "61.4 dB"]);
});

test("a click finds the nearest station within reach, and none beyond it", () => {
  const perDegree = 10_000;
  const at = (lng: number, lat = 30) => nearestSensor(stations, { lng, lat }, perDegree, 12);
  expect([at(112.0002), at(112.0098), at(112.005), at(112, 30.001), at(112, 30.002)]).toEqual([1, 2, null, 1, null]);
});
