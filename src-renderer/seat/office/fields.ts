/**
 * Fields of the office's records, described once: forms, imported tables and exported ones go by the same description, so
 * that what a form refuses a table cannot bring in.
 */
import type { Params } from "../../../shared/text.ts";
import type { WallKey } from "../../kit/text.ts";

/** What stands in a field: words, a switch, or several of a list. */
export type FieldValue = string | boolean | readonly string[];
export type Values = Readonly<Record<string, FieldValue>>;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface FieldSpec {
  readonly name: string;
  readonly kind: "line" | "words" | "secret" | "choice" | "choices" | "switch";
  readonly label: WallKey;
  /** What it is for; shown under the field. */
  readonly help: WallKey;
  readonly required?: boolean;
  /** Most characters. */
  readonly most?: number;
  readonly least?: number;
  /** What a line must look like, and the sentence where it does not. */
  readonly form?: { readonly like: RegExp; readonly otherwise: WallKey };
  /** Of `choice` and `choices`. */
  readonly choices?: readonly Choice[];
  /** What else is wrong with a line, as a sentence; null when nothing is. */
  readonly check?: (text: string) => WallKey | null;
  /** It cannot be changed in a record that is there. */
  readonly fixed?: boolean;
}

/** What is wrong with a field, as a sentence. */
export interface FieldFault {
  readonly field: string;
  readonly key: WallKey;
  readonly params: Params;
}

/** What is wrong with one value, null when nothing is. */
export function faultOf(spec: FieldSpec, value: FieldValue | undefined): FieldFault | null {
  const fault = (key: WallKey, params: Params = {}): FieldFault => ({ field: spec.name, key, params });
  if (typeof value === "boolean") return null;
  const isChoice = (text: string) => spec.choices === undefined || spec.choices.some((each) => each.value === text);
  if (typeof value === "object") {
    const strange = value.find((each) => !isChoice(each));
    if (strange !== undefined) return fault("office.fault.unknown", { found: strange });
    return spec.required && value.length === 0 ? fault("office.fault.missing") : null;
  }
  const text = (value ?? "").trim();
  if (text === "") return spec.required ? fault("office.fault.missing") : null;
  const { most, least, form } = spec;
  if (most !== undefined && text.length > most) return fault("office.fault.long", { most, found: text.length });
  if (least !== undefined && text.length < least) return fault("office.fault.short", { least });
  if (form !== undefined && !form.like.test(text)) return fault(form.otherwise);
  const wrong = spec.check?.(text) ?? null;
  if (wrong !== null) return fault(wrong);
  return spec.kind === "choice" && !isChoice(text) ? fault("office.fault.unknown", { found: text }) : null;
}

/** Everything that is wrong with a record. */
export function faultsOf(specs: readonly FieldSpec[], values: Values): readonly FieldFault[] {
  return specs.flatMap((spec) => faultOf(spec, values[spec.name]) ?? []);
}

/** The trimmed words of a field, "" for none. */
export function wordsIn(values: Values, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
}

/** The list of a field; null when nothing was chosen: all of it. */
export function listIn(values: Values, name: string): readonly string[] | null {
  const value = values[name];
  return typeof value === "object" && value.length > 0 ? value : null;
}

/** A field as a table has it. @param yes what a switch that is on is called, and one that is off */
export function textOf(spec: FieldSpec, value: FieldValue | undefined, yes: readonly [string, string]): string {
  const called = (each: string) => spec.choices?.find((choice) => choice.value === each)?.label ?? each;
  if (typeof value === "boolean") return value ? yes[0] : yes[1];
  if (typeof value === "object") return value.map(called).join("; ");
  return value === undefined ? "" : called(value);
}
