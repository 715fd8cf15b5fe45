/** The tables of a report as a workbook: one sheet for each, every row, numbers as numbers. */
import writeExcel, { type Sheet, type SheetData } from "write-excel-file/node";
import type { Cell, Paper, Table } from "./paper.ts";

/** Most characters of a sheet's name, and what it must not hold. */
const NAME_LENGTH = 31;
const FORBIDDEN = /[[\]:*?/\\]/g;

/** The bytes of the workbook. */
export async function writeXlsx(paper: Paper): Promise<Uint8Array> {
  const taken = new Set<string>();
  const sheets = paper.blocks
    .filter((block): block is Table => block.kind === "table")
    .map((table) => sheetOf(table, paper, taken));
  return new Uint8Array(await writeExcel(sheets, { fontFamily: "宋体", fontSize: 10.5 }).toBuffer());
}

function sheetOf(table: Table, paper: Paper, taken: Set<string>): Sheet<never> {
  const { columns, rows } = table;
  const head = columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: "bold" as const,
    align: "center" as const,
    wrap: true,
    backgroundColor: "#E8EDF3",
  }));
  const data: SheetData = [
    [
      {
        value: paper.mark === null ? table.title : `${table.title}（${paper.mark}）`,
        type: String,
        fontWeight: "bold",
      },
    ],
    [{ value: `${paper.title} · ${paper.foot}`, type: String, textColor: "#666666" }],
    head,
    ...rows.map((row) => row.map((cell, i) => valueOf(cell, columns[i]?.align ?? "left"))),
  ];
  return {
    sheet: nameOf(table.sheet, taken),
    data,
    columns: columns.map(({ width }) => ({ width: 6 + width * 5 })),
    stickyRowsCount: 3,
  };
}

function valueOf({ text, value, percent }: Cell, align: "left" | "right" | "center") {
  if (value === undefined) return { value: text, type: String, align, wrap: true };
  if (percent === true) return { value, type: Number, format: "0.00%", align };
  return { value, type: Number, align, format: Number.isInteger(value) ? "#,##0" : "#,##0.00" };
}

/** A name that a workbook takes, each once. */
function nameOf(wanted: string, taken: Set<string>): string {
  const plain = wanted.replaceAll(FORBIDDEN, " ").slice(0, NAME_LENGTH);
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain.slice(0, NAME_LENGTH - 4)} (${n})`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
