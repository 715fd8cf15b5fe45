/** What the check of published figures found, as lines for a person. */
import type { NearSpan, Other, Span } from "../../shared/evaluation/candidates.ts";
import type { FigureResult } from "../../shared/evaluation/published.ts";
import { clipped, inColumns } from "./columns.ts";
import type { FigureWords } from "./words.ts";

/** How many rows ended in which way. */
export interface FigureCounts extends Readonly<Record<FigureResult["verdict"], number>> {
  readonly rows: number;
  readonly unread: number;
}

/** Labels and sums beyond so many places are cut, so that a line of the table stays a line. */
const LABEL_PLACES = 36;
const SUM_PLACES = 32;
/** Row, stated, computed and difference end flush. */
const FLUSH = [1, 5, 6, 7];

/** Counts verdicts. @param unread rows that could not be read */
export function countsOf(results: readonly FigureResult[], unread: number): FigureCounts {
  const of = (verdict: FigureResult["verdict"]): number => results.filter((it) => it.verdict === verdict).length;
  return {
    rows: results.length + unread,
    reproduced: of("reproduced"),
    mismatch: of("mismatch"),
    solved: of("solved"),
    noRate: of("noRate"),
    unread,
  };
}

/** The table, below each row what is to be said about it, and the counts. */
export function reportLines(results: readonly FigureResult[], counts: FigureCounts, text: FigureWords): string[] {
  const header = [
    text("figures.column.verdict"),
    text("figures.column.row"),
    text("figures.column.id"),
    text("figures.column.label"),
    text("figures.column.sum"),
    text("figures.column.stated"),
    text("figures.column.computed"),
    text("figures.column.difference"),
  ];
  const cells = results.map((it) => [
    text(`figures.verdict.${it.verdict}`),
    String(it.row),
    it.id,
    clipped(it.label, LABEL_PLACES),
    clipped(it.denominator === "" ? it.numerator : quotient(it.numerator || "?", it.denominator), SUM_PLACES),
    it.stated,
    it.computed ?? "",
    it.difference ?? "",
  ]);
  const [title = "", ...lines] = inColumns([header, ...cells], FLUSH);
  const table = results.flatMap((it, at) => [lines[at] ?? "", ...notesOf(it, text).map((note) => `    ${note}`)]);
  return [...(results.length === 0 ? [] : [title, ...table, ""]), text("figures.summary", { ...counts })];
}

function notesOf(result: FigureResult, text: FigureWords): string[] {
  const { numerator, denominator, stated, candidates, solutions } = result;
  const notes: string[] = [];
  if (result.roundsToWhole) {
    notes.push(text("figures.note.roundsToWhole", { stated, sum: quotient(numerator, denominator) }));
  }
  if (result.verdict === "noRate") notes.push(text("figures.note.noRate"));
  if (solutions !== null) {
    const { numerators, elsewhere } = solutions;
    notes.push(
      numerators === null
        ? text("figures.candidate.unsolvable", { denominator, stated })
        : text("figures.candidate.from", { sum: quotient(spanText(numerators), denominator) }),
    );
    for (const other of elsewhere) {
      const sum = quotient(spanText(other.numerators), other.value);
      notes.push(text("figures.candidate.elsewhere", { sum, ...placeOf(other, text) }));
    }
  }
  if (candidates !== null) {
    const { numerators, denominators, others, shift } = candidates;
    if (shift !== null) {
      const factor = shift > 0 ? `1${"0".repeat(shift)}` : `0.${"0".repeat(-shift - 1)}1`;
      notes.push(text("figures.candidate.shift", { factor }));
    }
    for (const other of others) notes.push(otherNote(other, result, text));
    if (numerators !== null) {
      notes.push(
        text("figures.candidate.numerators", nearBlanks(numerators, quotient(spanText(numerators), denominator))),
      );
    }
    if (denominators !== null) {
      notes.push(
        text("figures.candidate.denominators", nearBlanks(denominators, quotient(numerator, spanText(denominators)))),
      );
    }
    if (notes.length === 0) notes.push(text("figures.candidate.none", { difference: result.difference ?? "" }));
  }
  return notes;
}

function otherNote(other: Other, { numerator, denominator, difference }: FigureResult, text: FigureWords): string {
  const place = placeOf(other, text);
  switch (other.role) {
    case "denominator":
      return text("figures.candidate.otherDenominator", { sum: quotient(numerator, other.value), ...place });
    case "numerator":
      return text("figures.candidate.otherNumerator", { sum: quotient(other.value, denominator), ...place });
    case "gap":
      return text("figures.candidate.gap", { difference: difference ?? "", value: other.value, ...place });
  }
}

function placeOf({ row, id, label, field }: Other, text: FigureWords): { row: number; name: string; field: string } {
  const name = label || id;
  return { row, name: name === "" ? "" : text("figures.rowName", { name }), field: text(`figures.field.${field}`) };
}

function nearBlanks({ nearest, offset }: NearSpan, sum: string): { sum: string; nearest: string; offset: string } {
  return { sum, nearest, offset };
}

function spanText({ from, to }: Span): string {
  return to === from ? from : `${from}…${to ?? ""}`;
}

/** "a ÷ b", in parentheses what is a sum itself. */
function quotient(numerator: string, denominator: string): string {
  const closed = (part: string): string => (/.[-+−–*×/÷]/.test(part) ? `(${part})` : part);
  return `${closed(numerator)} ÷ ${closed(denominator)}`;
}
