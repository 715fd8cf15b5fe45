import { expect, test } from "vitest";
import { coverageColor, coverageFill, coverageRgba, COVERAGE_STEPS } from "./coverage-fill.ts";

const HOUR = 3_600_000;
const NOW = 1e12;

test("A8 a grid fades with the time since last eyes and is dark when nobody knows", () => {
  const ages = [0, 0.5 * HOUR, 1.5 * HOUR, 3 * HOUR, 6 * HOUR, 20 * HOUR, 25 * HOUR];
  const alphas = ages.map((age) => coverageRgba(age)[3]);
  expect(alphas).toEqual(alphas.toSorted((a, b) => b - a));
  expect(new Set(alphas).size).toBe(ages.length);
  expect(coverageRgba(Number.NaN)[3]).toBe(0);
  expect(coverageRgba(-5)[3]).toBe(255);
});

test("what a camera looks at now is seen now, whoever was there last", () => {
  const { uid, rgba } = coverageFill(
    {
      uid: new Uint32Array([7, 8, 9]),
      lastAt: new Float64Array([Number.NaN, NOW - 30 * HOUR, NOW - 1]),
      by: new Uint8Array(3),
      seconds: new Float64Array(3),
      cameraNow: new Uint8Array([0, 1, 0]),
    },
    NOW,
  );
  expect(Array.from(uid)).toEqual([7, 8, 9]);
  expect([rgba[3], rgba[7], rgba[11]]).toEqual([0, 255, 255]);
});

test("no step is red: blue outweighs red by half in each", () => {
  for (const { rgba } of COVERAGE_STEPS) {
    const [red = 255, , blue = 0] =
      coverageColor(rgba)
        .match(/[\d.]+/g)
        ?.map(Number) ?? [];
    expect(blue).toBeGreaterThan(red * 1.5);
  }
});
