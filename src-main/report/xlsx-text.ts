/** Reads a workbook back and holds it against the tables that it was made from. */
import readExcel from "read-excel-file/node";
import type { Cell, Paper, Table } from "./paper.ts";

/** Rows above the first of a table: its title, the report's, and the names of its columns. */
const HEAD_ROWS = 3;
/** Numbers of a workbook are written with 15 digits or more. */
const NEAR = 1e-9;

type Value = unknown;

const isSame = (found: Value, { text, value }: Cell): boolean =>
  value === undefined
    ? String(found ?? "") === text
    : typeof found === "number" && Math.abs(found - value) <= NEAR * Math.max(1, Math.abs(value));

/** The first cell that differs, null when none does. Throws when it is no workbook. */
export async function xlsxDifference(
  bytes: Uint8Array,
  paper: Paper,
): Promise<{ readonly printed: string; readonly recomputed: string } | null> {
  const sheets = await readExcel(Buffer.from(bytes), { trim: false });
  const tables = paper.blocks.filter((block): block is Table => block.kind === "table");
  if (sheets.length !== tables.length) return { printed: String(sheets.length), recomputed: String(tables.length) };
  for (const [i, { columns, rows }] of tables.entries()) {
    const data: readonly (readonly Value[])[] = sheets[i]?.data ?? [];
    const wanted = [columns.map(({ title }): Cell => ({ text: title })), ...rows];
    if (data.length !== wanted.length + HEAD_ROWS - 1) {
      return { printed: String(data.length), recomputed: String(wanted.length + HEAD_ROWS - 1) };
    }
    for (const [k, row] of wanted.entries()) {
      const found = data[k + HEAD_ROWS - 1] ?? [];
      for (const [c, cell] of row.entries()) {
        if (!isSame(found[c], cell)) return { printed: String(found[c] ?? ""), recomputed: cell.text };
      }
    }
  }
  return null;
}
