/** The fields of a department, as forms and tables have them, and the request that writes one. */
import type { RecordOf } from "../../../shared/tables.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { wordsIn, type FieldFault, type FieldSpec, type Values } from "./fields.ts";
import { ID_FIELD } from "./ids.ts";

type Department = RecordOf<"departments">;

const NAMES = ["name", "nameEn", "shortName", "shortNameEn"] as const;

/** The id first: it is how other systems and tables call the department, and it never changes. */
export const DEPARTMENT_FIELDS: readonly FieldSpec[] = [
  ID_FIELD,
  ...NAMES.map((name): FieldSpec => ({
    ...{ name, kind: "line", label: `office.field.${name}`, help: `office.help.${name}`, most: 100 },
    required: name === "name",
  })),
  { name: "groupCode", kind: "line", label: "office.field.groupCode", help: "office.help.groupCode", most: 10 },
  { name: "contact", kind: "words", label: "office.field.contact", help: "office.help.contact", most: 2_000 },
];

export function departmentValues(department: Department | null): Values {
  const {
    id = "",
    name = "",
    nameEn = "",
    shortName = "",
    shortNameEn = "",
    groupCode = "",
    contact = "",
  } = department ?? {};
  return { id, name, nameEn, shortName, shortNameEn, groupCode, contact };
}

/** @param id of the department, new or known */
export function putDepartment(platform: string, id: string, values: Values): DeskRequest {
  const [name, nameEn, shortName, shortNameEn] = NAMES.map((each) => wordsIn(values, each)) as [
    string,
    string,
    string,
    string,
  ];
  return {
    ...{ ask: "putDepartment", platform, id },
    department: {
      ...{ name, nameEn, shortName, shortNameEn },
      ...{ groupCode: wordsIn(values, "groupCode"), contact: wordsIn(values, "contact") },
    },
  };
}

/** A row without an id is a new department: one of the same name is there already when it should have named it. */
export function departmentFaults(values: Values, departments: readonly Department[]): readonly FieldFault[] {
  const [id, name] = [wordsIn(values, "id"), wordsIn(values, "name")];
  const other = departments.find((each) => each.name === name && each.id !== id);
  return other === undefined ? [] : [{ field: "name", key: "office.fault.sameName", params: { id: other.id } }];
}

/** How many departments each group has, by its code; "" for those of none. */
export function groupsOf(departments: readonly Department[]): readonly (readonly [group: string, count: number])[] {
  const groups = Map.groupBy(departments, ({ groupCode }) => groupCode);
  return [...groups]
    .map(([group, of]) => [group, of.length] as const)
    .toSorted(([a], [b]) => Number(a === "") - Number(b === "") || (a < b ? -1 : 1));
}
