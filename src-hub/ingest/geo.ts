/**
 * Polygons of unit grids: from a GeoJSON file into the store, and from a position to the grid that holds it.
 *
 * Polygons are thinned to two metres when they are taken in, because city files carry every rock of the shore. The same
 * thinned polygons place the cases, so that an import with the file and a later one without it agree.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import Flatbush from "flatbush";
import type { MultiPolygon, Polygon, Position } from "geojson";
import {
  areaOfPolygons,
  boxOfPolygons,
  labelPoint,
  polygonsOf,
  type AreaGeometry,
} from "../../shared/place/polygon.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { Draft } from "../store/store.ts";
import { troubleOfReading } from "../command/inspect.ts";
import { namedFor, type Mapping } from "./mapping/mapping.ts";

/** Degrees a thinned line may leave the true one by: about two metres. */
const TOLERANCE = 2e-5;

/** Reads a GeoJSON file (.gz or not) into drafts of unit grids. Throws trouble `fileMissing` or `geoBroken`. */
export function readGrids(file: string, mapping: Mapping): Draft<"grids">[] {
  const rules = mapping.grids;
  const no = (why: string, more: Record<string, string> = {}) =>
    new TroubleError("geoBroken", { file: basename(file), why, ...more });
  if (rules === undefined) throw no("why.geoNotWanted");
  const polygons = new Map<string, Position[][][]>();
  for (const feature of featuresOf(readText(file), no)) {
    const rings = ringsOf(feature.geometry);
    if (rings === null) continue;
    const property = rules.properties.find((name) => feature.properties?.[name] !== undefined);
    if (property === undefined) throw no("why.geoNoCode", { properties: rules.properties.join(", ") });
    const code = String(feature.properties?.[property]);
    if (rules.skip.includes(code)) continue;
    // A code that comes twice is one grid in several parts.
    const parts = polygons.get(code) ?? [];
    parts.push(...rings);
    polygons.set(code, parts);
  }
  if (polygons.size === 0) throw no("why.geoNoPolygons");
  return [...polygons].map(([code, parts]) => draftOf(mapping, code, parts));
}

type Feature = { properties?: Record<string, unknown> | null; geometry?: unknown };

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const known = troubleOfReading(error, file, 0);
    if (known instanceof TroubleError && known.trouble.code === "fileTruncated") {
      throw new TroubleError("geoBroken", { file: basename(file), why: "why.gzipBroken" });
    }
    throw known;
  }
}

function featuresOf(text: string, no: (why: string) => TroubleError): Feature[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw no("why.jsonBroken");
  }
  const features = (json as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) throw no("why.geoNoFeatures");
  return features as Feature[];
}

/** The polygons of a geometry, or null when it is none or its numbers are no degrees. */
function ringsOf(geometry: unknown): Position[][][] | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  const parts = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : null;
  return Array.isArray(parts) && parts.length > 0 && parts.every(isPolygon) ? (parts as Position[][][]) : null;
}

function isPolygon(polygon: unknown): boolean {
  return (
    Array.isArray(polygon) &&
    polygon.length > 0 &&
    polygon.every((ring) => Array.isArray(ring) && ring.length >= 4 && ring.every(isPosition))
  );
}

function isPosition(position: unknown): boolean {
  if (!Array.isArray(position)) return false;
  const [lon, lat] = position as unknown[];
  return typeof lon === "number" && typeof lat === "number" && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function draftOf(mapping: Mapping, code: string, parts: Position[][][]): Draft<"grids"> {
  const thin = parts.map((polygon) => polygon.map((ring) => thinned(ring)));
  const geometry: Polygon | MultiPolygon =
    thin.length === 1
      ? { type: "Polygon", coordinates: thin[0] as Position[][] }
      : { type: "MultiPolygon", coordinates: thin };
  const [lon, lat] = labelPoint(thin);
  const names = namedFor(mapping.grids?.names ?? [], code) ?? { name: code, nameEn: code };
  return {
    platform: mapping.platform.platform,
    id: `unit/${code}`,
    level: "unit",
    code,
    name: names.name,
    nameEn: names.nameEn,
    dutyGrid: 0,
    lon,
    lat,
    areaM2: Math.round(areaOfPolygons(thin)),
    geometry: JSON.stringify(geometry),
  };
}

/**
 * Thins a closed ring (Douglas and Peucker 1973) and rounds it to 1e-6 degrees. Never fewer than four positions.
 * @param tolerance degrees a line may leave the true one by
 */
export function thinned(ring: readonly Position[], tolerance = TOLERANCE): Position[] {
  const keep = new Uint8Array(ring.length);
  // A closed ring has no ends to draw a line between: it is cut where it is farthest from its start.
  const far = farthest(ring, 0, ring.length - 1).at;
  keep[0] = keep[ring.length - 1] = keep[far] = 1;
  const open: [number, number][] = [
    [0, far],
    [far, ring.length - 1],
  ];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part;
    const { at, distance } = farthest(ring, from, to);
    if (at <= from || distance <= tolerance) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  const left = ring.filter((_, i) => keep[i] === 1);
  return (left.length >= 4 ? left : ring).map(([lon, lat]) => [round(lon as number), round(lat as number)]);
}

/** The position between two others that is farthest from the line between them (from the first, when they are one). */
function farthest(ring: readonly Position[], from: number, to: number): { at: number; distance: number } {
  const [ax, ay] = ring[from] as [number, number];
  const [bx, by] = ring[to] as [number, number];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  let best = { at: from, distance: 0 };
  for (let i = from + 1; i < to; i++) {
    const [x, y] = ring[i] as [number, number];
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
    const distance = Math.hypot(x - ax - t * dx, y - ay - t * dy);
    if (distance > best.distance) best = { at: i, distance };
  }
  return best;
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Finds grids of one level by position and by code. */
export interface GridIndex {
  readonly size: number;
  /** uid of the grid that holds the position, 0 when none does. */
  at(lon: number, lat: number): number;
  byCode(code: string): number;
  /** uid of the duty grid that a grid belongs to, 0 for none. */
  dutyOf(uid: number): number;
}

/**
 * The first grid in the order of the rows counts where a position lies on a border, so that every import gives the same
 * answer.
 */
export function gridIndex(grids: readonly RecordOf<"grids">[], level: "unit" | "duty" = "unit"): GridIndex {
  const units = grids.filter((grid) => grid.level === level);
  const codes = new Map(units.map(({ code, uid }) => [code, uid]));
  const duties = new Map(units.map(({ uid, dutyGrid }) => [uid, dutyGrid]));
  const byCode = (code: string) => codes.get(code) ?? 0;
  const dutyOf = (uid: number) => duties.get(uid) ?? 0;
  if (units.length === 0) return { size: 0, at: () => 0, byCode, dutyOf };
  const geometries = units.map(({ geometry }) => JSON.parse(geometry) as Polygon | MultiPolygon);
  const boxes = new Flatbush(units.length);
  for (const geometry of geometries) {
    const [west, south, east, north] = boxOfPolygons(polygonsOf(geometry as AreaGeometry));
    boxes.add(west, south, east, north);
  }
  boxes.finish();
  return {
    size: units.length,
    byCode,
    dutyOf,
    at(lon, lat) {
      const found = boxes
        .search(lon, lat, lon, lat)
        .toSorted((a, b) => a - b)
        .find((i) => booleanPointInPolygon([lon, lat], geometries[i] as Polygon | MultiPolygon));
      return found === undefined ? 0 : (units[found] as RecordOf<"grids">).uid;
    },
  };
}
