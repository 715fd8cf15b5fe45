import { expect, test } from "vitest";
import { monthFinder } from "./months.ts";
import { monthOf, startOfMonth } from "./period-key.ts";

test.each(["Asia/Shanghai", "America/New_York", "UTC"])("finds the months of %s at every border", (zone) => {
  const find = monthFinder(zone);
  for (let month = 1990 * 12; month <= 2040 * 12; month += 5) {
    const start = startOfMonth(month, zone);
    for (const at of [start - 1, start, start + 1, start + 15 * 86_400_000]) expect(find(at)).toBe(monthOf(at, zone));
  }
});

test("what no calendar has belongs to no month, and the next instant is found all the same", () => {
  const find = monthFinder("Asia/Shanghai");
  for (const at of [Number.NaN, -1e15, 1e15, Number.POSITIVE_INFINITY]) expect(find(at)).toBeNaN();
  expect(find(Date.UTC(2026, 10, 22))).toBe(2026 * 12 + 10);
});
