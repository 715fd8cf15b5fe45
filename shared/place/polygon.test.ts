import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsPoint, type PolygonRings } from "./polygon.ts";

/** A star of uneven rays with a hole in its middle: concave everywhere. */
const star = (rays: readonly number[], east: number): PolygonRings => {
  const ring = (size: (i: number) => number) => {
    const points = rays.map((_, i) => {
      const angle = (i / rays.length) * 2 * Math.PI;
      return [east + Math.cos(angle) * size(i), Math.sin(angle) * size(i)];
    });
    return [...points, points[0] as number[]];
  };
  return [ring((i) => rays[i] as number), ring(() => 0.3)];
};

test("a point lies inside as another library has it, holes left out, in any of several polygons", () => {
  const rays = fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { minLength: 5, maxLength: 12 });
  const part = fc.double({ min: -4, max: 12, noNaN: true });
  let inside = 0;
  fc.assert(
    fc.property(rays, rays, part, part, (one, other, lon, y) => {
      const polygons = [star(one, 0), star(other, 8)];
      const lat = y / 4;
      const coordinates = polygons.map((rings) => rings.map((ring) => ring.map((point) => [...point])));
      const expected = booleanPointInPolygon([lon, lat], { type: "MultiPolygon", coordinates });
      inside += expected ? 1 : 0;
      expect(holdsPoint(polygons, lon, lat)).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
  expect(inside).toBeGreaterThan(50);
});
