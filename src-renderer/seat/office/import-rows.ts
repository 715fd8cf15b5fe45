/** What a table that somebody brings would write, row by row, and what is wrong with it: judged before anything is sent. */
import type { Params } from "../../../shared/text.ts";
import type { WallKey } from "../../kit/text.ts";
import { parseCsv } from "./csv-text.ts";
import {
  faultsOf,
  wordsIn,
  type Choice,
  type FieldFault,
  type FieldSpec,
  type FieldValue,
  type Values,
} from "./fields.ts";

/** One column of a table: the field it fills, under each of its headings. */
export interface ImportColumn {
  readonly spec: FieldSpec;
  /** In every language, and its name in programs; any of them may head the column. */
  readonly headings: readonly string[];
}

export interface ImportPlan {
  readonly columns: readonly ImportColumn[];
  /** The field that says which record it is; a row without it is a new one. */
  readonly key: string;
  /** What else is wrong with a row. */
  check?(values: Values): readonly FieldFault[];
}

export interface ImportRow {
  readonly line: number;
  readonly values: Values;
  readonly faults: readonly FieldFault[];
}

export interface ImportTable {
  readonly rows: readonly ImportRow[];
  /** What is wrong with the table as a whole; then there are no rows. */
  readonly problem: { readonly key: WallKey; readonly params: Params } | null;
  /** Headings that nobody knows: their columns are not read. */
  readonly unknown: readonly string[];
}

/** More rows than this are no list that people keep by hand. */
export const MOST_ROWS = 2_000;

const plain = (text: string) => text.normalize("NFKC").trim().toLowerCase();

/** Reads a table. Nothing is sent from it while one of its rows has a fault (Z76). */
export function readTable(text: string, plan: ImportPlan): ImportTable {
  const problem = (key: WallKey, params: Params = {}): ImportTable => ({
    rows: [],
    unknown: [],
    problem: { key, params },
  });
  const { rows, openedAt } = parseCsv(text);
  if (openedAt !== null) return problem("office.import.quote", { line: openedAt });
  const [head, ...body] = rows;
  if (head === undefined || body.length === 0) return problem("office.import.empty");
  if (body.length > MOST_ROWS) return problem("office.import.many", { count: body.length, most: MOST_ROWS });
  const columns = head.cells.map((heading) =>
    plan.columns.find(({ headings }) => headings.some((each) => plain(each) === plain(heading))),
  );
  const twice = columns.find((column, i) => column !== undefined && columns.indexOf(column) !== i);
  if (twice !== undefined) return problem("office.import.twice", { column: twice.headings[0] ?? "" });
  const missing = plan.columns.filter((column) => column.spec.required && !columns.includes(column));
  if (missing.length > 0) {
    return problem("office.import.columns", { columns: missing.map(({ headings }) => headings[0]).join(", ") });
  }
  const read = body.map(({ line, cells }): ImportRow => {
    const values = Object.fromEntries(
      columns.flatMap((column, i) =>
        column === undefined ? [] : [[column.spec.name, valueOf(column.spec, cells[i])]],
      ),
    );
    const specs = columns.flatMap((column) => (column === undefined ? [] : [column.spec]));
    const more: FieldFault[] =
      cells.length > head.cells.length
        ? [{ field: "", key: "office.import.cells", params: { found: cells.length, expected: head.cells.length } }]
        : [];
    return { line, values, faults: [...more, ...faultsOf(specs, values), ...(plan.check?.(values) ?? [])] };
  });
  return {
    rows: withTwice(read, plan.key),
    problem: null,
    unknown: head.cells.filter((heading, i) => columns[i] === undefined && heading !== ""),
  };
}

/** What a switch is called when it is on, in tables of either language. */
const ON = ["是", "yes", "true", "1", "y", "√"];

/** What a cell means: a choice by its value or by what lists call it, several apart by semicolons, a switch by yes or no. */
function valueOf(spec: FieldSpec, cell = ""): FieldValue {
  if (spec.kind === "switch") return ON.includes(plain(cell));
  if (spec.kind === "choices") {
    const parts = cell.split(/[;；、\n]/).map((part) => part.trim());
    return parts.filter((part) => part !== "").map((part) => choiceOf(spec, part));
  }
  return choiceOf(spec, cell);
}

/** What is no choice, or more than one, is left as it is written, for the fault. */
function choiceOf({ choices = [] }: FieldSpec, text: string): string {
  const called = (choice: Choice) => plain(choice.value) === plain(text) || plain(choice.label) === plain(text);
  const [found, another] = choices.filter(called);
  return found === undefined || another !== undefined ? text : found.value;
}

/** A record that is written twice in one table: which of them should hold? */
function withTwice(rows: readonly ImportRow[], key: string): readonly ImportRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const id = wordsIn(row.values, key);
    const before = first.get(id);
    if (id === "" || before === undefined) {
      first.set(id, row.line);
      return row;
    }
    return {
      ...row,
      faults: [...row.faults, { field: key, key: "office.import.again", params: { line: before } }],
    };
  });
}
