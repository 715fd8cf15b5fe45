/**
 * Numbers, times and periods as a report prints them. Rates are worked out exactly and rounded half up, so that whoever
 * divides the printed counts gets the printed rate.
 */
import {
  compare,
  decimal,
  fraction,
  minus,
  over,
  signed,
  times,
  type Fraction,
} from "../../shared/evaluation/exact.ts";
import { localTime } from "../../shared/evaluation/period.ts";
import { periodOf } from "../../shared/evaluation/period-key.ts";
import { SCORE_DIGITS } from "../../shared/evaluation/standing.ts";
import type { Language } from "../../shared/text.ts";
import type { CountedPair } from "./data.ts";
import type { ReportText } from "./words.ts";

/** What nothing over nothing is printed as. */
export const NOTHING = "—";
/** Digits behind the point of rates in percent, and of means. */
const RATE_DIGITS = 2;
const MEAN_DIGITS = 1;
const HUNDRED = fraction(100n);

/** A count in groups of three: 29,220. */
export function countText(n: number): string {
  return String(n).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ",");
}

const share = ({ n, d }: CountedPair): Fraction | null =>
  d === null || d === 0 ? null : over(fraction(BigInt(n)), fraction(BigInt(d)));

/** A rate of counts: 98.44%. */
export function rateText(pair: CountedPair): string {
  const rate = share(pair);
  return rate === null ? NOTHING : `${decimal(times(rate, HUNDRED), RATE_DIGITS)}%`;
}

/** A mean: 83.2. */
export function meanText(pair: CountedPair): string {
  const mean = share(pair);
  return mean === null ? NOTHING : decimal(mean, MEAN_DIGITS);
}

/** The counts behind a rate: 29,220/33,385. */
export function pairText({ n, d }: CountedPair): string {
  return d === null ? countText(n) : `${countText(n)}/${countText(d)}`;
}

/** How a count changed against another, in percent: +12.30%. Nothing to compare with gives "—". */
export function changeText(now: number, then: number): string {
  if (then === 0) return NOTHING;
  const change = over(fraction(BigInt(now - then)), fraction(BigInt(then)));
  return `${signed(times(change, HUNDRED), RATE_DIGITS)}%`;
}

/** How a rate (in percentage points) or a mean changed: +1.25. */
export function differenceText(now: CountedPair, then: CountedPair | null, mean = false): string {
  const [a, b] = [share(now), then === null ? null : share(then)];
  if (a === null || b === null) return NOTHING;
  const difference = minus(a, b);
  return mean ? signed(difference, MEAN_DIGITS) : signed(times(difference, HUNDRED), RATE_DIGITS);
}

/** Whether a figure reaches its target; null when there is no figure. Exact: 89.996 % is no 90 %. */
export function meets(pair: CountedPair, target: number, better: "up" | "down"): boolean | null {
  const value = pair.d === null ? fraction(BigInt(pair.n)) : share(pair);
  if (value === null) return null;
  const wanted = fraction(BigInt(Math.round(target * 1e9)), 1_000_000_000n);
  const sides = compare(value, wanted);
  return better === "up" ? sides >= 0 : sides <= 0;
}

/** Points at the digits that ranks are compared at. */
export function pointsText(points: number | null): string {
  return points === null ? NOTHING : (points + 0).toFixed(SCORE_DIGITS);
}

const two = (n: number) => String(n).padStart(2, "0");

/** 2026年11月1日 · 1 November 2026 */
export function dateText(at: number, timeZone: string, language: Language): string {
  const { year, month, day } = localTime(at, timeZone);
  return language === "en" ? `${year}-${two(month)}-${two(day)}` : `${year}年${month}月${day}日`;
}

/** With hours and minutes. */
export function timeText(at: number, timeZone: string, language: Language): string {
  const { hour, minute } = localTime(at, timeZone);
  return `${dateText(at, timeZone, language)}${language === "en" ? " " : ""}${two(hour)}:${two(minute)}`;
}

/** 2026年10月, 2026年第三季度, 2026年. Throws on what is no period: a broken invariant. */
export function periodText(key: string, text: ReportText): string {
  const period = periodOf(key);
  if (period === null) throw new Error(`${key} is no period`);
  const year = String(Math.floor(period.first / 12));
  if (period.kind === "year") return text("report.period.year", { year });
  const month = String((period.first % 12) + 1);
  if (period.kind === "month") return text("report.period.month", { year, month });
  return text(`report.period.quarter.${(Math.floor((period.first % 12) / 3) + 1) as 1 | 2 | 3 | 4}`, { year });
}
