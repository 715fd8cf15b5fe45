/** The platform's own base map rows as one GeoJSON collection, with each label in the window's language. */
import type { Feature, FeatureCollection, Geometry, Point, Position } from "geojson";
import type { RecordOf } from "../../shared/tables.ts";
import type { Language } from "../../shared/text.ts";

/** Properties the style reads. `label` is "" when the feature bears no name. */
export interface GroundProperties {
  readonly layer: string;
  readonly class: string;
  readonly label: string;
}

/** Rows to GeoJSON. Throws on geometry that is not JSON: the hub checks it on entry. */
export function groundOfFeatures(
  features: readonly RecordOf<"features">[],
  language: Language,
): FeatureCollection<Geometry, GroundProperties> {
  return {
    type: "FeatureCollection",
    features: features.map(({ uid, layer, class: kind, name, nameEn, geometry }) => ({
      type: "Feature",
      id: uid,
      properties: { layer, class: kind, label: language === "en" ? nameEn || name : name || nameEn },
      geometry: JSON.parse(geometry) as Geometry,
    })),
  };
}

/** Twice the signed area of a ring and its first moments, in degrees. */
function moments(ring: readonly Position[]): [area: number, lon: number, lat: number] {
  let area = 0;
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x0 = 0, y0 = 0] = ring[i] as Position;
    const [x1 = 0, y1 = 0] = ring[i + 1] as Position;
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    lon += (x0 + x1) * cross;
    lat += (y0 + y1) * cross;
  }
  return [area, lon, lat];
}

/**
 * One point for each name of polygons that come in pieces, at the middle of the pieces' area.
 * The same piece may come from two zooms; it then counts twice, which moves the middle little.
 */
export function placesOf(
  pieces: readonly Pick<Feature, "geometry" | "properties">[],
): FeatureCollection<Point, { name: string }> {
  const sums = new Map<string, [number, number, number]>();
  for (const { geometry, properties } of pieces) {
    const name: unknown = properties?.["name"];
    if (typeof name !== "string" || name === "") continue;
    const polygons =
      geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
    for (const [outer = []] of polygons) {
      // a ring may run either way; its sign falls out of all three sums together
      const [area, lon, lat] = moments(outer);
      const sum = sums.get(name) ?? [0, 0, 0];
      const sign = Math.sign(area);
      sums.set(name, [sum[0] + sign * area, sum[1] + sign * lon, sum[2] + sign * lat]);
    }
  }
  return {
    type: "FeatureCollection",
    features: [...sums]
      .filter(([, [area]]) => area > 0)
      .map(([name, [area, lon, lat]]) => ({
        type: "Feature",
        properties: { name },
        geometry: { type: "Point", coordinates: [lon / (3 * area), lat / (3 * area)] },
      })),
  };
}
