/** The periods that a report can be of. */
import { periodKeyOf, periodOf } from "../../../shared/evaluation/period-key.ts";
import type { ShownPeriod } from "../../../shared/view.ts";

/** Periods that are offered at most: five years of months. */
const MOST = 60;

/**
 * The periods of the kind that is shown, newest first, each with whether it still runs.
 * @param shown the newest of its kind
 */
export function choicesOf(shown: ShownPeriod): { readonly key: string; readonly running: boolean }[] {
  const [newest, oldest] = [periodOf(shown.newest), periodOf(shown.oldest)];
  if (newest === null || oldest === null) return [];
  const choices: { key: string; running: boolean }[] = [];
  for (let month = newest.last; month >= oldest.first && choices.length < MOST;) {
    const period = periodOf(periodKeyOf(shown.kind, month));
    if (period === null) break;
    choices.push({ key: period.key, running: period.key === shown.key && shown.running });
    month = period.first - 1;
  }
  return choices;
}
