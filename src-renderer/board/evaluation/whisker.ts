/** The geometry of boards: bars from zero on a board's own scale, whiskers of intervals, brackets of ties. */
import type { Standing } from "../../../shared/evaluation/standing.ts";

type Placed = Pick<Standing, "score" | "low" | "high">;

const STEP = 10;

/** Where a board's scale ends: the next ten above its largest score and interval. It always begins at zero. */
export function scaleOf(standings: readonly Placed[]): number {
  const largest = Math.max(0, ...standings.flatMap(({ score, high }) => [score ?? 0, high ?? 0]));
  return Math.max(STEP, Math.ceil(Number((largest / STEP).toFixed(9))) * STEP);
}

/** Places on the bar in percent of its length. */
export interface Whisker {
  readonly bar: number;
  /** The interval; null where nothing was estimated. */
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** A standing's bar and interval on a scale from zero to `end`; null when it is not ranked. */
export function whiskerOf({ score, low, high }: Placed, end: number): Whisker | null {
  if (score === null) return null;
  const place = (value: number) => (Math.min(Math.max(value, 0), end) / end) * 100;
  const estimated = low !== null && high !== null && high > low;
  return { bar: place(score), span: estimated ? { from: place(low), to: place(high) } : null };
}

/** Rows of ranked standings, by place from 0, that cannot be told apart (难分高下): each run of one tie group. */
export function bracketsOf(ranked: readonly Pick<Standing, "tieGroup">[]): { first: number; last: number }[] {
  const brackets: { first: number; last: number }[] = [];
  for (let first = 0; first < ranked.length;) {
    const group = ranked[first]?.tieGroup ?? null;
    let last = first;
    while (group !== null && ranked[last + 1]?.tieGroup === group) last++;
    if (last > first) brackets.push({ first, last });
    first = last + 1;
  }
  return brackets;
}
