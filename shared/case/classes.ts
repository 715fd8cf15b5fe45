/**
 * The class tables by which cases are sorted: majors (大类), minors (小类) and, where a city has them, a third level (细类).
 *
 * A class is named by (scheme, kind, code) and never by digits alone: component 01001 is a manhole cover and matter
 * 01001 a fault of one, and the majors 04 and 05 of matters changed places between CJ/T 214-2007 and
 * GB/T 30428.2-2013. Tables are data (resources/classes), read by rules/class-table.ts.
 */
import type { BothLanguages } from "../rules/check.ts";
import type { CaseKind, TimeLimit } from "./case.ts";

export interface Major {
  /** 2 digits. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** 细类: the third level, below a minor class. */
export interface SubClass {
  /** Unique inside its class. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/**
 * When a case may be filed, when it may be closed, and how long that may take. A class has several, each with its own
 * limit (GB/T 30428.8; 运城 2019).
 */
export interface FilingCondition {
  /** Class code, a dot and a number that is never given to another condition, e.g. "01001.2". */
  readonly id: string;
  readonly condition: string;
  readonly conditionEn: string;
  readonly closing: string;
  readonly closingEn: string;
  readonly limit: TimeLimit;
}

export interface ClassEntry {
  readonly kind: CaseKind;
  readonly code: string;
  readonly name: string;
  /** "" where no English name is stated. */
  readonly nameEn: string;
  /** Other names under which editions and cities list the very same class: 上水井盖 for 供水井盖. */
  readonly variants: readonly string[];
  readonly majorCode: string;
  readonly majorName: string;
  readonly majorNameEn: string;
  readonly subs: readonly SubClass[];
  readonly conditions: readonly FilingCondition[];
  /** Code of the component whose fault (异常) this matter is: GB/T 47678.5-2026, matters 01–05. */
  readonly faultOf: string | null;
  /** Platform that added the class to the standard's own, null for the standard's. */
  readonly addedBy: string | null;
}

export interface ClassTable {
  readonly scheme: string;
  readonly title: BothLanguages;
  /** What of the edition the table holds, and what it does not. */
  readonly note: BothLanguages;
  /** Digits of a class code: 4 until 2013, 5 from 2026. */
  readonly codeLength: number;
  readonly majors: Readonly<Record<CaseKind, readonly Major[]>>;
  readonly classes: readonly ClassEntry[];
}

interface Index {
  readonly byCode: ReadonlyMap<string, ClassEntry>;
  readonly byName: ReadonlyMap<string, readonly ClassEntry[]>;
}

const indexes = new WeakMap<ClassTable, Index>();

function indexOf(table: ClassTable): Index {
  let index = indexes.get(table);
  if (index === undefined) {
    const byName = new Map<string, ClassEntry[]>();
    for (const entry of table.classes) {
      for (const name of namesOf(entry)) {
        const key = `${entry.kind}/${name}`;
        byName.set(key, [...(byName.get(key) ?? []), entry]);
      }
    }
    index = { byCode: new Map(table.classes.map((entry) => [`${entry.kind}/${entry.code}`, entry])), byName };
    indexes.set(table, index);
  }
  return index;
}

function namesOf(entry: ClassEntry): readonly string[] {
  return [...new Set([entry.name, ...entry.variants])];
}

/** The class of a code, or null when the table has none. */
export function classOf(table: ClassTable, kind: CaseKind, code: string): ClassEntry | null {
  return indexOf(table).byCode.get(`${kind}/${code}`) ?? null;
}

/** The major of a code of any level, or null. */
export function majorOf(table: ClassTable, kind: CaseKind, code: string): Major | null {
  return table.majors[kind].find((major) => major.code === code.slice(0, 2)) ?? null;
}

/** The classes of a major in the order of the table; empty also where an edition's minors are not held. */
export function classesOfMajor(table: ClassTable, kind: CaseKind, major: string): readonly ClassEntry[] {
  return table.classes.filter((entry) => entry.kind === kind && entry.majorCode === major);
}

/** The classes of a kind that carry a name, or list it as a variant. More than one only where a city added a namesake. */
export function classesNamed(table: ClassTable, kind: CaseKind, name: string): readonly ClassEntry[] {
  return indexOf(table).byName.get(`${kind}/${name}`) ?? [];
}

/**
 * The filing conditions of a class, in the order of the table; empty when none are stated or the class is unknown.
 * The fault of a component is filed under the component's conditions unless the fault has its own.
 */
export function conditionsOf(table: ClassTable, kind: CaseKind, code: string): readonly FilingCondition[] {
  const entry = classOf(table, kind, code);
  if (entry === null) return [];
  if (entry.conditions.length > 0 || entry.faultOf === null) return entry.conditions;
  return classOf(table, "component", entry.faultOf)?.conditions ?? [];
}

/** What a class of one scheme is in another. `null` is an answer: no equivalent. */
export type Translation =
  | { readonly equivalent: ClassEntry; readonly by: "name" | "variant" | "fault" }
  | { readonly equivalent: null; readonly why: "unknownClass" | "noSuchName" | "ambiguous" };

/**
 * The class of another scheme that means the same: of the same kind and name, or of a declared variant of the name. A
 * fault of a component (异常) is the component itself in schemes that have no faults. Digits are never compared: 0501 is
 * 无照经营游商 in 2007 and 供水管道破裂 in 2013.
 */
export function translateClass(from: ClassTable, kind: CaseKind, code: string, to: ClassTable): Translation {
  const entry = classOf(from, kind, code);
  if (entry === null) return { equivalent: null, why: "unknownClass" };
  const exact = classesNamed(to, kind, entry.name).filter((found) => found.name === entry.name);
  if (exact.length > 0) return only(exact, "name");
  const variants = new Set(namesOf(entry).flatMap((name) => classesNamed(to, kind, name)));
  if (variants.size > 0) return only([...variants], "variant");
  const component = entry.faultOf === null ? null : classOf(from, "component", entry.faultOf);
  if (component === null) return { equivalent: null, why: "noSuchName" };
  const components = new Set(namesOf(component).flatMap((name) => classesNamed(to, "component", name)));
  return only([...components], "fault");
}

/** Of two namesakes neither is chosen: that would be a guess. */
function only(found: readonly ClassEntry[], by: "name" | "variant" | "fault"): Translation {
  const [equivalent] = found;
  if (equivalent === undefined) return { equivalent: null, why: "noSuchName" };
  return found.length > 1 ? { equivalent: null, why: "ambiguous" } : { equivalent, by };
}
