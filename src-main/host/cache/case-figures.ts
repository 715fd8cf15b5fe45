/** What terms look at, out of a row of `cases`. */
import { emptyFigures } from "../../../shared/evaluation/columns.ts";
import type { CaseFigures } from "../../../shared/evaluation/terms.ts";
import { columnIndex, type Row } from "../../../shared/tables.ts";

/** The columns of `cases` that terms look at. */
export const TALLIED_COLUMNS = Object.keys(emptyFigures()) as (keyof CaseFigures)[];
const IN_ROW = TALLIED_COLUMNS.map((name) => columnIndex("cases", name));
const IN_VALUES = TALLIED_COLUMNS.map((_name, i) => i);

/** The figures of a travelling row. */
export function figuresOfRow(row: Row, into: CaseFigures): CaseFigures {
  return fill(row, IN_ROW, into);
}

/** The figures of the values of `TALLIED_COLUMNS`, in that order. */
export function figuresOfValues(values: Row, into: CaseFigures): CaseFigures {
  return fill(values, IN_VALUES, into);
}

function fill(row: Row, at: readonly number[], into: CaseFigures): CaseFigures {
  for (let k = 0; k < at.length; k++) {
    const cell = row[at[k] as number];
    into[TALLIED_COLUMNS[k] as keyof CaseFigures] = typeof cell === "number" ? cell : Number.NaN;
  }
  return into;
}
