import { expect, test } from "vitest";
import { nextTry, SPAN, TRIES } from "./recovery.ts";

test("the first tries together come within three seconds, later ones more slowly", () => {
  const waits = [0, 1, 2, 3].map((failed) => nextTry([0], failed, 0) as number);
  expect(waits.reduce((a, b) => a + b)).toBeLessThan(3000);
  expect(nextTry([0], 30, 0)).toBe(8000);
});

test("gives up after too many losses in the span, and forgets old ones", () => {
  const many = Array.from({ length: TRIES + 1 }, (_, i) => i);
  expect(nextTry(many, 0, 20)).toBeNull();
  expect(nextTry(many, 0, SPAN + 20)).not.toBeNull();
});
