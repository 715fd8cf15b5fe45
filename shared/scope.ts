/**
 * What of the city's truth somebody may have: which rows, and which of their columns.
 *
 * The hub applies a scope to everything it sends; a host applies a narrower one to what it already has, so that a right
 * that is taken away takes the rows with it before anything is fetched. Both go by the functions here, so the two sides
 * cannot differ in what a scope means.
 *
 * Rules (docs/rules.md): R1–R8.
 */
import type { CaseSource } from "./case/case.ts";
import { STAGES, STAGE_INDEX_OF_STATE_CODE } from "./case/state.ts";
import { columnIndex, type Cell, type Row, type TableName } from "./tables.ts";

/** Lists are sorted and without doubles; null means all. */
export interface Scope {
  readonly platforms: readonly string[] | null;
  /** uids; cases of no department (0) are seen only with all departments. */
  readonly departments: readonly number[] | null;
  /** uids of unit grids (a district's); cases that lie in none (0) are seen only with all grids. */
  readonly unitGrids: readonly number[] | null;
  /** Cases that are over and were reported before this (epoch ms) are not seen. */
  readonly since: number | null;
  /** Cases that are over and were reported before this keep their numbers and lose their texts (retention). */
  readonly textsSince: number | null;
  /** Whether personal data may be seen. */
  readonly personal: boolean;
  /** Whether cameras that are guarded may be looked through. */
  readonly restricted: boolean;
}

export const EVERYTHING: Scope = {
  platforms: null,
  departments: null,
  unitGrids: null,
  since: null,
  textsSince: null,
  personal: true,
  restricted: true,
};
export const NOTHING: Scope = { ...EVERYTHING, platforms: [], personal: false, restricted: false };

/** The scope as one text: equal texts mean equal scopes, and the text is what a cache notes. */
export function scopeText(scope: Scope): string {
  const { platforms, departments, unitGrids, since, textsSince, personal, restricted } = scope;
  return JSON.stringify({ platforms, departments, unitGrids, since, textsSince, personal, restricted });
}

/** Whether everybody who may have `inner` may have no more than `outer` gives: then nothing need be fetched. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  const part = <T>(a: readonly T[] | null, b: readonly T[] | null) =>
    b === null || (a !== null && a.every((each) => b.includes(each)));
  const later = (a: number | null, b: number | null) => b === null || (a !== null && a >= b);
  return (
    part(inner.platforms, outer.platforms) &&
    part(inner.departments, outer.departments) &&
    part(inner.unitGrids, outer.unitGrids) &&
    later(inner.since, outer.since) &&
    later(inner.textsSince, outer.textsSince) &&
    (outer.personal || !inner.personal) &&
    (outer.restricted || !inner.restricted)
  );
}

/** A scope made ready for many rows. */
export interface ScopeView {
  readonly scope: Scope;
  /** True when every row is given as it is: nothing need be looked at. */
  readonly everything: boolean;
  /** The row as this scope may see it, the same array when nothing is hidden; null when it may not be seen at all. */
  shown(table: TableName, row: Row): Row | null;
}

const OVER = STAGES.indexOf("closed");
const at = (table: TableName, column: string) => columnIndex(table, column);
const CASE = {
  platform: at("cases", "platform"),
  state: at("cases", "state"),
  department: at("cases", "department"),
  unitGrid: at("cases", "unitGrid"),
  reportedAt: at("cases", "reportedAt"),
  address: at("cases", "address"),
  description: at("cases", "description"),
  facts: at("cases", "facts"),
  extra: at("cases", "extra"),
};
/** Tables whose rows lie in a unit grid, and are seen with it: the column that names it. */
const IN_GRID: Partial<Record<TableName, number>> = {
  places: at("places", "unitGrid"),
  sensors: at("sensors", "unitGrid"),
  components: at("components", "unitGrid"),
  cameras: at("cameras", "unitGrid"),
};
const GUARD = at("cameras", "guard");
/** What tells of all of a city, or of people, and nothing of it to whoever sees a part. */
const WHOLE_ONLY: ReadonlySet<TableName> = new Set(["asides", "looks", "pictures"]);
/** What tells of a part of the city as a whole, and goes to whoever sees all of that part. */
const HANDOVER_PART = at("handovers", "part");
const CONTACT_DEPARTMENT = at("contacts", "department");
const VISIT = { kind: at("visits", "kind"), subject: at("visits", "subject") };

/** Tables that belong to the hub itself and go to everybody. */
const HUBS_OWN: ReadonlySet<TableName> = new Set(["rules"]);
const PLATFORM = at("cases", "platform");

/** The part of the city that a handover tells of; lists as a scope has them. */
export type HandoverPart = Pick<Scope, "departments" | "unitGrids">;

/** The part of the city that whoever has this scope writes of, as the column `part` has it. */
export function partOfScope({ departments, unitGrids }: HandoverPart): string {
  const part: HandoverPart = { departments, unitGrids };
  return departments === null && unitGrids === null ? "" : JSON.stringify(part);
}

/** Null for the whole city, and for what nobody can read. */
function partOfText(text: string): HandoverPart | null {
  try {
    return text === "" ? null : (JSON.parse(text) as HandoverPart);
  } catch {
    return null;
  }
}

export function viewOfScope(scope: Scope): ScopeView {
  const set = <T>(list: readonly T[] | null) => (list === null ? null : new Set<Cell>(list as readonly Cell[]));
  const platforms = set(scope.platforms);
  const departments = set(scope.departments);
  const unitGrids = set(scope.unitGrids);
  const { since, textsSince, personal, restricted } = scope;
  const everything =
    platforms === null &&
    departments === null &&
    unitGrids === null &&
    since === null &&
    textsSince === null &&
    personal &&
    restricted;

  /** Whether all that a handover tells of lies in this scope. */
  function isOfOurPart(text: string): boolean {
    if (departments === null && unitGrids === null) return true;
    const part = partOfText(text);
    if (part === null) return false;
    const lies = (list: readonly number[] | null, ours: ReadonlySet<Cell> | null) =>
      ours === null || (list !== null && list.every((uid) => ours.has(uid)));
    return lies(part.departments, departments) && lies(part.unitGrids, unitGrids);
  }

  function caseShown(row: Row): Row | null {
    if (departments !== null && !departments.has(row[CASE.department] as Cell)) return null;
    if (unitGrids !== null && !unitGrids.has(row[CASE.unitGrid] as Cell)) return null;
    const reportedAt = row[CASE.reportedAt] as number;
    const over = STAGE_INDEX_OF_STATE_CODE[row[CASE.state] as number] === OVER;
    const old = (border: number | null) => border !== null && over && reportedAt < border;
    if (old(since)) return null;
    if (old(textsSince)) return withoutTexts(row);
    return personal ? row : withoutPersons("cases", row);
  }

  return {
    scope,
    everything,
    shown(table, row) {
      if (everything || HUBS_OWN.has(table)) return row;
      if (platforms !== null && !platforms.has(row[PLATFORM] as Cell)) return null;
      if (table === "cases") return caseShown(row);
      // What was set aside names cases by their texts, which a part of the city has no business with.
      if (WHOLE_ONLY.has(table) && (departments !== null || unitGrids !== null || since !== null)) return null;
      if (table === "cameras" && !restricted && row[GUARD] !== "open") return null;
      if (table === "handovers" && !isOfOurPart(row[HANDOVER_PART] as string)) return null;
      // Whom to call at a department is that department's, where somebody has to do with some only.
      if (table === "contacts" && departments?.has(row[CONTACT_DEPARTMENT] as Cell) === false) return null;
      // Who looked at what is about people.
      if (table === "looks" && !personal) return null;
      if (unitGrids !== null && !isInGrids(table, row, unitGrids)) return null;
      return personal ? row : withoutPersons(table, row);
    },
  };
}

function isInGrids(table: TableName, row: Row, unitGrids: ReadonlySet<Cell>): boolean {
  const column = IN_GRID[table];
  if (column !== undefined) return unitGrids.has(row[column] as Cell);
  // Rounds to a place are told by the place, which a scope of grids does not name.
  if (table === "visits") return row[VISIT.kind] === "grid" && unitGrids.has(row[VISIT.subject] as Cell);
  return true;
}

/** A case that is over and old: what was counted stays, what could be read goes, its facts with it. */
function withoutTexts(row: Row): Row {
  const next = row.slice();
  next[CASE.address] = "";
  next[CASE.description] = "";
  next[CASE.facts] = "[]";
  next[CASE.extra] = "{}";
  return next;
}

const PERSONAL: Partial<Record<TableName, readonly (readonly [column: number, hide: (text: string) => string])[]>> = {
  cases: [
    [CASE.description, withoutNumbers],
    [CASE.address, withoutNumbers],
    [CASE.facts, factsWithoutPersons],
    [CASE.extra, () => "{}"],
  ],
  asides: [[at("asides", "fact"), withoutNumbers]],
  departments: [[at("departments", "contact"), () => ""]],
  contacts: [
    [at("contacts", "name"), shortName],
    [at("contacts", "phone"), () => "***"],
    [at("contacts", "note"), withoutNumbers],
  ],
  alarmMarks: [[at("alarmMarks", "note"), withoutNumbers]],
  handovers: [
    [at("handovers", "body"), withoutNumbers],
    [at("handovers", "note"), withoutNumbers],
    [at("handovers", "signNote"), withoutNumbers],
  ],
  units: [
    [at("units", "name"), shortName],
    [at("units", "nameEn"), shortName],
    [
      at("units", "plate"),
      (plate) => (plate.length <= 3 ? plate : `${plate.slice(0, 2)}${"*".repeat(plate.length - 3)}${plate.slice(-1)}`),
    ],
  ],
};

/** The row without what says who somebody is. Twice is the same as once. */
export function withoutPersons(table: TableName, row: Row): Row {
  const hides = PERSONAL[table];
  if (hides === undefined) return row;
  let next: Cell[] | null = null;
  for (const [column, hide] of hides) {
    const text = row[column];
    if (typeof text !== "string" || text === "") continue;
    const hidden = hide(text);
    if (hidden !== text) (next ??= row.slice())[column] = hidden;
  }
  return next ?? row;
}

/** Telephone numbers and identity numbers in free text. A date, a case number or a plain count has another shape. */
const NUMBERS =
  /(?<![\dA-Za-z])(?:\d{17}[\dXx]|1[3-9]\d{9}|0\d{2,3}[- ]\d{7,8}|\(?\d{3}\)?[- ]\d{3}[- ]\d{4})(?![\dA-Za-z])/g;

/** A text without the telephone numbers and identity numbers in it. */
export function withoutNumbers(text: string): string {
  return /\d{4}/.test(text) ? text.replace(NUMBERS, "***") : text;
}

/** Sources whose reporter is a member of the public. */
const PUBLIC_SOURCES: ReadonlySet<string> = new Set<CaseSource>(["public", "hotline", "web", "mobile"]);
/** What the facts of such a case have in them: most cases need not be looked into any further. */
const PUBLIC_REPORT = /"source":"(?:public|hotline|web|mobile)"/;

function factsWithoutPersons(text: string): string {
  const numbers = withoutNumbers(text);
  if (!PUBLIC_REPORT.test(numbers)) return numbers;
  let facts: unknown;
  try {
    facts = JSON.parse(numbers);
  } catch {
    return "[]";
  }
  if (!Array.isArray(facts)) return "[]";
  let hidden = false;
  for (const fact of facts as { kind?: unknown; by?: unknown; report?: { source?: unknown } }[]) {
    if (fact?.kind !== "reported" || fact.by === "" || !PUBLIC_SOURCES.has(String(fact.report?.source))) continue;
    fact.by = "";
    hidden = true;
  }
  return hidden ? JSON.stringify(facts) : numbers;
}

/** "李伟" → "李*", "王小明" → "王**": as posters in the halls do; a name in letters keeps its first. */
function shortName(name: string): string {
  const letters = [...name];
  return letters.length < 2 ? name : (letters[0] as string) + "*".repeat(letters.length - 1);
}
