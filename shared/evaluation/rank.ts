/** Ranks within a group, and the groups of those that the figures cannot tell apart. */
import { printedScore } from "./score.ts";
import type { Standing } from "./standing.ts";

/** Keys in one order everywhere: numbers by size, names by code units. */
export function compareKeys(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Is it ranked among the others: judged, and by enough cases? */
const isRanked = (standing: Standing): boolean => standing.score !== null && standing.enough;

/** How many of these printed scores are better, plus one. */
export function rankAmong(printed: number, others: readonly number[]): number {
  return 1 + others.filter((other) => other > printed).length;
}

/**
 * The standings of one group with ranks 1, 1, 3 by printed scores, best first; then those with too few cases by score;
 * then the unranked, by key. Whoever's interval reaches into that of the first of a tie group belongs to it: the figures
 * cannot tell them apart.
 */
export function rankGroup(standings: readonly Standing[]): Standing[] {
  const place = (standing: Standing): number => (isRanked(standing) ? 0 : standing.score !== null ? 1 : 2);
  const sorted = standings
    .map((standing) => ({ standing, place: place(standing), printed: printedScore(standing.score ?? 0) }))
    .toSorted((a, b) => a.place - b.place || b.printed - a.printed || compareKeys(a.standing.key, b.standing.key));
  const ranked: Standing[] = [];
  let tieGroup = 0;
  let floor = Number.POSITIVE_INFINITY;
  sorted.forEach(({ standing, printed }, i) => {
    if (!isRanked(standing)) {
      ranked.push(standing);
      return;
    }
    const same = i > 0 && sorted[i - 1]?.printed === printed;
    if (!same && (standing.high as number) < floor) {
      tieGroup++;
      floor = standing.low as number;
    }
    ranked.push({ ...standing, rank: same ? (ranked[i - 1]?.rank as number) : i + 1, tieGroup });
  });
  return ranked;
}
