import { describe, expect, test } from "vitest";
import cn from "../../resources/calendars/cn.json" with { type: "json" };
import linlan from "../../resources/calendars/linlan.json" with { type: "json" };
import usNy from "../../resources/calendars/us-ny.json" with { type: "json" };
import type { TimeLimit } from "../../shared/case/case.ts";
import {
  deadlineOf,
  elapsed,
  isWorkTime,
  limitDuration,
  nextWorkTime,
  plainCalendar,
  workTimeBetween,
  type WorkCalendar,
} from "../../shared/case/worktime.ts";
import { parseCalendar } from "../../shared/rules/calendar.ts";

const CHINA = parseCalendar("calendars/cn.json", cn);
const LINLAN = parseCalendar("calendars/linlan.json", linlan);
const NEW_YORK = parseCalendar("calendars/us-ny.json", usNy);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** "11-20 17:30" of 2026 in China, which keeps UTC+8 all year. */
const at = (text: string) => Date.parse(`2026-${text.replace(" ", "T")}:00+08:00`);

const VECTORS: readonly [start: string, limit: TimeLimit, deadline: string][] = [
  ["11-20 17:30", { value: 4, type: "workHour" }, "11-23 11:30"],
  ["11-20 17:30", { value: 1, type: "workDay" }, "11-23 17:30"],
  ["11-20 12:30", { value: 2, type: "workHour" }, "11-20 16:00"],
  ["11-21 09:00", { value: 2, type: "workHour" }, "11-23 10:00"],
  ["11-23 08:00", { value: 1, type: "workDay" }, "11-23 18:00"],
  ["11-23 18:00", { value: 2, type: "workHour" }, "11-24 10:00"],
  ["11-20 10:00", { value: 5, type: "workDay" }, "11-27 10:00"],
  ["11-20 17:30", { value: 2, type: "urgentHour" }, "11-20 19:30"],
  ["11-20 17:30", { value: 2, type: "urgentDay" }, "11-22 17:30"],
  ["11-20 17:30", { value: 1, type: "naturalDay" }, "11-21 17:30"],
];

describe("working time, Monday to Friday 08–12 and 14–18", () => {
  test.each(VECTORS)("from %s %o is due %s", (start, limit, deadline) => {
    const due = deadlineOf(at(start), limit, plainCalendar("Asia/Shanghai"));
    expect(new Date(due).toISOString()).toBe(new Date(at(deadline)).toISOString());
  });

  test.each(VECTORS)("the published calendar of China gives the same for from %s %o", (start, limit, deadline) => {
    expect(deadlineOf(at(start), limit, CHINA)).toBe(at(deadline));
  });
});

describe("holidays and moved work days are data", () => {
  test("a limit steps over the National Day week and works on the Saturday after it", () => {
    // Wed 09-30 17:00, then off until Thu 10-08; 10-08, 10-09 and the moved Saturday 10-10 work.
    expect(deadlineOf(at("09-30 17:00"), { value: 3, type: "workDay" }, CHINA)).toBe(at("10-10 17:00"));
  });

  test("a make-up Sunday counts as work, the same Sunday in a plain calendar does not", () => {
    expect(deadlineOf(at("09-20 09:00"), { value: 2, type: "workHour" }, CHINA)).toBe(at("09-20 11:00"));
    expect(deadlineOf(at("09-20 09:00"), { value: 2, type: "workHour" }, plainCalendar("Asia/Shanghai"))).toBe(
      at("09-21 10:00"),
    );
  });

  test("the demonstration city works on Sundays too", () => {
    expect(deadlineOf(at("11-22 11:00"), { value: 2, type: "workHour" }, LINLAN)).toBe(at("11-22 15:00"));
  });

  test("New York's offices keep Thanksgiving, and Independence Day of 2026 on the Friday before", () => {
    const wednesday = Date.parse("2026-11-25T16:00:00-05:00");
    expect(deadlineOf(wednesday, { value: 2, type: "workHour" }, NEW_YORK)).toBe(
      Date.parse("2026-11-27T10:00:00-05:00"),
    );
    const thursday = Date.parse("2026-07-02T16:00:00-04:00");
    expect(deadlineOf(thursday, { value: 2, type: "workHour" }, NEW_YORK)).toBe(
      Date.parse("2026-07-06T10:00:00-04:00"),
    );
  });

  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
    [2027, 248],
  ])("China works in %i on all days but weekends and the statutory holidays: %i", (year, days) => {
    // 2024 had 366 days, 104 on weekends and 11 statutory holidays; from 2025 there are 13.
    const from = Date.parse(`${year}-01-01T00:00:00+08:00`);
    const to = Date.parse(`${year + 1}-01-01T00:00:00+08:00`);
    expect(workTimeBetween(from, to, CHINA) / (8 * HOUR)).toBe(days);
  });

  test("2027 is marked as worked out by rule until it is published", () => {
    expect(CHINA.provisional).toEqual(["2027"]);
    expect(CHINA.holidays.filter((date) => date >= "2027")).toHaveLength(13);
    expect(CHINA.makeUpDays.filter((date) => date >= "2027")).toEqual([]);
  });

  test("urgent hours do not stop for a holiday", () => {
    expect(deadlineOf(at("10-01 23:30"), { value: 2, type: "urgentHour" }, CHINA)).toBe(at("10-02 01:30"));
  });
});

describe("zones with summer time", () => {
  const newYork = plainCalendar("America/New_York");
  const everyDay = (timeZone: string, slots: WorkCalendar["slots"]): WorkCalendar => ({
    timeZone,
    slots,
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    holidays: [],
    makeUpDays: [],
  });

  test("a natural day ends at the same local time over the change, an urgent day 24 hours later", () => {
    const friday = Date.parse("2026-03-06T10:00:00-05:00");
    expect(deadlineOf(friday, { value: 3, type: "naturalDay" }, newYork)).toBe(Date.parse("2026-03-09T10:00:00-04:00"));
    expect(deadlineOf(friday, { value: 3, type: "urgentDay" }, newYork)).toBe(Date.parse("2026-03-09T11:00:00-04:00"));
  });

  test("work slots follow local time over the change", () => {
    const friday = Date.parse("2026-03-06T17:30:00-05:00");
    expect(deadlineOf(friday, { value: 1, type: "workHour" }, newYork)).toBe(Date.parse("2026-03-09T08:30:00-04:00"));
    expect(workTimeBetween(friday, Date.parse("2026-03-09T08:30:00-04:00"), newYork)).toBe(HOUR);
  });

  test("a natural day that would end in the skipped hour ends with the change", () => {
    const change = Date.parse("2026-03-08T07:00:00Z");
    for (const start of ["02:00:00", "02:30:00", "02:59:59.999"]) {
      const saturday = Date.parse(`2026-03-07T${start}-05:00`);
      expect(deadlineOf(saturday, { value: 1, type: "naturalDay" }, newYork)).toBe(change);
    }
    const halfHour = Date.parse("2026-10-03T02:10:00+10:30");
    expect(deadlineOf(halfHour, { value: 1, type: "naturalDay" }, plainCalendar("Australia/Lord_Howe"))).toBe(
      Date.parse("2026-10-03T15:30:00Z"),
    );
  });

  test("a natural day that would end in the hour that comes twice ends in the first", () => {
    const start = Date.parse("2026-10-31T01:30:00-04:00");
    expect(deadlineOf(start, { value: 1, type: "naturalDay" }, newYork)).toBe(Date.parse("2026-11-01T01:30:00-04:00"));
  });

  test("slots in the skipped hour have no length, those that reach into it end or begin with the change", () => {
    const calendar = everyDay("America/New_York", [
      [100, 130],
      [140, 170],
      [175, 240],
    ]);
    const day = Date.parse("2026-03-08T00:00:00-05:00");
    const change = Date.parse("2026-03-08T07:00:00Z");
    expect(workTimeBetween(day, change, calendar)).toBe(20 * 60_000);
    expect(workTimeBetween(change, change + DAY / 2, calendar)).toBe(HOUR);
    expect(nextWorkTime(change - 1, calendar)).toBe(change - 1);
    expect(isWorkTime(change, calendar)).toBe(true);
    const lordHowe = everyDay("Australia/Lord_Howe", [[110, 200]]);
    const sunday = Date.parse("2026-10-04T00:00:00+10:30");
    expect(workTimeBetween(sunday, sunday + DAY / 2, lordHowe)).toBe(HOUR);
  });

  test("an hour that comes twice is worked twice when the slot holds both", () => {
    const calendar = everyDay("America/New_York", [[30, 150]]);
    const start = Date.parse("2026-11-01T00:30:00-04:00");
    const due = Date.parse("2026-11-01T02:30:00-05:00");
    expect(deadlineOf(start, { value: 3, type: "workHour" }, calendar)).toBe(due);
    const inTheSecond = Date.parse("2026-11-01T01:30:00-05:00");
    expect(workTimeBetween(inTheSecond, due, calendar)).toBe(HOUR);
  });

  test("London's working day keeps its hours on both sides of the change", () => {
    const london = plainCalendar("Europe/London");
    const friday = Date.parse("2027-03-26T17:00:00Z");
    expect(deadlineOf(friday, { value: 1, type: "workDay" }, london)).toBe(Date.parse("2027-03-29T17:00:00+01:00"));
  });
});

describe("an urgent day", () => {
  test("is 24 hours on a clock that never stops", () => {
    const limit: TimeLimit = { value: 2, type: "urgentDay" };
    expect(limitDuration(limit, CHINA)).toBe(2 * DAY);
    expect(elapsed(at("10-01 08:00"), at("10-03 08:00"), "urgentDay", CHINA)).toBe(2 * DAY);
    expect(deadlineOf(at("10-01 08:00"), limit, CHINA)).toBe(at("10-03 08:00"));
  });
});
