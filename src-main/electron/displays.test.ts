import { expect, test } from "vitest";
import { regionsOf } from "./displays.ts";

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

test("X40 displays that stand beside each other are parts of one wall, as they stand", () => {
  expect(regionsOf([box(0, 0, 1920, 1080)])).toEqual([{ x: 0, y: 0, w: 24, h: 24 }]);
  expect(regionsOf([box(-1920, 0, 1920, 1080), box(0, 0, 1920, 1080)])).toEqual([
    { x: 0, y: 0, w: 12, h: 24 },
    { x: 12, y: 0, w: 12, h: 24 },
  ]);
  expect(regionsOf([box(0, 0, 100, 100), box(100, 0, 100, 100), box(0, 100, 200, 100)])).toEqual([
    { x: 0, y: 0, w: 12, h: 12 },
    { x: 12, y: 0, w: 12, h: 12 },
    { x: 0, y: 12, w: 24, h: 12 },
  ]);
});

test("X40 sizes that do not go by cells leave no gap and none without a cell", () => {
  const regions = regionsOf([box(0, 0, 1000, 600), box(1000, 0, 1001, 600), box(2001, 0, 7, 600)]);
  expect(regions.map(({ x, w }) => [x, w])).toEqual([
    [0, 12],
    [12, 12],
    [23, 1],
  ]);
});
