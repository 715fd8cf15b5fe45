import fc from "fast-check";
import { expect, test } from "vitest";
import { timeQueue } from "./queue.ts";
import { poisson, randomOf, weighted } from "./random.ts";

test("gives back what was pushed by time, equal times in the order they came", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const queue = timeQueue<readonly [number, number]>();
      times.forEach((at, order) => queue.push(at, [at, order]));
      const out: (readonly [number, number])[] = [];
      while (queue.size > 0) {
        expect(queue.next()).toBe(queue.peek()?.[0]);
        out.push(queue.pop() as readonly [number, number]);
      }
      expect(queue.pop()).toBeUndefined();
      expect(queue.next()).toBe(Number.POSITIVE_INFINITY);
      expect(out).toEqual(
        times.map((at, order) => [at, order] as const).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
    }),
  );
});

test("chance hangs on seed and name only, and has the means it should", () => {
  expect(randomOf(1, "a", 2)()).toBe(randomOf(1, "a", 2)());
  expect(randomOf(1, "a", 2)()).not.toBe(randomOf(2, "a", 2)());
  expect(randomOf(1, "a", 2)()).not.toBe(randomOf(1, "a2")());
  const firsts = Array.from({ length: 20_000 }, (_, i) => randomOf(9, "draw", i)());
  expect(firsts.reduce((a, b) => a + b) / firsts.length).toBeCloseTo(0.5, 1);
  expect(firsts.filter((value) => value < 0.1).length / firsts.length).toBeCloseTo(0.1, 1);
  const counts = Array.from({ length: 20_000 }, (_, i) => poisson(randomOf(9, "count", i), 2.5));
  expect(counts.reduce((a, b) => a + b) / counts.length).toBeCloseTo(2.5, 1);
  const choose = weighted([
    ["rare", 1],
    ["often", 9],
  ]);
  const random = randomOf(4, "choice");
  const often = Array.from({ length: 10_000 }, () => choose(random)).filter((item) => item === "often").length;
  expect(often / 10_000).toBeCloseTo(0.9, 1);
});
