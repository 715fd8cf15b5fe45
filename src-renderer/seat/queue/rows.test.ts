import { expect, test } from "vitest";
import { rowsInView, scrollTo } from "./rows.ts";

test("the rows in view are those of the window and a few more on either side, within the queue", () => {
  expect(rowsInView(0, 320, 32, 100_000)).toEqual([0, 16]);
  expect(rowsInView(3_200, 320, 32, 100_000)).toEqual([94, 116]);
  expect(rowsInView(3_200_000, 320, 32, 100_000)).toEqual([99_994, 100_000]);
  expect(rowsInView(0, 320, 32, 3)).toEqual([0, 3]);
  expect(rowsInView(0, 320, 32, 0)).toEqual([0, 0]);
});

test("a list scrolled past its end, as it is for a moment after a filter, still draws rows of it", () => {
  const [first, end] = rowsInView(64_000, 320, 32, 40);
  expect(end).toBe(40);
  expect(first).toBeLessThan(end);
});

test("a row is brought into view below the head and above the lower edge, and no further than it takes", () => {
  expect(scrollTo(5, 0, 320, 32)).toBe(0);
  expect(scrollTo(20, 0, 320, 32)).toBe(20 * 32 + 64 - 320);
  expect(scrollTo(3, 3_200, 320, 32)).toBe(96);
  expect(scrollTo(0, 3_200, 320, 32)).toBe(0);
});
