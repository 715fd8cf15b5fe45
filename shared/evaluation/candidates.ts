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
import {
  nearestIn,
  nearestThat,
  type FigureField,
  type Range,
  type TableNumbers,
  type WrittenNumber,
} from "./figure-numbers.ts";

/** A printed figure: rounded half up to `digits`. */
export interface Printed {
  readonly value: Fraction;
  readonly digits: number;
  readonly percent: boolean;
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
export interface Mismatch {
  readonly row: number;
  readonly numerator: Fraction;
  /** Digits behind the point that the numerator was written with; candidates are of the same kind. */
  readonly step: number;
  readonly denominator: { readonly value: Fraction; readonly step: number } | null;
  /** What was computed, in percent if the figure is, not yet rounded. */
  readonly exact: Fraction;
  readonly stated: Printed;
  readonly numbers: TableNumbers;
}

/** Finds what would have given the stated figure. Of changes (numbers below zero) only a slipped point is looked for. */
export function candidatesOf(miss: Mismatch): Candidates {
  const { row, numerator, denominator, exact, stated, numbers } = miss;
  const shift = stated.value.n === 0n ? undefined : SHIFTS.find((power) => isPrintedAs(shifted(exact, power), stated));
  const none = { numerators: null, denominators: null, others: [], shift: shift ?? null };
  if (numerator.n < 0n || stated.value.n < 0n) return none;
  const others = (role: Other["role"], range: Range, given: Fraction): Other[] =>
    nearestIn(numbers, range, row, given, HANDFUL).map((it) => otherOf(it, role));
  if (denominator === null) {
    const gap = absolute(minus(stated.value, exact));
    return { ...none, others: others("gap", { low: gap, high: gap, closed: "both" }, gap) };
  }
  const above = numeratorRange(denominator.value, stated);
  const below = denominatorRange(numerator, stated);
  return {
    ...none,
    numerators: nearSpan(unitsIn(above, miss.step), numerator, miss.step),
    denominators:
      below === null ? null : nearSpan(unitsIn(below, denominator.step), denominator.value, denominator.step),
    others: [
      ...(below === null ? [] : others("denominator", below, denominator.value)),
      ...others("numerator", above, numerator),
    ],
  };
}

/** Finds the whole numerators over a denominator above zero that give the stated figure. */
export function solutionsOf(row: number, denominator: Fraction, stated: Printed, numbers: TableNumbers): Solutions {
  const solve = (below: Fraction): Span | null => {
    const units = stated.value.n < 0n ? null : unitsIn(numeratorRange(below, stated), 0);
    return units === null ? null : spanOf(units, 0);
  };
  const isAnother = ({ field, whole, value }: WrittenNumber): boolean =>
    field === "denominator" && whole && value.n > 0n && compare(value, denominator) !== 0 && solve(value) !== null;
  const elsewhere = nearestThat(numbers, isAnother, row, FEW).flatMap((it) => {
    const numerators = solve(it.value);
    return numerators === null ? [] : [{ ...otherOf(it, "denominator"), numerators }];
  });
  return { numerators: solve(denominator), elsewhere };
}

function otherOf({ text, row, id, label, field }: WrittenNumber, role: Other["role"]): Other {
  return { role, value: text, row, id, label, field };
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

/** The values that are printed as `stated`, which is not below zero: from `low` on and below `high`. */
function printedRange({ value, digits }: Printed): { readonly low: Fraction; readonly high: Fraction } {
  const half = fraction(1n, 2n * tenTo(digits));
  const low = minus(value, half);
  return { low: low.n < 0n ? ZERO : low, high: plus(value, half) };
}

/** The numerators that give the figure over this denominator. */
function numeratorRange(denominator: Fraction, stated: Printed): Range {
  const { low, high } = printedRange(stated);
  const unit = over(denominator, scaleOf(stated.percent));
  return { low: times(low, unit), high: times(high, unit), closed: "low" };
}

/** The denominators that give the figure under this numerator; null under zero, which gives zero over anything. */
function denominatorRange(numerator: Fraction, stated: Printed): Range | null {
  if (numerator.n === 0n) return null;
  const { low, high } = printedRange(stated);
  const top = times(numerator, scaleOf(stated.percent));
  return { low: over(top, high), high: low.n === 0n ? null : over(top, low), closed: "high" };
}

/** The whole units of the last digit in a range; null when there is none. */
function unitsIn({ low, high, closed }: Range, step: number): Units | null {
  const scale = fraction(tenTo(step));
  const [from, to] = [times(low, scale), high === null ? null : times(high, scale)];
  const first = closed === "high" ? floor(from) + 1n : ceiling(from);
  const last = to === null ? null : closed === "low" ? ceiling(to) - 1n : floor(to);
  return last !== null && last < first ? null : { first, last };
}

function spanOf({ first, last }: Units, step: number): Span {
  return { from: inUnits(first, step), to: last === null ? null : inUnits(last, step) };
}

/** `given` lies outside, or its figure would have been right. */
function nearSpan(units: Units | null, given: Fraction, step: number): NearSpan | null {
  if (units === null) return null;
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
