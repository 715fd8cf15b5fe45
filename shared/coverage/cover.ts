/** What visits come to: which grids were covered in which span, for how long, and how many rounds a place had. */
import type { Span } from "./shifts.ts";

/** Visits as parallel columns; times in epoch ms. Slots with `to` NaN are empty. */
export interface VisitColumns {
  readonly length: number;
  readonly subject: ArrayLike<number>;
  /** 1 for a place, 0 for a grid. */
  readonly place: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

/**
 * For each span one byte for each grid: 1 where some visit lay in the span for `leastMs` or longer.
 * @param placeOf index of a grid by its uid, undefined for a grid that is not counted
 */
export function coveredIn(
  spans: readonly Span[],
  visits: VisitColumns,
  placeOf: ReadonlyMap<number, number>,
  leastMs: number,
): Uint8Array[] {
  const covered = spans.map(() => new Uint8Array(placeOf.size));
  const order = spans.map((_, s) => s).toSorted((a, b) => (spans[a] as Span).from - (spans[b] as Span).from);
  const longest = Math.max(0, ...spans.map(({ from, to }) => to - from));
  const first = spans[order[0] ?? -1]?.from ?? Number.POSITIVE_INFINITY;
  const last = Math.max(Number.NEGATIVE_INFINITY, ...spans.map(({ to }) => to));
  for (let i = 0; i < visits.length; i++) {
    const to = visits.to[i] as number;
    if (!(to > first) || visits.place[i] === 1) continue;
    const from = visits.from[i] as number;
    if (!(from < last)) continue;
    let at = firstAfter(spans, order, from - longest);
    if (at === order.length || (spans[order[at] as number] as Span).from >= to) continue;
    const grid = placeOf.get(visits.subject[i] as number);
    if (grid === undefined) continue;
    for (; at < order.length; at++) {
      const span = spans[order[at] as number] as Span;
      if (span.from >= to) break;
      if (Math.min(to, span.to) - Math.max(from, span.from) >= leastMs) {
        (covered[order[at] as number] as Uint8Array)[grid] = 1;
      }
    }
  }
  return covered;
}

/** The first place in the order at which a span begins later than this. */
function firstAfter(spans: readonly Span[], order: readonly number[], at: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[order[middle] as number] as Span).from > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many bytes are set. */
export function countOf(covered: Uint8Array): number {
  let count = 0;
  for (const each of covered) count += each;
  return count;
}

/** How many rounds these stays are: those less than `apartMs` apart are one, whoever made them. */
export function roundsOf(stays: readonly Span[], apartMs: number): number {
  let rounds = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of stays.toSorted((a, b) => a.from - b.from)) {
    if (from - end >= apartMs) rounds++;
    end = Math.max(end, to);
  }
  return rounds;
}
