import { expect, test } from "vitest";
import { VIDEO_LAYOUTS } from "../../shared/scene.ts";
import { beside, gridOf } from "./layouts.ts";

test.each(VIDEO_LAYOUTS)(
  "V25 a layout of %i has that many tiles, which fill it without a gap and never overlap",
  (layout) => {
    const { columns, rows, cells } = gridOf(layout);
    expect(cells.length).toBe(layout);
    const covered = cells.flatMap(({ x, y, w, h }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(covered.length).toBe(columns * rows);
    expect(new Set(covered).size).toBe(columns * rows);
    expect(cells.every(({ x, y, w, h }) => x + w <= columns && y + h <= rows)).toBe(true);
  },
);

test("V25 the first tile of a layout is its largest", () => {
  for (const layout of VIDEO_LAYOUTS) {
    const { cells } = gridOf(layout);
    const areas = cells.map(({ w, h }) => w * h);
    expect(areas[0]).toBe(Math.max(...areas));
  }
});

test("arrows go to the tile that lies beside, and stay at the edge", () => {
  const nine = gridOf(9);
  expect(beside(nine, 4, "left")).toBe(3);
  expect(beside(nine, 4, "right")).toBe(5);
  expect(beside(nine, 4, "up")).toBe(1);
  expect(beside(nine, 4, "down")).toBe(7);
  expect(beside(nine, 0, "left")).toBe(0);
  expect(beside(nine, 8, "down")).toBe(8);
  // From the large tile of 1+5 down to the first of the row below it, and from there back up to it.
  const six = gridOf(6);
  expect(six.cells[beside(six, 0, "right")]).toMatchObject({ x: 2 });
  expect(six.cells[beside(six, 0, "down")]).toMatchObject({ y: 2 });
  expect(beside(six, 3, "up")).toBe(0);
});

test("arrows reach every tile of every layout from its first", () => {
  for (const layout of VIDEO_LAYOUTS) {
    const grid = gridOf(layout);
    const seen = new Set([0]);
    for (const from of seen) {
      for (const direction of ["left", "right", "up", "down"] as const) seen.add(beside(grid, from, direction));
    }
    expect(seen.size, `layout ${layout}`).toBe(layout);
  }
});
