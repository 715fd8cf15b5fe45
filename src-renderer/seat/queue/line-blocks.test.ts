import { expect, test } from "vitest";
import { BLOCK, blocksAround, KnownLines, MOST_LINES } from "./line-blocks.ts";

test("what is in view is asked for with a block around it, and a row more is no other question", () => {
  expect(blocksAround(0, 30, 1_000)).toEqual([0, 75]);
  expect(blocksAround(60, 90, 1_000)).toEqual([25, 125]);
  for (let first = 0; first < 990; first++) {
    const last = Math.min(999, first + 40);
    const [from, to] = blocksAround(first, last, 1_000);
    expect(from <= first && to > last && to - from <= MOST_LINES && to <= 1_000).toBe(true);
  }
  expect(blocksAround(51, 74, 1_000)).toEqual(blocksAround(50, 73, 1_000));
  expect(blocksAround(0, 0, 0)).toEqual([0, 0]);
  // A window that shows more rows than can be asked for has the first of them.
  expect(blocksAround(0, 400, 1_000)).toEqual([0, MOST_LINES]);
  expect(MOST_LINES % BLOCK).toBe(0);
});

test("lines scrolled over are remembered, so many, the newest as they are now", () => {
  const lines = new KnownLines<{ uid: number; n: number }>();
  lines.take([
    { uid: 1, n: 1 },
    { uid: 2, n: 1 },
  ]);
  const before = lines.get(1);
  lines.take([{ uid: 1, n: 1 }]);
  expect(lines.get(1)).toBe(before);
  lines.take([{ uid: 1, n: 2 }]);
  expect(lines.get(1)?.n).toBe(2);
  lines.take(Array.from({ length: 2_999 }, (_, i) => ({ uid: 10 + i, n: 0 })));
  expect([lines.get(2), lines.get(1)?.n]).toEqual([undefined, 2]);
});
