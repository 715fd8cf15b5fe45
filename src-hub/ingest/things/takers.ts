/** From the cells of a row to an area, a place, a station or a component as the hub keeps it. */
import { AREA_LEVELS, COMPONENT_STATES, type ComponentState } from "../../../shared/place-kinds.ts";
import type { Box } from "../../../shared/place/polygon.ts";
import { explainCode, type CodeKind } from "../../../shared/place/explain.ts";
import type { ClassTable } from "../../../shared/case/classes.ts";
import type { Draft } from "../../store/store.ts";
import type { Crs } from "../crs.ts";
import { departmentsOf } from "../departments.ts";
import type { GridIndex } from "../geo.ts";
import { cityClock, dateFormat, dateReader } from "../mapping/dates.ts";
import type { Layout } from "../mapping/layout.ts";
import { namedFor, type RejectRule, type ThingRepair } from "../mapping/mapping.ts";
import type { Rejection } from "../mapping/read-case.ts";
import { kindsOf, thingColumn, thingTitle, type ThingMapping, type ThingRole } from "../mapping/thing-mapping.ts";
import type { Sink } from "../sink.ts";
import { componentClasses, tableOf } from "./classes.ts";
import type { ThingRow } from "./source.ts";

type PointDraft = Draft<"areas"> | Draft<"places"> | Draft<"sensors"> | Draft<"components">;

/** A rejection that may say more about the value than its rule does. */
export type ThingRejection = Rejection & { readonly why?: string };

/** A row ready to be put. */
interface TakenThing {
  readonly draft: PointDraft;
  /** Has a position, of those tables that have one. */
  readonly placed: boolean;
  readonly inGrid: boolean;
  /** Why the position it has is not used. */
  readonly misplaced: ThingRejection | null;
  readonly repairs: readonly ThingRepair[];
}

type ThingTaker = (row: ThingRow) => TakenThing | { readonly rejection: ThingRejection };

export interface TakerOptions {
  readonly mapping: ThingMapping;
  readonly layout: Layout;
  readonly platform: { readonly platform: string; readonly timeZone: string; readonly box: Box };
  /** null for tables without positions. */
  readonly crs: Crs | null;
  readonly grids: GridIndex;
  readonly sink: Sink;
  /** Names each wrong digit of a code, in words. */
  readonly explain: (kind: CodeKind, code: string, table: ClassTable | null) => string;
}

/** Thrown inside one row only, to leave its reading at once. */
class RowRejected extends Error {
  readonly rejection: ThingRejection;
  constructor(rejection: ThingRejection) {
    super(rejection.rule);
    this.rejection = rejection;
  }
}

interface Place {
  readonly lon: number;
  readonly lat: number;
  readonly unitGrid: number;
}

/** The taker of a mapping's table. It works inside a batch only: departments and classes it meets first are put. */
export function thingTaker(options: TakerOptions): ThingTaker {
  const { mapping, layout, crs, grids, sink, explain } = options;
  const { platform, timeZone, box } = options.platform;
  const cell = new Map<ThingRole, number>();
  for (const { role } of mapping.columns) {
    if (role !== undefined) cell.set(role, layout.cells[thingColumn(mapping, role)] ?? -1);
  }
  const departments = departmentsOf(platform, mapping.department, sink);
  const classes = componentClasses(sink, platform);
  const clock = cityClock(timeZone);
  const readDate = dateReader(mapping.dates.map(dateFormat));
  const states = new Map<string, number>([
    ...COMPONENT_STATES.map((state, i) => [state, i] as const),
    ...Object.entries(mapping.states).map(
      ([word, state]) => [word.toLowerCase(), COMPONENT_STATES.indexOf(state as ComponentState)] as const,
    ),
  ]);
  const kinds = new Map<string, string>([
    ...(kindsOf(mapping.table) ?? []).map((kind) => [kind.toLowerCase(), kind] as const),
    ...Object.entries(mapping.kinds).map(([word, kind]) => [word.toLowerCase(), kind] as const),
  ]);
  let repairs: ThingRepair[] = [];
  let misplaced: ThingRejection | null = null;

  function reject(rule: RejectRule, role: ThingRole, value: string, why?: string): never {
    throw new RowRejected({ rule, field: thingTitle(mapping, role), value, ...(why === undefined ? {} : { why }) });
  }
  const text = (cells: readonly string[], role: ThingRole) => (cells[cell.get(role) ?? -1] ?? "").trim();
  const needed = (cells: readonly string[], role: ThingRole) =>
    text(cells, role) || reject(role === "name" ? "nameMissing" : "keyMissing", role, "");

  /** The position in degrees, or why there is none. */
  function position({ geometry }: ThingRow, cells: readonly string[]): Place | "none" | ThingRejection {
    const field = thingTitle(mapping, "lat");
    let [x, y] = [Number.NaN, Number.NaN];
    let value: string;
    if (geometry !== undefined && geometry !== null) {
      const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
      if (type !== "Point" || !Array.isArray(coordinates)) {
        return { rule: "geometryKind", field: "geometry", value: String(type) };
      }
      [x, y] = coordinates as [number, number];
      value = `${x} ${y}`;
    } else {
      const [east, north] = [text(cells, "lon"), text(cells, "lat")];
      if (east === "" && north === "") return "none";
      [x, y] = [east === "" ? Number.NaN : Number(east), north === "" ? Number.NaN : Number(north)];
      value = `${east} ${north}`.trim();
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return { rule: "coordinateUnreadable", field, value };
    if (crs === null) throw new Error("a position without a coordinate system");
    if (crs.degrees && (Math.abs(x) > 180 || Math.abs(y) > 90)) return { rule: "notDegrees", field, value };
    const [lon, lat] = crs.lonLat(x, y).map((degrees) => Math.round(degrees * 1e7) / 1e7) as [number, number];
    const [west, south, east, north] = box;
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return { rule: "outsideCity", field, value };
    return { lon, lat, unitGrid: grids.at(lon, lat) };
  }

  /** A thing that stands somewhere has to say where. */
  function neededPosition(row: ThingRow, cells: readonly string[]): Place {
    const found = position(row, cells);
    if (found === "none") return reject("positionMissing", "lat", "");
    if ("rule" in found) throw new RowRejected(found);
    return found;
  }

  function kind(cells: readonly string[]): string {
    const given = text(cells, "kind");
    const found = given === "" ? mapping.kind : kinds.get(given.toLowerCase());
    return found ?? reject("kindUnknown", "kind", given);
  }

  function department(cells: readonly string[]): number {
    const name = text(cells, "departmentName");
    return departments(text(cells, "department") || name, name).uid;
  }

  function area(cells: readonly string[]): Draft<"areas"> {
    const code = needed(cells, "code");
    const level = Object.entries(AREA_LEVELS).find(([, digits]) => code.length === digits)?.[0];
    if (level === undefined || !explainCode("admin", code).ok) {
      return reject("codeWrong", "code", code, explain("admin", code, null));
    }
    const names = namedFor(mapping.names, code);
    const name = text(cells, "name") || names?.name || reject("nameMissing", "name", "");
    return { platform, id: code, level, code, name, nameEn: text(cells, "nameEn") || names?.nameEn || "" };
  }

  function standing(row: ThingRow, cells: readonly string[]): Draft<"places"> {
    const { lon, lat, unitGrid } = neededPosition(row, cells);
    const rounds = text(cells, "roundsPerWeek");
    const roundsPerWeek = rounds === "" ? 0 : Number(rounds);
    if (!(roundsPerWeek >= 0 && roundsPerWeek < 1000)) reject("numberWrong", "roundsPerWeek", rounds);
    return {
      platform,
      id: needed(cells, "id"),
      kind: kind(cells),
      code: text(cells, "code"),
      name: needed(cells, "name"),
      nameEn: text(cells, "nameEn"),
      lon,
      lat,
      unitGrid,
      roundsPerWeek,
    };
  }

  function sensor(row: ThingRow, cells: readonly string[]): Draft<"sensors"> {
    const { lon, lat, unitGrid } = neededPosition(row, cells);
    return {
      platform,
      id: needed(cells, "id"),
      name: needed(cells, "name"),
      nameEn: text(cells, "nameEn"),
      kind: kind(cells),
      lon,
      lat,
      unitGrid,
      department: department(cells),
      thresholds: text(cells, "thresholds"),
    };
  }

  function component(row: ThingRow, cells: readonly string[]): Draft<"components"> {
    const code = needed(cells, "code");
    const name = text(cells, "name");
    const found = classes(code, name);
    if (found === null) {
      const table = tableOf(code.length <= 16 ? "2013" : "2026");
      return reject("codeWrong", "code", code, explain("component", code, table));
    }
    const given = text(cells, "class");
    // The class may be written with the area before it, as codes of matters are.
    if (given !== "" && given !== found.classCode && given !== code.slice(0, 6) + found.classCode) {
      reject("classMismatch", "class", given, found.classCode);
    }
    if (found.own) repairs.push("classOwn");
    const place = position(row, cells);
    if (place !== "none" && "rule" in place) {
      misplaced = place;
      repairs.push(place.rule === "coordinateUnreadable" ? "coordinateUnreadable" : "outsideCity");
    }
    const { lon, lat, unitGrid } = place === "none" || "rule" in place ? { lon: null, lat: null, unitGrid: 0 } : place;
    const stateText = text(cells, "state");
    const state = stateText === "" ? 0 : (states.get(stateText.toLowerCase()) ?? null);
    if (state === null) repairs.push("stateUnknown");
    const dateText = text(cells, "changedAt");
    const local = dateText === "" ? Number.NaN : readDate(dateText);
    if (dateText !== "" && Number.isNaN(local)) repairs.push("dateUnreadable");
    return {
      platform,
      id: code,
      code,
      classUid: found.uid,
      name: name || found.name,
      state: state ?? 0,
      lon,
      lat,
      unitGrid,
      department: department(cells),
      owner: text(cells, "owner"),
      changedAt: Number.isNaN(local) ? null : clock.instant(local),
      note: text(cells, "note"),
    };
  }

  return (row) => {
    const { cells } = row;
    if (cells === null) return { rejection: { rule: "notARecord", field: "", value: "" } };
    repairs = [];
    misplaced = null;
    try {
      let draft: PointDraft;
      switch (mapping.table) {
        case "areas":
          draft = area(cells);
          return { draft, placed: true, inGrid: true, misplaced, repairs };
        case "places":
          draft = standing(row, cells);
          break;
        case "sensors":
          draft = sensor(row, cells);
          break;
        case "components":
          draft = component(row, cells);
          break;
        case "grids":
          throw new Error("grids are taken all at once");
      }
      return { draft, placed: draft.lon !== null, inGrid: draft.unitGrid !== 0, misplaced, repairs };
    } catch (error) {
      if (error instanceof RowRejected) return { rejection: error.rejection };
      throw error;
    }
  };
}
