import { expect, test } from "vitest";
import { weekendOf, peakOf, sharesOf } from "./week.ts";

test("J6 the fullest hour is named, and the weekend is a share of the week", () => {
  const week = new Uint32Array(168);
  week[1 * 24 + 9] = 12;
  week[6 * 24 + 23] = 4;
  expect(peakOf(week)).toEqual({ weekday: 1, hour: 9, count: 12 });
  expect(weekendOf(week)).toEqual({ n: 4, d: 16 });
  const shares = sharesOf(week);
  expect([shares[33], shares[167], shares[0]]).toEqual([1, 4 / 12, 0]);
  expect(peakOf(new Uint32Array(168))).toBeNull();
  expect(sharesOf(new Uint32Array(168))[0]).toBe(0);
});
