/**
 * The tables that travel from the hub to every cache, column by column.
 *
 * Both sides create their SQLite tables from these lists, and rows travel as arrays in this order, so a column has one
 * name and one place everywhere. The key of every row is `uid`, a positive integer the hub gives out once per row and
 * never reuses; what the outside world calls the row is (platform, id). A case is never keyed by its number.
 */

/** SQLite storage class of a column. `text?` and friends may be null. */
export type ColumnType = "integer" | "integer?" | "real" | "real?" | "text" | "text?";

/** A value as it travels. */
export type Cell = number | string | null;
export type Row = readonly Cell[];

export const TABLES = {
  /** A source of data with its own identifiers: one city system. */
  platforms: {
    uid: "integer",
    platform: "text", // short id, e.g. "demo" or "nyc"
    id: "text", // same as platform
    name: "text",
    nameEn: "text",
    timeZone: "text", // IANA name
    west: "real",
    south: "real",
    east: "real",
    north: "real",
    demo: "integer", // 1 when the data is invented
    attribution: "text",
  },
  /** Class tables (大类/小类): the code always travels with its scheme. */
  classes: {
    uid: "integer",
    platform: "text",
    id: "text", // scheme/kind/code
    scheme: "text",
    kind: "text", // component | matter
    code: "text",
    name: "text",
    nameEn: "text",
    majorCode: "text",
    majorName: "text",
    majorNameEn: "text",
  },
  departments: {
    uid: "integer",
    platform: "text",
    id: "text",
    name: "text",
    nameEn: "text",
    shortName: "text",
    shortNameEn: "text",
    groupCode: "text", // A, B …; "" when the platform has no groups
    contact: "text",
  },
  /** Unit grids and duty grids. `geometry` is GeoJSON (Polygon or MultiPolygon, WGS 84). */
  grids: {
    uid: "integer",
    platform: "text",
    id: "text",
    level: "text", // unit | duty
    code: "text",
    name: "text",
    nameEn: "text",
    dutyGrid: "integer", // uid of the duty grid a unit grid belongs to, 0 none
    lon: "real", // a point inside, for labels
    lat: "real",
    areaM2: "real",
    geometry: "text",
  },
  cameras: {
    uid: "integer",
    platform: "text",
    id: "text",
    code: "text", // 20-digit GB/T 28181 id where there is one
    name: "text",
    nameEn: "text",
    kind: "text", // fixed | ptz
    lon: "real?",
    lat: "real?",
    bearing: "real?",
    unitGrid: "integer",
    online: "integer", // 1, 0
    imageUrl: "text",
  },
  /** People and vehicles that move. Their positions are tracks and are never stored row by row. */
  units: {
    uid: "integer",
    platform: "text",
    id: "text",
    kind: "text", // patroller | sanitation | patrolCar
    name: "text",
    nameEn: "text",
    dutyGrid: "integer",
    plate: "text",
  },
  /** Editable targets for indicators, e.g. proactiveRate ≥ 0.9. */
  targets: {
    uid: "integer",
    platform: "text",
    id: "text", // indicator id
    indicator: "text",
    value: "real",
    better: "text", // up | down
  },
  /** The base map of a platform that brings its own: rivers, parks, roads, place labels. */
  features: {
    uid: "integer",
    platform: "text",
    id: "text",
    layer: "text", // ground | water | green | road | label
    class: "text", // road: arterial | minor | lane; label: district | river | park | road
    name: "text",
    nameEn: "text",
    geometry: "text", // GeoJSON geometry, WGS 84
  },
  cases: {
    uid: "integer",
    platform: "text",
    id: "text",
    caseNo: "text",
    state: "integer", // index in CASE_STATES
    kind: "text",
    classUid: "integer",
    source: "integer", // index in CASE_SOURCES
    lon: "real?",
    lat: "real?",
    unitGrid: "integer",
    dutyGrid: "integer",
    department: "integer",
    limitValue: "real?",
    limitType: "text?",
    deadline: "integer?",
    reportedAt: "integer",
    acceptedAt: "integer?",
    filedAt: "integer?",
    dispatchedAt: "integer?",
    submittedAt: "integer?",
    checkedAt: "integer?",
    closedAt: "integer?",
    suspendedAt: "integer?",
    reworkCount: "integer",
    extensionCount: "integer",
    sendBackCount: "integer",
    flags: "integer", // bit 0 urgent, bit 1 supervised
    address: "text",
    description: "text",
    facts: "text", // JSON array of Fact
    extra: "text", // JSON object of mapped source fields kept for export, "{}" when none
  },
} as const satisfies Record<string, Record<string, ColumnType>>;

export type TableName = keyof typeof TABLES;

type ValueOf<T> = T extends "integer" | "real"
  ? number
  : T extends "integer?" | "real?"
    ? number | null
    : T extends "text"
      ? string
      : T extends "text?"
        ? string | null
        : never;

/** A row of a table as a record with named fields. */
export type RecordOf<T extends TableName> = {
  -readonly [K in keyof (typeof TABLES)[T]]: ValueOf<(typeof TABLES)[T][K]>;
};

/** All tables in the order a snapshot sends them: what a case refers to comes before the cases. */
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** Column names of a table, in travelling order. */
export function columnsOf(table: TableName): readonly string[] {
  return COLUMN_NAMES[table];
}

const COLUMN_NAMES = Object.fromEntries(TABLE_NAMES.map((table) => [table, Object.keys(TABLES[table])])) as Record<
  TableName,
  string[]
>;

/** A travelling row of a record. */
export function rowOf<T extends TableName>(table: T, record: RecordOf<T>): Cell[] {
  return COLUMN_NAMES[table].map((name) => (record as Record<string, Cell>)[name] as Cell);
}

/** A record of a travelling row. */
export function recordOf<T extends TableName>(table: T, row: Row): RecordOf<T> {
  const record: Record<string, Cell> = {};
  COLUMN_NAMES[table].forEach((name, i) => {
    record[name] = row[i] as Cell;
  });
  return record as RecordOf<T>;
}

/** The place of a column in a row. Throws on a name the table does not have. */
export function columnIndex(table: TableName, column: string): number {
  const index = COLUMN_NAMES[table].indexOf(column);
  if (index < 0) throw new Error(`table ${table} has no column ${column}`);
  return index;
}

/** `CREATE TABLE` body for SQLite: STRICT, uid as the integer key. `more` adds columns such as the hub's `rev`. */
export function createTableSql(table: TableName, more = ""): string {
  const columns = Object.entries(TABLES[table]).map(([name, type]) => {
    if (name === "uid") return "uid INTEGER PRIMARY KEY";
    const base = (type as string).replace("?", "").toUpperCase();
    return `"${name}" ${base}${(type as string).endsWith("?") ? "" : " NOT NULL"}`;
  });
  return `CREATE TABLE ${table} (${columns.join(", ")}${more}) STRICT`;
}
