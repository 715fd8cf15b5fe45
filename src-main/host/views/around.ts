/**
 * What a case at a place would be about: its grids, the component it may be of, what was reported here before.
 *
 * Rule (docs/rules.md), quoted by the tests:
 * - V43 The likely class of a case is what was reported most within 100 m in the last 180 days; the component is the nearest
 *   within 60 m; similar cases are told with their distance, open ones first, then the newest.
 */
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { metresBetween, sheetAt } from "../../../shared/coverage/plane.ts";
import {
  boxOfPolygons,
  holdsPoint,
  polygonsOf,
  type AreaGeometry,
  type PolygonRings,
} from "../../../shared/place/polygon.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { AroundValue, CaseLine, Question } from "../../../shared/view.ts";
import { record } from "../cache/read.ts";
import { lineReader } from "./case-lines.ts";
import type { Box } from "./components-columns.ts";
import type { Source } from "./source.ts";

type Asked = Extract<Question, { view: "around" }>;

const COMPONENT_METRES = 60;
const CASE_METRES = 100;
const CASE_DAYS = 180;
const DAY = 86_400_000;
/** Components looked at, the nearest to the place first by degrees. */
const MOST_COMPONENTS = 200;
const MOST_CLASSES = 5;
const MOST_CASES = 8;

export function aroundAnswer({ lon, lat }: Asked, source: Source): AroundValue {
  const grid = gridAt(lon, lat, source);
  return {
    unitGrid: grid?.uid ?? 0,
    dutyGrid: grid?.dutyGrid ?? 0,
    component: componentAt(lon, lat, source),
    ...casesAround(lon, lat, source),
  };
}

interface GridArea {
  readonly uid: number;
  readonly dutyGrid: number;
  readonly polygons: readonly PolygonRings[];
  readonly box: Box;
}

const kept = new WeakMap<Source, { readonly version: number; readonly areas: readonly GridArea[] }>();

/** The areas of the unit grids, read again when grids change. */
function areasOf(source: Source): readonly GridArea[] {
  const version = source.version("grids");
  const known = kept.get(source);
  if (known?.version === version) return known.areas;
  const rows = source.handle
    .prepare<[], Pick<RecordOf<"grids">, "uid" | "dutyGrid" | "geometry">>(
      "SELECT uid, dutyGrid, geometry FROM grids WHERE level = 'unit' ORDER BY uid",
    )
    .all();
  const areas = rows.map(({ uid, dutyGrid, geometry }) => {
    const polygons = polygonsOf(JSON.parse(geometry) as AreaGeometry);
    return { uid, dutyGrid, polygons, box: boxOfPolygons(polygons) };
  });
  kept.set(source, { version, areas });
  return areas;
}

/** The unit grid that holds a point; undefined where there is none. */
function gridAt(lon: number, lat: number, source: Source): GridArea | undefined {
  return areasOf(source).find(({ polygons, box: [west, south, east, north] }) => {
    if (lon < west || lon > east || lat < south || lat > north) return false;
    return holdsPoint(polygons, lon, lat);
  });
}

/** The nearest component; null where there is none, or while they have not been read. */
function componentAt(lon: number, lat: number, source: Source): AroundValue["component"] {
  const { components } = source;
  components.wake();
  const sheet = sheetAt(lat);
  const [dx, dy] = [COMPONENT_METRES / sheet.x, COMPONENT_METRES / sheet.y];
  let nearest = -1;
  let least = COMPONENT_METRES;
  for (const slot of components.find([lon - dx, lat - dy, lon + dx, lat + dy], MOST_COMPONENTS).slots) {
    const metres = metresBetween(sheet, lon, lat, components.lon[slot] as number, components.lat[slot] as number);
    if (metres > least) continue;
    nearest = slot;
    least = metres;
  }
  const found = nearest < 0 ? null : record(source.handle, "components", components.uid[nearest] as number);
  if (found === null) return null;
  return { uid: found.uid, code: found.code, name: found.name, classUid: found.classUid, metres: least };
}

/** What was reported around, by class and case by case. */
function casesAround(lon: number, lat: number, source: Source): Pick<AroundValue, "classes" | "cases"> {
  const { cases } = source;
  const since = source.now() - CASE_DAYS * DAY;
  const sheet = sheetAt(lat);
  const far = CASE_METRES / sheet.y;
  const counts = new Map<number, number>();
  const near: { readonly i: number; readonly metres: number }[] = [];
  for (let i = 0; i < cases.length; i++) {
    // Most cases lie elsewhere; one without a place compares false.
    if (!(Math.abs((cases.lat[i] as number) - lat) <= far) || (cases.reportedAt[i] as number) < since) continue;
    const metres = metresBetween(sheet, lon, lat, cases.lon[i] as number, cases.lat[i] as number);
    if (metres > CASE_METRES) continue;
    near.push({ i, metres });
    const classUid = cases.classUid[i] as number;
    if (classUid !== 0) counts.set(classUid, (counts.get(classUid) ?? 0) + 1);
  }
  const open = (i: number) => (isOpenAt(cases, i) ? 0 : 1);
  const newest = near.toSorted(
    (a, b) =>
      open(a.i) - open(b.i) || (cases.reportedAt[b.i] as number) - (cases.reportedAt[a.i] as number) || b.i - a.i,
  );
  const lineOf = lineReader(source);
  return {
    classes: [...counts]
      .map(([classUid, count]) => ({ classUid, count }))
      .toSorted((a, b) => b.count - a.count || a.classUid - b.classUid)
      .slice(0, MOST_CLASSES),
    cases: newest.slice(0, MOST_CASES).flatMap(({ i, metres }): (CaseLine & { metres: number })[] => {
      const line = lineOf(cases.uid[i] as number);
      return line === undefined ? [] : [{ ...line, metres }];
    }),
  };
}
