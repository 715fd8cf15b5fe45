/** What the pattern of a week says, in words and in shares. */
import type { Rate } from "../../../shared/evaluation/figures.ts";

const DAYS = 7;
const HOURS = 24;

/** Days of a week that begins on Monday. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export interface Peak {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly count: number;
}

/** The hour of the week with most cases, the earliest of equal ones; null when there are none. */
export function peakOf(week: ArrayLike<number>): Peak | null {
  let best = 0;
  for (let i = 1; i < week.length; i++) if ((week[i] as number) > (week[best] as number)) best = i;
  const count = week[best] ?? 0;
  return count === 0 ? null : { weekday: Math.floor(best / HOURS), hour: best % HOURS, count };
}

/** How many of the week's cases came on Saturday and Sunday. */
export function weekendOf(week: ArrayLike<number>): Rate {
  const sum = (from: number) => {
    let all = 0;
    for (let i = from; i < week.length; i++) all += week[i] as number;
    return all;
  };
  return { n: sum(5 * HOURS), d: sum(0) };
}

/** How full each hour is beside the fullest, 0 to 1, Monday's hours first. */
export function sharesOf(week: ArrayLike<number>): number[] {
  const most = peakOf(week)?.count ?? 0;
  return Array.from({ length: DAYS * HOURS }, (_, i) => (most === 0 ? 0 : (week[i] ?? 0) / most));
}
