/** Indicators against their targets: values as people read them, the way to the target in words, and what is typed. */
import type { Indicator } from "../../../shared/evaluation/indicators.ts";
import type { IndicatorLine } from "../../../shared/view.ts";
import type { Language } from "../../../shared/text.ts";
import { countText, rateText } from "../../kit/number.ts";
import { durationText } from "../../kit/time.ts";
import type { Words } from "../../kit/text.ts";
import { plainText } from "./score.ts";

type Counts = { readonly n: number; readonly d: number | null };
type Unit = Indicator["unit"];

/** The indicator's number: a share 0–1, a count, minutes, or points. Null when nothing was due. */
export function valueOf({ n, d }: Counts): number | null {
  if (d === null) return n;
  return d === 0 ? null : n / d;
}

/** An indicator's value as the wall prints it; "—" when nothing was due. */
export function valueText(counts: Counts, unit: Unit, language: Language): string {
  const value = valueOf(counts);
  if (value === null) return "—";
  switch (unit) {
    case "rate":
      return counts.d === null ? "—" : rateText({ n: counts.n, d: counts.d });
    case "count":
      return countText(value, language);
    case "minutes":
      return durationText(value * 60_000, language);
    case "points":
      return plainText(Math.round(value * 10) / 10);
  }
}

/** A target as it is set and typed: shares in percent, the rest in their own unit. */
export const typedOf = (value: number, unit: Unit): string => plainText(unit === "rate" ? value * 100 : value);

/** A span of minutes, never less than a minute unless it is none. */
export const minutesText = (minutes: number, language: Language): string =>
  durationText(Math.max(1, Math.round(minutes)) * 60_000, language);

/** "95%", "2小时": a target with its unit. */
export function targetText(value: number, unit: Unit, words: Words): string {
  if (unit === "minutes") return minutesText(value, words.language);
  return words.text(`indicators.unit.${unit}`, { value: typedOf(value, unit) });
}

/** What was typed as a target, or null when it is no number an indicator of this unit can reach. */
export function targetTyped(text: string, unit: Unit): number | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[%\s,]/g, "")
    .replace("−", "-");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  if (unit === "points") return value >= -100 && value <= 100 ? value : null;
  if (value < 0) return null;
  if (unit === "rate") return value <= 100 ? Number((value / 100).toFixed(6)) : null;
  return value;
}

/** How far a value is from its target, and on which side. Null without either. */
export interface Distance {
  readonly met: boolean;
  /** In the indicator's unit, never negative; percentage points for shares. */
  readonly by: number;
  readonly above: boolean;
}

export function distanceOf(
  line: Pick<IndicatorLine, "n" | "d" | "target">,
  better: "up" | "down",
  unit: Unit,
): Distance | null {
  const value = valueOf(line);
  if (value === null || line.target === null) return null;
  const gap = (value - line.target.value) * (unit === "rate" ? 100 : 1);
  const by = Math.abs(gap) < 1e-9 ? 0 : Math.abs(gap);
  return { met: by === 0 || (better === "down" ? gap < 0 : gap > 0), by, above: gap > 0 && by > 0 };
}

/** "高2.1个百分点", "高18小时47分"; the smallest gap never reads as none. */
export function distanceText({ by, above }: Distance, unit: Unit, words: Words): string {
  if (by === 0) return words.text("indicators.even");
  if (unit === "minutes") {
    return words.text(above ? "indicators.above" : "indicators.below", { amount: minutesText(by, words.language) });
  }
  const digits = unit === "count" ? 0 : 1;
  const step = 10 ** -digits;
  const amount = by < step / 2 ? `<${step}` : by.toFixed(digits).replace(/\.0$/, "");
  return words.text(above ? "indicators.above" : "indicators.below", {
    amount: words.text(`indicators.gap.${unit}`, { amount }),
  });
}

/** Against another period: percentage points for shares, percent of the old value for counts, else the difference. */
export function changeOf(line: Counts, then: Counts | null, unit: Unit): number | null {
  const [value, before] = [valueOf(line), then === null ? null : valueOf(then)];
  if (value === null || before === null) return null;
  if (unit === "rate") return (value - before) * 100;
  if (unit === "count") return before === 0 ? null : ((value - before) / before) * 100;
  return value - before;
}

/** Where value and target stand on a bar from zero, in percent of its length; null for counts without a target. */
export function barOf(
  line: Pick<IndicatorLine, "n" | "d" | "target">,
  unit: Unit,
): { value: number; target: number | null } | null {
  const value = valueOf(line);
  const target = line.target?.value ?? null;
  if (value === null || (unit !== "rate" && target === null)) return null;
  const end = unit === "rate" ? 1 : Math.max(value, target ?? 0) * 1.25;
  if (end <= 0) return null;
  const place = (each: number) => (Math.min(Math.max(each, 0), end) / end) * 100;
  return { value: place(value), target: target === null ? null : place(target) };
}
