import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LimitType, TimeLimit } from "../../shared/case/case.ts";
import { readClock, type Pause } from "../../shared/case/light.ts";
import {
  addWorkTime,
  advance,
  deadlineOf,
  elapsed,
  isWorkTime,
  limitDuration,
  nextWorkTime,
  workTimeBetween,
  type WorkCalendar,
} from "../../shared/case/worktime.ts";
import { localTime, zoneOffset } from "../../shared/evaluation/period.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Moments at which clocks are set on or back, and one zone without any. Lord Howe moves by half an hour. */
const CHANGES: readonly [zone: string, at: number][] = [
  ["America/New_York", Date.parse("2026-03-08T07:00:00Z")],
  ["America/New_York", Date.parse("2026-11-01T06:00:00Z")],
  ["Europe/London", Date.parse("2027-03-28T01:00:00Z")],
  ["Europe/London", Date.parse("2026-10-25T01:00:00Z")],
  ["Australia/Lord_Howe", Date.parse("2026-10-03T15:30:00Z")],
  ["Australia/Lord_Howe", Date.parse("2026-04-04T15:00:00Z")],
  ["Asia/Shanghai", Date.parse("2026-02-14T00:00:00Z")],
];

/** Slots anywhere in the day, or crowded into the hours in which clocks change. */
const slots = fc
  .oneof(
    fc.uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 8 }),
    fc.uniqueArray(fc.integer({ min: 30, max: 210 }), { minLength: 4, maxLength: 8 }),
  )
  .map((minutes) => {
    const sorted = minutes.sort((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i): [number, number] => [
      sorted[2 * i] as number,
      sorted[2 * i + 1] as number,
    ]);
  });

const dates = fc.uniqueArray(
  fc.integer({ min: -20, max: 20 }).map((days) => days * DAY),
  { maxLength: 6 },
);

interface Setting {
  readonly calendar: WorkCalendar;
  /** Starts are drawn around it. */
  readonly change: number;
}

const settings: fc.Arbitrary<Setting> = fc
  .record({
    where: fc.constantFrom(...CHANGES),
    slots,
    weekdays: fc.oneof(
      fc.constant([0, 1, 2, 3, 4, 5, 6]),
      fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    ),
    off: dates,
    on: dates,
  })
  .map(({ where: [timeZone, change], slots: own, weekdays, off, on }) => {
    const dateOf = (days: number) => new Date(change + days).toISOString().slice(0, 10);
    return {
      change,
      calendar: { timeZone, slots: own, weekdays, holidays: off.map(dateOf), makeUpDays: on.map(dateOf) },
    };
  });

/** Mostly within three hours of the change or the same hours days before, to the second; sometimes anywhere. */
const around = fc.oneof(
  fc
    .tuple(fc.integer({ min: -10_800, max: 10_800 }), fc.integer({ min: 0, max: 3 }))
    .map(([seconds, days]) => seconds * 1_000 - days * DAY),
  fc.integer({ min: -12 * DAY, max: 12 * DAY }),
);
const limits: fc.Arbitrary<TimeLimit> = fc.record({
  value: fc.integer({ min: 1, max: 15 }),
  type: fc.constantFrom<LimitType>("urgentHour", "urgentDay", "workHour", "workDay", "naturalDay"),
});
const spans = fc.integer({ min: 1, max: 40 * HOUR });

/** True in the second pass of an hour that comes twice. */
function isRepeated(at: number, zone: string): boolean {
  const back = zoneOffset(at - HOUR, zone) - zoneOffset(at, zone);
  return back > 0 && zoneOffset(at - back, zone) !== zoneOffset(at, zone);
}

describe("working time, around changes of summer time too", () => {
  test("adding then measuring gives the limit back", () => {
    fc.assert(
      fc.property(settings, around, limits, ({ calendar, change }, offset, limit) => {
        fc.pre(limit.type !== "naturalDay");
        const start = change + offset;
        const due = deadlineOf(start, limit, calendar);
        expect(elapsed(start, due, limit.type, calendar)).toBe(limitDuration(limit, calendar));
      }),
    );
  });

  test("a natural day ends at the same local time, or at the moment of the change that skips it", () => {
    fc.assert(
      fc.property(settings, around, fc.integer({ min: 1, max: 15 }), ({ calendar, change }, offset, value) => {
        const { timeZone } = calendar;
        const start = change + offset;
        const due = deadlineOf(start, { value, type: "naturalDay" }, calendar);
        const wanted = start + zoneOffset(start, timeZone) + value * DAY;
        const got = due + zoneOffset(due, timeZone);
        if (got === wanted) return;
        expect(zoneOffset(due - 1, timeZone)).toBeLessThan(zoneOffset(due, timeZone));
        expect(due - 1 + zoneOffset(due - 1, timeZone)).toBeLessThan(wanted);
        expect(got).toBeGreaterThan(wanted);
      }),
    );
  });

  test("a longer limit is never due earlier", () => {
    fc.assert(
      fc.property(settings, around, limits, fc.nat(5), ({ calendar, change }, offset, limit, more) => {
        const start = change + offset;
        const longer = { ...limit, value: limit.value + more };
        expect(deadlineOf(start, longer, calendar)).toBeGreaterThanOrEqual(deadlineOf(start, limit, calendar));
      }),
    );
  });

  test("a later start is never due earlier; natural days know no difference between the passes of an hour", () => {
    fc.assert(
      fc.property(settings, around, fc.nat(3 * HOUR), limits, ({ calendar, change }, offset, later, limit) => {
        const [first, second] = [change + offset, change + offset + later];
        fc.pre(limit.type !== "naturalDay" || !isRepeated(second, calendar.timeZone));
        expect(deadlineOf(second, limit, calendar)).toBeGreaterThanOrEqual(deadlineOf(first, limit, calendar));
      }),
    );
  });

  test("measures add up, and what has been worked is never more than what has passed", () => {
    fc.assert(
      fc.property(settings, around, spans, spans, ({ calendar, change }, offset, one, two) => {
        const [a, b, c] = [change + offset, change + offset + one, change + offset + one + two];
        const sum = workTimeBetween(a, b, calendar) + workTimeBetween(b, c, calendar);
        expect(sum).toBe(workTimeBetween(a, c, calendar));
        expect(sum).toBeLessThanOrEqual(one + two);
        expect(workTimeBetween(c, a, calendar)).toBe(0);
      }),
    );
  });

  test("a work deadline is the end of a worked moment, and the next work time is at work", () => {
    fc.assert(
      fc.property(settings, around, spans, ({ calendar, change }, offset, duration) => {
        const start = change + offset;
        fc.pre(workTimeBetween(start, start + 60 * DAY, calendar) >= duration);
        expect(isWorkTime(addWorkTime(start, duration, calendar) - 1, calendar)).toBe(true);
        const next = nextWorkTime(start, calendar);
        expect(isWorkTime(next, calendar)).toBe(true);
        expect(workTimeBetween(start, next, calendar)).toBe(0);
      }),
    );
  });

  test("is what a count of minutes by the clock on the wall gives", () => {
    // Slots whose edges lie outside the hours that clocks skip or repeat; what is inside counts as it passes.
    const ownSlots: WorkCalendar["slots"] = [
      [30, 400],
      [480, 720],
      [840, 1_080],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES),
        fc.integer({ min: -900, max: 900 }),
        fc.nat(1_500),
        (where, from, length) => {
          const [timeZone, change] = where;
          const calendar = { timeZone, slots: ownSlots, weekdays: [0, 1, 2, 3, 5], holidays: [], makeUpDays: [] };
          const start = change + from * MINUTE;
          let counted = 0;
          for (let at = start; at < start + length * MINUTE; at += MINUTE) {
            const { hour, minute, weekday } = localTime(at, timeZone);
            const clock = hour * 60 + minute;
            if (calendar.weekdays.includes(weekday) && ownSlots.some(([a, b]) => clock >= a && clock < b)) counted++;
          }
          expect(workTimeBetween(start, start + length * MINUTE, calendar)).toBe(counted * MINUTE);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("no zone of the machine changes anything", () => {
    const program = join(import.meta.dirname, "../fixtures/worktime-vectors.ts");
    const outputs = ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Apia"].map((zone) => {
      const run = spawnSync(process.execPath, [program], { env: { ...process.env, TZ: zone }, encoding: "utf8" });
      expect(run.stderr.replaceAll(/.*ExperimentalWarning.*\n?.*/g, "")).toBe("");
      return run.stdout;
    });
    expect(outputs[0]?.split("\n").length).toBeGreaterThan(4_000);
    expect(new Set(outputs).size).toBe(1);
  });
});

describe("a clock with pauses", () => {
  const pauses: fc.Arbitrary<{ from: number; length: number | null }[]> = fc.array(
    fc.record({ from: fc.integer({ min: -20, max: 90 }), length: fc.option(fc.integer({ min: 0, max: 50 })) }),
    { maxLength: 5 },
  );

  test("counts each moment once: what is used is what a count of unpaused minutes gives", () => {
    fc.assert(
      fc.property(settings, around, limits, pauses, fc.nat(120), ({ calendar, change }, offset, limit, hung, after) => {
        const start = Math.floor((change + offset) / MINUTE) * MINUTE;
        const list = hung.map(({ from, length }): Pause => ({
          from: start + from * MINUTE,
          to: length === null ? null : start + (from + length) * MINUTE,
        }));
        const at = start + after * MINUTE;
        let used = 0;
        for (let minute = start; minute < at; minute += MINUTE) {
          const paused = list.some(({ from, to }) => from <= minute && (to === null || minute < to));
          if (!paused) used += elapsed(minute, minute + MINUTE, limit.type, calendar);
        }
        const reading = readClock({ start, limit, pauses: list }, at, calendar);
        expect(reading.used).toBe(used);
        expect(reading.elapsed + reading.remaining).toBe(Math.ceil(reading.allowed / MINUTE));
      }),
    );
  });

  test("a pause that is over moves the moment at which the limit is used up by what it held, and no more", () => {
    fc.assert(
      fc.property(
        settings,
        around,
        limits,
        fc.nat(300),
        fc.nat(3_000),
        ({ calendar, change }, offset, limit, first, length) => {
          fc.pre(limit.type !== "naturalDay");
          const start = change + offset;
          const due = deadlineOf(start, limit, calendar);
          const from = Math.min(start + first * MINUTE, due - 1);
          const to = from + length * MINUTE;
          const left = elapsed(from, due, limit.type, calendar);
          const moved = advance(to, left, limit.type, calendar);
          const clock = {
            start,
            limit,
            pauses: [
              { from, to },
              { from, to },
            ],
          };
          expect(readClock(clock, moved, calendar)).toMatchObject({ remaining: 0, light: "yellow" });
          fc.pre(left > 0);
          expect(readClock(clock, moved + 30 * DAY, calendar).light).toBe("red");
        },
      ),
    );
  });
});
