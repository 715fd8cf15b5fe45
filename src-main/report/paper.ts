/**
 * A report as paper: headings, paragraphs and tables in the order in which they stand, made once and set three times, as
 * DOCX, PDF and XLSX. Every figure goes through the book, so that what is printed can be listed and recomputed.
 */
import type { FigureRow } from "../../shared/evaluation/published.ts";
import type { CountedPair } from "./data.ts";
import { countText, meanText, pairText, rateText } from "./format.ts";

/** What stands in a cell; `value` is what a spreadsheet calculates with. */
export interface Cell {
  readonly text: string;
  readonly value?: number;
  /** The value is a share, to be shown in percent. */
  readonly percent?: boolean;
}

export interface Column {
  readonly title: string;
  /** Share of the width, in any unit. */
  readonly width: number;
  readonly align: "left" | "right" | "center";
}

export interface Table {
  readonly kind: "table";
  readonly title: string;
  /** Name of its sheet in the workbook. */
  readonly sheet: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** So many rows stand in the documents; the workbook has all. */
  readonly most: number;
}

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: "text" | "note"; readonly text: string }
  | Table;

export interface Paper {
  /** 发文机关, in the red head; and 发文字号, "" for none. */
  readonly issuer: string;
  readonly number: string;
  readonly title: string;
  /** Printed across every page; null for a report that counts. */
  readonly mark: string | null;
  readonly blocks: readonly Block[];
  /** 落款: who, and when. */
  readonly signed: readonly string[];
  /** At the foot of every page: scheme and time of the data. */
  readonly foot: string;
}

/** One printed figure, with the counts it rests on. */
export interface Figure {
  readonly section: string;
  readonly subject: string;
  readonly figure: string;
  readonly n: number | null;
  readonly d: number | null;
  readonly printed: string;
}

/** Everything that stands in the documents beside heads and feet, paragraph by paragraph and cell by cell. */
export function linesOf(paper: Paper): string[] {
  const { issuer, number, title, blocks, signed } = paper;
  const lines = blocks.flatMap((block): string[] => {
    if (block.kind !== "table") return [block.text];
    const { columns, rows, most } = block;
    return [
      block.title,
      ...columns.map((column) => column.title),
      ...rows.slice(0, most).flatMap((row) => row.map(({ text }) => text)),
    ];
  });
  return [issuer, number, title, ...lines, ...signed].filter((line) => line !== "");
}

/** Takes every figure as it is printed. */
export interface Book {
  readonly figures: Figure[];
  /** Rows for the check of published figures: each rate with its counts as printed. */
  readonly rates: FigureRow[];
  count(section: string, subject: string, figure: string, n: number): Cell;
  /** The cells of counts and rate. */
  rate(section: string, subject: string, figure: string, pair: CountedPair): readonly [counts: Cell, rate: Cell];
  mean(section: string, subject: string, figure: string, pair: CountedPair): readonly [counts: Cell, mean: Cell];
  /** Points, ranks, changes: printed as worked out. */
  plain(section: string, subject: string, figure: string, text: string, value?: number | null): Cell;
}

/** @param title of a section, by its id */
export function openBook(title: (section: string) => string): Book {
  const figures: Figure[] = [];
  const rates: FigureRow[] = [];
  const note = (section: string, subject: string, figure: string, pair: CountedPair | null, printed: string) => {
    figures.push({ section: title(section), subject, figure, n: pair?.n ?? null, d: pair?.d ?? null, printed });
  };
  const divided = (section: string, subject: string, figure: string, pair: CountedPair, stated: string) => {
    note(section, subject, figure, pair, stated);
    const { n, d } = pair;
    if (d === null) return;
    rates.push({
      row: rates.length + 1,
      id: title(section),
      label: `${subject} ${figure}`.trim(),
      numerator: countText(n),
      denominator: countText(d),
      stated,
    });
  };
  return {
    figures,
    rates,
    count(section, subject, figure, n) {
      const text = countText(n);
      note(section, subject, figure, { n, d: null }, text);
      return { text, value: n };
    },
    rate(section, subject, figure, pair) {
      const text = rateText(pair);
      divided(section, subject, figure, pair, text);
      const { n, d } = pair;
      return [{ text: pairText(pair) }, d === null || d === 0 ? { text } : { text, value: n / d, percent: true }];
    },
    mean(section, subject, figure, pair) {
      const text = meanText(pair);
      divided(section, subject, figure, pair, text);
      const { n, d } = pair;
      return [{ text: pairText(pair) }, d === null || d === 0 ? { text } : { text, value: n / d }];
    },
    plain(section, subject, figure, text, value = null) {
      note(section, subject, figure, null, text);
      return value === null ? { text } : { text, value };
    },
  };
}
