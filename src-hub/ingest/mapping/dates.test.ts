import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../../shared/evaluation/period.ts";
import { cityClock, dateFormat, dateReader, keptDate, localOfKept } from "./dates.ts";

describe("date formats", () => {
  it("reads what they say and nothing else", () => {
    const us = dateFormat("MM/DD/YYYY hh:mm:ss A");
    expect(us.read("05/01/2022 12:00:03 AM")).toBe(Date.UTC(2022, 4, 1, 0, 0, 3));
    expect(us.read("05/01/2022 12:00:03 PM")).toBe(Date.UTC(2022, 4, 1, 12, 0, 3));
    expect(us.read("05/01/2022 11:59:59 pm")).toBe(Date.UTC(2022, 4, 1, 23, 59, 59));
    for (const wrong of [
      "",
      "05/01/2022",
      "05/01/2022 13:00:00 PM",
      "02/29/2022 01:00:00 AM",
      "13/01/2022 01:00:00 AM",
      "05/01/2022 01:00:00 AM ",
      "5/1/2022 01:00:00 AM",
    ]) {
      expect(us.read(wrong), wrong).toBeNaN();
    }
    expect(dateFormat("YYYY年M月D日 H:mm").read("2026年3月1日 8:05")).toBe(Date.UTC(2026, 2, 1, 8, 5));
    expect(dateFormat("YYYY-MM-DD").read("2024-02-29")).toBe(Date.UTC(2024, 1, 29));
    expect(dateFormat("YYYY-MM-DD").read("2100-02-29")).toBeNaN();
    expect(() => dateFormat("HH:mm")).toThrow();
  });

  it("writes what it reads", () => {
    const formats = ["MM/DD/YYYY hh:mm:ss A", "YYYY-MM-DDTHH:mm:ss.SSS", "YYYY/M/D H:mm:ss"].map(dateFormat);
    const seconds = fc.integer({ min: Date.UTC(1970, 0, 1) / 1000, max: Date.UTC(2099, 11, 31) / 1000 });
    fc.assert(
      fc.property(seconds, fc.constantFrom(...formats), (second, format) => {
        expect(format.read(format.write(second * 1000))).toBe(second * 1000);
      }),
    );
  });

  it("finds the right one of several, whatever came before", () => {
    const read = dateReader(["MM/DD/YYYY hh:mm A", "YYYY-MM-DD"].map(dateFormat));
    expect(read("2024-02-29")).toBe(Date.UTC(2024, 1, 29));
    expect(read("01/23/2004 12:00 AM")).toBe(Date.UTC(2004, 0, 23));
    expect(read("2024-02-28")).toBe(Date.UTC(2024, 1, 28));
    expect(read("yesterday")).toBeNaN();
  });

  it("keeps a local time as text and knows it again", () => {
    const local = Date.UTC(2022, 4, 1, 0, 7, 46);
    expect(keptDate(local)).toBe("2022-05-01T00:07:46.000");
    expect(localOfKept(keptDate(local))).toBe(local);
    expect(localOfKept("soon")).toBeNull();
  });
});

describe("a city's clock", () => {
  it("agrees with the zone arithmetic at every hour around both changes, and on any day", () => {
    const clock = cityClock("America/New_York");
    const hour = fc.oneof(
      fc.integer({ min: 0, max: 72 }).map((h) => Date.UTC(2023, 2, 11) + h * 3_600_000),
      fc.integer({ min: 0, max: 72 }).map((h) => Date.UTC(2022, 10, 5) + h * 3_600_000),
      fc.integer({ min: 0, max: 500_000 }).map((h) => Date.UTC(1990, 0, 1) + h * 3_600_000),
    );
    fc.assert(
      fc.property(hour, (local) => {
        const d = new Date(local);
        const instant = instantOf(
          "America/New_York",
          d.getUTCFullYear(),
          d.getUTCMonth() + 1,
          d.getUTCDate(),
          d.getUTCHours(),
        );
        expect(clock.instant(local)).toBe(instant);
        const skipped = clock.local(instant) !== local;
        expect(skipped).toBe(d.getUTCMonth() === 2 || d.getUTCMonth() === 3 ? skipped && d.getUTCHours() === 2 : false);
      }),
      { numRuns: 500 },
    );
    expect(clock.local(clock.instant(Date.UTC(2023, 2, 12, 2, 30)))).toBe(Date.UTC(2023, 2, 12, 3, 30));
  });
});
