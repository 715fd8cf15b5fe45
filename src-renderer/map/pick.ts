/**
 * What lies under a click, found without the GPU: the nearest mark on screen within reach, else the grid around the point.
 */
import booleanPointInPolygon from "@turf/boolean-point-in-polygon";
import type { MultiPolygon, Polygon } from "geojson";
import { WORLD, type Bank, type Mass } from "./mass.ts";
import { mercator } from "./mercator.ts";

/** Marks that can be picked, as parallel columns; NaN coordinates are skipped. */
export interface Pickable {
  readonly kind: "case" | "camera" | "unit";
  readonly length: number;
  readonly uid: ArrayLike<number>;
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
  /** Leaves out slot `i` when it returns false. */
  readonly isThere?: (i: number) => boolean;
  /** Added to the distance in pixels: marks that matter more win when both are near. */
  readonly handicap?: (i: number) => number;
}

/**
 * The nearest pickable mark, or null.
 * @param world width of the whole world in pixels at the present zoom (512 · 2^zoom).
 * @param reach how far from the click a mark may be, in pixels.
 */
export function nearest(
  layers: readonly Pickable[],
  lon: number,
  lat: number,
  world: number,
  reach: number,
): { kind: Pickable["kind"]; uid: number } | null {
  const [x, y] = mercator(lon, lat);
  // A window of degrees first, so that the logarithm is taken for a handful of marks only.
  const lonReach = (reach / world) * 360;
  const latReach = lonReach * Math.cos((lat * Math.PI) / 180) * 1.01 + 1e-9;
  let best: { kind: Pickable["kind"]; uid: number } | null = null;
  let bestDistance = Infinity;
  for (const layer of layers) {
    for (let i = 0; i < layer.length; i++) {
      const pointLon = layer.lon[i] as number;
      const pointLat = layer.lat[i] as number;
      if (!(Math.abs(pointLon - lon) <= lonReach && Math.abs(pointLat - lat) <= latReach)) continue;
      if (layer.isThere !== undefined && !layer.isThere(i)) continue;
      const [px, py] = mercator(pointLon, pointLat);
      const distance = Math.hypot(px - x, py - y) * world;
      if (distance > reach) continue;
      const weighted = distance + (layer.handicap?.(i) ?? 0);
      if (weighted < bestDistance) {
        bestDistance = weighted;
        best = { kind: layer.kind, uid: layer.uid[i] as number };
      }
    }
  }
  return best;
}

/** A case near a click, and its distance in pixels with its handicap. */
export interface Near {
  readonly slot: number;
  readonly weight: number;
}

/**
 * The nearest case among these rows, null when none is within reach. A scan over offsets in one array: about a
 * million a few milliseconds.
 * @param world width of the whole world in pixels at the present zoom; @param reach in pixels.
 * @param isThere leaves out a slot when it returns false; asked of the few within reach only.
 */
export function nearestSlot(
  mass: Pick<Mass, "origin" | "places">,
  rows: Pick<Bank, "slots" | "length">,
  lon: number,
  lat: number,
  world: number,
  reach: number,
  isThere: (slot: number) => boolean,
  handicap: (slot: number) => number,
): Near | null {
  if (mass.origin === null) return null;
  const [x, y] = mercator(lon, lat);
  const [atX, atY] = [x * WORLD - mass.origin[0], (1 - y) * WORLD - mass.origin[1]];
  const { places } = mass;
  const { slots, length } = rows;
  const near = (reach * WORLD) / world;
  let best = -1;
  let weight = Infinity;
  for (let row = 0; row < length; row++) {
    const slot = slots[row] as number;
    const dx = (places[slot * 2] as number) - atX;
    if (dx > near || dx < -near) continue;
    const dy = (places[slot * 2 + 1] as number) - atY;
    if (dy > near || dy < -near || dx * dx + dy * dy > near * near || !isThere(slot)) continue;
    const weighted = (Math.hypot(dx, dy) * world) / WORLD + handicap(slot);
    if (weighted < weight) {
      weight = weighted;
      best = slot;
    }
  }
  return best === -1 ? null : { slot: best, weight };
}

/** A grid prepared for looking up the place of a click. */
export interface GridShape {
  readonly uid: number;
  readonly box: readonly [west: number, south: number, east: number, north: number];
  readonly geometry: Polygon | MultiPolygon;
}

/** [west, south, east, north] of a polygon's outer rings. */
export function boxOf(geometry: Polygon | MultiPolygon): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  for (const rings of polygons) {
    for (const [lon = Number.NaN, lat = Number.NaN] of rings[0] ?? []) {
      if (lon < box[0]) box[0] = lon;
      if (lat < box[1]) box[1] = lat;
      if (lon > box[2]) box[2] = lon;
      if (lat > box[3]) box[3] = lat;
    }
  }
  return box;
}

/** The uid of the grid around a place, null when there is none. */
export function gridAt(grids: readonly GridShape[], lon: number, lat: number): number | null {
  for (const { uid, box, geometry } of grids) {
    if (lon < box[0] || lat < box[1] || lon > box[2] || lat > box[3]) continue;
    if (booleanPointInPolygon([lon, lat], geometry)) return uid;
  }
  return null;
}
