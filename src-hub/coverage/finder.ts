/**
 * What a position is at: unit grids it lies in or near the border of, and places near it.
 *
 * A spatial index gives the candidates; beside what is hit it says how far one may go before that can change, so that a
 * walk of a day needs a lookup every dozen fixes and not for each of them.
 */
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import Flatbush from "flatbush";
import type { MultiPolygon, Polygon, Position } from "geojson";
import { gridSubject, placeSubject, type Finder, type Subject } from "../../shared/coverage/eye.ts";
import { metresBetween, sheetAt, type Sheet } from "../../shared/coverage/plane.ts";
import type { CoverageRules } from "../../shared/coverage/rules.ts";
import type { RecordOf } from "../../shared/tables.ts";

/** Looked for around a position beyond what counts, m: the widest circle in which nothing changes. */
const AROUND = 40;
/** Taken off that circle for what numbers lose, m. */
const HAIR = 1e-3;

type Grid = Pick<RecordOf<"grids">, "uid" | "level" | "geometry">;
type Place = Pick<RecordOf<"places">, "uid" | "lon" | "lat">;

interface Shape {
  readonly subject: Subject;
  readonly box: readonly [west: number, south: number, east: number, north: number];
  /** Metres from the shape: negative inside, the sooner the further from its border. */
  away(lon: number, lat: number): number;
  /** Counts from so many metres on. */
  readonly reach: number;
}

/** Metres from a grid's polygon; turf says which side of the border. */
function awayFromPolygon(geometry: Polygon | MultiPolygon, box: Shape["box"], sheet: Sheet): Shape["away"] {
  const [west, south, east, north] = box;
  const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).flat();
  const edges = rings.map((ring) =>
    Float64Array.from(ring.flatMap(([lon, lat]) => [(lon as number) * sheet.x, (lat as number) * sheet.y])),
  );
  return (lon, lat) => {
    const x = lon * sheet.x;
    const y = lat * sheet.y;
    let least = Number.POSITIVE_INFINITY;
    for (const ring of edges) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const ax = ring[i] as number;
        const ay = ring[i + 1] as number;
        const dx = (ring[i + 2] as number) - ax;
        const dy = (ring[i + 3] as number) - ay;
        const length = dx * dx + dy * dy;
        const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
        const offX = x - ax - t * dx;
        const offY = y - ay - t * dy;
        least = Math.min(least, offX * offX + offY * offY);
      }
    }
    const metres = Math.sqrt(least);
    const outside = lon < west || lon > east || lat < south || lat > north;
    return !outside && booleanPointInPolygon([lon, lat], geometry) ? -metres : metres;
  };
}

function boxOf(geometry: Polygon | MultiPolygon): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [outer] of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
    for (const [lon, lat] of outer as Position[]) {
      box[0] = Math.min(box[0], lon as number);
      box[1] = Math.min(box[1], lat as number);
      box[2] = Math.max(box[2], lon as number);
      box[3] = Math.max(box[3], lat as number);
    }
  }
  return box;
}

/** Everything that can be visited, each with its own measure. Duty grids are not: they are made of unit grids. */
function shapesOf(grids: readonly Grid[], places: readonly Place[], sheet: Sheet, rules: CoverageRules): Shape[] {
  return [
    ...grids
      .filter(({ level }) => level === "unit")
      .map(({ uid, geometry }): Shape => {
        const parsed = JSON.parse(geometry) as Polygon | MultiPolygon;
        const box = boxOf(parsed);
        const away = awayFromPolygon(parsed, box, sheet);
        return { subject: gridSubject(uid), box, away, reach: rules.edgeMetres };
      }),
    ...places.map(
      ({ uid, lon, lat }): Shape => ({
        subject: placeSubject(uid),
        box: [lon, lat, lon, lat],
        away: (x, y) => metresBetween(sheet, x, y, lon, lat),
        reach: rules.placeMetres,
      }),
    ),
  ];
}

/** The finder over unit grids and places of one platform. */
export function finderOf(grids: readonly Grid[], places: readonly Place[], rules: CoverageRules): Finder {
  const middle = middleLatitude(grids, places);
  const sheet = sheetAt(middle);
  const shapes = shapesOf(grids, places, sheet, rules);
  if (shapes.length === 0) return { sheet, at: () => ({ subjects: [], free: AROUND }) };
  const index = new Flatbush(shapes.length);
  for (const { box, reach } of shapes) {
    const [east, north] = [reach / sheet.x, reach / sheet.y];
    index.add(box[0] - east, box[1] - north, box[2] + east, box[3] + north);
  }
  index.finish();
  const [lonAround, latAround] = [AROUND / sheet.x, AROUND / sheet.y];
  return {
    sheet,
    at(lon, lat) {
      const subjects: Subject[] = [];
      let free = AROUND;
      for (const i of index.search(lon - lonAround, lat - latAround, lon + lonAround, lat + latAround)) {
        const { subject, away, reach } = shapes[i] as Shape;
        const beyond = away(lon, lat) - reach;
        if (beyond <= 0) subjects.push(subject);
        free = Math.min(free, Math.abs(beyond));
      }
      return { subjects, free: free - HAIR };
    },
  };
}

function middleLatitude(grids: readonly Grid[], places: readonly Place[]): number {
  const [first] = grids.filter(({ level }) => level === "unit");
  if (first !== undefined) {
    const [, south, , north] = boxOf(JSON.parse(first.geometry) as Polygon | MultiPolygon);
    return (south + north) / 2;
  }
  return places[0]?.lat ?? 0;
}
