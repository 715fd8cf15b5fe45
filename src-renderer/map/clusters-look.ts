/** How large a cluster is, and how it writes its number. */

/** Radius of a cluster of so many cases, in u: from 13 to 21, so that two in neighbouring cells stay apart. */
export function radiusOf(total: number): number {
  return 13 + Math.min(8, Math.log10(total) * 2);
}

/** A number as a cluster shows it, at most five characters: 1.2万, 345万; 12k, 3.4M. */
export function shortNumber(count: number, language: "zh-CN" | "en"): string {
  if (count < 10_000) return String(count);
  const [unit, name] = language === "zh-CN" ? [10_000, "万"] : count < 1_000_000 ? [1000, "k"] : [1_000_000, "M"];
  const inUnits = count / unit;
  const text =
    inUnits < 99.5 && unit !== 1000 ? (Math.round(inUnits * 10) / 10).toString() : String(Math.round(inUnits));
  return `${text}${name}`;
}
