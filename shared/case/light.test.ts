import { describe, expect, test } from "vitest";
import { lightOf, readClock, type Clock } from "./light.ts";
import { plainCalendar } from "./worktime.ts";

const MINUTE = 60_000;
const CHINA = plainCalendar("Asia/Shanghai");
/** "20 17:30" of November 2026; the 20th is a Friday. */
const at = (text: string) => Date.parse(`2026-11-${text.replace(" ", "T")}:00+08:00`);

describe("lights", () => {
  test("80 % is still green, 100 % still yellow, a millisecond more is not", () => {
    const limit = 4 * 60 * MINUTE;
    expect(lightOf(0, limit)).toBe("green");
    expect(lightOf(limit * 0.8, limit)).toBe("green");
    expect(lightOf(limit * 0.8 + 1, limit)).toBe("yellow");
    expect(lightOf(limit, limit)).toBe("yellow");
    expect(lightOf(limit + 1, limit)).toBe("red");
  });

  test("the boundary is exact where 80 % is no binary fraction", () => {
    for (const limit of [5, 35, 7 * MINUTE, 11 * 60 * MINUTE, 13 * 480 * MINUTE]) {
      expect(lightOf((limit / 5) * 4, limit)).toBe("green");
      expect(lightOf((limit / 5) * 4 + 1, limit)).toBe("yellow");
    }
  });
});

describe("a clock", () => {
  const clock: Clock = { start: at("20 17:00"), limit: { value: 4, type: "workHour" }, pauses: [] };

  test.each([
    ["20 17:00", 0, 240, "green"],
    ["20 18:00", 60, 180, "green"],
    ["22 12:00", 60, 180, "green"],
    ["23 10:12", 192, 48, "green"],
    ["23 10:13", 193, 47, "yellow"],
    ["23 11:00", 240, 0, "yellow"],
    ["23 11:01", 241, -1, "red"],
    ["23 14:00", 300, -60, "red"],
  ])("at %s has used %i work minutes, has %i left and is %s", (time, used, left, light) => {
    expect(readClock(clock, at(time), CHINA)).toMatchObject({ elapsed: used, remaining: left, light });
  });

  test("a begun minute counts as left, and the first moment over the limit is red", () => {
    expect(readClock(clock, at("23 11:00") - 1, CHINA)).toMatchObject({ elapsed: 239, remaining: 1, light: "yellow" });
    expect(readClock(clock, at("23 11:00") + 1, CHINA)).toMatchObject({ elapsed: 240, remaining: 0, light: "red" });
    expect(Object.is(readClock(clock, at("23 11:00") + 1, CHINA).remaining, 0)).toBe(true);
  });

  test("before its start nothing is used", () => {
    expect(readClock(clock, at("20 09:00"), CHINA)).toMatchObject({ elapsed: 0, remaining: 240, light: "green" });
  });

  test("time that the case hung is taken off once, work time only, also while it lasts", () => {
    const pauses = [
      { from: at("20 17:30"), to: at("23 09:00") },
      { from: at("23 08:30"), to: at("23 10:00") },
      { from: at("20 17:45"), to: at("20 17:50") },
    ];
    const paused = { ...clock, pauses };
    expect(readClock(paused, at("23 11:00"), CHINA)).toMatchObject({ elapsed: 90, remaining: 150, running: true });
    expect(readClock(paused, at("23 08:45"), CHINA)).toMatchObject({ elapsed: 30, running: false });
    const open = { ...clock, pauses: [{ from: at("20 17:30"), to: null }] };
    expect(readClock(open, at("27 17:30"), CHINA)).toMatchObject({ elapsed: 30, light: "green", running: false });
  });

  test("a natural day of 23 hours is used up at its deadline", () => {
    const newYork = plainCalendar("America/New_York");
    const start = Date.parse("2026-03-07T10:00:00-05:00");
    const day: Clock = { start, limit: { value: 1, type: "naturalDay" }, pauses: [] };
    expect(readClock(day, Date.parse("2026-03-08T10:00:00-04:00"), newYork)).toMatchObject({
      elapsed: 23 * 60,
      remaining: 0,
      light: "yellow",
    });
  });
});
