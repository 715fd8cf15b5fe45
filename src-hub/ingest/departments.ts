/** Departments as imports meet them. */
import { namedFor, type Mapping } from "./mapping/mapping.ts";
import type { Sink } from "./sink.ts";

type DepartmentRules = NonNullable<Mapping["department"]>;

export interface KnownDepartment {
  readonly uid: number;
  readonly nameEn: string;
}

/** uid and name of a department by code. One the hub does not have yet is put, with the mapping's name when it has one. */
export function departmentsOf(
  platform: string,
  rules: DepartmentRules | undefined,
  sink: Sink,
): (code: string, name: string) => KnownDepartment {
  const known = new Map<string, KnownDepartment>([["", { uid: 0, nameEn: "" }]]);
  return (code, name) => {
    let found = known.get(code);
    if (found !== undefined) return found;
    const names = namedFor(rules?.names ?? [], code);
    const there = names === null ? sink.find("departments", platform, code) : null;
    if (there !== null) {
      found = { uid: there.uid, nameEn: there.nameEn };
    } else {
      const nameEn = names?.nameEn ?? (name || code);
      const { uid } = sink.put("departments", {
        platform,
        id: code,
        name: names?.name ?? nameEn,
        nameEn,
        shortName: names?.shortName ?? code,
        shortNameEn: names?.shortNameEn ?? code,
        groupCode: rules?.group ?? "",
        contact: "",
      });
      found = { uid, nameEn };
    }
    known.set(code, found);
    return found;
  };
}
