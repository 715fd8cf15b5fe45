/** What terms look at, out of a row of `cases`. */
import { emptyFigures } from "../../../shared/evaluation/columns.ts";
import type { CaseFigures } from "../../../shared/evaluation/terms.ts";
import { columnIndex, type Cell, type Row } from "../../../shared/tables.ts";

/** The columns of `cases` that terms look at. */
export const TALLIED_COLUMNS = Object.keys(emptyFigures()) as (keyof CaseFigures)[];
type Places = Readonly<Record<keyof CaseFigures, number>>;
const placesBy = (place: (name: keyof CaseFigures, i: number) => number) =>
  Object.fromEntries(TALLIED_COLUMNS.map((name, i) => [name, place(name, i)])) as Places;
const IN_ROW = placesBy((name) => columnIndex("cases", name));
const IN_VALUES = placesBy((_name, i) => i);

/** The figures of a travelling row. */
export function figuresOfRow(row: Row, into: CaseFigures): CaseFigures {
  return fill(row, IN_ROW, into);
}

/** The figures of the values of `TALLIED_COLUMNS`, in that order. */
export function figuresOfValues(values: Row, into: CaseFigures): CaseFigures {
  return fill(values, IN_VALUES, into);
}

const numberOr = (cell: Cell | undefined) => (typeof cell === "number" ? cell : Number.NaN);

/** By name, one after another: through names in a list it takes three times as long, and every change comes by here. */
function fill(row: Row, at: Places, into: CaseFigures): CaseFigures {
  into.state = numberOr(row[at.state]);
  into.source = numberOr(row[at.source]);
  into.classUid = numberOr(row[at.classUid]);
  into.department = numberOr(row[at.department]);
  into.unitGrid = numberOr(row[at.unitGrid]);
  into.dutyGrid = numberOr(row[at.dutyGrid]);
  into.deadline = numberOr(row[at.deadline]);
  into.reportedAt = numberOr(row[at.reportedAt]);
  into.acceptedAt = numberOr(row[at.acceptedAt]);
  into.filedAt = numberOr(row[at.filedAt]);
  into.dispatchedAt = numberOr(row[at.dispatchedAt]);
  into.submittedAt = numberOr(row[at.submittedAt]);
  into.closedAt = numberOr(row[at.closedAt]);
  into.reworkCount = numberOr(row[at.reworkCount]);
  into.extensionCount = numberOr(row[at.extensionCount]);
  into.sendBackCount = numberOr(row[at.sendBackCount]);
  into.satisfaction = numberOr(row[at.satisfaction]);
  into.marks = numberOr(row[at.marks]);
  into.flags = numberOr(row[at.flags]);
  return into;
}
