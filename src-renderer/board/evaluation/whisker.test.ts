import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bracketsOf, scaleOf, whiskerOf } from "./whisker.ts";

test("a board's scale ends at the ten above its largest score and interval", () => {
  expect(scaleOf([{ score: 62, low: 60, high: 64 }])).toBe(70);
  expect(scaleOf([{ score: 62, low: 55, high: 70.0000000000001 }])).toBe(70);
  expect(scaleOf([{ score: 98, low: 95, high: 100.5 }])).toBe(110);
  expect(scaleOf([])).toBe(10);
});

test("bars begin at zero, and an interval of no width is none", () => {
  expect(whiskerOf({ score: 50, low: 40, high: 60 }, 100)).toEqual({ bar: 50, span: { from: 40, to: 60 } });
  expect(whiskerOf({ score: 50, low: 50, high: 50 }, 100)).toEqual({ bar: 50, span: null });
  expect(whiskerOf({ score: 0, low: 0, high: 0 }, 100)).toEqual({ bar: 0, span: null });
  expect(whiskerOf({ score: null, low: null, high: null }, 100)).toBeNull();
});

test("nothing is drawn outside the bar, and the interval holds the score", () => {
  const score = fc.double({ min: 0, max: 150, noNaN: true });
  fc.assert(
    fc.property(
      score,
      fc.double({ min: 0, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      (at, down, up) => {
        const standing = { score: at, low: at - down, high: at + up };
        const drawn = whiskerOf(standing, scaleOf([standing]));
        expect(drawn).not.toBeNull();
        const { bar, span } = drawn ?? { bar: -1, span: null };
        expect(bar).toBeGreaterThanOrEqual(0);
        expect(bar).toBeLessThanOrEqual(100);
        if (span === null) return;
        expect(span.from).toBeGreaterThanOrEqual(0);
        expect(span.from).toBeLessThanOrEqual(bar);
        expect(span.to).toBeGreaterThanOrEqual(bar);
        expect(span.to).toBeLessThanOrEqual(100);
      },
    ),
  );
});

test("only runs of two and more of one tie group are bracketed", () => {
  const groups = [1, 1, 2, 3, 3, 3, null, null].map((tieGroup) => ({ tieGroup }));
  expect(bracketsOf(groups)).toEqual([
    { first: 0, last: 1 },
    { first: 3, last: 5 },
  ]);
  expect(bracketsOf([])).toEqual([]);
});
