/**
 * Mappings of things of the city (grids, areas, places, stations, components): which column of a file means what, and what
 * its words stand for. They are data like those of cases (resources/mappings/NAME.json).
 */
import * as v from "valibot";
import { COMPONENT_STATES, PLACE_KINDS } from "../../../shared/place-kinds.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { titleOf } from "./layout.ts";
import { checkedMapping, format, named, platformSchema, text, THING_TABLES, type ThingTable } from "./mapping.ts";

/** What a column of each table may mean. */
const TABLE_ROLES = {
  grids: ["code", "name", "nameEn", "dutyGrid"],
  areas: ["code", "name", "nameEn"],
  places: ["id", "code", "kind", "name", "nameEn", "lon", "lat", "roundsPerWeek"],
  sensors: ["id", "kind", "name", "nameEn", "lon", "lat", "department", "departmentName", "thresholds"],
  components: [
    "code",
    "class",
    "name",
    "state",
    "lon",
    "lat",
    "department",
    "departmentName",
    "owner",
    "changedAt",
    "note",
  ],
} as const satisfies Record<ThingTable, readonly string[]>;
export type ThingRole = (typeof TABLE_ROLES)[ThingTable][number];
const ALL_ROLES = [...new Set(Object.values(TABLE_ROLES).flat())] as [ThingRole, ...ThingRole[]];

/** Roles without which a row of the table says nothing. */
const NEEDED: Readonly<Record<ThingTable, readonly ThingRole[]>> = {
  grids: ["code"],
  areas: ["code", "name"],
  places: ["id", "name"],
  sensors: ["id", "name"],
  components: ["code"],
};

const SENSOR_KINDS = ["dust", "noise", "both"] as const;

const column = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9_]+$/)),
  title: v.optional(text),
  also: v.optional(v.array(text), []),
  role: v.optional(v.picklist(ALL_ROLES)),
  required: v.optional(v.picklist(["always", "table"])),
});

const thingSchema = v.strictObject({
  title: v.strictObject({ "zh-CN": text, en: text }),
  table: v.picklist(THING_TABLES),
  platform: platformSchema,
  /** Coordinate system of the files; left out, the command line has to declare it. */
  crs: v.optional(text),
  columns: v.pipe(v.array(column), v.minLength(1)),
  ignore: v.optional(v.array(text), []),
  dates: v.optional(v.array(format), []),
  /** Of grids: which level the file is of. */
  level: v.optional(v.picklist(["unit", "duty"])),
  /** `standard`: unit grids, areas and components have codes of the national standards. `own`: any text. */
  codes: v.optional(v.picklist(["standard", "own"]), "standard"),
  /** Codes that stand for no grid. */
  skip: v.optional(v.array(text), []),
  /** Metres a line may be moved by to have fewer corners: for shores; surveyed grids stay as they are. */
  thinMetres: v.optional(v.pipe(v.number(), v.gtValue(0)), undefined),
  /** Names by code, where the file has none. */
  names: v.optional(v.array(named), []),
  /** What the file's words stand for; a code's own word always does. */
  kinds: v.optional(v.record(v.string(), v.string()), {}),
  states: v.optional(v.record(v.string(), v.picklist(COMPONENT_STATES)), {}),
  /** The kind of every row, where no column says it. */
  kind: v.optional(text),
  department: v.optional(v.strictObject({ group: v.string(), names: v.array(named) }), { group: "", names: [] }),
});

export type ThingMapping = v.InferOutput<typeof thingSchema> & { readonly id: string };

/** Loads and checks a mapping of things. Throws trouble `mappingUnknown` or `mappingBroken`. */
export function loadThingMapping(name: string, folder?: string): ThingMapping {
  const mapping = { ...checkedMapping(name, thingSchema, folder), id: name };
  const wrong = contradictionIn(mapping);
  if (wrong !== null) throw new TroubleError("mappingBroken", { file: `${name}.json`, ...wrong });
  return mapping;
}

/** What the shape alone cannot say. */
function contradictionIn(mapping: ThingMapping): { path: string; why: string } | null {
  const { table, columns } = mapping;
  const roles = new Set<ThingRole>();
  const allowed: readonly ThingRole[] = TABLE_ROLES[table];
  for (const [i, { role }] of columns.entries()) {
    if (role === undefined) continue;
    if (roles.has(role)) return { path: `columns.${i}.role`, why: `two columns are "${role}"` };
    if (!allowed.includes(role)) return { path: `columns.${i}.role`, why: `${table} have no "${role}"` };
    roles.add(role);
  }
  for (const role of NEEDED[table]) if (!roles.has(role)) return { path: "columns", why: `no column is "${role}"` };
  if (table === "grids" && mapping.level === undefined) return { path: "level", why: "missing" };
  const kinds = kindsOf(table);
  if (kinds === null) return null;
  if (!roles.has("kind") && mapping.kind === undefined) return { path: "kind", why: "missing" };
  const stranger = [...Object.values(mapping.kinds), mapping.kind ?? kinds[0]].find(
    (kind) => !kinds.includes(kind ?? ""),
  );
  return stranger === undefined ? null : { path: "kinds", why: `"${stranger}" is none of ${kinds.join(", ")}` };
}

/** The kinds that rows of a table may be of, null where they have none. */
export function kindsOf(table: ThingTable): readonly string[] | null {
  return table === "places" ? PLACE_KINDS : table === "sensors" ? SENSOR_KINDS : null;
}

/** Index of the column with a role, -1 when the mapping has none. */
export function thingColumn(mapping: ThingMapping, role: ThingRole): number {
  return mapping.columns.findIndex((each) => each.role === role);
}

/** Header of the column with a role; the role itself where the mapping has none. */
export function thingTitle(mapping: ThingMapping, role: ThingRole): string {
  const found = mapping.columns[thingColumn(mapping, role)];
  return found === undefined ? role : titleOf(found);
}
