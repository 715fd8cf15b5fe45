import { expect, test } from "vitest";
import { heatPoints } from "./heat.ts";

const cells = (counts: readonly number[]) => ({
  lon: Float64Array.from(counts, (_, i) => 114 + i),
  lat: Float64Array.from(counts, () => 30),
  count: Uint32Array.from(counts),
});
const weights = (counts: readonly number[]) =>
  heatPoints(cells(counts)).features.map((each) => each.properties?.["weight"]);

test("J6 a cell glows by its share of the fullest, and one bad spot does not make the rest invisible", () => {
  expect(weights([1, 2, 4])).toEqual([0.5, 1, 1]);
  const many = weights([...Array.from({ length: 98 }, () => 10), 1, 10_000]);
  expect([many[0], many[98], many[99]]).toEqual([1, 0.1, 1]);
  expect(heatPoints(cells([3])).features[0]?.geometry.coordinates).toEqual([114, 30]);
  expect(weights([])).toEqual([]);
});
