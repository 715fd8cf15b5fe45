import { describe, expect, test } from "vitest";
import linlan from "../../resources/policies/linlan.json" with { type: "json" };
import { DEFAULT_POLICY } from "../case/policy.ts";
import { parsePolicy } from "../rules/policy.ts";
import { DEFAULT_COVERAGE, coverageRulesOf } from "./rules.ts";
import { dayAt, dayOfKey, spansOf, workingDayAt } from "./shifts.ts";

const HOUR = 3_600_000;

describe("A9 what counts as eyes on a grid is stated by the policy", () => {
  test("what it leaves out is as the defaults are", () => {
    expect(coverageRulesOf(DEFAULT_POLICY)).toEqual(DEFAULT_COVERAGE);
    const shifts = [{ name: "白班", nameEn: "Day", from: 450, to: 1_110 }];
    const policy = parsePolicy("policies/x.json", { ...linlan, patrol: { shifts, leastSeconds: 90 } });
    expect(coverageRulesOf(policy)).toEqual({ ...DEFAULT_COVERAGE, shifts, leastSeconds: 90 });
  });

  test.each([
    [{ leastSeconds: 0 }, "patrol.leastSeconds"],
    [{ cameraDegrees: 400 }, "patrol.cameraDegrees"],
    [{ shifts: [] }, "patrol.shifts"],
    [{ shifts: [{ name: "早", nameEn: "Early", from: 360, to: 1_440 }] }, "patrol.shifts.0.to"],
    [{ leastseconds: 60 }, "patrol.leastseconds"],
  ])("%j is told with its place", (patrol, path) => {
    expect(() => parsePolicy("policies/x.json", { ...linlan, patrol })).toThrow(
      expect.objectContaining({ trouble: expect.objectContaining({ params: expect.objectContaining({ path }) }) }),
    );
  });
});

describe("shifts of a day", () => {
  const zone = "Asia/Shanghai";
  test("are instants of the city's zone, and one over midnight ends on the next day", () => {
    const day = dayAt(Date.UTC(2026, 10, 20, 3), zone);
    expect(day.key).toBe("2026-11-20");
    expect(spansOf(day, DEFAULT_COVERAGE.shifts, zone).map(({ from, to }) => [(from - day.from) / HOUR, (to - day.from) / HOUR])).toEqual([
      [6, 14],
      [14, 22],
      [22, 30],
    ]);
  });

  test("hold their wall times when the clocks are changed", () => {
    const day = dayAt(Date.UTC(2026, 2, 8, 17), "America/New_York");
    const [early] = spansOf(day, DEFAULT_COVERAGE.shifts, "America/New_York");
    expect(((early?.from ?? 0) - day.from) / HOUR).toBe(5);
    expect((day.to - day.from) / HOUR).toBe(23);
  });

  test("a working day begins with its first shift, however early the calendar's day does", () => {
    const at = (hour: number) => workingDayAt(Date.UTC(2026, 10, 20, hour - 8), DEFAULT_COVERAGE.shifts, zone).key;
    expect([at(5), at(6), at(23)]).toEqual(["2026-11-19", "2026-11-20", "2026-11-20"]);
  });

  test("a key that is no day is none", () => {
    expect(dayOfKey("2026-02-30", zone)).toBeNull();
    expect(dayOfKey("yesterday", zone)).toBeNull();
    expect(dayOfKey("2026-02-28", zone)?.key).toBe("2026-02-28");
  });
});
