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
    // Names of the rule files this platform goes by (`rules`), "" for the program's defaults.
    scheme: "text",
    calendar: "text",
    policy: "text",
  },
  /**
   * The rule files in force: class tables, calendars, policies and schemes, as their canonical JSON with a hash. A file
   * that broke keeps the body of its last valid version and says what is wrong.
   */
  rules: {
    uid: "integer",
    platform: "text", // RULES_PLATFORM: rules belong to the hub, not to a source of data
    id: "text", // kind/name
    kind: "text", // RULE_KINDS
    name: "text",
    version: "text",
    hash: "text", // SHA-256 of the body, hex
    body: "text",
    trouble: "text", // JSON of a Trouble, "" when the file is well
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
    imageUrl: "text", // address of a still picture, of lists that have no more; "" none
    streams: "text", // JSON array of CameraStream (video/stream.ts)
    gateway: "integer", // uid in gateways, 0 for a camera with addresses of its own
    channel: "text", // its name at the gateway, "device/channel"; "" none
    fov: "real?", // degrees it sees, null for the policy's
    reach: "real?", // m it sees, null for the policy's
    department: "integer", // whose it is, 0 nobody's
    guard: "text", // CAMERA_GUARDS
    masks: "text", // JSON array of CameraMask
    presets: "text", // JSON array of CameraPreset
    watchedFrom: "integer?", // since when the hub has looked whether it is well, epoch ms
  },
  /** Video platforms that cameras are reached through (GB/T 28181 and others). What opens them is not in this table. */
  gateways: {
    uid: "integer",
    platform: "text",
    id: "text",
    kind: "text", // GATEWAY_KINDS
    name: "text",
    nameEn: "text",
    url: "text", // address of its programming interface
  },
  /** Sets of cameras: for rounds, and for finding them. */
  cameraGroups: {
    uid: "integer",
    platform: "text",
    id: "text",
    name: "text",
    nameEn: "text",
    cameras: "text", // JSON array of uids, in the order of the round
  },
  /** When a camera could not be looked through; what goes on has no end. */
  outages: {
    uid: "integer",
    platform: "text",
    id: "text", // camera id/fromAt; "/fromAt" for times in which the hub itself did not look
    camera: "integer", // uid; 0 when nobody looked at any
    fromAt: "integer", // epoch ms
    toAt: "integer?",
    why: "text", // OUTAGE_REASONS
  },
  /** 调阅记录: who looked at which camera, when and why. Never changed, never deleted. */
  looks: {
    uid: "integer",
    platform: "text",
    id: "text", // request id/number
    camera: "integer",
    who: "text", // as the desk knows it
    role: "text",
    at: "text", // which host and program
    why: "text", // LOOK_REASONS
    caseUid: "integer", // what it was about, 0 none
    fromAt: "integer",
    toAt: "integer",
  },
  /** Pictures that cameras took for cases. Their bytes are asked for by their hash. */
  pictures: {
    uid: "integer",
    platform: "text",
    id: "text", // SHA-256 of the bytes, hex
    camera: "integer",
    caseUid: "integer",
    at: "integer", // when the frame was taken, epoch ms
    width: "integer",
    height: "integer",
    type: "text", // image/jpeg
    bytes: "integer",
    takenBy: "text",
  },
  /** 联系人: whom to call at a department, and when somebody last made sure of it. */
  contacts: {
    uid: "integer",
    platform: "text",
    id: "text",
    department: "integer", // uid
    name: "text",
    duty: "text",
    phone: "text",
    note: "text",
    confirmedAt: "integer?", // hub time, epoch ms
    confirmedBy: "text",
  },
  /** What was done about alarms; the newest of an alarm counts. */
  alarmMarks: {
    uid: "integer",
    platform: "text",
    id: "text", // the alarm's key: what was done last is what counts
    alarm: "text", // key of the alarm (alarm.ts)
    mark: "text", // ALARM_MARKS
    at: "integer",
    by: "text",
    until: "integer?", // snoozed, shelved
    toRole: "text", // forwarded; "" otherwise
    note: "text",
  },
  /** 交接班记录: written by the program, signed by the next seat. Signed once, never changed then. */
  handovers: {
    uid: "integer",
    platform: "text",
    id: "text",
    fromAt: "integer", // the shift, epoch ms
    toAt: "integer",
    writtenAt: "integer",
    writtenBy: "text",
    role: "text",
    part: "text", // JSON of a HandoverPart (scope.ts): of which part of the city it tells; "" of all of it
    body: "text", // JSON of a HandoverBody (view.ts)
    note: "text",
    signedAt: "integer?",
    signedBy: "text",
    signNote: "text",
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
    setBy: "text",
    setAt: "integer", // hub time, epoch ms
  },
  /**
   * What people add to the figures: spot checks, supervision, bonus and penalty, veto, exclusions. Entries are withdrawn,
   * never deleted.
   */
  ledger: {
    uid: "integer",
    platform: "text",
    id: "text",
    scheme: "text",
    kind: "text", // LEDGER_KINDS
    item: "text", // the scheme's item, "" when it has none
    month: "text", // YYYY-MM
    department: "integer", // uid
    caseUid: "integer", // the case an exclusion is about, 0 none
    points: "real?", // spot check and supervision: 0–100; bonus and penalty: the points given, else null for the item's own
    text: "text", // what happened, in words
    evidence: "text", // JSON array of {kind: "case" | "link" | "file", ...}
    author: "text",
    enteredAt: "integer", // hub time, epoch ms
    withdrawnAt: "integer?",
    withdrawnBy: "text",
    withdrawnWhy: "text",
  },
  /** Months (quarters, years) whose result is final. Never changed, never deleted. */
  frozen: {
    uid: "integer",
    platform: "text",
    id: "text", // scheme/period
    scheme: "text",
    version: "text",
    hash: "text", // of the scheme's body
    body: "text", // the scheme as it was
    period: "text", // YYYY-MM, YYYY-Qn or YYYY
    frozenAt: "integer", // hub time; facts up to here count
    frozenBy: "text",
    digest: "text", // SHA-256 of the result, hex
    result: "text", // canonical JSON
  },
  /** Facts that other platforms stated and that cannot follow from the case as it is; kept for the admin. */
  asides: {
    uid: "integer",
    platform: "text",
    id: "text",
    caseUid: "integer",
    rule: "text", // id in docs/rules.md
    fact: "text", // JSON of the fact
    statedAt: "integer", // epoch ms
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
  /** Larger areas that unit grids lie in, told by the first digits of their codes: 6 district, 9 subdistrict, 12 community. */
  areas: {
    uid: "integer",
    platform: "text",
    id: "text", // same as code
    level: "text", // AREA_LEVELS
    code: "text",
    name: "text",
    nameEn: "text",
  },
  /** Borders that grids had before: what `grids` says holds since the last of them ended. */
  borders: {
    uid: "integer",
    platform: "text",
    id: "text", // code/first day without it, e.g. 420100001001001/2026-07-01
    grid: "integer", // uid in grids; a grid that is no more has 0
    level: "text",
    code: "text",
    name: "text",
    nameEn: "text",
    dutyGrid: "integer",
    validFrom: "integer?", // epoch ms, null for always
    validTo: "integer", // first instant at which it was no longer so
    areaM2: "real",
    geometry: "text", // GeoJSON, WGS 84
  },
  /** Places that somebody must come by: public toilets, transfer stations … (静态点位). */
  places: {
    uid: "integer",
    platform: "text",
    id: "text",
    kind: "text", // PLACE_KINDS
    code: "text",
    name: "text",
    nameEn: "text",
    lon: "real",
    lat: "real",
    unitGrid: "integer",
    roundsPerWeek: "real", // the target; 0 for the program's default
  },
  /** Stations that measure dust and noise. */
  sensors: {
    uid: "integer",
    platform: "text",
    id: "text", // MN of HJ 212
    name: "text",
    nameEn: "text",
    kind: "text", // dust | noise | both
    lon: "real",
    lat: "real",
    unitGrid: "integer",
    department: "integer",
    thresholds: "text", // name of a rule file of kind thresholds, "" for the platform's
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
    stageSince: "integer",
    stageDue: "integer?",
    dispatchDue: "integer?",
    satisfaction: "integer?",
    duplicateOf: "integer", // uid of the case it repeats, 0 none
    refiledFrom: "integer",
    marks: "integer", // bits of MARK (case/marks.ts)
    flags: "integer", // bit 0 urgent, bit 1 supervised, bit 2 another case of the platform has this number
    address: "text",
    description: "text",
    facts: "text", // JSON array of Fact
    extra: "text", // JSON object of mapped source fields kept for export, "{}" when none
  },
  /** 部件: what stands in the street and has a code of its own. Up to a million. */
  components: {
    uid: "integer",
    platform: "text",
    id: "text", // same as code
    code: "text", // 16 digits (2013) or 17 (2026)
    classUid: "integer",
    name: "text",
    state: "integer", // index in COMPONENT_STATES
    lon: "real?",
    lat: "real?",
    unitGrid: "integer",
    department: "integer",
    owner: "text",
    changedAt: "integer?", // epoch ms
    note: "text",
  },
  /** Means of what stations measured, one for each station, pollutant and averaging period. */
  readings: {
    uid: "integer",
    platform: "text",
    id: "text", // sensor id/pollutant/minutes/at
    sensor: "integer", // uid
    pollutant: "text", // POLLUTANTS
    minutes: "integer", // averaging period
    at: "integer", // its end, epoch ms
    value: "real", // µg/m³, or dB(A) for noise
    samples: "integer", // how many values it is the mean of
  },
  /** 巡查: who was where, from when to when. One row for each time somebody's eyes were on a grid or a place. */
  visits: {
    uid: "integer",
    platform: "text",
    id: "text", // by/eye/subject kind/subject/from
    by: "text", // VISIT_BY
    eye: "integer", // uid of the unit or camera
    kind: "text", // grid | place
    subject: "integer", // uid of the unit grid or place
    fromAt: "integer", // epoch ms
    toAt: "integer", // last seen there; grows while it goes on
  },
} as const satisfies Record<string, Record<string, ColumnType>>;

export type TableName = keyof typeof TABLES;

/** `platform` of what belongs to the hub itself. */
export const RULES_PLATFORM = "citywall";

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
