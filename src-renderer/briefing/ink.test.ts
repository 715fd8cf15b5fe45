import { describe, expect, test } from "vitest";
import { alive, segmentsOf, strengthAt } from "./ink.ts";

const point = (stroke: number, at: number, x = 0.5) => ({ stroke, at, x, y: 0.5 });

describe("X100 ink", () => {
  test("stands, fades, and is gone after three seconds", () => {
    expect([0, 2_000, 2_500, 2_999, 3_000, 9_000].map((age) => Math.round(strengthAt(age, false) * 1_000))).toEqual([
      1_000, 1_000, 500, 1, 0, 0,
    ]);
  });

  test("does not fade where nothing is to move: it goes at once", () => {
    expect([2_999, 3_000].map((age) => strengthAt(age, true))).toEqual([1, 0]);
  });

  test("goes point by point, and nothing is kept", () => {
    const ink = [point(1, 0), point(1, 1_000), point(1, 2_000)];
    expect(alive(ink, 2_999)).toHaveLength(3);
    expect(alive(ink, 3_500)).toHaveLength(2);
    expect(alive(ink, 5_000)).toEqual([]);
  });

  test("joins the points of a stroke and not those of two", () => {
    const [a, b, c, d] = [point(1, 0, 0.1), point(2, 10, 0.2), point(1, 20, 0.3), point(2, 2_600, 0.4)];
    const drawn = segmentsOf([a, b, c, d], 2_600, false);
    expect(drawn.map(({ from, to }) => [from.x, to.x])).toEqual([
      [0.1, 0.1],
      [0.2, 0.2],
      [0.1, 0.3],
      [0.2, 0.4],
    ]);
    expect(drawn.map(({ strength }) => Math.round(strength * 100))).toEqual([40, 41, 40, 41]);
  });
});
