import { describe, expect, test } from "vitest";
import { together, wilson } from "./interval.ts";

describe("Wilson's interval", () => {
  test("agrees with the printed table: 8 of 10 is 49.0 % to 94.3 %", () => {
    const { low, high } = wilson(0.8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  test("does not collapse at none and all, and never leaves 0 to 1", () => {
    expect(wilson(0, 20).low).toBe(0);
    expect(wilson(0, 20).high).toBeCloseTo(0.1611, 4);
    expect(wilson(1, 20).low).toBeCloseTo(0.8389, 4);
    expect(wilson(1, 20).high).toBe(1);
  });

  test("over no cases everything is possible", () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test("narrows as cases come in", () => {
    const width = (d: number) => wilson(0.6, d).high - wilson(0.6, d).low;
    expect(width(1000)).toBeLessThan(width(100));
    expect(width(100)).toBeLessThan(width(10));
  });
});

test("independent deviations combine by the root of their squares", () => {
  expect(together([3, 4])).toBe(5);
  expect(together([])).toBe(0);
});
