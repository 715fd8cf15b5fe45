/** Classes of components by their codes: 2013 counts minors with two digits, 2026 with three (domain notes §2.2). */
import gbt30428 from "../../../resources/classes/GBT30428.2-2013.json" with { type: "json" };
import gbt47678 from "../../../resources/classes/GBT47678.5-2026.json" with { type: "json" };
import { classOf, majorOf, type ClassTable } from "../../../shared/case/classes.ts";
import { parseComponentCode, type CodeEdition } from "../../../shared/place/codes.ts";
import { parseClassTable } from "../../../shared/rules/class-table.ts";
import type { Sink } from "../sink.ts";

const TABLES: Readonly<Record<CodeEdition, ClassTable>> = {
  "2013": parseClassTable("classes/GBT30428.2-2013.json", gbt30428),
  "2026": parseClassTable("classes/GBT47678.5-2026.json", gbt47678),
};

/** The class of a component as a code says it. */
export interface ComponentClass {
  readonly uid: number;
  readonly classCode: string;
  /** The class's own name, "" for one of the city's own. */
  readonly name: string;
  /** The standard's table does not have it: cities count their own minors down from 99. */
  readonly own: boolean;
}

/** The table that a code of this edition is explained by. */
export function tableOf(edition: CodeEdition): ClassTable {
  return TABLES[edition];
}

/**
 * Makes the function that finds the class of a component's code; it puts classes that the hub does not have yet, so it
 * works inside of a batch only. Null: the code is none of 16 or 17 digits, or its major is none of the standard's.
 */
export function componentClasses(sink: Sink, platform: string): (code: string, name: string) => ComponentClass | null {
  const known = new Map<string, ComponentClass | null>();
  return (code, name) => {
    const parts = parseComponentCode(code);
    if (parts === null) return null;
    const { edition, classCode } = parts;
    let found = known.get(classCode);
    if (found === undefined) known.set(classCode, (found = classFor(edition, classCode, name)));
    return found;
  };

  function classFor(edition: CodeEdition, classCode: string, name: string): ComponentClass | null {
    const table = TABLES[edition];
    const major = majorOf(table, "component", classCode.slice(0, 2));
    if (major === null) return null;
    const entry = classOf(table, "component", classCode);
    const id = `${table.scheme}/component/${classCode}`;
    const there = sink.find("classes", platform, id);
    const own = entry === null;
    if (there !== null) return { uid: there.uid, classCode, name: there.name, own };
    const { uid } = sink.put("classes", {
      platform,
      id,
      scheme: table.scheme,
      kind: "component",
      code: classCode,
      name: entry?.name ?? (name || classCode),
      nameEn: entry?.nameEn ?? "",
      majorCode: major.code,
      majorName: major.name,
      majorNameEn: major.nameEn,
    });
    return { uid, classCode, name: entry?.name ?? "", own };
  }
}
