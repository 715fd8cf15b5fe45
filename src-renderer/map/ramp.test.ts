import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantiles, rampRgb, stepOfValue, STEPS } from "./ramp.ts";

describe("shading", () => {
  test("J5 values of any kind rise with their steps: equal ones have one, the least the first, the most the last", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const limits = quantiles(values);
        const sorted = values.toSorted((a, b) => a - b);
        const steps = sorted.map((value) => stepOfValue(value, limits));
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
        for (const step of steps) expect(step).toBeGreaterThanOrEqual(1);
        for (const step of steps) expect(step).toBeLessThanOrEqual(STEPS);
        if (limits.length > 1) expect([steps[0], steps.at(-1)]).toEqual([1, STEPS]);
      }),
    );
    const rates = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.9, 1];
    expect(rates.map((rate) => stepOfValue(rate, quantiles(rates)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("eight different colours of one hue for each shade", () => {
    for (const shade of ["open", "overdue", "rate"] as const)
      expect(new Set(rampRgb(shade).map(String)).size).toBe(STEPS);
  });
});
