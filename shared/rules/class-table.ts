/**
 * Reading class tables and what cities put on top of them (resources/classes; formats in docs of the fields below).
 *
 * A table holds one edition of the standard. A city's extension adds classes, third levels and filing conditions, or
 * replaces the conditions of a class; cities count their own codes down from 99 or 999, so any code of the right width
 * is accepted as long as the standard does not use it itself.
 */
import * as v from "valibot";
import type { CaseKind, LimitType } from "../case/case.ts";
import type { ClassEntry, ClassTable, FilingCondition, Major, SubClass } from "../case/classes.ts";
import { TroubleError } from "../trouble.ts";
import { bothLanguages, checkRule, ruleName } from "./check.ts";
import { checkFormat } from "./format.ts";

const FORMAT = 1;

const LIMIT_TYPES = {
  urgentHour: "urgentHour",
  urgentDay: "urgentDay",
  workHour: "workHour",
  workDay: "workDay",
  naturalDay: "naturalDay",
} as const satisfies { [T in LimitType]: T };

const text = v.pipe(v.string(), v.nonEmpty());
const kind = v.picklist(["component", "matter"]);
const digits = v.pipe(v.string(), v.digits());
const englishName = v.optional(v.string(), "");

const major = v.strictObject({ code: v.pipe(v.string(), v.regex(/^\d\d$/)), name: text, nameEn: englishName });
const sub = v.strictObject({ code: v.pipe(v.string(), v.regex(/^[0-9A-Z]{1,3}$/)), name: text, nameEn: englishName });
const condition = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
  condition: text,
  conditionEn: text,
  closing: text,
  closingEn: text,
  limit: v.strictObject({ value: v.pipe(v.number(), v.gtValue(0)), type: v.enum(LIMIT_TYPES) }),
});
const classEntry = v.strictObject({
  kind,
  code: digits,
  name: text,
  nameEn: englishName,
  /** Variants of the name. */
  names: v.optional(v.array(text), []),
  subs: v.optional(v.array(sub), []),
  conditions: v.optional(v.array(condition), []),
});
const majors = v.strictObject({ component: v.array(major), matter: v.array(major) });

const tableSchema = v.strictObject({
  format: v.literal(FORMAT),
  scheme: ruleName,
  title: bothLanguages,
  note: bothLanguages,
  /** Digits of the minor behind the two of the major. */
  minorDigits: v.picklist([2, 3]),
  majors,
  classes: v.array(classEntry),
});

const extensionSchema = v.strictObject({
  format: v.literal(FORMAT),
  /** The scheme it lies on. */
  extends: ruleName,
  platform: ruleName,
  note: v.optional(bothLanguages),
  majors: v.optional(majors, { component: [], matter: [] }),
  classes: v.optional(v.array(classEntry), []),
  /** Third levels for classes that the table has. */
  subs: v.optional(v.array(v.strictObject({ kind, code: digits, subs: v.array(sub) })), []),
  /** Conditions for classes that the table has: instead of its own, or after them. */
  conditions: v.optional(
    v.array(
      v.strictObject({ kind, code: digits, how: v.picklist(["replace", "add"]), conditions: v.array(condition) }),
    ),
    [],
  ),
});

export type ClassExtension = v.InferOutput<typeof extensionSchema>;

/**
 * The class table of a file.
 * @param file name to show, e.g. "classes/GBT47678.5-2026.json"
 * @throws TroubleError `ruleBroken`, `ruleNewer`, `ruleDuplicate` or `classMajorUnknown`.
 */
export function parseClassTable(file: string, value: unknown): ClassTable {
  checkFormat(file, value, FORMAT);
  const { scheme, title, note, minorDigits, majors: own, classes } = checkRule(tableSchema, file, value);
  const empty = {
    scheme,
    title,
    note,
    codeLength: 2 + minorDigits,
    majors: { component: [], matter: [] },
    classes: [],
  };
  return withClasses(file, withMajors(file, empty, own), classes, null);
}

/** A city's extension, checked by itself; `extendTable` checks it against its table. @throws as `parseClassTable`. */
export function parseClassExtension(file: string, value: unknown): ClassExtension {
  checkFormat(file, value, FORMAT);
  return checkRule(extensionSchema, file, value);
}

/**
 * A table with a city's extension on top; the table itself is not changed.
 * @throws TroubleError `ruleDuplicate` when it gives a code that is taken, `ruleUnknownName` when it speaks of a class
 * that is not there, `ruleBroken` when it lies on another scheme.
 */
export function extendTable(file: string, table: ClassTable, extension: ClassExtension): ClassTable {
  if (extension.extends !== table.scheme) {
    throw broken(file, "extends", `"${table.scheme}"`, extension.extends);
  }
  const grown = withClasses(file, withMajors(file, table, extension.majors), extension.classes, extension.platform);
  const entries = new Map(grown.classes.map((entry) => [keyOf(entry), entry]));
  const known = (path: string, at: { kind: CaseKind; code: string }): ClassEntry => {
    const entry = entries.get(keyOf(at));
    if (entry !== undefined) return entry;
    const near = grown.classes.filter((other) => other.kind === at.kind && other.majorCode === at.code.slice(0, 2));
    throw new TroubleError("ruleUnknownName", {
      file,
      path,
      name: `${at.kind} ${at.code}`,
      known: near.map((other) => `${other.code} ${other.name}`).join(", ") || "—",
    });
  };
  extension.subs.forEach((more, i) => {
    const entry = known(`subs.${i}.code`, more);
    noTwice(file, `subs.${i}.subs`, entry.subs, more.subs);
    entries.set(keyOf(entry), { ...entry, subs: [...entry.subs, ...more.subs] });
  });
  extension.conditions.forEach((more, i) => {
    const entry = known(`conditions.${i}.code`, more);
    const held = more.how === "replace" ? [] : entry.conditions;
    checkConditions(file, `conditions.${i}.conditions`, entry.code, held, more.conditions);
    entries.set(keyOf(entry), { ...entry, conditions: [...held, ...more.conditions] });
  });
  return { ...grown, classes: [...entries.values()] };
}

function withMajors(file: string, table: ClassTable, more: Record<CaseKind, readonly Major[]>): ClassTable {
  const merged = (of: CaseKind) => {
    noTwice(file, `majors.${of}`, table.majors[of], more[of]);
    return [...table.majors[of], ...more[of]];
  };
  return { ...table, majors: { component: merged("component"), matter: merged("matter") } };
}

function withClasses(
  file: string,
  table: ClassTable,
  more: readonly v.InferOutput<typeof classEntry>[],
  addedBy: string | null,
): ClassTable {
  const taken = new Map(table.classes.map((entry) => [keyOf(entry), entry.name]));
  const components = new Map(
    [...table.classes, ...more].filter((entry) => entry.kind === "component").map(({ code, name }) => [code, name]),
  );
  const added = more.map((entry, i): ClassEntry => {
    const path = `classes.${i}`;
    const { code } = entry;
    if (code.length !== table.codeLength) throw broken(file, `${path}.code`, `/^\\d{${table.codeLength}}$/`, code);
    const of = table.majors[entry.kind].find((candidate) => candidate.code === code.slice(0, 2));
    if (of === undefined) throw new TroubleError("classMajorUnknown", { file, code, major: code.slice(0, 2) });
    const key = keyOf(entry);
    const holder = taken.get(key);
    if (holder !== undefined) {
      const name = `${entry.kind} ${code} ${holder}${holder === entry.name ? "" : ` / ${entry.name}`}`;
      throw new TroubleError("ruleDuplicate", { file, path: `${path}.code`, name });
    }
    taken.set(key, entry.name);
    noTwice(file, `${path}.subs`, [], entry.subs);
    checkConditions(file, `${path}.conditions`, code, [], entry.conditions);
    const component = entry.kind === "matter" ? components.get(code) : undefined;
    return {
      kind: entry.kind,
      code,
      name: entry.name,
      nameEn: entry.nameEn,
      variants: entry.names,
      majorCode: of.code,
      majorName: of.name,
      majorNameEn: of.nameEn,
      subs: entry.subs,
      conditions: entry.conditions,
      // Both must agree, the digits and the name: 异常 of the component with the same five digits (GB/T 47678.5-2026).
      faultOf: component !== undefined && entry.name === `${component}异常` ? code : null,
      addedBy,
    };
  });
  return { ...table, classes: [...table.classes, ...added] };
}

/** `more` beside the conditions that the class keeps: ids begin with its code and are given once. */
function checkConditions(
  file: string,
  path: string,
  code: string,
  held: readonly FilingCondition[],
  more: readonly FilingCondition[],
): void {
  const taken = new Set(held.map(({ id }) => id));
  more.forEach(({ id }, i) => {
    if (!id.startsWith(`${code}.`)) throw broken(file, `${path}.${i}.id`, `"${code}.<n>"`, id);
    if (taken.has(id)) throw new TroubleError("ruleDuplicate", { file, path: `${path}.${i}.id`, name: id });
    taken.add(id);
  });
}

/** Majors of a kind and third levels of a class are told apart by their codes. */
function noTwice(
  file: string,
  path: string,
  held: readonly (Major | SubClass)[],
  more: readonly (Major | SubClass)[],
): void {
  const taken = new Map(held.map(({ code, name }) => [code, name]));
  more.forEach(({ code, name }, i) => {
    const holder = taken.get(code);
    if (holder !== undefined) {
      const both = holder === name ? name : `${holder} / ${name}`;
      throw new TroubleError("ruleDuplicate", { file, path: `${path}.${i}.code`, name: `${code} ${both}` });
    }
    taken.set(code, name);
  });
}

function keyOf(entry: { readonly kind: CaseKind; readonly code: string }): string {
  return `${entry.kind}/${entry.code}`;
}

function broken(file: string, path: string, expected: string, found: string): TroubleError {
  return new TroubleError("ruleBroken", { file, path, expected, found: `"${found}"` });
}
