/**
 * Dates as files write them, and the instants they mean.
 *
 * A date format is written with YYYY MM DD HH hh mm ss SSS A (single M, D, H, h: one or two digits); everything else in it
 * stands for itself. Files give local times without a zone, so a city's clock turns them into instants and back. Both
 * sides are cached by day, because a file has a million rows and few days.
 */
import { instantOf, zoneOffset } from "../../../shared/evaluation/period.ts";

const DAY = 86_400_000;

/** One way of writing a date. Local times are "as if UTC": the milliseconds of the same clock face in UTC. */
export interface DateFormat {
  readonly pattern: string;
  /** Local milliseconds, NaN when the text is not written this way or names no real date. */
  read(text: string): number;
  write(local: number): string;
}

type Part = { readonly token: string; readonly min: number; readonly max: number } | { readonly literal: string };

/** Compiles a format. Throws on a pattern without year, month and day. */
export function dateFormat(pattern: string): DateFormat {
  const parts: Part[] = [];
  for (const [piece] of pattern.matchAll(/YYYY|MM|DD|HH|hh|mm|ss|SSS|A|[MDHh]|[^YMDHhmsSA]+|./g)) {
    if (!/^(YYYY|MM|DD|HH|hh|mm|ss|SSS|A|[MDHh])$/.test(piece)) parts.push({ literal: piece });
    else parts.push({ token: piece, min: piece.length, max: "MDHh".includes(piece) ? 2 : piece.length });
  }
  if (!/YYYY/.test(pattern) || !/M/.test(pattern) || !/D/.test(pattern)) {
    throw new Error(`a date format needs year, month and day: ${pattern}`);
  }
  return { pattern, read: (text) => readParts(parts, text), write: (local) => writeParts(parts, local) };
}

function readParts(parts: readonly Part[], text: string): number {
  let at = 0;
  let year = 0;
  let month = 0;
  let day = 0;
  let hour = 0;
  let minute = 0;
  let second = 0;
  let milli = 0;
  let half = 0; // 1 AM, 2 PM
  for (const part of parts) {
    if ("literal" in part) {
      if (!text.startsWith(part.literal, at)) return Number.NaN;
      at += part.literal.length;
      continue;
    }
    if (part.token === "A") {
      const letter = text.charCodeAt(at) | 0x20;
      if ((letter !== 0x61 && letter !== 0x70) || (text.charCodeAt(at + 1) | 0x20) !== 0x6d) return Number.NaN;
      half = letter === 0x61 ? 1 : 2;
      at += 2;
      continue;
    }
    let value = 0;
    let digits = 0;
    while (digits < part.max) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      digits += 1;
      at += 1;
    }
    if (digits < part.min) return Number.NaN;
    switch (part.token) {
      case "YYYY":
        year = value;
        break;
      case "MM":
      case "M":
        month = value;
        break;
      case "DD":
      case "D":
        day = value;
        break;
      case "HH":
      case "H":
      case "hh":
      case "h":
        hour = value;
        break;
      case "mm":
        minute = value;
        break;
      case "ss":
        second = value;
        break;
      default:
        milli = value;
    }
  }
  if (at !== text.length || year < 100 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  if (half !== 0) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half === 2 ? 12 : 0);
  }
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, milli);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function writeParts(parts: readonly Part[], local: number): string {
  const date = new Date(local);
  const hour = date.getUTCHours();
  return parts
    .map((part) => {
      if ("literal" in part) return part.literal;
      const digits = (value: number) => String(value).padStart(part.min, "0");
      switch (part.token) {
        case "YYYY":
          return digits(date.getUTCFullYear());
        case "MM":
        case "M":
          return digits(date.getUTCMonth() + 1);
        case "DD":
        case "D":
          return digits(date.getUTCDate());
        case "HH":
        case "H":
          return digits(hour);
        case "hh":
        case "h":
          return digits(hour % 12 === 0 ? 12 : hour % 12);
        case "mm":
          return digits(date.getUTCMinutes());
        case "ss":
          return digits(date.getUTCSeconds());
        case "SSS":
          return digits(date.getUTCMilliseconds());
        default:
          return hour < 12 ? "AM" : "PM";
      }
    })
    .join("");
}

/** Reads a text by the first of several formats that fits, trying the one that fitted last first. NaN when none does. */
export function dateReader(formats: readonly DateFormat[]): (text: string) => number {
  let last = formats[0] as DateFormat;
  return (text) => {
    const local = last.read(text);
    if (!Number.isNaN(local)) return local;
    for (const format of formats) {
      const found = format === last ? Number.NaN : format.read(text);
      if (!Number.isNaN(found)) {
        last = format;
        return found;
      }
    }
    return Number.NaN;
  };
}

/** The clock on a city's wall. */
export interface CityClock {
  /** The instant (epoch ms) of a local time. A time skipped in spring lies after the gap; a repeated one is the first. */
  instant(local: number): number;
  /** The local time of an instant. */
  local(instant: number): number;
}

/** Cached days a clock keeps; a century is 36,525. */
const DAYS_KEPT = 40_000;

/** The clock of a time zone. Fast on days without a change of offset, exact on the others. */
export function cityClock(timeZone: string): CityClock {
  const starts = new Map<number, number>(); // local day → instant of its midnight, NaN on days that change the clock
  const offsets = new Map<number, number>(); // UTC day → offset, NaN on days that change the clock
  const keep = (cache: Map<number, number>, day: number, value: number): number => {
    if (cache.size >= DAYS_KEPT) cache.clear();
    cache.set(day, value);
    return value;
  };
  return {
    instant(local) {
      const day = Math.floor(local / DAY);
      const start =
        starts.get(day) ??
        keep(
          starts,
          day,
          midnight(day + 1, timeZone) - midnight(day, timeZone) === DAY ? midnight(day, timeZone) : Number.NaN,
        );
      if (!Number.isNaN(start)) return start + (local - day * DAY);
      const date = new Date(local);
      const [hour, minute, second] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
      const whole = instantOf(
        timeZone,
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        hour,
        minute,
        second,
      );
      return whole + date.getUTCMilliseconds();
    },
    local(instant) {
      const day = Math.floor(instant / DAY);
      let offset = offsets.get(day);
      if (offset === undefined) {
        const before = zoneOffset(day * DAY, timeZone);
        offset = keep(offsets, day, zoneOffset((day + 1) * DAY, timeZone) === before ? before : Number.NaN);
      }
      return instant + (Number.isNaN(offset) ? zoneOffset(instant, timeZone) : offset);
    },
  };
}

function midnight(day: number, timeZone: string): number {
  const date = new Date(day * DAY);
  return instantOf(timeZone, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** A local time as `extra` keeps it, whatever style the file had: "2022-05-01T00:07:46.000". */
export function keptDate(local: number): string {
  return new Date(local).toISOString().slice(0, 23);
}

/** The local time of a kept date, null for any other text. */
export function localOfKept(text: string): number | null {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/.test(text) ? Date.parse(`${text}Z`) : null;
}
