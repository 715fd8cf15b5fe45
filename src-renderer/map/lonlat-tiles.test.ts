import { describe, expect, test } from "vitest";
import { latitudeAt, stripsOf } from "./lonlat-tiles.ts";

describe("tiles of plain degrees", () => {
  test("the square's rim lies at 85.0511 degrees, its middle on the equator", () => {
    expect(latitudeAt(0)).toBeCloseTo(85.0511288, 6);
    expect(latitudeAt(0.5)).toBe(0);
    expect(latitudeAt(1)).toBeCloseTo(-85.0511288, 6);
  });

  test.each([
    [1, 0],
    [3, 2],
    [10, 417],
    [16, 27_040],
  ])("at zoom %i the strips of row %i fill the tile without a gap and show the latitudes they should", (z, y) => {
    const strips = stripsOf(z, y);
    let filled = 0;
    for (const { top, height, row, from, to } of strips) {
      expect(top).toBeCloseTo(filled, 6);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(256 + 1e-9);
      filled = top + height;
      const shown = 90 - ((row + from / 256) / 2 ** (z - 1)) * 180;
      const wanted = latitudeAt((y + top / 256) / 2 ** z);
      // A strip of four pixels is drawn straight; within it the error stays below half a pixel of the source.
      expect(Math.abs(shown - wanted)).toBeLessThan((180 / 2 ** (z - 1) / 256) * 0.5);
    }
    expect(filled).toBeCloseTo(256, 6);
  });

  test("beyond the poles of the grid nothing is asked for", () => {
    for (const { row } of stripsOf(1, 1)) expect(row).toBe(0);
  });
});
