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
  const thousandths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 1_000);
  const rays = fc.array(thousandths(500, 3_000), { minLength: 5, maxLength: 12 });
  let inside = 0;
  fc.assert(
    fc.property(rays, rays, thousandths(-3_500, 11_500), thousandths(-3_000, 3_000), (one, other, lon, lat) => {
      const polygons = [star(one, 0), star(other, 8)];
      const coordinates = polygons.map((rings) => rings.map((ring) => ring.map((point) => [...point])));
      const shape = { type: "MultiPolygon" as const, coordinates };
      const expected = booleanPointInPolygon([lon, lat], shape);
      // On a border either answer is right.
      fc.pre(expected === booleanPointInPolygon([lon, lat], shape, { ignoreBoundary: true }));
      inside += expected ? 1 : 0;
      expect(holdsPoint(polygons, lon, lat)).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
  expect(inside).toBeGreaterThan(50);
});
