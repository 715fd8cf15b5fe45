/** What the queue can be narrowed to, as options of select boxes, and the names of what is chosen. */
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { STAGES } from "../../../shared/case/state.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { Only } from "../../../shared/view.ts";
import type { OnlyName } from "../../board/desk.ts";
import type { Words } from "../../kit/text.ts";

export interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}
export interface ClassGroup {
  readonly label: string;
  readonly title: string;
  readonly options: readonly Option<string>[];
}

type ClassRow = Pick<
  RecordOf<"classes">,
  "uid" | "scheme" | "majorCode" | "majorName" | "majorNameEn" | "name" | "nameEn"
>;
type DepartmentRow = Pick<RecordOf<"departments">, "uid" | "name" | "nameEn">;
type GridRow = Pick<RecordOf<"grids">, "uid" | "level" | "code" | "name" | "nameEn">;

/** The rows that options are named by. */
export interface FilterTables {
  readonly classes: readonly ClassRow[];
  readonly departments: readonly DepartmentRow[];
  readonly grids: readonly GridRow[];
}

/** A 大类 as a filter names it. */
const majorOf = ({ scheme, majorCode }: ClassRow): string => `${scheme}/${majorCode}`;

/** In one box both: "m:scheme/major" for a whole 大类, "c:uid" for a single class. */
export function classOptions(classes: readonly ClassRow[], words: Words): readonly ClassGroup[] {
  return [...Map.groupBy(classes, majorOf)].map(([major, rows]) => {
    const [first] = rows as [ClassRow, ...ClassRow[]];
    const label = words.name({ name: first.majorName, nameEn: first.majorNameEn }) || major;
    const whole = { value: `m:${major}`, label: words.text("queue.filter.major", { name: label }) };
    return {
      label,
      title: label,
      options: [whole, ...rows.map((row) => ({ value: `c:${row.uid}`, label: words.name(row) }))],
    };
  });
}

/** The value of the box of classes. */
export function classValue({ major, classUid }: Only): string | null {
  return classUid !== undefined ? `c:${classUid}` : major === undefined ? null : `m:${major}`;
}

/** The filter with another class, 大类, or neither. */
export function withClass(only: Only, value: string | null): Only {
  const { major: _major, classUid: _class, ...rest } = only;
  if (value === null) return rest;
  return value.startsWith("c:") ? { ...rest, classUid: Number(value.slice(2)) } : { ...rest, major: value.slice(2) };
}

export const departmentOptions = (rows: readonly DepartmentRow[], words: Words): readonly Option<number>[] =>
  rows.map((row) => ({ value: row.uid, label: words.name(row) }));

export const gridOptions = (rows: readonly GridRow[], words: Words): readonly Option<number>[] =>
  rows.filter(({ level }) => level === "duty").map((row) => ({ value: row.uid, label: words.name(row) || row.code }));

export const sourceOptions = (words: Words): readonly Option<number>[] =>
  CASE_SOURCES.map((source, value) => ({ value, label: words.text(`source.${source}`) }));

/** What is closed waits for nobody. */
export const stageOptions = (words: Words): readonly Option<NonNullable<Only["stage"]>>[] =>
  STAGES.filter((stage) => stage !== "closed").map((value) => ({ value, label: words.text(`stage.${value}`) }));

/** Names of the parts that are chosen by number; what nobody knows has none. */
export function chosenNames(only: Only, { classes, departments, grids }: FilterTables): readonly OnlyName[] {
  const major = only.major === undefined ? undefined : classes.find((row) => majorOf(row) === only.major);
  const row = classes.find(({ uid }) => uid === only.classUid);
  const department = departments.find(({ uid }) => uid === only.department);
  const grid = grids.find(({ uid }) => uid === only.dutyGrid);
  return [
    ...(major === undefined ? [] : [{ part: "major" as const, name: major.majorName, nameEn: major.majorNameEn }]),
    ...(row === undefined ? [] : [{ part: "classUid" as const, name: row.name, nameEn: row.nameEn }]),
    ...(department === undefined
      ? []
      : [{ part: "department" as const, name: department.name, nameEn: department.nameEn }]),
    ...(grid === undefined
      ? []
      : [{ part: "dutyGrid" as const, name: grid.name || grid.code, nameEn: grid.nameEn || grid.code }]),
  ];
}
