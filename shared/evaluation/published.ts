/**
 * Published figures worked out again: does n/d, or a sum, give what was printed, at the digits it was printed with?
 *
 * Reports do contain rates that do not follow from their own counts (黄石 2022 prints 98.46 % where they give 98.44 %), so
 * what does not reproduce comes with what would have given it: see `candidates.ts`.
 */
import { narrowed, readSum, type Sum, type SumFault } from "./arithmetic.ts";
import { candidatesOf, solutionsOf, type Candidates, type Solutions } from "./candidates.ts";
import {
  compare,
  decimal,
  fraction,
  fromDecimal,
  minus,
  over,
  absolute,
  rounded,
  signed,
  times,
  type Fraction,
} from "./exact.ts";
import { tableNumbers, type FigureField, type TableNumber, type TableNumbers } from "./figure-numbers.ts";

/** One row of a table of figures, as written. An empty text is an empty cell. */
export interface FigureRow extends Readonly<Record<FigureField, string>> {
  /** Number of the row where the reader finds it. */
  readonly row: number;
  readonly id: string;
  readonly label: string;
}

/** Why a row was not checked; `sum` says where a sum breaks off. */
export interface FigureFault {
  readonly row: number;
  readonly field: FigureField;
  readonly value: string;
  readonly problem: "missing" | "negative" | "notStated" | "notSum";
  readonly sum: SumFault | null;
}

/** What became of a row that could be read. Numbers are decimals as text, so that none is bent. */
export interface FigureResult extends FigureRow {
  /**
   * `reproduced`; `mismatch`; `solved`: no numerator was given and some whole number fits; `noRate`: over zero, though a
   * figure is stated.
   */
  readonly verdict: "reproduced" | "mismatch" | "solved" | "noRate";
  /** At the printed digits, with the sign of the reading; "—" over zero; null when there is nothing to compute. */
  readonly computed: string | null;
  /** Computed, as it would be printed, less stated: "-0.02", "+1"; null when there is nothing to compare or it is nothing. */
  readonly difference: string | null;
  /** The figure says 100 % though the numerator is below the denominator (资阳 2020: 8689/8690). */
  readonly roundsToWhole: boolean;
  /** What would have given a figure that does not reproduce. */
  readonly candidates: Candidates | null;
  /** The numerators that fit, where none was given. */
  readonly solutions: Solutions | null;
}

export interface FiguresReport {
  readonly results: readonly FigureResult[];
  readonly faults: readonly FigureFault[];
}

/** What nothing over nothing is printed as. */
export const NO_RATE = "—";
const HUNDRED = fraction(100n);
const ONE = fraction(1n);

/** A figure as printed: 98.46 with two digits, in percent or not; signed when it says + or −. */
interface Stated {
  readonly value: Fraction;
  readonly digits: number;
  readonly percent: boolean;
  readonly signed: boolean;
}

/** A row whose cells could all be read. Null: the cell is empty, or (stated) says that there is no rate. */
interface ReadRow {
  readonly source: FigureRow;
  readonly numerator: Sum | null;
  readonly denominator: Sum | null;
  readonly stated: Stated | null;
}

/**
 * Checks each row; one that cannot be read is told and does not keep the others from being checked.
 *
 * - "98.46%" is a rate in percent at two digits. Without a percent sign, and with a denominator, it is read as percent
 *   or as plain quotient, whichever is nearer; without a denominator it is a plain number.
 * - Compared is what would be printed, rounded half up.
 * - Counts are never negative; only where the figure has a sign of its own ("-56.6%") it is a change, and its numerator
 *   may be below zero.
 * - A row with denominator and figure but no numerator asks which whole numerators fit.
 * - "—" is right exactly where the denominator is zero.
 */
export function checkFigures(rows: readonly FigureRow[]): FiguresReport {
  const faults: FigureFault[] = [];
  const read: ReadRow[] = [];
  for (const source of rows) {
    const found = readRow(source);
    if (Array.isArray(found)) faults.push(...found);
    else read.push(found as ReadRow);
  }
  const numbers = tableNumbers(numbersOf(read));
  return { results: read.map((row) => resultOf(row, numbers)), faults };
}

function readRow(source: FigureRow): ReadRow | FigureFault[] {
  const faults: FigureFault[] = [];
  const say = (field: FigureField, problem: FigureFault["problem"], sum: SumFault | null = null): null => {
    faults.push({ row: source.row, field, value: source[field].trim(), problem, sum });
    return null;
  };
  const stated = readStated(source.stated);
  if (stated === undefined) say("stated", source.stated.trim() === "" ? "missing" : "notStated");
  const cell = (field: "numerator" | "denominator", mayFall: boolean): Sum | null => {
    if (source[field].trim() === "") return null;
    const sum = readSum(source[field]);
    if ("fault" in sum) return say(field, "notSum", sum.fault);
    return sum.value.n < 0n && !mayFall ? say(field, "negative") : sum;
  };
  const numerator = cell("numerator", stated?.signed === true);
  const denominator = cell("denominator", false);
  const asks = source.numerator.trim() === "";
  if (asks && (source.denominator.trim() === "" || stated === null)) say("numerator", "missing");
  if (stated === null && !asks && faults.length === 0 && denominator?.value.n !== 0n) say("stated", "notStated");
  return faults.length > 0 ? faults : { source, numerator, denominator, stated: stated ?? null };
}

/** Null when it says that there is no rate, undefined when it is no figure. */
function readStated(text: string): Stated | null | undefined {
  const plain = narrowed(text).trim();
  if (/^[-—]+$/.test(plain)) return null;
  const [, sign, whole, part = "", percent] = /^([+-]?)\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%?)$/.exec(plain) ?? [];
  if (whole === undefined) return undefined;
  return {
    value: fromDecimal(`${sign === "-" ? "-" : ""}${whole.replaceAll(",", "")}${part}`),
    digits: Math.max(0, part.length - 1),
    percent: percent === "%",
    signed: sign !== "",
  };
}

function resultOf(row: ReadRow, numbers: TableNumbers): FigureResult {
  const { source, numerator, denominator, stated } = row;
  const result = (verdict: FigureResult["verdict"], more: Partial<FigureResult> = {}): FigureResult => ({
    ...source,
    verdict,
    computed: null,
    difference: null,
    roundsToWhole: false,
    candidates: null,
    solutions: null,
    ...more,
  });
  if (denominator?.value.n === 0n) return result(stated === null ? "reproduced" : "noRate", { computed: NO_RATE });
  if (stated === null) throw new Error("a row without a figure was let through");
  if (numerator === null) {
    if (denominator === null) throw new Error("a row without counts was let through");
    const solutions = solutionsOf(source.row, denominator.value, { ...stated, percent: true }, numbers);
    return result(solutions.numerators === null ? "mismatch" : "solved", { solutions });
  }
  const quotient = denominator === null ? numerator.value : over(numerator.value, denominator.value);
  const percent = stated.percent || (denominator !== null && readsAsPercent(quotient, stated.value));
  const exact = percent ? times(quotient, HUNDRED) : quotient;
  const shown = rounded(exact, stated.digits);
  const computed = `${decimal(shown, stated.digits)}${percent ? "%" : ""}`;
  if (compare(shown, stated.value) === 0) {
    const whole = percent && compare(shown, HUNDRED) === 0 && compare(quotient, ONE) < 0;
    return result("reproduced", { computed, roundsToWhole: whole });
  }
  const difference = signed(minus(shown, stated.value), stated.digits);
  const candidates = candidatesOf({
    row: source.row,
    numerator: numerator.value,
    step: numerator.digits,
    denominator: denominator === null ? null : { value: denominator.value, step: denominator.digits },
    exact,
    stated: { ...stated, percent },
    numbers,
  });
  return result("mismatch", { computed, difference, candidates });
}

/** Whether a figure without a percent sign lies nearer to the quotient in percent than to the quotient itself. */
function readsAsPercent(quotient: Fraction, stated: Fraction): boolean {
  const asPercent = absolute(minus(times(quotient, HUNDRED), stated));
  return compare(asPercent, absolute(minus(quotient, stated))) < 0;
}

/** Every number the file holds, with the place it stands at: whole cells first, then the numbers inside of sums. */
function numbersOf(rows: readonly ReadRow[]): TableNumber[] {
  return rows.flatMap(({ source, numerator, denominator, stated }) => {
    const at = (value: Fraction, field: FigureField, whole: boolean): TableNumber => {
      return { value, row: source.row, id: source.id, label: source.label, field, whole };
    };
    const cell = (sum: Sum | null, field: FigureField): TableNumber[] =>
      sum === null
        ? []
        : [
            at(sum.value, field, true),
            ...(sum.numbers.length > 1 ? sum.numbers.map((it) => at(it, field, false)) : []),
          ];
    const said = stated !== null && !stated.percent && denominator === null ? [at(stated.value, "stated", true)] : [];
    return [...cell(numerator, "numerator"), ...cell(denominator, "denominator"), ...said];
  });
}
