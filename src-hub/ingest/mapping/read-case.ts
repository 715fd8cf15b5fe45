/**
 * From the cells of one row to what they say about a case, by the rules of a mapping. Nothing here knows the store: codes
 * and names stay codes and names.
 */
import type { CaseSource, CaseTimes } from "../../../shared/case/case.ts";
import type { CaseState } from "../../../shared/case/state.ts";
import type { Crs } from "../crs.ts";
import { cityClock, dateFormat, dateReader, keptDate } from "./dates.ts";
import type { Layout } from "./layout.ts";
import { columnOf, titleOf } from "./layout.ts";
import type { Mapping, RejectRule, RepairRule, Role } from "./mapping.ts";
import { repairedText } from "./mojibake.ts";

/** What a row says about a case. */
export interface CaseReading {
  readonly id: string;
  /** What is shown: the source's number, or its id where it has no number. */
  readonly caseNo: string;
  readonly reportedAt: number;
  readonly times: Partial<CaseTimes>;
  /** When the source last said something about it, as far as the row tells. */
  readonly observedAt: number;
  readonly deadline: number | null;
  readonly state: CaseState;
  readonly status: string;
  readonly source: CaseSource;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly classCode: string;
  readonly description: string;
  readonly address: string;
  readonly lon: number | null;
  readonly lat: number | null;
  /** Why the position that the row has is not used. */
  readonly misplaced: Rejection | null;
  /** Code the grid's name stands for, "" when it stands for none. */
  readonly gridCode: string;
  /** What the source states to have happened, unchecked; null when it states nothing. */
  readonly facts: readonly unknown[] | null;
  /** What has no column of its own, and what a repair took away: by column name, for the export. */
  readonly extra: Record<string, string>;
}

/** Why a row is rejected: the rule, the field and its value. */
export interface Rejection {
  readonly rule: RejectRule;
  readonly field: string;
  readonly value: string;
}

export type RowOutcome = { readonly reading: CaseReading } | { readonly rejection: Rejection };

export interface CaseReader {
  read(cells: readonly string[]): RowOutcome;
  /** How often each repair was needed by rows that could be read. */
  readonly repairs: ReadonlyMap<RepairRule, number>;
}

/** Thrown inside one row only, to leave its reading at once. */
class RowRejected extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.rule);
    this.rejection = rejection;
  }
}

/** Roles that are dates. */
export const DATE_ROLES = ["reportedAt", "closedAt", "deadline", "updatedAt"] as const;

/** Makes the function that reads the rows of one file. */
export function caseReader(mapping: Mapping, layout: Layout, crs: Crs): CaseReader {
  const status = mapping.status as NonNullable<Mapping["status"]>;
  const allowed = new Set(mapping.repairs);
  const repairs = new Map<RepairRule, number>();
  let needed: RepairRule[] = [];
  let misplaced: Rejection | null = null;

  const clock = cityClock(mapping.platform.timeZone);
  const formats = mapping.dates.map(dateFormat);
  const readers = new Map<Role, (text: string) => number>(DATE_ROLES.map((role) => [role, dateReader(formats)]));

  /** Column of each role; its cell in this file's rows. */
  const column = (role: Role) => columnOf(mapping, role);
  const place = (role: Role) => layout.cells[column(role)] ?? -1;
  const titleFor = (role: Role) => titleOf(mapping.columns[column(role)] as Mapping["columns"][number]);
  const nameFor = (role: Role) => (mapping.columns[column(role)] as Mapping["columns"][number]).name;
  const at = {
    id: place("id"),
    caseNo: place("caseNo"),
    facts: place("facts"),
    reportedAt: place("reportedAt"),
    closedAt: place("closedAt"),
    deadline: place("deadline"),
    updatedAt: place("updatedAt"),
    department: place("department"),
    departmentName: place("departmentName"),
    class: place("class"),
    description: place("description"),
    address: place("address"),
    status: place("status"),
    source: place("source"),
    grid: place("grid"),
    lon: place("lon"),
    lat: place("lat"),
    point: place("point"),
  };
  const hasCoordinates = at.lon >= 0 && at.lat >= 0;
  const hasStatus = column("status") >= 0;
  // The grid's name is kept as it is written: a grid has one code and many spellings.
  const kept = mapping.columns
    .map(({ name, role, decodeTwice }, i) => ({ name, role, decodeTwice, cell: layout.cells[i] as number }))
    .filter(({ role, cell }) => cell >= 0 && (role === undefined || role === "grid"));
  const crossing = (mapping.columns[column("address")]?.elseJoin ?? []).map(
    (name) => layout.cells[mapping.columns.findIndex((c) => c.name === name)] ?? -1,
  );
  const decodedPlaces = new Set(
    mapping.columns.flatMap(({ decodeTwice }, i) => (decodeTwice ? [layout.cells[i] as number] : [])),
  );
  const [west, south, east, north] = mapping.platform.box;
  const states = new Map(Object.entries(status.states).map(([key, state]) => [key.toLowerCase(), state]));
  const sources = new Map(Object.entries(mapping.source?.sources ?? {}).map(([key, s]) => [key.toLowerCase(), s]));
  const otherSource: CaseSource = mapping.source?.other ?? "other";
  const sourceWords = wordsOfSources(mapping);
  const gridCodes = gridCoder(mapping);

  function reject(rule: RejectRule, field: string, value: string): never {
    throw new RowRejected({ rule, field, value });
  }

  /** Notes a repair; a mapping that does not allow it rejects the row. */
  function repair(rule: RepairRule, role: Role, value: string): void {
    if (!allowed.has(rule)) reject(rule, titleFor(role), value);
    needed.push(rule);
  }

  function textAt(cells: readonly string[], cell: number): string {
    const text = cell < 0 ? "" : (cells[cell] ?? "");
    if (text === "" || !decodedPlaces.has(cell)) return text;
    const better = repairedText(text);
    if (better === null) return text;
    if (allowed.has("doubleEncoded")) {
      if (!needed.includes("doubleEncoded")) needed.push("doubleEncoded");
      return better;
    }
    return text;
  }

  /** An optional date: null when there is none, or when it cannot be read. */
  function optionalDate(
    cells: readonly string[],
    role: "closedAt" | "deadline" | "updatedAt",
    extra: Record<string, string>,
  ): number | null {
    const text = (cells[at[role]] ?? "").trim();
    if (text === "") return null;
    const local = (readers.get(role) as (text: string) => number)(text);
    if (Number.isNaN(local)) {
      repair("dateUnreadable", role, text);
      extra[nameFor(role)] = text;
      return null;
    }
    return exact(local, role, extra);
  }

  /** The instant of a local time; a time that the summer-time change skips is kept beside it. */
  function exact(local: number, role: Role, extra: Record<string, string>): number {
    const instant = clock.instant(local);
    if (clock.local(instant) !== local) extra[nameFor(role)] = keptDate(local);
    return instant;
  }

  function position(cells: readonly string[], extra: Record<string, string>): [number, number] | null {
    let lonText = at.lon < 0 ? "" : (cells[at.lon] ?? "").trim();
    let latText = at.lat < 0 ? "" : (cells[at.lat] ?? "").trim();
    const pointText = !hasCoordinates && at.point >= 0 ? (cells[at.point] ?? "").trim() : "";
    if (pointText !== "") [lonText, latText] = pointOf(pointText);
    if (lonText === "" && latText === "" && pointText === "") return null;
    const x = lonText === "" ? Number.NaN : Number(lonText);
    const y = latText === "" ? Number.NaN : Number(latText);
    const keep = () => {
      if (pointText !== "") extra[nameFor("point")] = pointText;
      else [extra[nameFor("lon")], extra[nameFor("lat")]] = [lonText, latText];
    };
    const misplace = (rule: "coordinateUnreadable" | "outsideCity", value: string) => {
      const role = pointText === "" ? "lat" : "point";
      repair(rule, role, value);
      misplaced = { rule, field: titleFor(role), value };
    };
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      misplace("coordinateUnreadable", pointText || `${latText} ${lonText}`);
      keep();
      return null;
    }
    const [lon, lat] = crs.lonLat(x, y);
    // What no projection can turn back is NaN, and lies in no box.
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) {
      misplace("outsideCity", `${latText} ${lonText}`);
      keep();
      return null;
    }
    // Digits that a number does not carry, and what another coordinate system had, are kept beside it.
    if (String(lon) !== lonText || String(lat) !== latText) keep();
    return [lon, lat];
  }

  /** The address, or the streets of the crossing; then an export still writes no address. */
  function addressOf(cells: readonly string[], extra: Record<string, string>): string {
    const given = textAt(cells, at.address);
    if (given.trim() !== "" || crossing.length === 0) return given;
    const streets = crossing.map((cell) => (cells[cell] ?? "").trim()).filter((street) => street !== "");
    if (streets.length === 0) return given;
    extra[nameFor("address")] = given;
    return streets.join(" & ");
  }

  /** What happened, when the source says it; a text that is no list is kept beside the case. */
  function factsOf(cells: readonly string[], extra: Record<string, string>): readonly unknown[] | null {
    const text = (cells[at.facts] ?? "").trim();
    if (text === "") return null;
    const list = listOf(text);
    if (list === null) {
      repair("factsUnreadable", "facts", text.slice(0, 100));
      extra[nameFor("facts")] = text;
    }
    return list;
  }

  function build(cells: readonly string[]): CaseReading {
    const extra: Record<string, string> = {};
    const caseNo = (cells[at.caseNo] ?? "").trim();
    const id = (cells[at.id] ?? "").trim() || caseNo;
    if (id === "") reject("keyMissing", titleFor(keyRole(mapping)), "");
    const createdText = (cells[at.reportedAt] ?? "").trim();
    if (createdText === "") reject("dateMissing", titleFor("reportedAt"), "");
    const createdLocal = (readers.get("reportedAt") as (text: string) => number)(createdText);
    if (Number.isNaN(createdLocal)) reject("dateWrong", titleFor("reportedAt"), createdText);
    const reportedAt = exact(createdLocal, "reportedAt", extra);

    const facts = factsOf(cells, extra);
    let closedAt = optionalDate(cells, "closedAt", extra);
    const statusText = (cells[at.status] ?? "").trim();
    let state: CaseState;
    if (!hasStatus) {
      state = closedAt === null ? status.open : status.closed;
    } else {
      const found = states.get(statusText.toLowerCase());
      if (found === undefined) repair("statusUnknown", "status", statusText);
      state = found ?? status.otherStatus;
    }
    // Where the source says what happened, its facts and not two columns decide how the case stands.
    if (closedAt !== null && facts === null) {
      const rule = closedAt < reportedAt ? "closedBeforeCreated" : state === status.closed ? null : "closedWhileOpen";
      if (rule !== null) {
        repair(rule, "closedAt", (cells[at.closedAt] ?? "").trim());
        extra[nameFor("closedAt")] ??= keptDate(clock.local(closedAt));
        closedAt = null;
      }
    }
    const deadline = optionalDate(cells, "deadline", extra);
    const updatedAt = optionalDate(cells, "updatedAt", extra);
    if (updatedAt !== null) extra[nameFor("updatedAt")] ??= keptDate(clock.local(updatedAt));

    const gridText = (cells[at.grid] ?? "").trim();
    const gridCode = gridText === "" ? "" : gridCodes(gridText);
    if (gridText !== "" && gridCode === "") repair("gridUnknown", "grid", gridText);
    const place = position(cells, extra);

    for (const { name, cell } of kept) {
      const text = textAt(cells, cell);
      if (text !== "") extra[name] = text;
    }
    const times: { -readonly [K in keyof CaseTimes]?: number } = {};
    for (const [step, from] of stepSources) {
      const time = from === "reportedAt" ? reportedAt : closedAt;
      if (time !== null) times[step] = time;
    }
    // A word that the source's code does not lead back to is kept.
    const sourceText = (cells[at.source] ?? "").trim();
    const source = sources.get(sourceText.toLowerCase()) ?? otherSource;
    if (sourceText !== "" && sourceWords.get(source) !== sourceText) extra[nameFor("source")] = sourceText;
    return {
      id,
      caseNo: caseNo || id,
      facts,
      reportedAt,
      times,
      observedAt: Math.max(reportedAt, closedAt ?? 0, updatedAt ?? 0),
      deadline,
      state,
      status: statusText,
      source,
      departmentCode: (cells[at.department] ?? "").trim(),
      departmentName: (cells[at.departmentName] ?? "").trim(),
      classCode: (cells[at.class] ?? "").trim(),
      description: textAt(cells, at.description),
      address: addressOf(cells, extra),
      lon: place === null ? null : place[0],
      lat: place === null ? null : place[1],
      misplaced,
      gridCode,
      extra,
    };
  }
  const stepSources = Object.entries(mapping.times) as [keyof CaseTimes, "reportedAt" | "closedAt"][];

  return {
    repairs,
    read(cells) {
      needed = [];
      misplaced = null;
      try {
        const reading = build(cells);
        for (const rule of needed) repairs.set(rule, (repairs.get(rule) ?? 0) + 1);
        return { reading };
      } catch (error) {
        if (error instanceof RowRejected) return { rejection: error.rejection };
        throw error;
      }
    },
  };
}

/** The role of the column that every row must fill in. */
export function keyRole(mapping: Mapping): Role {
  return columnOf(mapping, "caseNo") >= 0 ? "caseNo" : "id";
}

function listOf(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The word a source code is written back as: the first one of the mapping. */
export function wordsOfSources(mapping: Mapping): Map<CaseSource, string> {
  const words = new Map<CaseSource, string>();
  for (const [word, source] of Object.entries(mapping.source?.sources ?? {})) {
    if (!words.has(source)) words.set(source, word);
  }
  return words;
}

/** Longitude and latitude as written in "(lat, lon)", "POINT (lon lat)" or a record with latitude and longitude. */
function pointOf(text: string): [string, string] {
  const number = "(-?\\d+(?:\\.\\d+)?)";
  const wkt = new RegExp(`^POINT\\s*\\(\\s*${number}\\s+${number}\\s*\\)$`, "i").exec(text);
  if (wkt !== null) return [wkt[1] as string, wkt[2] as string];
  const pair = new RegExp(`^\\(?\\s*${number}\\s*,\\s*${number}\\s*\\)?$`).exec(text);
  if (pair !== null) return [pair[2] as string, pair[1] as string];
  const geo = new RegExp(`"coordinates"\\s*:\\s*\\[\\s*${number}\\s*,\\s*${number}`).exec(text);
  if (geo !== null) return [geo[1] as string, geo[2] as string];
  const lat = new RegExp(`["']latitude["']\\s*:\\s*["']?${number}`).exec(text);
  const lon = new RegExp(`["']longitude["']\\s*:\\s*["']?${number}`).exec(text);
  return [lon?.[1] ?? "", lat?.[1] ?? ""];
}

/** Names of grids kept in memory; a city has a few hundred. */
const GRID_NAMES_KEPT = 20_000;

/** From a grid's name in a row to its code, "" when no pattern fits. */
export function gridCoder(mapping: Mapping): (name: string) => string {
  const patterns = (mapping.grids?.codes ?? []).map(({ pattern, code }) => ({
    pattern: new RegExp(pattern, "iu"),
    code,
  }));
  const known = new Map<string, string>();
  return (name) => {
    let code = known.get(name);
    if (code !== undefined) return code;
    code = "";
    for (const entry of patterns) {
      const match = entry.pattern.exec(name);
      if (match === null) continue;
      code = entry.code.replaceAll(/\{(\d)\}/g, (_, group: string) => match[Number(group)] ?? "");
      break;
    }
    if (known.size >= GRID_NAMES_KEPT) known.clear();
    known.set(name, code);
    return code;
  };
}
