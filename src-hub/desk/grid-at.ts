/** The unit grid that a place lies in. */
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { MultiPolygon, Polygon } from "geojson";
import { boxOfPolygons, polygonsOf, type AreaGeometry } from "../../shared/place/polygon.ts";
import type { Store } from "../store/store.ts";

/**
 * uid of the platform's unit grid that holds a position (degrees, WGS 84), 0 when none does. On a border the first grid in
 * the order of the rows counts, as for imports.
 */
export function unitGridAt(store: Pick<Store, "each">, platform: string, lon: number, lat: number): number {
  for (const { uid, level, geometry } of store.each("grids", platform)) {
    if (level !== "unit") continue;
    const shape = JSON.parse(geometry) as AreaGeometry;
    const [west, south, east, north] = boxOfPolygons(polygonsOf(shape));
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (booleanPointInPolygon([lon, lat], shape as Polygon | MultiPolygon)) return uid;
  }
  return 0;
}
