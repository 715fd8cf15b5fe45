/** The sentence that says which cases a list holds: "本月 · 城管执法大队 · 超期". */
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { dateText, timeText } from "../kit/time.ts";
import type { Words } from "../kit/text.ts";
import type { Drill } from "./desk.ts";

/** All parts of the filter in words, from the wide to the narrow. */
export function sentenceOf({ query, subject, what }: Drill, words: Words): string {
  const parts: string[] = [];
  if (query.between !== undefined) {
    const [from, to] = query.between;
    const day = dateText(from, words.timeZone, words.language);
    parts.push(`${day} ${timeText(from, words.timeZone)}–${timeText(to, words.timeZone)}`);
  } else {
    parts.push(words.text(`period.${query.period ?? "auto"}`));
  }
  if (subject !== undefined) parts.push(words.name(subject));
  if (query.source !== undefined) parts.push(words.text(`source.${CASE_SOURCES[query.source] ?? "other"}`));
  if (query.stage !== undefined) parts.push(words.text(`stage.${query.stage}`));
  if (query.milestone !== undefined) parts.push(words.text(`milestone.${query.milestone}`));
  if (what !== undefined) parts.push(words.text(what.key, what.params));
  else if (query.uids !== undefined) parts.push(words.text("drill.uids"));
  else parts.push(words.text(`measure.${query.measure ?? "all"}`));
  return parts.join(" · ");
}
