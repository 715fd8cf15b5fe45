/**
 * Figures against their targets and against earlier times, in words.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X101 The city's own target counts before that of the briefing's file, and it is said whose it is. Without a denominator a
 *   target is neither met nor missed.
 * - X102 Where an earlier time is not known, or not from its beginning, it says so, and no change is invented.
 */
import type { Earlier, FrozenBriefing, FrozenLine } from "../../shared/briefing.ts";
import { indicatorOf, type Indicator } from "../../shared/evaluation/indicators.ts";
import type { BriefingFile } from "../../shared/rules/briefings.ts";
import { percentText, signedText } from "../board/evaluation/score.ts";
import { changeOf, minutesText, targetText, valueOf, valueText } from "../board/evaluation/target.ts";
import { countsText } from "../kit/number.ts";
import { durationText } from "../kit/time.ts";
import type { Words } from "../kit/text.ts";

type Unit = Indicator["unit"];

export interface Headline {
  readonly indicator: string;
  readonly title: string;
  readonly definition: string;
  readonly line: FrozenLine | null;
  /** "92.3%", "1小时48分"; "—" without a denominator or without the figure. */
  readonly value: string;
  /** "29,220 / 33,385" */
  readonly counts: string;
  /** "≥90%", with whose it is. */
  readonly target: string;
  readonly whose: string;
  readonly met: boolean | null;
  readonly before: Change;
  readonly yearBefore: Change;
}

/** A change in words; `way` null where there is nothing to compare with. */
export interface Change {
  readonly way: "up" | "down" | "same" | null;
  readonly text: string;
}

export const AVAILABILITY = "availability";

export const unitOf = (indicator: string): Unit => indicatorOf(indicator)?.unit ?? "rate";

/** The registry's title, and its definition. */
export function nameOf(indicator: string, words: Words): { readonly title: string; readonly definition: string } {
  if (indicator === AVAILABILITY) {
    return { title: words.text("briefing.availability"), definition: words.text("briefing.availability.is") };
  }
  const found = indicatorOf(indicator);
  return { title: found?.title[words.language] ?? indicator, definition: found?.source[words.language] ?? "" };
}

const plainOf = (line: FrozenLine) => ({ n: line.n.n, d: line.d?.n ?? null });

/** The headline figures of a briefing's file, in its order. */
export function headlinesOf(
  { lines }: Pick<FrozenBriefing, "lines">,
  { headlines }: Pick<BriefingFile, "headlines">,
  words: Words,
): Headline[] {
  return headlines.map(({ indicator, target, better, from }) => {
    const line = lines.find((each) => each.indicator === indicator) ?? null;
    const unit = unitOf(indicator);
    const wanted = line?.target?.value ?? target;
    const way = indicatorOf(indicator)?.better ?? better;
    const value = line === null ? null : valueOf(plainOf(line));
    return {
      indicator,
      ...nameOf(indicator, words),
      line,
      ...shownOf(line, unit, words),
      target: words.text(way === "up" ? "indicators.atLeast" : "indicators.atMost", {
        target: targetText(wanted, unit, words),
      }),
      whose: line?.target == null ? from[words.language] : words.text("briefing.target.own"),
      met: value === null ? null : way === "up" ? value >= wanted - 1e-12 : value <= wanted + 1e-12,
      before: changeText(line, line?.before ?? null, unit, words),
      yearBefore: changeText(line, line?.yearBefore ?? null, unit, words),
    };
  });
}

/** A line's value and the counts beneath it. */
export function shownOf(line: FrozenLine | null, unit: Unit, words: Words): { value: string; counts: string } {
  if (line === null) return { value: "—", counts: "" };
  const { n, d } = plainOf(line);
  const { language } = words;
  if (line.indicator === AVAILABILITY && d !== null) {
    return { value: percentText({ n, d }), counts: `${durationText(n, language)} / ${durationText(d, language)}` };
  }
  const counts = d === null || unit === "count" ? "" : countsText({ n, d }, language);
  return { value: valueText({ n, d }, unit, language), counts };
}

/** How a line stands against an earlier time. */
export function changeText(line: FrozenLine | null, then: Earlier, unit: Unit, words: Words): Change {
  const change = line === null ? null : changeOf(plainOf(line), then, unit);
  if (change === null) return { way: null, text: words.text("briefing.compare.none") };
  const digits = line?.indicator === AVAILABILITY ? 100 : 10;
  const rounded = Math.round(change * digits) / digits;
  if (rounded === 0) return { way: "same", text: words.text("briefing.compare.same") };
  const way = rounded > 0 ? "up" : "down";
  if (unit === "minutes") {
    return { way, text: `${change > 0 ? "+" : "−"}${minutesText(Math.abs(change), words.language)}` };
  }
  const amount = digits === 10 ? signedText(rounded).replace(/0$/, "") : signedText(rounded);
  return { way, text: words.text(`indicators.change.${unit}`, { amount }) };
}

/** How a plain count stands against an earlier one, in percent of it. */
export function countChange(n: number, then: number | null, words: Words): Change {
  const line = { indicator: "reportCount", n: { n, set: null }, d: null, before: null, yearBefore: null, target: null };
  return changeText(line, then === null ? null : { n: then, d: null }, "count", words);
}
