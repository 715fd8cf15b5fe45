/**
 * Masks an answer of the host as visitors may see it: by the names of its fields, whatever the view. What no rule names is
 * still read for telephone numbers, plates and house numbers, so that a new field is not a new hole (rule X52).
 */
import { maskAddress, maskName, maskPerson, maskPhone, maskPlate, maskText } from "./mask.ts";

type Mask = (text: string) => string;

/** Fields by what they hold, in any view. */
const BY_FIELD: Readonly<Record<string, Mask>> = {
  address: maskAddress,
  phone: maskPhone,
  plate: maskPlate,
  contact: () => "***",
  by: maskPerson,
  who: maskPerson,
  author: maskPerson,
  owner: maskPerson,
  login: maskName,
  person: maskPerson,
  setBy: maskPerson,
  writtenBy: maskPerson,
  signedBy: maskPerson,
  confirmedBy: maskPerson,
  withdrawnBy: maskPerson,
  frozenBy: maskPerson,
  detail: maskDetail,
  detailEn: maskDetail,
  label: maskDetail,
  labelEn: maskDetail,
};

/** Fields that others go by: numbers, keys, codes, addresses of files. What they hold is no text. */
const KEYS =
  /^(?:id|uid|key|caseNo|code|hash|sha256|digest|url|imageUrl|geometry|version|period|month|day|scheme|rule|scene|wall|view|kind|state|show|do|did|timeZone|platform|machine|wire|epoch|host|display|gpu)$|Code$|Id$|No$/;
/** Texts that are themselves JSON, with fields of their own. */
const JSON_FIELDS = new Set(["facts", "fact", "body", "evidence", "extra", "result"]);

/** A second line: number · address · class. Each part is masked by itself. */
function maskDetail(text: string): string {
  return text
    .split(" · ")
    .map((part) =>
      /\d/.test(part) && /[路街巷道弄同]|Road|Street|Avenue|Lane/u.test(part) ? maskAddress(part) : maskText(part),
    )
    .join(" · ");
}

type Fields = Readonly<Record<string, unknown>>;

/** Whose `name` it is: a person's where a telephone, a plate of a walker, or a session stands beside it. */
function isPerson(value: Fields): boolean {
  if ("phone" in value || "login" in value) return true;
  if ("plate" in value) return value["kind"] === "patroller" || value["plate"] === "";
  // Somebody at a seat or with a claim; a standing of a person goes by their name.
  if (typeof value["person"] === "number" && "name" in value) return true;
  return typeof value["key"] === "string" && "score" in value;
}

const NAME_FIELDS = new Set(["name", "nameEn", "shortName", "shortNameEn", "title", "titleEn"]);

function maskField(field: string, text: string, of: Fields): string {
  if (text === "") return text;
  if (NAME_FIELDS.has(field)) {
    if (isPerson(of)) return maskName(text);
    // What search found of people and vehicles has its name as its title.
    return of["kind"] === "unit" ? maskPerson(maskPlate(text)) : maskText(text);
  }
  const mask = BY_FIELD[field];
  if (mask !== undefined) return mask(text);
  if (JSON_FIELDS.has(field)) return maskJson(text);
  return KEYS.test(field) ? text : maskText(text);
}

function maskJson(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return maskText(text);
  }
  return JSON.stringify(walk(value));
}

/** Numbers by the thousand have no names in them. */
const isPlain = (value: object): boolean => {
  const kind = Object.getPrototypeOf(value) as unknown;
  return kind === Object.prototype || kind === null;
};

function walk(value: unknown, field = "", of: Fields = {}): unknown {
  if (typeof value === "string") return maskField(field, value, of);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    let next: unknown[] | null = null;
    value.forEach((each: unknown, i) => {
      const masked = walk(each, field, of);
      if (masked !== each) (next ??= [...(value as unknown[])])[i] = masked;
    });
    return next ?? value;
  }
  if (!isPlain(value)) return value;
  let next: Record<string, unknown> | null = null;
  for (const [name, each] of Object.entries(value)) {
    const masked = walk(each, name, value as Fields);
    if (masked !== each) (next ??= { ...(value as Fields) })[name] = masked;
  }
  return next ?? value;
}

/**
 * The same value with names, numbers, plates and addresses masked; the very same object where there is nothing to mask.
 * Typed arrays are passed on as they are.
 */
export function maskValue<T>(value: T): T {
  return walk(value) as T;
}
