import fc from "fast-check";
import type { Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import { mercator } from "./mercator.ts";
import { boxOf, gridAt, nearest, type GridShape, type Pickable } from "./pick.ts";

const WORLD = 512 * 2 ** 14;

function cases(places: readonly (readonly [number, number])[], more: Partial<Pickable> = {}): Pickable {
  return {
    kind: "case",
    length: places.length,
    uid: places.map((_, i) => i + 1),
    lon: places.map(([lon]) => lon),
    lat: places.map(([, lat]) => lat),
    ...more,
  };
}

const place = fc.tuple(
  fc.double({ min: 112, max: 112.02, noNaN: true }),
  fc.double({ min: 28, max: 28.02, noNaN: true }),
);

describe("picking", () => {
  test("finds the same mark as measuring every distance on screen", () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), place, (places, [lon, lat]) => {
        const [x, y] = mercator(lon, lat);
        const distances = places.map(([a, b]) => {
          const [px, py] = mercator(a, b);
          return Math.hypot(px - x, py - y) * WORLD;
        });
        const least = Math.min(...distances);
        const found = nearest([cases(places)], lon, lat, WORLD, 16);
        if (least <= 16) expect(distances[(found?.uid ?? 0) - 1]).toBe(least);
        else expect(found).toBeNull();
      }),
    );
  });

  test("reach is a circle: a mark in the corner of its square is out of it", () => {
    const pixel = 360 / WORLD;
    expect(nearest([cases([[112 + 14 * pixel, 14 * pixel]])], 112, 0, WORLD, 16)).toBeNull();
    expect(nearest([cases([[112 + 11 * pixel, 11 * pixel]])], 112, 0, WORLD, 16)).not.toBeNull();
  });

  test("skips marks that are not there and marks without a place", () => {
    const layer = cases(
      [
        [112, 28],
        [Number.NaN, 28],
        [112.00001, 28],
      ],
      { isThere: (i) => i !== 0 },
    );
    expect(nearest([layer], 112, 28, WORLD, 16)).toEqual({ kind: "case", uid: 3 });
  });

  test("a handicap lets the more urgent of two near marks win", () => {
    const cameras: Pickable = { ...cases([[112, 28]]), kind: "camera", handicap: () => 6 };
    const near = cases([[112.00005, 28]]);
    expect(nearest([near, cameras], 112, 28, WORLD, 16)?.kind).toBe("case");
    expect(nearest([cameras], 112, 28, WORLD, 16)?.kind).toBe("camera");
  });

  test("finds the grid around a place, respecting holes", () => {
    const ring = (a: number, b: number) => [
      [a, a],
      [b, a],
      [b, b],
      [a, b],
      [a, a],
    ];
    const holed: Polygon = { type: "Polygon", coordinates: [ring(0, 10), ring(4, 6)] };
    const inner: Polygon = { type: "Polygon", coordinates: [ring(4, 6)] };
    const shapes: GridShape[] = [
      { uid: 1, box: boxOf(holed), geometry: holed },
      { uid: 2, box: boxOf(inner), geometry: inner },
    ];
    expect(gridAt(shapes, 1, 1)).toBe(1);
    expect(gridAt(shapes, 5, 5)).toBe(2);
    expect(gridAt(shapes, 11, 5)).toBeNull();
  });
});
