/**
 * Mappings: how the files of one source become rows of the hub. A mapping is data (resources/mappings/NAME.json); what it
 * may say is described here and nowhere else.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { CASE_STATES } from "../../../shared/case/state.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { CAMERA_GUARDS } from "../../../shared/video/stream.ts";
import { dateFormat } from "./dates.ts";

/** What a column means. A column without a role travels in `extra`, so that an export can write it again. */
export const ROLES = [
  "id", // what the source knows the row by; where it has none, the case number
  "caseNo", // what is shown: real systems give one number to two cases
  "reportedAt",
  "closedAt",
  "deadline",
  "updatedAt", // when the source last wrote about it
  "department",
  "departmentName",
  "class",
  "description",
  "address",
  "status",
  "source",
  "grid", // name of the unit grid, e.g. "12 MANHATTAN"
  "lon",
  "lat",
  "point", // both in one text, e.g. "(40.71, -73.98)"; a repetition when lon and lat have columns of their own
  "facts", // what happened, as a JSON list of stated facts (stated.ts)
  "name",
  "online",
  "imageUrl",
  // Of cameras:
  "code", // 20-digit GB/T 28181 id
  "nameEn",
  "kind", // a word of the mapping's `kinds`
  "bearing",
  "fov",
  "reach",
  "guard", // a word of the mapping's `guards`
  "group", // name of a set it belongs to, several parted by ";"
  "gateway", // id of a video platform that the hub knows
  "channel", // its name there, "device/channel"
  "main", // addresses
  "sub",
  "still",
  "profiles", // JSON list of an ONVIF device's profiles
] as const;
export type Role = (typeof ROLES)[number];

/**
 * What may be done about a row that is not as it should be, other than rejecting it. A mapping lists those it allows; a
 * row that would need another one is rejected under the same name.
 */
export const REPAIRS = [
  "closedBeforeCreated", // the closing time is not used
  "closedWhileOpen", // the status says open: the closing time is not used
  "dateUnreadable", // an optional date is not used
  "statusUnknown", // the mapping's `otherStatus` is taken
  "outsideCity", // the position is not used: unlocated
  "coordinateUnreadable", // the position is not used: unlocated
  "gridUnknown", // no unit grid by name
  "doubleEncoded", // the text is decoded once more
  "factsUnreadable", // what happened is no list of facts: the other columns are used
] as const;
/** What is put right in a camera's row; every mapping of cameras allows it. */
export const CAMERA_REPAIRS = [
  "loginTakenOut", // a name and a password in an address are not kept
  "addressUnusable", // an address that cannot be played is not used
  "gatewayUnknown", // the hub knows no such platform: reached by its own addresses only
  "numberUnusable", // bearing, angle or reach is not used
] as const;
export type RepairRule = (typeof REPAIRS)[number];
export type CameraRepair = RepairRule | (typeof CAMERA_REPAIRS)[number];

/** Why a row cannot become a row of the hub at all. */
export const REJECTIONS = ["keyMissing", "dateMissing", "dateWrong", "duplicateKey", "rowWidth", "notARecord"] as const;
/** Why a row cannot become a thing of the city; the faults of outlines are in things/outline.ts. */
export const THING_REJECTIONS = [
  "geometryMissing",
  "geometryKind",
  "ringOpen",
  "ringShort",
  "notDegrees",
  "selfCrossing",
  "codeWrong", // not a code of its kind; which digit is told
  "classMismatch", // the class given is not that of the code
  "kindUnknown",
  "nameMissing",
  "numberWrong",
  "positionMissing",
  "guardUnknown",
] as const;
/** What is put right in a thing's row; every mapping of things allows it. */
export const THING_REPAIRS = [
  "outsideCity", // only where a thing may be without a position
  "coordinateUnreadable",
  "dateUnreadable",
  "stateUnknown", // taken as intact
  "dutyGridUnknown", // no duty grid by this code: found by position
  "classOwn", // a class that the standard's table does not have: the city's own
] as const;
export type ThingRepair = (typeof THING_REPAIRS)[number];
export type RejectRule = (typeof REJECTIONS)[number] | (typeof THING_REJECTIONS)[number] | RepairRule;

export const text = v.pipe(v.string(), v.nonEmpty());
const pattern = v.pipe(
  text,
  v.check((source) => isPattern(source), "not a regular expression"),
);
export const format = v.pipe(
  text,
  v.check((source) => isDateFormat(source), "not a date format"),
);

/** Names for what a pattern matches; `{1}` is the first group of the pattern. The first entry that matches counts. */
export const named = v.strictObject({
  pattern,
  name: text,
  nameEn: text,
  shortName: v.optional(text),
  shortNameEn: v.optional(text),
});

const column = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/)),
  /** The header in the style that writes titles; the name when there is none. */
  title: v.optional(text),
  /** Other headers that mean the same. */
  also: v.optional(v.array(text), []),
  role: v.optional(v.picklist(ROLES)),
  /** `always`: a file without it has the wrong mapping. `table`: the same, for files with a header line. */
  required: v.optional(v.picklist(["always", "table"])),
  /** Texts of this column are put right when they are surely double-encoded. */
  decodeTwice: v.optional(v.boolean(), false),
  /** For the address: columns whose texts, joined by " & ", stand in when there is none (a crossing). */
  elseJoin: v.optional(v.array(text), []),
});

const style = v.strictObject({
  headers: v.picklist(["titles", "names"]),
  date: format,
  /** How `point` is written; {lon} and {lat} are blanks. */
  point: v.optional(text, "({lat}, {lon})"),
});

const timeSource = v.picklist(["reportedAt", "closedAt"]);

export const platformSchema = v.strictObject({
  platform: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  name: text,
  nameEn: text,
  timeZone: v.pipe(
    text,
    v.check((zone) => isTimeZone(zone), "not a time zone"),
  ),
  /** West, south, east, north in degrees: what lies outside is not in this city. */
  box: v.tuple([v.number(), v.number(), v.number(), v.number()]),
  attribution: v.string(),
  // Names of rule files (resources), "" for the program's defaults.
  scheme: v.optional(v.string(), ""),
  calendar: v.optional(v.string(), ""),
  policy: v.optional(v.string(), ""),
});

const mappingSchema = v.strictObject({
  title: v.strictObject({ "zh-CN": text, en: text }),
  table: v.picklist(["cases", "cameras"]),
  platform: platformSchema,
  /** Coordinate system of the files (crs.ts), for all rows; the command line may declare another one. */
  crs: text,
  columns: v.pipe(v.array(column), v.minLength(1)),
  /** Headers that are known and not wanted. */
  ignore: v.optional(v.array(text), []),
  dates: v.pipe(v.array(format), v.minLength(1)),
  styles: v.pipe(
    v.record(v.string(), style),
    v.check((styles) => Object.keys(styles).length > 0, "at least one style"),
  ),
  repairs: v.array(v.picklist(REPAIRS)),
  department: v.optional(v.strictObject({ group: v.string(), names: v.array(named) })),
  /** Of cameras: words for their kinds and guards; the program's own words always count. */
  kinds: v.optional(v.record(v.string(), v.picklist(["fixed", "ptz"])), {}),
  guards: v.optional(v.record(v.string(), v.picklist(CAMERA_GUARDS)), {}),
  class: v.optional(
    v.strictObject({
      scheme: text,
      kind: v.picklist(["matter", "component"]),
      /** What divides the major class from the rest of the code. */
      divider: v.optional(text),
      empty: v.strictObject({ code: text, name: text, nameEn: text }),
      names: v.array(named),
    }),
  ),
  status: v.optional(
    v.strictObject({
      states: v.record(v.string(), v.picklist(CASE_STATES)),
      otherStatus: v.picklist(CASE_STATES),
      /** For sources that have no status: what a closing time, or none, says. */
      closed: v.picklist(CASE_STATES),
      open: v.picklist(CASE_STATES),
    }),
  ),
  source: v.optional(
    v.strictObject({ sources: v.record(v.string(), v.picklist(CASE_SOURCES)), other: v.picklist(CASE_SOURCES) }),
  ),
  /** Which of the source's times each step takes. */
  times: v.optional(
    v.strictObject({
      acceptedAt: v.optional(timeSource),
      filedAt: v.optional(timeSource),
      dispatchedAt: v.optional(timeSource),
      submittedAt: v.optional(timeSource),
      closedAt: v.optional(timeSource),
    }),
    {},
  ),
  grids: v.optional(
    v.strictObject({
      /** Properties of a polygon that hold its code; the first that is there counts. */
      properties: v.pipe(v.array(text), v.minLength(1)),
      skip: v.array(text),
      /** How a grid's name in a row gives its code. */
      codes: v.array(v.strictObject({ pattern, code: text })),
      names: v.array(named),
    }),
  ),
});

export type Mapping = v.InferOutput<typeof mappingSchema> & { readonly id: string };
export type MappingColumn = Mapping["columns"][number];
export type Named = v.InferOutput<typeof named>;

const FOLDER = fileURLToPath(new URL("../../../resources/mappings/", import.meta.url));

/** Tables whose rows have their own kind of mapping (thing-mapping.ts). */
export const THING_TABLES = ["grids", "areas", "places", "sensors", "components"] as const;
export type ThingTable = (typeof THING_TABLES)[number];

/** Names of all mappings that come with the program, or of those for some tables. */
export function knownMappings(folder: string = FOLDER, tables: readonly string[] | null = null): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"))
    .filter((name) => tables === null || tables.includes(tableOfMapping(name, folder) ?? ""))
    .toSorted();
}

/** The table that a mapping fills, null when its file cannot be read: loading it then says why. */
export function tableOfMapping(name: string, folder: string = FOLDER): string | null {
  try {
    return String((JSON.parse(readFileSync(pathOf(name, folder), "utf8")) as { table?: unknown }).table);
  } catch {
    return null;
  }
}

function pathOf(name: string, folder: string): string {
  return `${folder}${folder.endsWith("/") ? "" : "/"}${name}.json`;
}

/** Loads and checks a mapping of cases or cameras. Throws trouble `mappingUnknown` or `mappingBroken`. */
export function loadMapping(name: string, folder: string = FOLDER): Mapping {
  const mapping = { ...checkedMapping(name, mappingSchema, folder), id: name };
  const wrong = contradictionIn(mapping);
  if (wrong !== null) throw new TroubleError("mappingBroken", { file: `${name}.json`, ...wrong });
  return mapping;
}

/** The content of a mapping's file. Throws trouble `mappingUnknown` or `mappingBroken` (with the path of what is wrong). */
export function checkedMapping<S extends v.GenericSchema>(
  name: string,
  schema: S,
  folder: string = FOLDER,
): v.InferOutput<S> {
  const file = pathOf(name, folder);
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
    throw new TroubleError("mappingUnknown", { name, known: knownMappings(folder).join(", ") });
  }
  const broken = (path: string, why: string) => new TroubleError("mappingBroken", { file: `${name}.json`, path, why });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw broken("/", (error as Error).message);
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    const issue = result.issues[0];
    throw broken(v.getDotPath(issue) ?? "/", issue.message);
  }
  return result.output;
}

/** What the shape alone cannot say. */
function contradictionIn(mapping: Mapping): { path: string; why: string } | null {
  const roles = new Map<string, number>();
  for (const [i, { role }] of mapping.columns.entries()) {
    if (role === undefined) continue;
    if (roles.has(role)) return { path: `columns.${i}.role`, why: `two columns are "${role}"` };
    roles.set(role, i);
  }
  const key: Role = roles.has("caseNo") && mapping.table === "cases" ? "caseNo" : "id";
  const needed: Role[] = mapping.table === "cases" ? [key, "reportedAt", "class"] : [key, "name"];
  for (const role of needed) if (!roles.has(role)) return { path: "columns", why: `no column is "${role}"` };
  if (mapping.table === "cases" && mapping.class === undefined)
    return { path: "class", why: "cases need a class scheme" };
  if (mapping.table === "cases" && mapping.status === undefined) return { path: "status", why: "cases need states" };
  if (roles.has("department") && mapping.department === undefined) return { path: "department", why: "missing" };
  if (roles.has("source") && mapping.source === undefined) return { path: "source", why: "missing" };
  if (roles.has("grid") && mapping.grids === undefined) return { path: "grids", why: "missing" };
  const names = new Set<string>();
  const all = new Set(mapping.columns.map(({ name }) => name));
  for (const [i, { elseJoin }] of mapping.columns.entries()) {
    const stranger = elseJoin.find((name) => !all.has(name));
    if (stranger !== undefined) return { path: `columns.${i}.elseJoin`, why: `no column is called "${stranger}"` };
  }
  for (const [i, { name }] of mapping.columns.entries()) {
    if (names.has(name)) return { path: `columns.${i}.name`, why: `"${name}" is there twice` };
    names.add(name);
  }
  return null;
}

/** A named entry filled in for a code, or null when none matches. */
export function namedFor(entries: readonly Named[], code: string): Omit<Named, "pattern"> | null {
  for (const entry of entries) {
    const match = new RegExp(entry.pattern, "iu").exec(code);
    if (match === null) continue;
    const fill = (template: string) =>
      template.replaceAll(/\{(\d)\}/g, (_, group: string) => match[Number(group)] ?? "");
    return {
      name: fill(entry.name),
      nameEn: fill(entry.nameEn),
      ...(entry.shortName === undefined ? {} : { shortName: fill(entry.shortName) }),
      ...(entry.shortNameEn === undefined ? {} : { shortNameEn: fill(entry.shortNameEn) }),
    };
  }
  return null;
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "iu") instanceof RegExp;
  } catch {
    return false;
  }
}

function isDateFormat(source: string): boolean {
  try {
    return dateFormat(source).pattern === source;
  } catch {
    return false;
  }
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
