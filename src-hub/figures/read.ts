/**
 * A table of published figures from a file: CSV (UTF-8, GBK or UTF-16) or a JSON list of records, small enough to be held
 * whole. Columns are found by their names, in Chinese or English, whatever their order; others are left alone.
 */
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { narrowed } from "../../shared/evaluation/arithmetic.ts";
import type { FigureFault, FigureRow } from "../../shared/evaluation/published.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { bytesOf, inspectFile, troubleOfReading, type Inspected } from "../command/inspect.ts";

/** The names a column goes by, in either language. */
export const COLUMNS = {
  id: ["编号", "id"],
  label: ["名称", "label"],
  numerator: ["分子", "numerator"],
  denominator: ["分母", "denominator"],
  stated: ["公布值", "stated"],
} as const;

export type Column = keyof typeof COLUMNS;
const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];
/** Without these there is nothing to check. */
const NEEDED: readonly Column[] = ["numerator", "stated"];
/** Bytes. A table of figures is typed by a person; what is larger was named by mistake. */
const MAX_BYTES = 16 * 2 ** 20;

/** A row, or a header, that is no row of figures. */
export interface TableFault {
  readonly row: number;
  readonly field: Column | "line";
  readonly value: string;
  readonly problem: FigureFault["problem"] | "noColumn" | "twice" | "tooWide" | "notText" | "notRecord";
}

export interface FigureTable {
  readonly rows: readonly FigureRow[];
  readonly faults: readonly TableFault[];
}

/**
 * Reads a table. Rows count as a spreadsheet does: the header of a CSV is row 1; the first record of a list is row 1.
 * Throws trouble `fileMissing`, `fileUnreadable`, `fileTruncated` or `notCsv`.
 */
export async function readFigures(file: string): Promise<FigureTable> {
  const found = await inspectFile(file);
  if (found.bytes > MAX_BYTES) throw new TroubleError("fileUnreadable", { file, why: "why.tooLarge" });
  const text = await textOf(found);
  const table = found.kind === "json" ? fromJson(text, file) : fromCsv(text, found.delimiter);
  if (table.rows.length + table.faults.length === 0) {
    throw new TroubleError("notCsv", { file: basename(file), why: "why.empty" });
  }
  return table;
}

/** What is not Unicode is read as GB18030, of which GBK is a part: a short table gives too little to guess from. */
async function textOf({ file, gzip, encoding }: Inspected): Promise<string> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of bytesOf(file, gzip)) pieces.push(piece as Buffer);
  } catch (error) {
    throw troubleOfReading(error, file, 0);
  }
  const known = encoding === "utf8" || encoding.startsWith("utf-16") ? encoding : "gb18030";
  return iconv.decode(Buffer.concat(pieces), known);
}

function columnOf(name: string): Column | undefined {
  const plain = narrowed(name).trim().toLowerCase();
  return COLUMN_NAMES.find((column) => COLUMNS[column].some((known) => known === plain));
}

function fromCsv(text: string, delimiter: string): FigureTable {
  const options = { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false };
  const [header = [], ...lines] = parse(text, options) as string[][];
  const columns = header.map(columnOf);
  const faults: TableFault[] = [];
  for (const column of COLUMN_NAMES) {
    const times = columns.filter((it) => it === column).length;
    const problem = times > 1 ? "twice" : times === 0 && NEEDED.includes(column) ? "noColumn" : null;
    if (problem !== null) faults.push({ row: 1, field: column, value: header.join(delimiter), problem });
  }
  if (faults.length > 0) return { rows: [], faults };
  const rows: FigureRow[] = [];
  for (const [at, cells] of lines.entries()) {
    const row = at + 2;
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (cells.slice(header.length).some((cell) => cell.trim() !== "")) {
      faults.push({ row, field: "line", value: cells.join(delimiter), problem: "tooWide" });
    } else rows.push(rowOf(row, (column) => cells[columns.indexOf(column)] ?? ""));
  }
  return { rows, faults };
}

function fromJson(text: string, file: string): FigureTable {
  const rows: FigureRow[] = [];
  const faults: TableFault[] = [];
  for (const [at, record] of listOf(text, file).entries()) {
    const row = at + 1;
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      faults.push({ row, field: "line", value: JSON.stringify(record), problem: "notRecord" });
      continue;
    }
    const cells = new Map(Object.entries(record).map(([name, value]) => [columnOf(name), value as unknown]));
    const wrong = COLUMN_NAMES.filter((column) => !isText(column, cells.get(column)));
    for (const field of wrong) {
      faults.push({ row, field, value: JSON.stringify(cells.get(field)), problem: "notText" });
    }
    if (wrong.length === 0) rows.push(rowOf(row, (column) => String(cells.get(column) ?? "")));
  }
  return { rows, faults };
}

function listOf(text: string, file: string): unknown[] {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown[];
  } catch {
    throw new TroubleError("notCsv", { file: basename(file), why: "why.jsonBroken" });
  }
}

/** A figure must be a text: the number 99.70 would come as 99.7 and lose the digit that is to be checked. */
function isText(column: Column, value: unknown): boolean {
  return value == null || typeof value === "string" || (typeof value === "number" && column !== "stated");
}

function rowOf(row: number, cell: (column: Column) => string): FigureRow {
  return {
    row,
    id: cell("id").trim(),
    label: cell("label").trim(),
    numerator: cell("numerator").trim(),
    denominator: cell("denominator").trim(),
    stated: cell("stated").trim(),
  };
}
