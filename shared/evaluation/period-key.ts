/** Months, quarters and years as evaluation names them: "2026-11", "2026-Q4", "2026", in the city's own zone. */
import { instantOf, localTime } from "./period.ts";

export type PeriodKind = "month" | "quarter" | "year";

const KEY = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/;

/** A period taken apart; months are numbered through: year × 12 + month − 1. */
export interface EvaluationPeriod {
  readonly key: string;
  readonly kind: PeriodKind;
  /** First and last month. */
  readonly first: number;
  readonly last: number;
}

/** The period of a key, or null when it is none. */
export function periodOf(key: string): EvaluationPeriod | null {
  const match = KEY.exec(key);
  if (match === null) return null;
  const year = Number(match[1]) * 12;
  if (match[2] !== undefined) return span(key, "month", year + Number(match[2]) - 1, 1);
  if (match[3] !== undefined) return span(key, "quarter", year + (Number(match[3]) - 1) * 3, 3);
  return span(key, "year", year, 12);
}

/** Whether a text names a period, or a kind of which the newest with cases is meant. */
export const isPeriodAsked = (text: string): boolean =>
  text === "month" || text === "quarter" || text === "year" || periodOf(text) !== null;

const span = (key: string, kind: PeriodKind, first: number, months: number): EvaluationPeriod => ({
  key,
  kind,
  first,
  last: first + months - 1,
});

/** The key of the period of this kind that holds a month. */
export function periodKeyOf(kind: PeriodKind, month: number): string {
  const year = Math.floor(month / 12);
  if (kind === "year") return String(year);
  if (kind === "quarter") return `${year}-Q${Math.floor((month % 12) / 3) + 1}`;
  return `${year}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** The number of the month that holds an instant (epoch ms) in a zone. */
export function monthOf(at: number, timeZone: string): number {
  const { year, month } = localTime(at, timeZone);
  return year * 12 + month - 1;
}

/** Beginnings of months by zone: asking the calendar takes longer than adding up a board. */
const starts = new Map<string, Map<number, number>>();

/** When a month begins in a zone, epoch ms. */
export function startOfMonth(month: number, timeZone: string): number {
  let known = starts.get(timeZone);
  if (known === undefined) starts.set(timeZone, (known = new Map()));
  let start = known.get(month);
  if (start === undefined) {
    known.set(month, (start = instantOf(timeZone, Math.floor(month / 12), (month % 12) + 1, 1)));
  }
  return start;
}

/** The half-open window of a period in a zone, epoch ms. */
export function windowOfPeriod(period: EvaluationPeriod, timeZone: string): { from: number; to: number } {
  return { from: startOfMonth(period.first, timeZone), to: startOfMonth(period.last + 1, timeZone) };
}

/** The period before (环比), and the same one a year before (同比). */
export function periodBefore(period: EvaluationPeriod): EvaluationPeriod {
  const months = period.last - period.first + 1;
  return periodOf(periodKeyOf(period.kind, period.first - months)) as EvaluationPeriod;
}
export function periodYearBefore(period: EvaluationPeriod): EvaluationPeriod {
  return periodOf(periodKeyOf(period.kind, period.first - 12)) as EvaluationPeriod;
}
