import { expect, it } from "vitest";
import { areaOfPolygons, polygonsOf } from "../../../shared/place/polygon.ts";
import { misfits, type Outlined } from "./overlaps.ts";

/** Metres east and north of a corner in degrees; 30° north. */
const LAT = 30;
const M = 180 / (Math.PI * 6_371_008.8);
const at = (x: number, y: number): [number, number] => [114.3 + (x * M) / Math.cos((LAT * Math.PI) / 180), LAT + y * M];
const rectangle = (code: string, x: number, y: number, w: number, h: number): Outlined => ({
  code,
  geometry: { type: "Polygon", coordinates: [[at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h), at(x, y)]] },
});

it("B2 grids that share their borders fit, whichever way they turn", () => {
  const other = rectangle("b", 100, 0, 100, 100);
  const turned: Outlined = {
    code: "b",
    geometry: { type: "Polygon", coordinates: polygonsOf(other.geometry)[0]?.map((r) => r.toReversed()) as never },
  };
  expect(misfits([rectangle("a", 0, 0, 100, 100), other, rectangle("c", 0, 100, 200, 50)])).toEqual([]);
  expect(misfits([rectangle("a", 0, 0, 100, 100), turned])).toEqual([]);
});

it("B2 an overlap of more than 1 m² is found with both codes and its area, a sliver is not", () => {
  const [found, ...more] = misfits([rectangle("a", 0, 0, 100, 100), rectangle("b", 98, 0, 100, 100)]);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ kind: "overlap", codes: ["a", "b"] });
  expect(found?.areaM2).toBeCloseTo(200, 0);
  expect(areaOfPolygons(polygonsOf(found!.geometry))).toBeCloseTo(200, 0);
  // Half a centimetre over 100 m is half a square metre.
  expect(misfits([rectangle("a", 0, 0, 100, 100), rectangle("b", 99.995, 0, 100, 100)])).toEqual([]);
});

it("B2 a gap that the others enclose is found with its neighbours, what lies open to the outside is not", () => {
  const ring = [
    rectangle("s", 0, 0, 300, 100),
    rectangle("w", 0, 100, 100, 100),
    rectangle("e", 200, 100, 100, 100),
    rectangle("n", 0, 200, 300, 100),
  ];
  const [found, ...more] = misfits(ring);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ kind: "gap", codes: ["e", "n", "s", "w"] });
  expect(found?.areaM2).toBeCloseTo(10_000, -1);
  expect(misfits(ring.slice(0, 3))).toEqual([]);
  // An island inside of the gap is no gap, and what it leaves is.
  const island = misfits([...ring, rectangle("i", 120, 120, 60, 60)]);
  expect(island).toHaveLength(1);
  expect(island[0]?.areaM2).toBeCloseTo(6_400, -1);
});

it("B2 the largest come first, overlaps before gaps", () => {
  const found = misfits([
    rectangle("a", 0, 0, 100, 100),
    rectangle("b", 94, 0, 100, 100),
    rectangle("c", 189, 0, 100, 100),
    rectangle("d", 269, 0, 100, 100),
  ]);
  expect(found.map(({ codes }) => codes.join(""))).toEqual(["cd", "ab", "bc"]);
});
