/** Measures of polygons on the sphere. Rings are closed lists of [longitude, latitude] in WGS 84 degrees. */

export type Ring = readonly (readonly number[])[];
/** An outer ring and its holes. */
export type PolygonRings = readonly Ring[];
/** A GeoJSON geometry that has an area. */
export type AreaGeometry =
  | { readonly type: "Polygon"; readonly coordinates: PolygonRings }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly PolygonRings[] };

const EARTH_RADIUS_M = 6_371_008.8;

/** The polygons a geometry consists of. */
export function polygonsOf(geometry: AreaGeometry): readonly PolygonRings[] {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

/** Area of a ring in m² on the sphere, without a sign (Chamberlain and Duquette 2007). */
export function ringArea(ring: Ring): number {
  const rad = Math.PI / 180;
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [lon1, lat1] = ring[i] as [number, number];
    const [lon2, lat2] = ring[i + 1] as [number, number];
    sum += (lon2 - lon1) * rad * (2 + Math.sin(lat1 * rad) + Math.sin(lat2 * rad));
  }
  return Math.abs((sum * EARTH_RADIUS_M * EARTH_RADIUS_M) / 2);
}

/** Area in m² without the holes. */
export function areaOfPolygons(polygons: readonly PolygonRings[]): number {
  return polygons.reduce(
    (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((inner, hole) => inner + ringArea(hole), 0),
    0,
  );
}

/** A point inside the largest of the polygons, for its label; rounded to 1e-6 degrees. */
export function labelPoint(polygons: readonly PolygonRings[]): [lon: number, lat: number] {
  const size = ([outer = []]: PolygonRings) => ringArea(outer);
  return pointInside(polygons.reduce((a, b) => (size(a) >= size(b) ? a : b)));
}

/** The middle of the polygon's longest run on the parallel through its middle. */
function pointInside([outer = [], ...holes]: PolygonRings): [number, number] {
  let [low, high] = [90, -90];
  for (const [, lat] of outer as readonly [number, number][]) [low, high] = [Math.min(low, lat), Math.max(high, lat)];
  // A hair off the middle, so that the parallel meets no corner.
  const lat = (low + high) / 2 + (high - low) * 1.37e-4;
  const crossings = [outer, ...holes]
    .flatMap((ring) =>
      ring.slice(1).flatMap(([x2, y2], i) => {
        const [x1, y1] = ring[i] as [number, number];
        const crosses = y1 > lat !== (y2 as number) > lat;
        return crosses ? [x1 + (((x2 as number) - x1) * (lat - y1)) / ((y2 as number) - y1)] : [];
      }),
    )
    .toSorted((a, b) => a - b);
  let best: [number, number] = [0, -1];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i] as number, crossings[i + 1] as number];
    if (to - from > best[1]) best = [(from + to) / 2, to - from];
  }
  return [rounded(best[0]), rounded(lat)];
}

/** West, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** The box around all of a geometry. */
export function boxOfPolygons(polygons: readonly PolygonRings[]): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outer = []] of polygons) {
    for (const [lon, lat] of outer as readonly [number, number][]) {
      west = Math.min(west, lon);
      south = Math.min(south, lat);
      east = Math.max(east, lon);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Whether a point lies inside, holes left out; even and odd crossings of its parallel. A point on a border may be either. */
export function holdsPoint(polygons: readonly PolygonRings[], lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of polygons.flat()) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [x1, y1] = ring[i] as [number, number];
      const [x2, y2] = ring[i + 1] as [number, number];
      if (y1 > lat !== y2 > lat && lon < x1 + ((x2 - x1) * (lat - y1)) / (y2 - y1)) inside = !inside;
    }
  }
  return inside;
}
