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

/**
 * Rows to GeoJSON. Throws on geometry that is not JSON: the hub checks it on entry.
 *
 * Roads that bear their names are labelled along their lines, so label points for roads are left out then; parks, hills
 * and waters that bear a name but have no label of their own get one at their middle.
 */
export function groundOfFeatures(
  features: readonly RecordOf<"features">[],
  language: Language,
): FeatureCollection<Geometry, GroundProperties> {
  const roadsBearNames = features.some(({ layer, name }) => layer === "road" && name !== "");
  const labelled = new Set(features.filter(({ layer }) => layer === "label").map(({ name }) => name));
  const result: Feature<Geometry, GroundProperties>[] = [];
  for (const { uid, layer, class: kind, name, nameEn, geometry: text } of features) {
    const geometry = JSON.parse(text) as Geometry;
    if (layer === "label" && kind === "road" && geometry.type === "Point" && roadsBearNames) continue;
    const label = language === "en" ? nameEn || name : name || nameEn;
    result.push({ type: "Feature", id: uid, properties: { layer, class: kind, label }, geometry });
    if (name === "" || labelled.has(name) || (layer !== "green" && layer !== "water")) continue;
    const middle = middleOf([geometry]);
    if (middle === null) continue;
    result.push({
      type: "Feature",
      properties: { layer: "label", class: layer === "green" ? "park" : "river", label },
      geometry: { type: "Point", coordinates: middle },
    });
  }
  return { type: "FeatureCollection", features: result };
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

/** The middle of the area of polygons, null when they have none. Rings may run either way. */
function middleOf(pieces: readonly Geometry[]): [lon: number, lat: number] | null {
  const sum: [number, number, number] = [0, 0, 0];
  for (const piece of pieces) {
    const polygons =
      piece.type === "Polygon" ? [piece.coordinates] : piece.type === "MultiPolygon" ? piece.coordinates : [];
    for (const [outer = []] of polygons) {
      const [area, lon, lat] = moments(outer);
      const sign = Math.sign(area);
      sum[0] += sign * area;
      sum[1] += sign * lon;
      sum[2] += sign * lat;
    }
  }
  return sum[0] > 0 ? [sum[1] / (3 * sum[0]), sum[2] / (3 * sum[0])] : null;
}

/**
 * One point for each name of polygons that come in pieces, at the middle of the pieces' area.
 * A piece that comes from two zooms counts twice, which moves the middle little.
 */
export function placesOf(
  pieces: readonly Pick<Feature, "geometry" | "properties">[],
): FeatureCollection<Point, { name: string }> {
  const byName = new Map<string, Geometry[]>();
  for (const { geometry, properties } of pieces) {
    const name: unknown = properties?.["name"];
    if (typeof name !== "string" || name === "") continue;
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [geometry]);
    else others.push(geometry);
  }
  const features: Feature<Point, { name: string }>[] = [];
  for (const [name, geometries] of byName) {
    const middle = middleOf(geometries);
    if (middle === null) continue;
    features.push({ type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: middle } });
  }
  return { type: "FeatureCollection", features };
}
