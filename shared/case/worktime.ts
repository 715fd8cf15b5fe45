/**
 * Working time: how a handling limit turns into a deadline.
 *
 * `urgentHour` and `naturalDay` run without a pause; `workHour` and `workDay` run only inside work slots (domain.md §2.7).
 * A deadline that falls on the last minute of a slot stays there: it does not slip to the next morning.
 * Pure: zone arithmetic comes from `Intl` through period.ts; the machine's own zone and clock never matter.
 */
import { instantOf, localTime, zoneOffset } from "../evaluation/period.ts";
import type { LimitType, TimeLimit } from "./case.ts";

/** When a city works, as data (resources/calendars). */
export interface WorkCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** Work slots of a working day, minutes since local midnight, ascending and apart: [[480, 720], [840, 1080]]. */
  readonly slots: readonly (readonly [number, number])[];
  /** Working weekdays, 0 Sunday … 6 Saturday. */
  readonly weekdays: readonly number[];
  /** Local dates (YYYY-MM-DD) without work although their weekday works. */
  readonly holidays: readonly string[];
  /** 调休: local dates with work although their weekday rests. */
  readonly makeUpDays: readonly string[];
}

/** Monday to Friday, 08:00–12:00 and 14:00–18:00, no holidays: the default when a city states nothing. */
export function plainCalendar(timeZone: string): WorkCalendar {
  return {
    timeZone,
    slots: [
      [480, 720],
      [840, 1080],
    ],
    weekdays: [1, 2, 3, 4, 5],
    holidays: [],
    makeUpDays: [],
  };
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** A calendar in which ten years hold no work cannot give a deadline. */
const LONGEST_SEARCH_DAYS = 3_660;

type Slot = readonly [from: number, to: number];

/** What is worked out once per calendar and day: asked for every case of a city, so it must not cost `Intl` calls. */
interface Known {
  readonly holidays: ReadonlySet<string>;
  readonly makeUpDays: ReadonlySet<string>;
  readonly slotsOfDay: Map<number, readonly Slot[]>;
  readonly offsetOfDay: Map<number, number | null>;
  /** Work ms of one working day. */
  readonly workDay: number;
}

const knownOf = new WeakMap<WorkCalendar, Known>();

function known(calendar: WorkCalendar): Known {
  let entry = knownOf.get(calendar);
  if (entry === undefined) {
    entry = {
      holidays: new Set(calendar.holidays),
      makeUpDays: new Set(calendar.makeUpDays),
      slotsOfDay: new Map(),
      offsetOfDay: new Map(),
      workDay: calendar.slots.reduce((sum, [from, to]) => sum + (to - from) * MINUTE, 0),
    };
    knownOf.set(calendar, entry);
  }
  return entry;
}

/** The local day (days since 1970-01-01 in local time) that holds an instant. */
function localDay(at: number, calendar: WorkCalendar): number {
  const { offsetOfDay } = known(calendar);
  const utcDay = Math.floor(at / DAY);
  let offset = offsetOfDay.get(utcDay);
  if (offset === undefined) {
    const early = zoneOffset(utcDay * DAY, calendar.timeZone);
    offset = early === zoneOffset((utcDay + 1) * DAY, calendar.timeZone) ? early : null;
    offsetOfDay.set(utcDay, offset);
  }
  return Math.floor((at + (offset ?? zoneOffset(at, calendar.timeZone))) / DAY);
}

function slotsOf(day: number, calendar: WorkCalendar): readonly Slot[] {
  const { slotsOfDay, holidays, makeUpDays } = known(calendar);
  let slots = slotsOfDay.get(day);
  if (slots === undefined) {
    const date = new Date(day * DAY);
    const name = date.toISOString().slice(0, 10);
    const works = makeUpDays.has(name) || (calendar.weekdays.includes(date.getUTCDay()) && !holidays.has(name));
    const instant = (minutes: number) =>
      instantOf(calendar.timeZone, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), 0, minutes);
    slots = works ? calendar.slots.map(([from, to]) => [instant(from), instant(to)] as const) : [];
    slotsOfDay.set(day, slots);
  }
  return slots;
}

/** True when `at` lies in a work slot (its end is already outside). */
export function isWorkTime(at: number, calendar: WorkCalendar): boolean {
  return slotsOf(localDay(at, calendar), calendar).some(([from, to]) => at >= from && at < to);
}

/** `at` itself inside a work slot, else the beginning of the next one. */
export function nextWorkTime(at: number, calendar: WorkCalendar): number {
  const first = localDay(at, calendar);
  for (let day = first; day < first + LONGEST_SEARCH_DAYS; day++) {
    for (const [from, to] of slotsOf(day, calendar)) if (at < to) return Math.max(at, from);
  }
  throw new Error("the work calendar has no work time in ten years");
}

/** The instant at which `duration` ms of work have passed since `start`. 0 ms gives `start`. */
export function addWorkTime(start: number, duration: number, calendar: WorkCalendar): number {
  if (duration <= 0) return start;
  let left = duration;
  const first = localDay(start, calendar);
  let empty = 0;
  for (let day = first; empty < LONGEST_SEARCH_DAYS; day++) {
    const slots = slotsOf(day, calendar);
    empty = slots.length === 0 ? empty + 1 : 0;
    for (const [from, to] of slots) {
      const begin = Math.max(start, from);
      if (begin >= to) continue;
      if (left <= to - begin) return begin + left;
      left -= to - begin;
    }
  }
  throw new Error("the work calendar has no work time in ten years");
}

/** Work ms between two instants, 0 when `to` is not after `from`. */
export function workTimeBetween(from: number, to: number, calendar: WorkCalendar): number {
  let sum = 0;
  const last = localDay(to, calendar);
  for (let day = localDay(from, calendar); day <= last; day++) {
    for (const [begin, end] of slotsOf(day, calendar)) sum += Math.max(0, Math.min(end, to) - Math.max(begin, from));
  }
  return sum;
}

/** The length of a limit on its own clock, whole ms. A `workDay` is the calendar's working day (480 minutes by default). */
export function limitDuration(limit: TimeLimit, calendar: WorkCalendar): number {
  switch (limit.type) {
    case "urgentHour":
    case "workHour":
      return Math.round(limit.value * HOUR);
    case "workDay":
      return Math.round(limit.value * known(calendar).workDay);
    case "urgentDay":
    case "naturalDay":
      return Math.round(limit.value * DAY);
  }
}

/** `at` moved on by `duration` ms of the clock that a limit type runs on. */
export function advance(at: number, duration: number, type: LimitType, calendar: WorkCalendar): number {
  return type === "workHour" || type === "workDay" ? addWorkTime(at, duration, calendar) : at + duration;
}

/** Ms between two instants on the clock that a limit type runs on. */
export function elapsed(from: number, to: number, type: LimitType, calendar: WorkCalendar): number {
  return type === "workHour" || type === "workDay" ? workTimeBetween(from, to, calendar) : Math.max(0, to - from);
}

/**
 * The deadline (epoch ms) of a limit that starts at `start`.
 * A natural day ends at the same local time of day, also over a change to or from summer time.
 */
export function deadlineOf(start: number, limit: TimeLimit, calendar: WorkCalendar): number {
  if (limit.type === "naturalDay" && Number.isInteger(limit.value)) {
    const { year, month, day, hour, minute, second } = localTime(start, calendar.timeZone);
    return (
      instantOf(calendar.timeZone, year, month, day + limit.value, hour, minute, second) +
      (((start % 1000) + 1000) % 1000)
    );
  }
  return advance(start, limitDuration(limit, calendar), limit.type, calendar);
}
