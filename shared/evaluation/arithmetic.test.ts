import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSum } from "./arithmetic.ts";
import { compare, decimal, fraction } from "./exact.ts";

/** What a sum comes to, at six digits. */
function valueOf(text: string): string {
  const sum = readSum(text);
  return "fault" in sum ? JSON.stringify(sum.fault) : decimal(sum.value, 6);
}

describe("sums", () => {
  test.each([
    ["15+24+28+27", "94.000000"],
    ["60.74%*0.55+40.01%*0.45", "0.514115"],
    ["60.74％×0.55＋40.01％×0.45", "0.514115"],
    ["(5867+(8907−5867)×0.55)÷14664", "0.514116"],
    ["（１＋２）＊３", "9.000000"],
    ["1,062.84 + 354.03", "1416.870000"],
    ["12，345，678", "12345678.000000"],
    ["2-3-4", "-5.000000"],
    ["16/4/2", "2.000000"],
    ["2+3*4", "14.000000"],
    ["-(1-3)", "2.000000"],
    ["--1", "1.000000"],
    ["50%%", "0.005000"],
    ["0.1+0.2-0.3", "0.000000"],
  ])("%s comes to %s", (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test.each([
    ["", "number", 1, ""],
    ["12a", "operator", 3, "a"],
    ["12+", "number", 4, ""],
    ["1 2", "operator", 3, "2"],
    ["(1+2", "closing", 5, ""],
    ["（1＋x）", "number", 4, "x"],
    ["1,23", "threeDigits", 2, ","],
    ["1234,567", "threeDigits", 5, ","],
    ["1,2345", "threeDigits", 2, ","],
    ["1,234,5", "threeDigits", 6, ","],
    ["3.", "number", 3, ""],
    [".5", "number", 1, "."],
    ["1/(2-2)", "notZero", 3, "("],
    ["1÷ 0", "notZero", 4, "0"],
    ["1e5", "operator", 2, "e"],
    ["约100", "number", 1, "约"],
    ["1".repeat(501), "shorter", 501, "1"],
  ])("%s stops for want of %s at character %d", (text, wanted, position, found) => {
    expect(readSum(text)).toEqual({ fault: { wanted, position, found } });
  });

  test("the deepest nesting that fits is read", () => {
    expect(valueOf(`${"(".repeat(249)}1${")".repeat(249)}`)).toBe("1.000000");
  });

  test("its numbers are told as they stand, with the most digits behind a point", () => {
    const sum = readSum("12.5%×(3+0.125)");
    if ("fault" in sum) throw new Error(sum.fault.wanted);
    expect(sum.numbers.map((it) => decimal(it, 3))).toEqual(["12.500", "3.000", "0.125"]);
    expect(sum.digits).toBe(3);
  });

  test("any written-out sum gives what whole numbers give", () => {
    type Tree = { text: string; value: bigint };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.nat(99_999).map((n) => ({ text: n.toLocaleString("en"), value: BigInt(n) })),
        fc.tuple(tie("tree"), fc.constantFrom("+", "-", "−", "*", "×"), tie("tree")).map(([a, sign, b]) => ({
          text: `(${a.text}) ${sign} (${b.text})`,
          value:
            sign === "+" ? a.value + b.value : sign === "-" || sign === "−" ? a.value - b.value : a.value * b.value,
        })),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        fc.pre(text.length <= 500);
        const sum = readSum(text);
        expect("value" in sum && compare(sum.value, fraction(value))).toBe(0);
      }),
    );
  });
});
