/** The periods of evaluation in words, and the way from one to the next. */
import { periodKeyOf, periodOf, type PeriodKind } from "../../../shared/evaluation/period-key.ts";
import type { ShownPeriod } from "../../../shared/view.ts";
import type { Words } from "../../kit/text.ts";

export const PERIOD_KINDS: readonly PeriodKind[] = ["month", "quarter", "year"];

/** "2026年11月", "2026年第四季度", "2026年"; "Nov 2026", "Q4 2026", "2026". A key that is none stays as it is. */
export function periodText(key: string, words: Words): string {
  const period = periodOf(key);
  if (period === null) return key;
  const year = String(Math.floor(period.first / 12));
  if (period.kind === "year") return words.text("standings.year", { year });
  if (period.kind === "quarter") {
    const quarter = String(Math.floor((period.first % 12) / 3) + 1) as "1" | "2" | "3" | "4";
    return words.text(`standings.quarter.${quarter}`, { year });
  }
  const format = new Intl.DateTimeFormat(words.language, { timeZone: "UTC", year: "numeric", month: "short" });
  return format.format(Date.UTC(Number(year), period.first % 12, 1));
}

/** The key of the period `by` places on, or null beyond the oldest and the newest with cases. */
export function stepped(shown: ShownPeriod, by: 1 | -1): string | null {
  const period = periodOf(shown.key);
  const [oldest, newest] = [periodOf(shown.oldest), periodOf(shown.newest)];
  if (period === null) return null;
  const key = periodKeyOf(period.kind, by === 1 ? period.last + 1 : period.first - 1);
  const next = periodOf(key);
  if (next === null) return null;
  if (by === 1 ? newest !== null && next.first > newest.first : oldest !== null && next.last < oldest.last) return null;
  return key;
}

/** What to ask for when another kind of period is chosen: the one the shown period ends in, or the newest while it runs. */
export function ofKind(shown: ShownPeriod, kind: PeriodKind): string {
  const period = periodOf(shown.key);
  return shown.running || period === null ? kind : periodKeyOf(kind, period.last);
}

/** The months of a period, first to last: "2026-10", "2026-11". */
export function monthsOf(key: string): string[] {
  const period = periodOf(key);
  if (period === null) return [];
  return Array.from({ length: period.last - period.first + 1 }, (_, i) => periodKeyOf("month", period.first + i));
}
