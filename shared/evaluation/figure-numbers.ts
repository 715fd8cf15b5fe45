/** Every number a table of figures holds, with the place it stands at, found by value or by nearness of its row. */
import { absolute, compare, decimal, minus, rounded, type Fraction } from "./exact.ts";

/** The columns of a table of figures that hold numbers. */
export type FigureField = "numerator" | "denominator" | "stated";

/** A number that stands in the table. */
export interface TableNumber {
  readonly value: Fraction;
  readonly row: number;
  readonly id: string;
  readonly label: string;
  readonly field: FigureField;
  /** The cell itself, not one of the numbers in its sum. */
  readonly whole: boolean;
}

/** The same with the number as it is written, with as few digits as it needs. */
export interface WrittenNumber extends TableNumber {
  readonly text: string;
}

export interface TableNumbers {
  /** By rows, from the top. */
  readonly inOrder: readonly WrittenNumber[];
  /** The smallest first. */
  readonly byValue: readonly WrittenNumber[];
}

/** Numbers from `low` on and below `high`, or above `low` and up to `high`. A `high` of null is without end. */
export interface Range {
  readonly low: Fraction;
  readonly high: Fraction | null;
  /** Which end belongs to it; both for a single number. */
  readonly closed: "low" | "high" | "both";
}

/** Numbers with more digits behind the point are results of divisions and no numbers somebody wrote down. */
const MAX_DIGITS = 6;

/** Puts the numbers of a table, given from its top, into both orders. */
export function tableNumbers(numbers: readonly TableNumber[]): TableNumbers {
  const inOrder = numbers.flatMap((it) => {
    const text = written(it.value);
    return text === null ? [] : [{ ...it, text }];
  });
  return { inOrder, byValue: inOrder.toSorted((a, b) => compare(a.value, b.value)) };
}

function written(value: Fraction): string | null {
  for (let digits = 0; digits <= MAX_DIGITS; digits++) {
    if (compare(rounded(value, digits), value) === 0) return decimal(value, digits);
  }
  return null;
}

/**
 * A handful of numbers of other rows that lie in the range: the nearest rows first, of two as near the one nearer to
 * `given`; each number once.
 */
export function nearestIn(
  { byValue }: TableNumbers,
  { low, high, closed }: Range,
  row: number,
  given: Fraction,
  handful: number,
): WrittenNumber[] {
  const first = firstFrom(byValue, (value) => compare(value, low) >= (closed === "high" ? 1 : 0));
  const end =
    high === null ? byValue.length : firstFrom(byValue, (value) => compare(value, high) >= (closed === "low" ? 0 : 1));
  const distance = (it: WrittenNumber): Fraction => absolute(minus(it.value, given));
  const sorted = byValue
    .slice(first, end)
    .filter((it) => it.row !== row)
    .toSorted((a, b) => Math.abs(a.row - row) - Math.abs(b.row - row) || compare(distance(a), distance(b)));
  return once(sorted, handful);
}

/** At most so many numbers of other rows that pass, the nearest rows first, each number once. */
export function nearestThat(
  { inOrder }: TableNumbers,
  passes: (it: WrittenNumber) => boolean,
  row: number,
  handful: number,
): WrittenNumber[] {
  return once(outward(inOrder, row), handful, passes);
}

/** The first place from which on it holds; the length when it never does. */
function firstFrom(numbers: readonly WrittenNumber[], holds: (value: Fraction) => boolean): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds((numbers[middle] as WrittenNumber).value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The numbers of other rows, the nearest rows first; of two rows as near the upper one. */
function* outward(numbers: readonly WrittenNumber[], row: number): Generator<WrittenNumber> {
  let up = numbers.findLastIndex((it) => it.row < row);
  let down = numbers.findIndex((it) => it.row > row);
  if (down < 0) down = numbers.length;
  for (;;) {
    const [above, below] = [numbers[up], numbers[down]];
    if (above !== undefined && (below === undefined || row - above.row <= below.row - row)) {
      yield above;
      up -= 1;
    } else if (below !== undefined) {
      yield below;
      down += 1;
    } else return;
  }
}

function once(
  numbers: Iterable<WrittenNumber>,
  handful: number,
  passes: (it: WrittenNumber) => boolean = () => true,
): WrittenNumber[] {
  const found = new Map<string, WrittenNumber>();
  for (const it of numbers) {
    if (found.size === handful) break;
    if (!found.has(it.text) && passes(it)) found.set(it.text, it);
  }
  return [...found.values()];
}
