import { describe, expect, test } from "vitest";
import { deadlineOf, plainCalendar, workTimeBetween, type WorkCalendar } from "../../shared/case/worktime.ts";
import type { TimeLimit } from "../../shared/case/case.ts";
import cn from "../../resources/calendars/cn.json" with { type: "json" };

const CHINA = cn as unknown as WorkCalendar;

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

  test("urgent hours do not stop for a holiday", () => {
    expect(deadlineOf(at("10-01 23:30"), { value: 2, type: "urgentHour" }, CHINA)).toBe(at("10-02 01:30"));
  });
});

describe("zones with summer time", () => {
  const newYork = plainCalendar("America/New_York");

  test("a natural day ends at the same local time over the change", () => {
    const friday = Date.parse("2026-03-06T10:00:00-05:00");
    expect(deadlineOf(friday, { value: 3, type: "naturalDay" }, newYork)).toBe(Date.parse("2026-03-09T10:00:00-04:00"));
  });

  test("work slots follow local time over the change", () => {
    const friday = Date.parse("2026-03-06T17:30:00-05:00");
    expect(deadlineOf(friday, { value: 1, type: "workHour" }, newYork)).toBe(Date.parse("2026-03-09T08:30:00-04:00"));
    expect(workTimeBetween(friday, Date.parse("2026-03-09T08:30:00-04:00"), newYork)).toBe(3_600_000);
  });
});
