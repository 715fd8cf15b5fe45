/**
 * Outlines of grids as files have them: checked, and turned into WGS 84 degrees. What is wrong is told by its rule and with
 * the place where it is wrong, so that a surveyor finds it.
 */
import Flatbush from "flatbush";
import type { AreaGeometry, Box, PolygonRings } from "../../../shared/place/polygon.ts";
import { areaOfPolygons } from "../../../shared/place/polygon.ts";
import type { Crs } from "../crs.ts";

/** What can be wrong with an outline. */
export const OUTLINE_FAULTS = [
  "geometryMissing", // there is none, or it has no positions
  "geometryKind", // a point, a line or something that is none of GeoJSON's
  "ringOpen", // a ring does not end where it begins
  "ringShort", // a ring of fewer than four positions, or without an area
  "notDegrees", // beyond ±180 or ±90 although degrees were declared
  "outsideCity", // outside of the city's box
  "selfCrossing", // two of its sides cross
] as const;
export type OutlineFault = (typeof OUTLINE_FAULTS)[number];

export interface Faulty {
  readonly fault: OutlineFault;
  /** Where, or what was found. */
  readonly value: string;
}

/** Decimals of a degree that are kept: 1e-7 is one centimetre. */
const KEPT = 1e7;
/** m² under which a polygon is a line. */
const NO_AREA = 0.01;

/** Checks an outline in the file's coordinates and gives it in WGS 84 degrees. */
export function outlineOf(geometry: unknown, crs: Crs, box: Box): { readonly outline: AreaGeometry } | Faulty {
  if (geometry === null || geometry === undefined) return { fault: "geometryMissing", value: "" };
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (type !== "Polygon" && type !== "MultiPolygon") return { fault: "geometryKind", value: String(type) };
  const given = type === "Polygon" ? [coordinates] : coordinates;
  if (!Array.isArray(given) || given.length === 0 || (given as unknown[][]).some((rings) => !hasRings(rings))) {
    return { fault: "geometryMissing", value: String(type) };
  }
  const polygons: [number, number][][][] = [];
  for (const rings of given as unknown[][][]) {
    const polygon: [number, number][][] = [];
    for (const ring of rings) {
      const read = ringOf(ring, crs, box);
      if ("fault" in read) return read;
      polygon.push(read.ring);
    }
    polygons.push(polygon);
  }
  const crossing = crossingOf(polygons);
  if (crossing !== null) return { fault: "selfCrossing", value: placeText(crossing) };
  const flat = polygons.find((polygon) => areaOfPolygons([polygon.slice(0, 1)]) < NO_AREA);
  if (flat !== undefined) return { fault: "ringShort", value: placeText(flat[0]?.[0] ?? [0, 0]) };
  return {
    outline:
      polygons.length === 1
        ? { type: "Polygon", coordinates: polygons[0] as [number, number][][] }
        : { type: "MultiPolygon", coordinates: polygons },
  };
}

function hasRings(rings: unknown): boolean {
  return Array.isArray(rings) && rings.length > 0 && rings.every((ring) => Array.isArray(ring) && ring.length > 0);
}

function ringOf(ring: unknown[], crs: Crs, [west, south, east, north]: Box): { ring: [number, number][] } | Faulty {
  const made: [number, number][] = [];
  for (const position of ring) {
    const [x, y] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof x !== "number" || typeof y !== "number" || !Number.isFinite(x) || !Number.isFinite(y)) {
      return { fault: "geometryMissing", value: JSON.stringify(position) ?? "" };
    }
    if (crs.degrees && (Math.abs(x) > 180 || Math.abs(y) > 90)) return { fault: "notDegrees", value: `${x} ${y}` };
    const [lon, lat] = crs.lonLat(x, y);
    // What no projection can turn back is NaN, and lies in no box.
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) {
      return {
        fault: "outsideCity",
        value: crs.name === "wgs84" ? `${x} ${y}` : `${x} ${y} → ${placeText([lon, lat])}`,
      };
    }
    made.push([Math.round(lon * KEPT) / KEPT, Math.round(lat * KEPT) / KEPT]);
  }
  const [first, last] = [made[0] as [number, number], made.at(-1) as [number, number]];
  if (made.length < 2 || first[0] !== last[0] || first[1] !== last[1]) {
    return { fault: "ringOpen", value: `${placeText(first)} … ${placeText(last)}` };
  }
  // Positions that are repeated at once say nothing.
  const plain = made.filter(([lon, lat], i) => i === 0 || lon !== made[i - 1]?.[0] || lat !== made[i - 1]?.[1]);
  return plain.length < 4 ? { fault: "ringShort", value: placeText(first) } : { ring: plain };
}

/** Degrees with six decimals, longitude first. */
function placeText([lon, lat]: readonly [number, number]): string {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
}

type Side = readonly [ax: number, ay: number, bx: number, by: number];

/**
 * Where two sides of the polygons cross, null when none do. Sides that meet in a corner, or a corner on a side, are no
 * crossing: holes may touch their outline.
 */
function crossingOf(polygons: readonly PolygonRings[]): [number, number] | null {
  const sides: Side[] = polygons.flatMap((rings) =>
    rings.flatMap((ring) =>
      ring.slice(1).map((to, i): Side => {
        const from = ring[i] as readonly [number, number];
        return [from[0], from[1], to[0] as number, to[1] as number];
      }),
    ),
  );
  const index = new Flatbush(sides.length);
  for (const [ax, ay, bx, by] of sides)
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  index.finish();
  for (const [i, side] of sides.entries()) {
    const [ax, ay, bx, by] = side;
    const near = index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (j) => j > i);
    for (const j of near) {
      const at = meeting(side, sides[j] as Side);
      if (at !== null) return at;
    }
  }
  return null;
}

/** Which side of the line a → b the point lies on: more than 0, less, or 0 on it. */
function turn(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const value = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  // Under a square of a centimetre, rounding decides.
  return Math.abs(value) < 1e-14 ? 0 : value;
}

function meeting([ax, ay, bx, by]: Side, [cx, cy, dx, dy]: Side): [number, number] | null {
  const c = turn(ax, ay, bx, by, cx, cy);
  const d = turn(ax, ay, bx, by, dx, dy);
  if (c * d >= 0) return null;
  const a = turn(cx, cy, dx, dy, ax, ay);
  const b = turn(cx, cy, dx, dy, bx, by);
  if (a * b >= 0) return null;
  const share = a / (a - b);
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}
