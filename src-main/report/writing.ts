/** What the sections of a report are written with. */
import type { Language } from "../../shared/text.ts";
import type { ReportData } from "./data.ts";
import type { Findings } from "./findings.ts";
import { dateText, timeText } from "./format.ts";
import type { Block, Book, Cell, Column, Table } from "./paper.ts";
import type { ReportText } from "./words.ts";

export interface Writing {
  readonly data: ReportData;
  readonly found: Findings;
  readonly book: Book;
  readonly text: ReportText;
  readonly language: Language;
  /** Name of a subject of the scheme. */
  subject(key: number | string): string;
  department(uid: number): string;
  date(at: number): string;
  time(at: number): string;
}

export function openWriting(data: ReportData, found: Findings, book: Book, text: ReportText): Writing {
  const { language } = data;
  const { timeZone } = data.platform;
  const nameOf = (each: { name: string; nameEn: string } | undefined, key: number | string) =>
    each === undefined ? String(key) : language === "en" && each.nameEn !== "" ? each.nameEn : each.name;
  const subjects = new Map(data.subjects.map((each) => [each.key, each]));
  const departments = new Map(data.departments.map((each) => [each.uid, each]));
  return {
    data,
    found,
    book,
    text,
    language,
    subject: (key) => nameOf(subjects.get(key), key),
    department: (uid) => nameOf(departments.get(uid), uid),
    date: (at) => dateText(at, timeZone, language),
    time: (at) => timeText(at, timeZone, language),
  };
}

export const heading = (level: 1 | 2, text: string): Block => ({ kind: "heading", level, text });
export const words = (text: string): Block => ({ kind: "text", text });
export const note = (text: string): Block => ({ kind: "note", text });
export const cell = (text: string): Cell => ({ text });

/** Columns from titles, widths and alignments such as "l3 r2 c1". */
export function columnsOf(titles: readonly string[], form: string): Column[] {
  const align = { l: "left", r: "right", c: "center" } as const;
  const forms = form.split(" ");
  if (forms.length !== titles.length) throw new Error(`${titles.length} columns in the form ${form}`);
  return titles.map((title, i) => {
    const [letter = "l", width = "1"] = [forms[i]?.[0], forms[i]?.slice(1)];
    return { title, width: Number(width), align: align[letter as keyof typeof align] };
  });
}

/** Rows that documents hold of a table whose rest only the workbook has. */
const MOST_ROWS = 60;

/** A table, and below it a line about the rows that only the workbook has. */
export function tableBlocks(text: ReportText, table: Omit<Table, "kind" | "most">, most = MOST_ROWS): Block[] {
  const shown: Table = { kind: "table", ...table, most };
  if (table.rows.length <= most) return [shown];
  const rest = { most: String(most), all: String(table.rows.length), sheet: table.sheet };
  return [shown, note(text("report.table.rest", rest))];
}
