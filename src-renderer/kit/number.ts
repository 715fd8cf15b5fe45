/** Numbers and rates as people read them. */
import type { Language } from "../../shared/text.ts";
import type { Rate } from "../../shared/evaluation/figures.ts";

const formats = new Map<Language, Intl.NumberFormat>();

/** A whole number with its groups: 29,220. */
export function countText(n: number, language: Language): string {
  let format = formats.get(language);
  if (format === undefined)
    formats.set(language, (format = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })));
  return format.format(n);
}

/**
 * A rate in percent with one decimal, rounded half up in whole numbers so that no binary fraction can tip it.
 * Without a denominator "—". What is not everything never reads 100.0 %, and what is not nothing never reads 0.0 %
 * (资阳 2020: 8689 of 8690 was printed as 100.0 %). Sources that skip steps can give more than all; that shows too.
 */
export function rateText({ n, d }: Rate): string {
  if (d === 0) return "—";
  const permille = Math.floor((2000 * n + d) / (2 * d));
  if (permille === 1000 && n < d) return "99.9+%";
  if (permille === 1000 && n > d) return ">100.0%";
  if (permille === 0 && n > 0) return "<0.1%";
  return `${Math.floor(permille / 10)}.${permille % 10}%`;
}

/** The counts that go beneath a rate: "29,220 / 33,385". */
export function countsText({ n, d }: Rate, language: Language): string {
  return `${countText(n, language)} / ${countText(d, language)}`;
}
