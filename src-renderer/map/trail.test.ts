import { expect, test } from "vitest";
import { stretchesOf } from "./trail.ts";

const MINUTE = 60_000;
const trail = (...minutes: number[]) => ({
  at: Float64Array.from(minutes, (minute) => minute * MINUTE),
  lon: Float64Array.from(minutes, (minute) => 114 + minute / 100),
  lat: Float64Array.from(minutes, () => 30),
});
const lons = (positions: readonly number[]) =>
  positions.filter((_, i) => i % 2 === 0).map((lon) => Math.round((lon - 114) * 100));

test("U11 a way is broken where nobody knows it, and paler where it is old", () => {
  const stretches = stretchesOf(trail(0, 1, 2, 10, 11, 12, 13, 40, 42, 44));
  expect(stretches.map(({ positions, recent }) => [lons(positions), recent])).toEqual([
    [[0, 1, 2], false],
    [[10, 11, 12, 13], false],
    [[40, 42, 44], true],
  ]);
  const turning = stretchesOf(trail(12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46));
  expect(turning.map(({ positions, recent }) => [lons(positions).length, recent])).toEqual([
    [3, false],
    [16, true],
  ]);
  expect(lons(turning[0]?.positions ?? []).at(-1)).toBe(lons(turning[1]?.positions ?? [])[0]);
});

test("a single point, and none, are no line", () => {
  expect(stretchesOf(trail(5))).toEqual([]);
  expect(stretchesOf(trail())).toEqual([]);
});
