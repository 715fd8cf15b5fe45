/**
 * Working time: how a handling limit turns into a deadline.
 *
 * `urgentHour`, `urgentDay` and `naturalDay` run without a pause; `workHour` and `workDay` run only inside work slots
 * (domain.md §2.7). An urgent day (紧急工作日) is 24 hours whatever the clocks do; a natural day ends at the same local
 * time of day. A deadline that falls on the last minute of a slot stays there: it does not slip to the next morning.
 *
 * Where summer time skips an hour, a slot's edge or a natural day's end inside it is the moment of the change; where an
 * hour comes twice, the first one is meant. So slots never overlap, and none is counted twice.
 * Pure: zone arithmetic comes from `Intl` through period.ts; the machine's own zone and clock never matter.
 */
import { instantOf, zoneOffset } from "../evaluation/period.ts";
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

const SECOND = 1_000;
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

/** The zone's offset during a UTC day, or null when it changes in it. */
function offsetOf(utcDay: number, calendar: WorkCalendar): number | null {
  const { offsetOfDay } = known(calendar);
  let offset = offsetOfDay.get(utcDay);
  if (offset === undefined) {
    const early = zoneOffset(utcDay * DAY, calendar.timeZone);
    offset = early === zoneOffset((utcDay + 1) * DAY, calendar.timeZone) ? early : null;
    offsetOfDay.set(utcDay, offset);
  }
  return offset;
}

/** The local day (days since 1970-01-01 in local time) that holds an instant. */
function localDay(at: number, calendar: WorkCalendar): number {
  return Math.floor((at + (offsetOf(Math.floor(at / DAY), calendar) ?? zoneOffset(at, calendar.timeZone))) / DAY);
}

function slotsOf(day: number, calendar: WorkCalendar): readonly Slot[] {
  const { slotsOfDay, holidays, makeUpDays } = known(calendar);
  let slots = slotsOfDay.get(day);
  if (slots === undefined) {
    const date = new Date(day * DAY);
    const name = date.toISOString().slice(0, 10);
    const works = makeUpDays.has(name) || (calendar.weekdays.includes(date.getUTCDay()) && !holidays.has(name));
    slots = works ? workSlots(day, calendar) : [];
    slotsOfDay.set(day, slots);
  }
  return slots;
}

function workSlots(day: number, calendar: WorkCalendar): Slot[] {
  const offset = offsetOf(day, calendar);
  const steady = offset !== null && [day - 1, day + 1].every((near) => offsetOf(near, calendar) === offset);
  const instant = (minutes: number) => {
    const local = day * DAY + minutes * MINUTE;
    return steady ? local - offset : instantAt(local, calendar.timeZone);
  };
  // A slot that lies wholly in a skipped hour has no length.
  return calendar.slots.map(([from, to]) => [instant(from), instant(to)] as const).filter(([from, to]) => from < to);
}

/** The instant of a local time, given as ms like an epoch time; one that the zone skips is the moment of the change. */
function instantAt(local: number, timeZone: string): number {
  const date = new Date(local);
  const at =
    instantOf(
      timeZone,
      date.getUTCFullYear(),
      date.getUTCMonth() + 1,
      date.getUTCDate(),
      date.getUTCHours(),
      date.getUTCMinutes(),
      date.getUTCSeconds(),
    ) + date.getUTCMilliseconds();
  const offset = zoneOffset(at, timeZone);
  const skipped = at + offset - local;
  if (skipped <= 0) return at;
  // The change lies after `before` and not after `now`, both whole seconds.
  let before = Math.floor((at - skipped) / SECOND);
  let now = Math.floor(at / SECOND);
  while (now - before > 1) {
    const middle = Math.floor((before + now) / 2);
    if (zoneOffset(middle * SECOND, timeZone) === offset) now = middle;
    else before = middle;
  }
  return now * SECOND;
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
    const local = start + zoneOffset(start, calendar.timeZone);
    return instantAt(local + limit.value * DAY, calendar.timeZone);
  }
  return advance(start, limitDuration(limit, calendar), limit.type, calendar);
}
