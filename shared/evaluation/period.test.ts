import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { instantOf, localTime, windowOf, zoneOffset } from "./period.ts";

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

describe("windows in the city's own zone", () => {
  // Saturday 2026-11-21 01:30 in Shanghai is still Friday in UTC.
  const now = Date.parse("2026-11-20T17:30:00Z");
  test.each([
    ["day", "2026-11-20T16:00:00.000Z", "2026-11-21T16:00:00.000Z"],
    ["week", "2026-11-15T16:00:00.000Z", "2026-11-22T16:00:00.000Z"],
    ["month", "2026-10-31T16:00:00.000Z", "2026-11-30T16:00:00.000Z"],
    ["year", "2025-12-31T16:00:00.000Z", "2026-12-31T16:00:00.000Z"],
  ] as const)("%s", (period, from, to) => {
    const window = windowOf(period, now, "Asia/Shanghai");
    expect([iso(window.from), iso(window.to)]).toEqual([from, to]);
  });
  test("all has no ends", () => {
    expect(windowOf("all", now, "Asia/Shanghai")).toEqual({});
  });
});

describe("summer time in New York", () => {
  test("a day with a change has 23 or 25 hours", () => {
    const spring = windowOf("day", Date.parse("2023-03-12T16:00:00Z"), "America/New_York");
    const autumn = windowOf("day", Date.parse("2023-11-05T16:00:00Z"), "America/New_York");
    expect((spring.to as number) - (spring.from as number)).toBe(23 * 3_600_000);
    expect((autumn.to as number) - (autumn.from as number)).toBe(25 * 3_600_000);
  });
  test("a time that the change skips lies after the gap; a repeated one is the first", () => {
    expect(iso(instantOf("America/New_York", 2023, 3, 12, 2, 30))).toBe("2023-03-12T07:30:00.000Z");
    expect(iso(instantOf("America/New_York", 2023, 11, 5, 1, 30))).toBe("2023-11-05T05:30:00.000Z");
  });
});

test("local fields lead back to the instant, to the second, in any zone and hour that is not repeated", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2035, 0) }),
      fc.constantFrom("Asia/Shanghai", "America/New_York", "UTC", "Asia/Kolkata", "Australia/Lord_Howe"),
      (at, zone) => {
        fc.pre(zoneOffset(at, zone) === zoneOffset(at - 7_200_000, zone));
        const { year, month, day, hour, minute, second } = localTime(at, zone);
        expect(instantOf(zone, year, month, day, hour, minute, second)).toBe(Math.floor(at / 1000) * 1000);
      },
    ),
  );
});
