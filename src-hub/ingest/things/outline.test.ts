import { expect, it } from "vitest";
import type { Box } from "../../../shared/place/polygon.ts";
import { crsOf } from "../crs.ts";
import { outlineOf } from "./outline.ts";

const BOX: Box = [114, 30, 115, 31];
const WGS = crsOf("wgs84");
const polygon = (...rings: number[][][]) => ({ type: "Polygon", coordinates: rings });
const square = (x: number, y: number, side = 0.01): number[][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const faultOf = (geometry: unknown, crs = WGS) => {
  const read = outlineOf(geometry, crs, BOX);
  return "fault" in read ? [read.fault, read.value] : ["fine"];
};

it("B1 a sound outline passes, with holes that touch it and in several parts", () => {
  expect(faultOf(polygon(square(114.3, 30.5)))).toEqual(["fine"]);
  expect(faultOf(polygon(square(114.3, 30.5), square(114.3, 30.502, 0.002)))).toEqual(["fine"]);
  const parts = { type: "MultiPolygon", coordinates: [[square(114.3, 30.5)], [square(114.31, 30.51)]] };
  expect(faultOf(parts)).toEqual(["fine"]);
});

it("B1 every fault is told with its place", () => {
  const bow = [
    [114.3, 30.5],
    [114.32, 30.52],
    [114.32, 30.5],
    [114.3, 30.52],
    [114.3, 30.5],
  ];
  expect(faultOf(polygon(bow))).toEqual(["selfCrossing", "114.310000, 30.510000"]);
  // A hole that leaves its outline.
  expect(faultOf(polygon(square(114.3, 30.5), square(114.295, 30.502, 0.007)))[0]).toBe("selfCrossing");
  expect(faultOf(polygon(square(114.3, 30.5).slice(0, -1)))[0]).toBe("ringOpen");
  expect(
    faultOf(
      polygon([
        [114.3, 30.5],
        [114.4, 30.5],
        [114.3, 30.5],
      ]),
    )[0],
  ).toBe("ringShort");
  expect(
    faultOf(
      polygon([
        [114.3, 30.5],
        [114.35, 30.5],
        [114.4, 30.5],
        [114.3, 30.5],
      ]),
    )[0],
  ).toBe("ringShort");
  for (const empty of [null, undefined, polygon(), polygon([]), { type: "MultiPolygon", coordinates: [] }]) {
    expect(faultOf(empty)[0]).toBe("geometryMissing");
  }
  expect(faultOf({ type: "Point", coordinates: [114.3, 30.5] })).toEqual(["geometryKind", "Point"]);
  expect(faultOf(polygon(square(500_000, 3_378_000, 100)))[0]).toBe("notDegrees");
  expect(faultOf(polygon(square(113.9, 30.5)))[0]).toBe("outsideCity");
  expect(faultOf(polygon(square(114.3, 30.5).map(([x]) => [x as number, Number.NaN])))[0]).toBe("geometryMissing");
});

it("B3 a projected outline is turned into degrees, and one declared with the wrong zone lies outside of the city", () => {
  // Wuhan in the zone with the middle 114°.
  const projected = polygon(square(528_000, 3_380_000, 100));
  expect(faultOf(projected, crsOf("epsg:4547"))).toEqual(["fine"]);
  expect(faultOf(projected, crsOf("epsg:4549"))[0]).toBe("outsideCity");
});
