/**
 * What would have given a printed figure: other numerators over the same denominator, other denominators under the same
 * numerator, other numbers of the same table, a term left out, a slipped decimal point.
 */
import {
  ZERO,
  absolute,
  ceiling,
  compare,
  decimal,
  floor,
  fraction,
  minus,
  over,
  plus,
  rounded,
  signed,
  tenTo,
  times,
  type Fraction,
} from "./exact.ts";

/** The columns of a table of figures that hold numbers. */
export type FigureField = "numerator" | "denominator" | "stated";

/** A printed figure: rounded half up to `digits`. */
export interface Printed {
  readonly value: Fraction;
  readonly digits: number;
  readonly percent: boolean;
}

/** A number that stands in the table. */
export interface FileNumber {
  readonly value: Fraction;
  readonly row: number;
  readonly id: string;
  readonly label: string;
  readonly field: FigureField;
  /** The cell itself, not one of the numbers in its sum. */
  readonly whole: boolean;
}

/** All numbers from `from` to `to`, both included, in steps of one unit of the last digit. `to` null: without end. */
export interface Span {
  readonly from: string;
  readonly to: string | null;
}

/** A span with the number in it that is nearest to the given one, and how far that is: "+15". */
export interface NearSpan extends Span {
  readonly nearest: string;
  readonly offset: string;
}

/** A number of another row that would do, and the place it stands at. */
export interface Other {
  /** In whose place it would do; `gap`: it is just what a sum is short of, or has too much. */
  readonly role: "numerator" | "denominator" | "gap";
  readonly value: string;
  readonly row: number;
  readonly id: string;
  readonly label: string;
  readonly field: FigureField;
}

/** What would have given a figure that does not reproduce. */
export interface Candidates {
  readonly numerators: NearSpan | null;
  readonly denominators: NearSpan | null;
  readonly others: readonly Other[];
  /** The figure is what was computed times 10 to this power: the point has slipped. */
  readonly shift: number | null;
}

/** Which whole numerators give a figure: over the given denominator, and over the denominators of other rows. */
export interface Solutions {
  readonly numerators: Span | null;
  readonly elsewhere: readonly (Other & { readonly numerators: Span })[];
}

/** At most so many numbers of other rows in each role; of other denominators, most of which fit somehow, fewer. */
const [HANDFUL, FEW] = [5, 3];
const SHIFTS = [1, -1, 2, -2, 3, -3];
/** Numbers with more digits behind the point are results of divisions and no numbers somebody wrote down. */
const MAX_DIGITS = 6;

export interface Mismatch {
  readonly row: number;
  readonly numerator: Fraction;
  /** Digits behind the point that the numerator was written with; candidates are of the same kind. */
  readonly step: number;
  readonly denominator: { readonly value: Fraction; readonly step: number } | null;
  /** What was computed, in percent if the figure is, not yet rounded. */
  readonly exact: Fraction;
  readonly stated: Printed;
  readonly numbers: readonly FileNumber[];
}

/** Finds what would have given the stated figure. Of changes (numbers below zero) only a slipped point is looked for. */
export function candidatesOf(miss: Mismatch): Candidates {
  const { row, numerator, denominator, exact, stated, numbers } = miss;
  const shift = SHIFTS.find((power) => isPrintedAs(shifted(exact, power), stated)) ?? null;
  const none = { numerators: null, denominators: null, others: [], shift };
  if (numerator.n < 0n || stated.value.n < 0n) return none;
  if (denominator === null) {
    const gap = absolute(minus(stated.value, exact));
    const closing = numbers.filter(({ value }) => compare(value, gap) === 0);
    return { ...none, others: nearestOf(closing, row, gap).map((it) => otherOf(it, "gap")) };
  }
  const below = denominator.value;
  const gives = (n: Fraction, d: Fraction): boolean => d.n > 0n && isPrintedAs(measured(n, d, stated), stated);
  const instead = (role: "numerator" | "denominator", given: Fraction, fits: (value: Fraction) => boolean): Other[] =>
    nearestOf(
      numbers.filter(({ value }) => fits(value)),
      row,
      given,
    ).map((it) => otherOf(it, role));
  const above = numeratorsOf(below, stated, miss.step);
  const under = denominatorsOf(numerator, stated, denominator.step);
  return {
    numerators: above === null ? null : nearSpan(above, numerator, miss.step),
    denominators: under === null ? null : nearSpan(under, below, denominator.step),
    others: [
      ...instead("denominator", below, (value) => gives(numerator, value)),
      ...instead("numerator", numerator, (value) => gives(value, below)),
    ],
    shift,
  };
}

/** Finds the whole numerators over a denominator above zero that give the stated figure. */
export function solutionsOf(
  row: number,
  denominator: Fraction,
  stated: Printed,
  numbers: readonly FileNumber[],
): Solutions {
  const solve = (below: Fraction): Span | null => {
    const found = stated.value.n < 0n ? null : numeratorsOf(below, stated, 0);
    return found === null ? null : spanOf(found, 0);
  };
  const usable = numbers.filter(({ field, whole, value }) => {
    return (
      field === "denominator" && whole && value.n > 0n && compare(value, denominator) !== 0 && solve(value) !== null
    );
  });
  const elsewhere = nearestOf(usable, row, denominator)
    .slice(0, FEW)
    .flatMap((it) => {
      const numerators = solve(it.value);
      return numerators === null ? [] : [{ ...otherOf(it, "denominator"), numerators }];
    });
  return { numerators: solve(denominator), elsewhere };
}

/** A handful of numbers of other rows, the nearest rows first, then the nearest numbers; each number once. */
function nearestOf(numbers: readonly FileNumber[], row: number, given: Fraction): FileNumber[] {
  const distance = (it: FileNumber): Fraction => absolute(minus(it.value, given));
  const sorted = numbers
    .filter((it) => it.row !== row && plain(it.value) !== null)
    .toSorted((a, b) => Math.abs(a.row - row) - Math.abs(b.row - row) || compare(distance(a), distance(b)));
  const first = new Map<string | null, FileNumber>();
  for (const it of sorted) if (!first.has(plain(it.value))) first.set(plain(it.value), it);
  return [...first.values()].slice(0, HANDFUL);
}

function otherOf({ value, row, id, label, field }: FileNumber, role: Other["role"]): Other {
  return { role, value: plain(value) ?? "", row, id, label, field };
}

/** n/d as the figure measures it: in percent or not. */
function measured(n: Fraction, d: Fraction, { percent }: Printed): Fraction {
  return times(over(n, d), scaleOf(percent));
}

function scaleOf(percent: boolean): Fraction {
  return fraction(percent ? 100n : 1n);
}

function isPrintedAs(value: Fraction, stated: Printed): boolean {
  return compare(rounded(value, stated.digits), stated.value) === 0;
}

function shifted(value: Fraction, power: number): Fraction {
  const ten = fraction(tenTo(Math.abs(power)));
  return power < 0 ? over(value, ten) : times(value, ten);
}

/** Counted in units of the last digit: all whole numbers from `first` to `last` (null: without end). */
interface Units {
  readonly first: bigint;
  readonly last: bigint | null;
}

/** The values from `low` on and below `high` that are printed as `stated`, which is not below zero. */
function printedRange({ value, digits }: Printed): { readonly low: Fraction; readonly high: Fraction } {
  const half = fraction(1n, 2n * tenTo(digits));
  const low = minus(value, half);
  return { low: low.n < 0n ? ZERO : low, high: plus(value, half) };
}

function numeratorsOf(denominator: Fraction, stated: Printed, step: number): Units | null {
  const { low, high } = printedRange(stated);
  const unit = times(over(denominator, scaleOf(stated.percent)), fraction(tenTo(step)));
  const units = { first: ceiling(times(low, unit)), last: ceiling(times(high, unit)) - 1n };
  return units.last < units.first ? null : units;
}

function denominatorsOf(numerator: Fraction, stated: Printed, step: number): Units | null {
  if (numerator.n === 0n) return null;
  const { low, high } = printedRange(stated);
  const top = times(times(numerator, scaleOf(stated.percent)), fraction(tenTo(step)));
  const units = { first: floor(over(top, high)) + 1n, last: low.n === 0n ? null : floor(over(top, low)) };
  return units.last !== null && units.last < units.first ? null : units;
}

function spanOf({ first, last }: Units, step: number): Span {
  return { from: inUnits(first, step), to: last === null ? null : inUnits(last, step) };
}

/** `given` lies outside, or its figure would have been right. */
function nearSpan(units: Units, given: Fraction, step: number): NearSpan {
  const first = fraction(units.first, tenTo(step));
  const isBelow = units.last === null || compare(given, first) < 0;
  const nearest = isBelow ? first : fraction(units.last, tenTo(step));
  return {
    ...spanOf(units, step),
    nearest: decimal(nearest, step),
    offset: signed(minus(nearest, given), step),
  };
}

function inUnits(units: bigint, step: number): string {
  return decimal(fraction(units, tenTo(step)), step);
}

/** With as few digits as it needs; null when it needs more than anyone writes. */
function plain(value: Fraction): string | null {
  for (let digits = 0; digits <= MAX_DIGITS; digits++) {
    if (compare(rounded(value, digits), value) === 0) return decimal(value, digits);
  }
  return null;
}
