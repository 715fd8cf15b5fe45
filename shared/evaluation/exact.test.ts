import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ceiling, compare, decimal, floor, fraction, fromDecimal, minus, over, rounded, signed } from "./exact.ts";

describe("exact numbers", () => {
  test.each([
    ["0.285", 2, "0.29"],
    ["1.005", 2, "1.01"],
    ["2.5", 0, "3"],
    ["-2.5", 0, "-3"],
    ["-0.004", 2, "0.00"],
    ["99.949", 1, "99.9"],
    ["99.95", 1, "100.0"],
    ["0.05", 1, "0.1"],
    ["7", 3, "7.000"],
  ])("%s at %d digits is %s: ties go away from zero", (text, digits, printed) => {
    expect(decimal(fromDecimal(text), digits)).toBe(printed);
  });

  test("a sign stands also above zero, and not at zero", () => {
    expect([signed(fraction(15n), 0), signed(fraction(-1n, 50n), 2), signed(fraction(0n), 1)]).toEqual([
      "+15",
      "-0.02",
      "0.0",
    ]);
  });

  test("what is rounded is nearest, and by exactly half a unit only upwards", () => {
    const whole = fc.bigInt({ min: 0n, max: 10n ** 24n });
    fc.assert(
      fc.property(whole, fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.nat(6), (n, d, digits) => {
        const value = fraction(n, d);
        const half = fraction(1n, 2n * 10n ** BigInt(digits));
        const above = minus(rounded(value, digits), value);
        expect(compare(above, half)).toBeLessThanOrEqual(0);
        expect(compare(above, fraction(-half.n, half.d))).toBeGreaterThan(0);
      }),
    );
  });

  test("floor and ceiling of whole numbers are the numbers, of others their neighbours", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (n, d) => {
        const value = fraction(n, d);
        const [low, high] = [floor(value), ceiling(value)];
        expect(high - low).toBe(value.d === 1n ? 0n : 1n);
        expect(compare(fraction(low), value)).toBeLessThanOrEqual(0);
        expect(compare(fraction(high), value)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("nothing is divided by zero unseen", () => {
    expect(() => over(fraction(1n), fraction(0n))).toThrow("over zero");
    expect(() => fromDecimal("1e3")).toThrow("no decimal");
  });
});
