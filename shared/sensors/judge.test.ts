import { describe, expect, test } from "vitest";
import type { Limit } from "../rules/thresholds.ts";
import { exceeds, isEnough, limitAt, regionOf, speaksOf } from "./judge.ts";

const ZONE = "Asia/Shanghai";
const NIGHT = { from: 1_320, to: 360 };
const local = (time: string) => Date.parse(`2026-11-20T${time}:00+08:00`);
const limit = (more: Partial<Limit> = {}): Limit => ({
  pollutant: "noise",
  minutes: 15,
  limit: 55,
  compare: "absolute",
  regionAtMost: null,
  allowed: 0,
  hours: "night",
  assumed: false,
  ...more,
});
const inForce = { night: NIGHT, enough: 0.75 };
const nowhere = () => null;

describe("limits", () => {
  test("W3 of day and night speak of the hours in which a period began", () => {
    const speaks = (hours: Limit["hours"], time: string) => speaksOf(limit({ hours }), local(time), NIGHT, ZONE);
    expect(["22:00", "22:15", "06:00", "06:15"].map((time) => speaks("night", time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(["22:00", "22:15", "06:00", "06:15"].map((time) => speaks("day", time))).toEqual([true, false, false, true]);
    expect(speaks("all", "03:00")).toBe(true);
    // Hours of rest at noon lie within one day.
    const noon = { from: 720, to: 840 };
    expect(speaksOf(limit(), local("12:15"), noon, ZONE)).toBe(true);
    expect(speaksOf(limit(), local("14:15"), noon, ZONE)).toBe(false);
  });

  test("W4 above a district's mean move with it, up to its bound, and hold nothing where there is no mean", () => {
    const hebei = limit({
      pollutant: "pm10",
      minutes: 60,
      limit: 80,
      compare: "minusRegion",
      regionAtMost: 150,
      hours: "all",
    });
    const at = local("15:00");
    expect(limitAt(hebei, at, () => 60)).toBe(140);
    expect(limitAt(hebei, at, () => 400)).toBe(230);
    expect(limitAt(hebei, at, nowhere)).toBeNull();
    const reading = { at, value: 150, samples: 60 };
    expect(exceeds(hebei, reading, inForce, ZONE, () => 60)).toBe(true);
    expect(exceeds(hebei, reading, inForce, ZONE, () => 70)).toBe(false);
    expect(exceeds(hebei, reading, inForce, ZONE, nowhere)).toBe(false);
    expect([regionOf(50, 1), regionOf(120, 2)]).toEqual([null, 60]);
  });

  test("W6 are exceeded by means of enough minutes only, and by more than the limit", () => {
    const at = local("23:30");
    const over = (value: number, samples: number, enough = 0.75) =>
      exceeds(limit(), { at, value, samples }, { night: NIGHT, enough }, ZONE, nowhere);
    expect([over(56, 15), over(56, 12), over(56, 11), over(55, 15)]).toEqual([true, true, false, false]);
    expect(over(56, 8, 0.5)).toBe(true);
    expect(exceeds(limit(), { at: local("15:00"), value: 90, samples: 15 }, inForce, ZONE, nowhere)).toBe(false);
    expect([isEnough({ samples: 1_080 }, 1_440, 0.75), isEnough({ samples: 1_079 }, 1_440, 0.75)]).toEqual([
      true,
      false,
    ]);
  });
});
