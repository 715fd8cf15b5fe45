/** Series of means as lines: where the station was silent, the line breaks; the limit goes in steps, as it is in force. */

export interface Series {
  readonly minutes: number;
  readonly at: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** NaN where there is none. */
  readonly limit?: ArrayLike<number>;
}

/** The paths of a chart of `width` by `height`. */
export interface Drawn {
  readonly values: string;
  readonly limits: string;
  /** Means above their limit. */
  readonly above: readonly { readonly x: number; readonly y: number }[];
  /** The value at the upper edge. */
  readonly top: number;
}

const MINUTE = 60_000;
/** Room above the largest value. */
const HEADROOM = 1.1;

/** @param from, to epoch ms at the left and right edge; the lower edge is zero. */
export function drawSeries(series: Series, from: number, to: number, width: number, height: number): Drawn {
  const { at, value, limit, minutes } = series;
  let most = 0;
  for (let i = 0; i < at.length; i++) most = Math.max(most, value[i] as number, limit?.[i] || 0);
  const top = niceAbove(most * HEADROOM);
  const x = (when: number) => round(((when - from) / (to - from)) * width);
  const y = (what: number) => round(height - (what / top) * height);
  const values: string[] = [];
  const limits: string[] = [];
  const above: { x: number; y: number }[] = [];
  for (let i = 0; i < at.length; i++) {
    const when = at[i] as number;
    const gap = i === 0 || when - (at[i - 1] as number) > 1.5 * minutes * MINUTE;
    values.push(`${gap ? "M" : "L"}${x(when)} ${y(value[i] as number)}`);
    const bound = limit?.[i] ?? Number.NaN;
    if (Number.isNaN(bound)) continue;
    limits.push(`M${x(when - minutes * MINUTE)} ${y(bound)}H${x(when)}`);
    if ((value[i] as number) > bound) above.push({ x: x(when), y: y(value[i] as number) });
  }
  return { values: values.join(""), limits: limits.join(""), above, top };
}

const round = (n: number) => Math.round(n * 10) / 10;

/** The next 1, 2 or 5 of its power of ten; 1 for nothing. */
export function niceAbove(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (([1, 2, 5].find((step) => step * power >= value - 1e-9) as number | undefined) ?? 10) * power;
}

/** Lowest and highest, and how many are above their limit; null of nothing. */
export function summaryOf({ value, limit }: Series): { low: number; high: number; above: number } | null {
  if (value.length === 0) return null;
  let [low, high, above] = [Infinity, -Infinity, 0];
  for (let i = 0; i < value.length; i++) {
    const each = value[i] as number;
    low = Math.min(low, each);
    high = Math.max(high, each);
    if (each > (limit?.[i] ?? Number.NaN)) above++;
  }
  return { low, high, above };
}
