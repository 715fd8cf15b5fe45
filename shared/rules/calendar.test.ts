import { describe, expect, test } from "vitest";
import { TroubleError, type Trouble } from "../trouble.ts";
import { parseCalendar } from "./calendar.ts";

const PLAIN = {
  format: 1,
  name: "plain",
  title: { "zh-CN": "普通", en: "Plain" },
  timeZone: "Asia/Shanghai",
  slots: [
    [480, 720],
    [840, 1080],
  ],
  weekdays: [1, 2, 3, 4, 5],
  holidays: ["2026-10-01"],
  makeUpDays: ["2026-10-10"],
};

function troubleOf(change: object): Trouble {
  try {
    parseCalendar("calendars/own.json", { ...PLAIN, ...change });
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  throw new Error("no trouble");
}

describe("a calendar file", () => {
  test("gives a calendar with its name, and no provisional years unless it says so", () => {
    const { format: _, ...rest } = PLAIN;
    expect(parseCalendar("calendars/own.json", PLAIN)).toEqual({
      ...rest,
      note: { "zh-CN": "", en: "" },
      provisional: [],
    });
  });

  test.each([
    [{ holidays: ["2026-10-01", "2026-02-29"] }, "holidays.1", "YYYY-MM-DD", '"2026-02-29"'],
    [{ makeUpDays: ["2026-1-4"] }, "makeUpDays.0", "YYYY-MM-DD", '"2026-1-4"'],
    [{ timeZone: "Asia/Atlantis" }, "timeZone", "IANA", '"Asia/Atlantis"'],
    [{ weekdays: [1, 7] }, "weekdays.1", "<=6", "7"],
    [{ slots: [[480, 1500]] }, "slots.0.1", "<=1440", "1500"],
    [{ slots: [[720, 480]] }, "slots.0.1", ">720", "480"],
    [
      {
        slots: [
          [480, 720],
          [720, 1080],
        ],
      },
      "slots.1.0",
      ">720",
      "720",
    ],
    [{ provisional: [2027] }, "provisional.0", "string", "2027"],
    [{ slot: [] }, "slot", "never", '"slot"'],
  ])("broken by %j is told with its place", (change, path, expected, found) => {
    expect(troubleOf(change)).toEqual({
      code: "ruleBroken",
      params: { file: "calendars/own.json", path, expected, found },
    });
  });

  test("a date or weekday given twice, or as holiday and work day, is named", () => {
    const twice = (path: string, name: string) => ({
      code: "ruleDuplicate",
      params: { file: "calendars/own.json", path, name },
    });
    expect(troubleOf({ holidays: ["2026-10-01", "2026-10-01"] })).toEqual(twice("holidays.1", "2026-10-01"));
    expect(troubleOf({ makeUpDays: ["2026-10-01"] })).toEqual(twice("makeUpDays.0", "2026-10-01"));
    expect(troubleOf({ weekdays: [1, 1] })).toEqual(twice("weekdays.1", "1"));
  });

  test("without any work time it cannot give a deadline", () => {
    const empty = { code: "calendarEmpty", params: { file: "calendars/own.json" } };
    expect(troubleOf({ slots: [] })).toEqual(empty);
    expect(troubleOf({ weekdays: [] })).toEqual(empty);
  });

  test("of a later format is refused with both numbers", () => {
    expect(troubleOf({ format: 2, whatever: true })).toEqual({
      code: "ruleNewer",
      params: { file: "calendars/own.json", found: 2, known: 1 },
    });
  });
});
