/**
 * The windows of time a board can show, as half-open intervals in the city's own time zone.
 * Pure: the zone arithmetic uses `Intl` only, so the machine's own zone never matters.
 */

export const PERIODS = ["day", "week", "month", "year", "all"] as const;
export type Period = (typeof PERIODS)[number];

/** Local calendar fields of an instant in a zone. */
export interface LocalTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 Sunday … 6 Saturday */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The calendar fields of `at` (epoch ms) in `timeZone`. */
export function localTime(at: number, timeZone: string): LocalTime {
  const fields: Record<string, number> = {};
  for (const part of formatFor(timeZone).formatToParts(at)) {
    if (part.type !== "literal") fields[part.type] = Number(part.value);
  }
  const { year, month, day, hour, minute, second } = fields as Record<string, number> & LocalTime;
  return { year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** Offset of `timeZone` from UTC at an instant, in ms (east positive). */
export function zoneOffset(at: number, timeZone: string): number {
  const local = localTime(at, timeZone);
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
  return asUtc - Math.floor(at / 1000) * 1000;
}

/**
 * The instant of a local wall time. Months and days may run over (month 13 is next January). In the hour that a
 * summer-time change skips, the result lies after the gap; in the hour it repeats, the first one is taken.
 */
export function instantOf(
  timeZone: string,
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute, second);
  const before = wanted - zoneOffset(wanted - 86_400_000, timeZone);
  if (before + zoneOffset(before, timeZone) === wanted) return before;
  const after = wanted - zoneOffset(wanted + 86_400_000, timeZone);
  return after + zoneOffset(after, timeZone) === wanted ? after : before;
}

/** The window of a period that holds `now`. `all` has no ends. Weeks begin on Monday. */
export function windowOf(period: Period, now: number, timeZone: string): { from?: number; to?: number } {
  if (period === "all") return {};
  const { year, month, day, weekday } = localTime(now, timeZone);
  switch (period) {
    case "day":
      return { from: instantOf(timeZone, year, month, day), to: instantOf(timeZone, year, month, day + 1) };
    case "week": {
      const monday = day - ((weekday + 6) % 7);
      return { from: instantOf(timeZone, year, month, monday), to: instantOf(timeZone, year, month, monday + 7) };
    }
    case "month":
      return { from: instantOf(timeZone, year, month, 1), to: instantOf(timeZone, year, month + 1, 1) };
    case "year":
      return { from: instantOf(timeZone, year, 1, 1), to: instantOf(timeZone, year + 1, 1, 1) };
  }
}
