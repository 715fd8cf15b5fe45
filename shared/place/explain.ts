/**
 * What a code says, part by part, and what is wrong with it, digit by digit (domain.md §2.2).
 *
 * Parts are read from the left, so a code that is too short lacks its end and one that is too long has a surplus: where
 * a digit was really forgotten nobody can tell, but which part came out too short can be told. `code-sentences.ts` says
 * it in words.
 */
import { classOf, classesOfMajor, majorOf, type ClassTable } from "../case/classes.ts";
import type { CodeEdition } from "./codes.ts";

export const CODE_KINDS = ["admin", "unitGrid", "component", "matter", "camera"] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export type PartName =
  | "adminCode"
  | "subdistrict"
  | "community"
  | "sequence"
  | "major"
  | "minor"
  | "centre"
  | "industry"
  | "deviceType";

/** What may stand in one place. Letters are capitals. */
export type Alphabet = "digit" | "digitOrLetter";

interface Place {
  readonly part: PartName;
  readonly length: number;
  readonly alphabet: Alphabet;
}

const place = (part: PartName, length: number, alphabet: Alphabet = "digit"): Place => ({ part, length, alphabet });
const ADMIN = place("adminCode", 6);
const SUBDISTRICT = place("subdistrict", 3);
const COMMUNITY = place("community", 3);
const MAJOR = place("major", 2);

/** Every form of code, as the parts it has from left to right. */
const FORMS = {
  admin6: [ADMIN],
  admin9: [ADMIN, SUBDISTRICT],
  admin12: [ADMIN, SUBDISTRICT, COMMUNITY],
  unitGrid2013: [ADMIN, SUBDISTRICT, COMMUNITY, place("sequence", 3)],
  unitGrid2026: [
    ADMIN,
    place("subdistrict", 3, "digitOrLetter"),
    place("community", 3, "digitOrLetter"),
    place("sequence", 3, "digitOrLetter"),
  ],
  component2013: [ADMIN, MAJOR, place("minor", 2), place("sequence", 6)],
  component2026: [ADMIN, MAJOR, place("minor", 3), place("sequence", 6)],
  matter2013: [ADMIN, MAJOR, place("minor", 2)],
  matter2026: [ADMIN, MAJOR, place("minor", 3)],
  camera: [place("centre", 8), place("industry", 2), place("deviceType", 3), place("sequence", 7)],
} as const satisfies Record<string, readonly Place[]>;
export type CodeForm = keyof typeof FORMS;

/** Industries of GB/T 28181; 12 to 39 are reserved, what lies above is for enterprises. 08 is urban management. */
export const INDUSTRIES = ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"] as const;
export type Industry = (typeof INDUSTRIES)[number];
const LAST_RESERVED = "39";

/** Device types of GB/T 28181 that one meets among cameras; the first two are cameras. */
export const DEVICE_TYPES = ["131", "132", "111", "118", "134", "137", "200", "215", "216"] as const;
export type DeviceType = (typeof DEVICE_TYPES)[number];
const CAMERA_TYPES: readonly string[] = ["131", "132"];

/** One thing that is wrong with a part. */
export type Wrong =
  /** `position` counts from 1 at the beginning of the code. */
  | { readonly kind: "character"; readonly position: number; readonly found: string; readonly allowed: Alphabet }
  | { readonly kind: "missing" }
  | { readonly kind: "short" }
  | { readonly kind: "surplus" }
  | { readonly kind: "industryReserved" }
  | { readonly kind: "notCamera"; readonly is: DeviceType | null }
  | { readonly kind: "majorUnknown"; readonly table: ClassTable }
  | { readonly kind: "minorUnknown"; readonly table: ClassTable; readonly major: Name };

export interface Name {
  readonly name: string;
  readonly nameEn: string;
}

export type Meaning = Name | { readonly industry: Industry } | { readonly deviceType: DeviceType };

export interface CodePart {
  readonly part: PartName | "surplus";
  /** The places it should take, counted from 1, both included. */
  readonly from: number;
  readonly to: number;
  /** What stands there; shorter where the code ends early. */
  readonly text: string;
  readonly ok: boolean;
  readonly wrong: readonly Wrong[];
  /** What the text stands for, where that is known. */
  readonly meaning: Meaning | null;
}

export interface CodeExplanation {
  readonly kind: CodeKind;
  /** The form it was read as. Without an edition asked for, the one whose length is nearest. */
  readonly form: CodeForm;
  readonly code: string;
  readonly ok: boolean;
  readonly parts: readonly CodePart[];
}

export interface ExplainOptions {
  readonly edition?: CodeEdition;
  /** Majors and minors of components and matters are looked up here; its edition is taken when none is asked for. */
  readonly table?: ClassTable;
}

/** Takes a code apart. Never throws: whatever stands in the text is part of the answer. */
export function explainCode(kind: CodeKind, code: string, options: ExplainOptions = {}): CodeExplanation {
  const characters = Array.from(code);
  const form = formOf(kind, characters.length, options);
  const parts: CodePart[] = [];
  let at = 0;
  for (const { part, length, alphabet } of FORMS[form]) {
    const own = characters.slice(at, at + length);
    const found = own.join("");
    const wrong: Wrong[] = own.flatMap((character, i) =>
      (alphabet === "digit" ? /^[0-9]$/ : /^[0-9A-Z]$/).test(character)
        ? []
        : [{ kind: "character", position: at + i + 1, found: character, allowed: alphabet }],
    );
    if (own.length < length) wrong.push({ kind: own.length === 0 ? "missing" : "short" });
    const value = wrong.length === 0 ? meaningOf(kind, part, found, parts, options.table) : { meaning: null, wrong };
    parts.push({ part, from: at + 1, to: at + length, text: found, ok: value.wrong.length === 0, ...value });
    at += length;
  }
  const surplus = characters.slice(at);
  if (surplus.length > 0) {
    const [from, to, text] = [at + 1, characters.length, surplus.join("")];
    parts.push({ part: "surplus", from, to, text, ok: false, wrong: [{ kind: "surplus" }], meaning: null });
  }
  return { kind, form, code, ok: parts.every(({ ok }) => ok), parts };
}

/** Characters of a whole code of a form. */
export function lengthOf(form: CodeForm): number {
  return FORMS[form].reduce((sum, { length }) => sum + length, 0);
}

function formOf(kind: CodeKind, length: number, { edition, table }: ExplainOptions): CodeForm {
  const asked = edition ?? (table === undefined ? undefined : table.codeLength === 4 ? "2013" : "2026");
  switch (kind) {
    case "admin":
      return length <= 6 ? "admin6" : length <= 9 ? "admin9" : "admin12";
    case "unitGrid":
      return `unitGrid${asked ?? "2026"}`;
    case "component":
      return `component${asked ?? (length <= 16 ? "2013" : "2026")}`;
    case "matter":
      return `matter${asked ?? (length <= 10 ? "2013" : "2026")}`;
    case "camera":
      return "camera";
  }
}

interface Reading {
  readonly meaning: Meaning | null;
  readonly wrong: readonly Wrong[];
}

/** What a part of the right length and alphabet stands for. `before` are the parts to its left. */
function meaningOf(
  kind: CodeKind,
  part: PartName,
  text: string,
  before: readonly CodePart[],
  table: ClassTable | undefined,
): Reading {
  const fine: Reading = { meaning: null, wrong: [] };
  if (part === "industry") {
    const industry = INDUSTRIES.find((known) => known === text);
    if (industry !== undefined) return { meaning: { industry }, wrong: [] };
    return text <= LAST_RESERVED ? { meaning: null, wrong: [{ kind: "industryReserved" }] } : fine;
  }
  if (part === "deviceType") {
    const deviceType = DEVICE_TYPES.find((known) => known === text) ?? null;
    if (deviceType === null || !CAMERA_TYPES.includes(text))
      return { meaning: null, wrong: [{ kind: "notCamera", is: deviceType }] };
    return { meaning: { deviceType }, wrong: [] };
  }
  if (table === undefined || (kind !== "component" && kind !== "matter")) return fine;
  if (part === "major") {
    const major = majorOf(table, kind, text);
    return major === null
      ? { meaning: null, wrong: [{ kind: "majorUnknown", table }] }
      : { meaning: { name: major.name, nameEn: major.nameEn }, wrong: [] };
  }
  const major = part === "minor" ? before.find((left) => left.part === "major" && left.ok) : undefined;
  if (major === undefined) return fine;
  const entry = classOf(table, kind, major.text + text);
  if (entry !== null) return { meaning: { name: entry.name, nameEn: entry.nameEn }, wrong: [] };
  const known = majorOf(table, kind, major.text);
  // Of some majors an edition's minors are not held: nothing can be said against a minor there.
  if (known === null || classesOfMajor(table, kind, major.text).length === 0) return fine;
  return { meaning: null, wrong: [{ kind: "minorUnknown", table, major: known }] };
}
