import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arcMinutes,
  LEAST_ARC_MINUTES,
  percentFor,
  pixelUnitOf,
  readableMetres,
  TEXT_PERCENTS,
  textMinutes,
  type Viewing,
} from "./distance.ts";

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

describe("X24 texts and the distance", () => {
  const hall: Viewing = { metres: 8, pitchMm: 1.25, width: 7680, height: 2160 };

  test("a note of 35 mm is seen under 15 minutes of arc from eight metres, and is readable from seven and a half", () => {
    expect(arcMinutes(35, 8)).toBeCloseTo(15.04, 2);
    expect(textMinutes(14, 100, hall)).toBeCloseTo(15.04, 2);
    expect(readableMetres(14, 100, hall)).toBeCloseTo(7.52, 2);
    expect(percentFor(14, hall)).toBe(125);
    expect(percentFor(14, { ...hall, metres: 7.5 })).toBe(100);
    expect(percentFor(14, { ...hall, metres: 20 })).toBeNull();
  });

  test("what can be read from a place can be read from every nearer one, and larger", () => {
    const viewing = fc.record({
      metres: fc.double({ min: 0.5, max: 100, noNaN: true }),
      pitchMm: fc.double({ min: 0.1, max: 20, noNaN: true }),
      width: fc.integer({ min: 320, max: 32_768 }),
      height: fc.integer({ min: 240, max: 16_384 }),
    });
    fc.assert(
      fc.property(viewing, fc.double({ min: 0.1, max: 0.99, noNaN: true }), (far, part) => {
        const near = { ...far, metres: far.metres * part };
        const minutes = TEXT_PERCENTS.map((percent) => textMinutes(14, percent, far));
        expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
        for (const percent of TEXT_PERCENTS) {
          expect(textMinutes(14, percent, near)).toBeGreaterThan(textMinutes(14, percent, far));
          const edge = readableMetres(14, percent, far);
          expect(textMinutes(14, percent, { ...far, metres: edge * 0.999 })).toBeGreaterThan(LEAST_ARC_MINUTES);
          expect(textMinutes(14, percent, { ...far, metres: edge * 1.001 })).toBeLessThan(LEAST_ARC_MINUTES);
        }
      }),
    );
  });
});
