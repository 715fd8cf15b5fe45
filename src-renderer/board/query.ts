/** The sentence that says which cases a list holds: "本月 · 城管执法大队 · 超期". */
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { dateText, fullDateText, timeText } from "../kit/time.ts";
import type { Words } from "../kit/text.ts";
import type { Drill } from "./desk.ts";

/** All parts of the filter in words, from the wide to the narrow. */
export function sentenceOf({ query, subject, what, within = [] }: Drill, words: Words): string {
  const parts: string[] = within
    .map((each) => words.name(each))
    .filter((name) => subject === undefined || name !== words.name(subject));
  if (what !== undefined || query.uids !== undefined) {
    // The list is known by what it is; its window or its uids would say nothing more.
    if (subject !== undefined) parts.push(words.name(subject));
    parts.push(what === undefined ? words.text("drill.uids") : words.text(what.key, what.params));
    return parts.filter((part) => part !== "").join(" · ");
  }
  if (query.between !== undefined) {
    parts.push(spanText(query.between, words));
  } else {
    parts.push(words.text(`period.${query.period ?? "auto"}`));
  }
  if (query.basis !== undefined) parts.push(words.text(`basis.${query.basis}`));
  if (subject !== undefined) parts.push(words.name(subject));
  if (query.source !== undefined) parts.push(words.text(`source.${CASE_SOURCES[query.source] ?? "other"}`));
  if (query.sources !== undefined) {
    parts.push(query.sources.map((each) => words.text(`source.${CASE_SOURCES[each] ?? "other"}`)).join(" / "));
  }
  if (query.stage !== undefined) parts.push(words.text(`stage.${query.stage}`));
  if (query.milestone !== undefined) parts.push(words.text(`milestone.${query.milestone}`));
  const { term, measure, which } = query;
  if (which !== undefined && which !== "all") parts.push(words.text(`measure.${which}`));
  if (term !== undefined) parts.push(words.text(`term.${term}`));
  if (measure !== undefined || (term === undefined && (which === undefined || which === "all"))) {
    parts.push(words.text(`measure.${measure ?? "all"}`));
  }
  if (query.without !== undefined) parts.push(words.text("standing.withoutExcluded"));
  return parts.join(" · ");
}

/** Longer than any local day, shorter than two. */
const OVER_A_DAY_MS = 26 * 3_600_000;

/** "11月21日 14:00–15:00" within a day, "2026年10月1日–10月31日" over several. */
function spanText([from, to]: readonly [number, number], { timeZone, language }: Words): string {
  if (to - from <= OVER_A_DAY_MS) {
    return `${dateText(from, timeZone, language)} ${timeText(from, timeZone)}–${timeText(to, timeZone)}`;
  }
  return `${fullDateText(from, timeZone, language)}–${dateText(to - 1, timeZone, language)}`;
}
