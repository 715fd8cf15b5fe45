import { expect, test } from "vitest";
import fc from "fast-check";
import { countsText, countText, rateText } from "./number.ts";

test("a rate has one decimal, rounded half up", () => {
  expect(rateText({ n: 29_220, d: 33_385 })).toBe("87.5%");
  expect(rateText({ n: 112_695, d: 114_478 })).toBe("98.4%");
  expect(rateText({ n: 1, d: 16 })).toBe("6.3%"); // 6.25
  expect(rateText({ n: 0, d: 5 })).toBe("0.0%");
});

test("without a denominator there is no rate", () => {
  expect(rateText({ n: 0, d: 0 })).toBe("—");
});

test("8689 of 8690 never prints a bare 100 %", () => {
  expect(rateText({ n: 8_689, d: 8_690 })).toBe("99.9+%");
  expect(rateText({ n: 8_690, d: 8_690 })).toBe("100.0%");
  expect(rateText({ n: 1, d: 90_000 })).toBe("<0.1%");
  expect(rateText({ n: 4_419, d: 4_417 })).toBe(">100.0%");
});

test("100.0 % means all of them, 0.0 % means none, for any counts", () => {
  fc.assert(
    fc.property(fc.nat(2_000_000), fc.integer({ min: 1, max: 2_000_000 }), (n, d) => {
      expect(rateText({ n, d }) === "100.0%").toBe(n === d);
      expect(rateText({ n, d }) === "0.0%").toBe(n === 0);
    }),
  );
});

test("counts are grouped and stand beneath the rate", () => {
  expect(countText(1_234_567, "zh-CN")).toBe("1,234,567");
  expect(countsText({ n: 29_220, d: 33_385 }, "en")).toBe("29,220 / 33,385");
});
