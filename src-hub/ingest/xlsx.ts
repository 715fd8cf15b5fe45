/** The first sheet of an Excel file as rows of text, the way a table of text would have them. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { readSheet } from "read-excel-file/node";
import { TroubleError } from "../../shared/trouble.ts";
import { troubleOfReading } from "../command/inspect.ts";
import type { OpenRows } from "./rows.ts";

/** A sheet is held in memory whole. Bytes of the packed file. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether a file is one by its name. */
export const isXlsx = (file: string): boolean => /\.xlsx$/i.test(file);

export interface OpenSheet extends OpenRows {
  readonly bytes: number;
}

/** Opens a sheet. Throws trouble `fileMissing`, `fileUnreadable` or `notCsv` (damaged, empty or too large). */
export async function openXlsx(file: string): Promise<OpenSheet> {
  const broken = (why: string) => new TroubleError("notCsv", { file: basename(file), why });
  const bytes = sizeOf(file);
  if (bytes > MOST_BYTES) throw broken("why.sheetTooLarge");
  let sheet: unknown[][];
  try {
    // Numbers stay as they are written: a long id must not be rounded.
    sheet = await readSheet(file, { parseNumber: (text: string) => text });
  } catch (error) {
    const known = troubleOfReading(error, file, 0);
    if (known instanceof TroubleError) throw known;
    throw broken("why.sheetBroken");
  }
  const filled = sheet.map((cells) => cells.map(textOf));
  const top = filled.findIndex((cells) => cells.some((cell) => cell !== ""));
  if (top < 0) throw broken("why.empty");
  const header = filled[top] as string[];
  const body = filled.slice(top + 1);
  let done = 0;
  return {
    header,
    bytes,
    async *rows() {
      for (const [i, cells] of body.entries()) {
        done = i + 1;
        // What stands beside the table, and blank lines in it, are no rows.
        const own = Array.from(header, (_, place) => cells[place] ?? "");
        if (own.some((cell) => cell !== "")) yield { row: top + i + 2, cells: own };
      }
    },
    bytesRead: () => (body.length === 0 ? bytes : (bytes * done) / body.length),
    close: () => undefined,
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw troubleOfReading(error, file, 0);
  }
}

/** A cell as a person would type it: dates as "2026-11-22 08:30:00", which Excel has without a zone. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().replace("T", " ").slice(0, 19);
  return String(cell).trim().toWellFormed();
}
