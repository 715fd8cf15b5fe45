/**
 * Reading work calendars (resources/calendars): when a city works, its holidays and its moved work days (调休), year by
 * year as they are published.
 */
import * as v from "valibot";
import type { WorkCalendar } from "../case/worktime.ts";
import { TroubleError } from "../trouble.ts";
import { bothLanguages, checkRule, ruleName, type BothLanguages } from "./check.ts";
import { checkFormat } from "./format.ts";

const FORMAT = 1;
const MINUTES_OF_A_DAY = 1_440;

/** A calendar with what people need to know about it. */
export interface NamedCalendar extends WorkCalendar {
  readonly name: string;
  readonly title: BothLanguages;
  readonly note: BothLanguages;
  /** Years (YYYY) whose days are worked out by rule because nobody has published them yet. Deadlines in them may move. */
  readonly provisional: readonly string[];
}

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MINUTES_OF_A_DAY));
const date = v.pipe(v.string(), v.check(isDate, "YYYY-MM-DD"));

const schema = v.strictObject({
  format: v.literal(FORMAT),
  name: ruleName,
  title: bothLanguages,
  note: v.optional(bothLanguages, { "zh-CN": "", en: "" }),
  timeZone: v.pipe(v.string(), v.check(isTimeZone, "IANA")),
  slots: v.array(v.strictTuple([minute, minute])),
  weekdays: v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))),
  holidays: v.array(date),
  makeUpDays: v.array(date),
  provisional: v.optional(v.array(v.pipe(v.string(), v.regex(/^\d{4}$/))), []),
});

/**
 * The work calendar of a file.
 * @param file name to show, e.g. "calendars/cn.json"
 * @throws TroubleError `ruleBroken` (a date that does not exist, slots that overlap, an unknown time zone …),
 * `ruleDuplicate` (a date or weekday twice, or both holiday and work day), `ruleNewer`, or `calendarEmpty`.
 */
export function parseCalendar(file: string, value: unknown): NamedCalendar {
  checkFormat(file, value, FORMAT);
  const { format: _, ...calendar } = checkRule(schema, file, value);
  const { slots, weekdays, holidays, makeUpDays } = calendar;
  let end = -1;
  slots.forEach(([from, to], i) => {
    if (from <= end) throw broken(file, `slots.${i}.0`, `>${end}`, from);
    if (to <= from) throw broken(file, `slots.${i}.1`, `>${from}`, to);
    end = to;
  });
  if (slots.length === 0 || weekdays.length === 0) throw new TroubleError("calendarEmpty", { file });
  noTwice(file, "weekdays", weekdays, []);
  noTwice(file, "holidays", holidays, []);
  noTwice(file, "makeUpDays", makeUpDays, holidays);
  return calendar;
}

/** True for a day that the calendar has: 2027-02-29 is none. */
function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** `Intl` knows a zone or throws a RangeError; it has no other way to be asked that also knows alias names. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function noTwice<T extends string | number>(
  file: string,
  path: string,
  list: readonly T[],
  elsewhere: readonly T[],
): void {
  const taken = new Set(elsewhere);
  list.forEach((item, i) => {
    if (taken.has(item)) throw new TroubleError("ruleDuplicate", { file, path: `${path}.${i}`, name: String(item) });
    taken.add(item);
  });
}

function broken(file: string, path: string, expected: string, found: number): TroubleError {
  return new TroubleError("ruleBroken", { file, path, expected, found: String(found) });
}
