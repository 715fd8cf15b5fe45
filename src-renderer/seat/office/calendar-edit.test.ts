import { describe, expect, test } from "vitest";
import cn from "../../../resources/calendars/cn.json" with { type: "json" };
import { parseCalendar } from "../../../shared/rules/calendar.ts";
import {
  byYear,
  daysOf,
  rawCalendar,
  slotsText,
  slotsTyped,
  textOfCalendar,
  withDay,
  withoutDay,
} from "./calendar-edit.ts";

describe("a calendar's days", () => {
  test("a day is a holiday or a moved work day, never both, and the rest stays", () => {
    const moved = withDay(cn, "makeUpDays", "2026-10-01");
    expect(daysOf(moved, "makeUpDays")).toContain("2026-10-01");
    expect(daysOf(moved, "holidays")).toEqual(cn.holidays.filter((day) => day !== "2026-10-01"));
    expect(moved).toMatchObject({ name: "cn", slots: cn.slots, provisional: cn.provisional });
    expect(() => parseCalendar("calendars/cn.json", moved)).not.toThrow();
    expect(withDay(cn, "holidays", "2026-10-01")).toEqual({ ...cn, holidays: cn.holidays.toSorted() });
    expect(daysOf(withoutDay(moved, "makeUpDays", "2026-10-01"), "makeUpDays")).toEqual(cn.makeUpDays.toSorted());
    expect(rawCalendar(textOfCalendar(moved))).toEqual(moved);
  });

  test("what is no calendar is none", () => {
    for (const text of ["", "[]", "3", "null", "{"]) expect(rawCalendar(text)).toBeNull();
    expect(daysOf({ holidays: ["2026-01-01", 3] }, "holidays")).toEqual(["2026-01-01"]);
    expect(daysOf({}, "holidays")).toEqual([]);
  });

  test("days are read year by year, the newest first", () => {
    expect(byYear(["2025-01-01", "2026-05-01", "2026-01-01"])).toEqual([
      ["2026", ["2026-01-01", "2026-05-01"]],
      ["2025", ["2025-01-01"]],
    ]);
  });

  test("slots are read and written as clock times", () => {
    expect(slotsText(cn)).toBe("08:00–12:00, 14:00–18:00");
    expect(slotsTyped(slotsText(cn))).toEqual(cn.slots);
    expect(slotsTyped("8:30-12:00、13：00至17:30")).toEqual([
      [510, 720],
      [780, 1_050],
    ]);
    for (const text of ["", "8-12", "12:00-08:00", "08:00-12:00, 11:00-13:00", "08:60-09:00", "20:00-25:00"]) {
      expect(slotsTyped(text), text).toBeNull();
    }
  });
});
