import { expect, test } from "vitest";
import { nextTry, SPAN, TRIES } from "./recovery.ts";

test("M7 for two seconds after a loss the map is tried again every eighth of a second, then more slowly", () => {
  const waits = Array.from({ length: 20 }, (_, failed) => nextTry([0], failed, 0) as number);
  expect(Math.max(...waits)).toBeLessThanOrEqual(125);
  expect(waits.reduce((a, b) => a + b)).toBeGreaterThan(2000);
  expect(nextTry([0], 24, 0)).toBeGreaterThan(500);
  expect(nextTry([0], 39, 0)).toBe(8000);
});

test("gives up after too many losses in the span, and forgets old ones", () => {
  const many = Array.from({ length: TRIES + 1 }, (_, i) => i);
  expect(nextTry(many, 0, 20)).toBeNull();
  expect(nextTry(many, 0, SPAN + 20)).not.toBeNull();
});
