import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { overlap } from "../../../shared/direction/pushes.ts";
import { regionSchema, WALL_COLUMNS, WALL_ROWS, WHOLE_WALL } from "../../../shared/direction/wall.ts";
import { cellAt, presetOf, PRESET_NAMES, PRESETS, spanned, steered, wallRatio } from "./region.ts";

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as const;

describe("a part of a wall", () => {
  test("X137 arrows move it, shift and arrows size it, and it never leaves the wall", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean()), { maxLength: 120 }), (steps) => {
        let region = PRESETS.topRight as typeof WHOLE_WALL;
        for (const [key, shift] of steps) region = steered(region, key, shift) ?? region;
        expect(v.is(regionSchema, region)).toBe(true);
      }),
    );
    expect(steered({ x: 2, y: 2, w: 4, h: 4 }, "ArrowRight", false)).toEqual({ x: 3, y: 2, w: 4, h: 4 });
    expect(steered({ x: 2, y: 2, w: 4, h: 4 }, "ArrowRight", true)).toEqual({ x: 2, y: 2, w: 5, h: 4 });
    expect(steered({ x: 2, y: 2, w: 1, h: 4 }, "ArrowLeft", true)).toEqual({ x: 2, y: 2, w: 1, h: 4 });
    expect(steered(WHOLE_WALL, "Enter", false)).toBeNull();
  });

  test("X137 its presets are parts of the wall; halves and quarters fill it without lying over each other", () => {
    for (const name of PRESET_NAMES) {
      expect(v.is(regionSchema, PRESETS[name]), name).toBe(true);
      expect(presetOf(PRESETS[name])).toBe(name);
    }
    expect(presetOf({ x: 1, y: 0, w: 3, h: 3 })).toBeNull();
    const { left, right, topLeft, topRight, bottomLeft, bottomRight } = PRESETS;
    expect(overlap(left, right)).toBe(false);
    const quarters = [topLeft, topRight, bottomLeft, bottomRight];
    for (const a of quarters) for (const b of quarters) expect(overlap(a, b)).toBe(a === b);
    expect(quarters.reduce((cells, { w, h }) => cells + w * h, 0)).toBe(WALL_COLUMNS * WALL_ROWS);
  });

  test("X137 dragging spans the cells of both ends, whichever way, and stops at the edge", () => {
    expect(spanned(cellAt(0.5, 0.5), cellAt(0, 0))).toEqual({ x: 0, y: 0, w: 13, h: 13 });
    expect(spanned(cellAt(0.99, 0.99), cellAt(7, -3))).toEqual({ x: 23, y: 0, w: 1, h: 24 });
  });

  test("a wall has the ratio that its windows' pixels have together", () => {
    const half = { x: 0, y: 0, w: 12, h: 24 };
    expect(wallRatio([{ region: half, width: 1920, height: 1080 }])).toBeCloseTo(3840 / 1080);
    expect(wallRatio([{ region: WHOLE_WALL, width: 7680, height: 2160 }])).toBeCloseTo(7680 / 2160);
    expect(wallRatio([])).toBeCloseTo(16 / 9);
  });
});
