/** When a rule by the clock holds: on days of the week, from one time of the hall's day to another. */
import { instantOf, localTime } from "../evaluation/period.ts";

/** Days 1 Monday … 7 Sunday; times "HH:MM". A stretch whose end is not after its beginning ends on the next day. */
export interface ClockWhen {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** [from, to), epoch ms. */
export interface ClockWindow {
  readonly from: number;
  readonly to: number;
}

const MINUTES_OF_A_DAY = 1_440;

/** Minute of the day of "HH:MM". */
export function minuteOf(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return (hour as number) * 60 + (minute as number);
}

/** Minutes a stretch lasts, a day when it ends when it begins. */
export function minutesOf({ from, to }: ClockWhen): number {
  return (minuteOf(to) - minuteOf(from) + MINUTES_OF_A_DAY) % MINUTES_OF_A_DAY || MINUTES_OF_A_DAY;
}

/** The windows that hold at some time of [from, to], in the order of time. */
export function windowsIn(when: ClockWhen, from: number, to: number, timeZone: string): ClockWindow[] {
  const found: ClockWindow[] = [];
  const { year, month, day } = localTime(from, timeZone);
  const begin = minuteOf(when.from);
  for (let offset = -1; ; offset++) {
    const noon = instantOf(timeZone, year, month, day + offset, 12);
    const local = localTime(noon, timeZone);
    const at = (minute: number) =>
      instantOf(timeZone, local.year, local.month, local.day, Math.floor(minute / 60), minute % 60);
    const stretch = { from: at(begin), to: at(begin + minutesOf(when)) };
    if (stretch.from > to) return found;
    if (when.days.includes(local.weekday === 0 ? 7 : local.weekday) && stretch.to > from) found.push(stretch);
  }
}
