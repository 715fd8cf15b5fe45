import { expect, test } from "vitest";
import { pixelUnitOf } from "./unit.ts";

test("a unit is 1/1080 of the height on every wall", () => {
  expect(pixelUnitOf(1920, 1080)).toBe(1);
  expect(pixelUnitOf(3840, 2160)).toBe(2);
  expect(pixelUnitOf(7680, 2160)).toBe(2);
});

test("a narrow or small window shrinks the whole scene, but not beyond reading", () => {
  expect(pixelUnitOf(1600, 1200)).toBeCloseTo(1600 / 1800);
  expect(pixelUnitOf(1366, 768)).toBeCloseTo(768 / 1080);
  expect(pixelUnitOf(320, 240)).toBe(0.55);
});
