/** What is typed into the office's forms and not saved yet: kept on this machine, for who typed it. */
import type { FieldSpec, Values } from "./fields.ts";

/** The key under which a form's draft is kept. What an id has beside plain letters and digits is written as numbers. */
export function draftKey(form: string, id: string): string {
  const plain = id.replaceAll(/[^\w.:-]/gu, (mark) => `_${(mark.codePointAt(0) ?? 0).toString(16)}_`);
  return `draft/office/${form}/${plain}`.slice(0, 100);
}

/** The values that may be kept: never a password (Z78). */
export function keepable(specs: readonly FieldSpec[], values: Values): Values {
  const open = new Set(specs.filter(({ kind }) => kind !== "secret").map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => open.has(name) && value !== undefined));
}

/** A kept draft as it was written, null for what is none. */
export function readKept(specs: readonly FieldSpec[], text: string | null): Values | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? keepable(specs, value as Values)
      : null;
  } catch {
    return null;
  }
}
