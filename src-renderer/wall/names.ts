/** Names of what the filter chose, from the tables that a wall has open anyway. */
import { useMemo } from "react";
import type { RecordOf } from "../../shared/tables.ts";
import type { Only } from "../../shared/view.ts";
import type { OnlyName } from "../board/desk.ts";
import { useView } from "../link/react.ts";

const NO_ROWS: readonly never[] = [];

/** A 大类 as a filter names it: "scheme/majorCode". */
export const majorOf = ({ scheme, majorCode }: Pick<RecordOf<"classes">, "scheme" | "majorCode">): string =>
  `${scheme}/${majorCode}`;

/** The names of the parts of a filter that are chosen by number; what nobody knows has none. */
export function namesOf(
  only: Only,
  classes: readonly RecordOf<"classes">[],
  departments: ReadonlyMap<number, RecordOf<"departments">>,
  grids: readonly RecordOf<"grids">[],
): OnlyName[] {
  const found: OnlyName[] = [];
  const major = only.major === undefined ? undefined : classes.find((each) => majorOf(each) === only.major);
  if (major !== undefined) found.push({ part: "major", name: major.majorName, nameEn: major.majorNameEn });
  const row = only.classUid === undefined ? undefined : classes.find(({ uid }) => uid === only.classUid);
  if (row !== undefined) found.push({ part: "classUid", name: row.name, nameEn: row.nameEn });
  const department = only.department === undefined ? undefined : departments.get(only.department);
  if (department !== undefined) {
    found.push({ part: "department", name: department.name, nameEn: department.nameEn });
  }
  const grid = only.dutyGrid === undefined ? undefined : grids.find(({ uid }) => uid === only.dutyGrid);
  if (grid !== undefined) {
    found.push({ part: "dutyGrid", name: grid.name || grid.code, nameEn: grid.nameEn || grid.code });
  }
  return found;
}

export function useOnlyNames(
  only: Only,
  departments: ReadonlyMap<number, RecordOf<"departments">>,
): readonly OnlyName[] {
  const classes = useView({ view: "classes" }).value ?? NO_ROWS;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  return useMemo(() => namesOf(only, classes, departments, grids), [only, classes, departments, grids]);
}
