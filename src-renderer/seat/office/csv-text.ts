/** Tables as spreadsheets write them (RFC 4180): reading what people bring, and writing what can be brought again. */
import { cellOf } from "../../board/cameras/csv.ts";

/** A row with the line of the file in which it begins, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a file; `openedAt` is the line of a quote that nobody closed, null when all is well. */
export interface CsvText {
  readonly rows: readonly CsvRow[];
  readonly openedAt: number | null;
}

/** The text of a file, null when its bytes are no UTF-8. A byte order mark is taken off. */
export function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What a cell of ours means: a quote before what a spreadsheet takes for a formula is taken off again. */
const meant = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/**
 * Reads a table. Fields are separated by commas, or by semicolons or tabs when its first line has more of those; empty
 * lines are left out.
 */
export function parseCsv(text: string): CsvText {
  const plain = text.replace(/^\u{feff}/u, "");
  const separator = separatorOf(plain);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let begun = 1;
  let opened = 0;
  const endRow = () => {
    cells.push(meant(cell.trim()));
    if (cells.some((each) => each !== "")) rows.push({ line: begun, cells });
    cells = [];
    cell = "";
    begun = line + 1;
  };
  for (let i = 0; i < plain.length; i++) {
    const mark = plain[i] as string;
    if (quoted) {
      if (mark === '"' && plain[i + 1] === '"') cell += plain[++i];
      else if (mark === '"') quoted = false;
      else {
        cell += mark;
        if (mark === "\n") line++;
      }
    } else if (mark === '"' && cell.trim() === "") {
      [quoted, opened, cell] = [true, line, ""];
    } else if (mark === separator) {
      cells.push(meant(cell.trim()));
      cell = "";
    } else if (mark === "\n" || (mark === "\r" && plain[i + 1] !== "\n")) {
      endRow();
      line++;
    } else if (mark !== "\r") {
      cell += mark;
    }
  }
  if (cell !== "" || cells.length > 0) endRow();
  return { rows, openedAt: quoted ? opened : null };
}

function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const count = (mark: string) => head.split(mark).length - 1;
  return ["\t", ";"].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ",");
}

/** A table as a file: with a byte order mark, without which spreadsheets read Chinese wrongly. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\u{feff}${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}
