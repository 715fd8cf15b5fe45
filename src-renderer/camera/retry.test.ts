import { expect, test } from "vitest";
import { waitMs } from "./retry.ts";

const waits = (troubledMs: number, random: number) =>
  [1, 2, 3, 4, 5, 6, 7, 8, 20].map((n) => waitMs(n, troubledMs, random));

test("V73 waits double up to a minute once trouble is old, and stay at two and a half seconds while it is young", () => {
  expect(waits(60_000, 1)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(waits(59_999, 1)).toEqual([1_000, 2_000, 2_500, 2_500, 2_500, 2_500, 2_500, 2_500, 2_500]);
});

test("V73 waits are spread over their last quarter", () => {
  expect(waitMs(1, 0, 0)).toBe(750);
  expect(waitMs(7, 60_000, 0)).toBe(45_000);
  expect(waitMs(7, 60_000, 0.5)).toBe(52_500);
});
