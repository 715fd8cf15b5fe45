/** The cases of a report as the columns that figures are counted over. */
import { emptyFigures, figuresAt, type CaseColumns } from "../../shared/evaluation/columns.ts";
import type { CaseFigures } from "../../shared/evaluation/terms.ts";
import { CASE_COLUMNS, type CaseColumn, type ReportData } from "./data.ts";

export type PackedCases = ReportData["cases"];

/** Cases column by column, to be filled one by one. */
export function emptyCases(): PackedCases {
  return Object.fromEntries(CASE_COLUMNS.map((name) => [name, []])) as unknown as PackedCases;
}

/** One case to put at the end; NaN is kept as null. */
export type CaseValues = Readonly<Record<CaseColumn, number>>;

export function addCase(cases: PackedCases, values: CaseValues): void {
  for (const name of CASE_COLUMNS) cases[name].push(Number.isNaN(values[name]) ? null : values[name]);
}

/** The columns as figures look at them. Throws when columns differ in length or a case has no uid: a broken invariant. */
export function columnsOf(cases: PackedCases): CaseColumns {
  const length = cases.uid.length;
  for (const name of CASE_COLUMNS) {
    if (cases[name].length !== length) throw new Error(`column ${name} has ${cases[name].length} of ${length} cases`);
  }
  const whole = <T extends Uint8Array | Uint16Array | Uint32Array>(
    Type: new (length: number) => T,
    name: CaseColumn,
  ): T => {
    const column = new Type(length);
    cases[name].forEach((value, i) => {
      column[i] = value ?? 0;
    });
    return column;
  };
  const times = (name: CaseColumn) => Float64Array.from(cases[name], (value) => value ?? Number.NaN);
  const nothing = new Float64Array(length).fill(Number.NaN);
  const place = Float64Array.from(cases.located, (value) => (value === 1 ? 0 : Number.NaN));
  return {
    length,
    uid: whole(Uint32Array, "uid"),
    state: whole(Uint8Array, "state"),
    source: whole(Uint8Array, "source"),
    classUid: whole(Uint32Array, "classUid"),
    department: whole(Uint32Array, "department"),
    unitGrid: whole(Uint32Array, "unitGrid"),
    dutyGrid: whole(Uint32Array, "dutyGrid"),
    lon: place,
    lat: place,
    deadline: times("deadline"),
    reportedAt: times("reportedAt"),
    acceptedAt: times("acceptedAt"),
    filedAt: times("filedAt"),
    dispatchedAt: times("dispatchedAt"),
    submittedAt: times("submittedAt"),
    closedAt: times("closedAt"),
    suspendedAt: times("suspendedAt"),
    stageSince: nothing,
    stageDue: nothing,
    dispatchDue: nothing,
    satisfaction: times("satisfaction"),
    reworkCount: whole(Uint16Array, "reworkCount"),
    extensionCount: whole(Uint16Array, "extensionCount"),
    sendBackCount: whole(Uint16Array, "sendBackCount"),
    marks: whole(Uint32Array, "marks"),
    flags: whole(Uint8Array, "flags"),
  };
}

/** Each case as a record of figures; the same record is handed out again and again. */
export function* eachFigures(columns: CaseColumns): Generator<CaseFigures> {
  const record = emptyFigures();
  for (let i = 0; i < columns.length; i++) yield figuresAt(columns, i, record);
}
