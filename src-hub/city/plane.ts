/**
 * The plane the city is drawn on. Streets are laid out on a sheet (u, v) of straight lines and the sheet is then bent, so
 * that streets run along the river, blocks keep touching each other exactly, and nothing looks like graph paper.
 * u and x grow to the east, v and y to the north; all in metres from the middle of the city.
 */
import { randomOf } from "./random.ts";

export type Xy = readonly [x: number, y: number];
export type LonLat = [lon: number, lat: number];

/** Half width and half height of the built-up sheet. */
export const HALF_U = 4_300;
export const HALF_V = 3_200;
/** The river is a band of the sheet: bent with it, it meanders and its banks stay streets. */
export const RIVER_SOUTH = -700;
export const RIVER_NORTH = -440;

/** An invented place: the base map is the city's own, so these coordinates only have to lie inland. WGS 84. */
const MIDDLE: LonLat = [112.08, 28.24];
const METRES_PER_LAT = 110_826;
const METRES_PER_LON = 111_320 * Math.cos((MIDDLE[1] * Math.PI) / 180);

/** How the sheet is bent under a seed. One-to-one: slopes of all waves together stay below one. */
export function bendOf(seed: number): (u: number, v: number) => Xy {
  const random = randomOf(seed, "bend");
  const phase = Array.from({ length: 6 }, () => random() * Math.PI * 2) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (u, v) => {
    const a = Math.min(1.6, (u / HALF_U) ** 2);
    const b = Math.min(1.6, (v / HALF_V) ** 2);
    const meander = 430 * Math.sin(u / 1_800 + 0.5) + 170 * Math.sin(u / 900 + 2.1);
    const nearRiver = Math.exp(-(((v + 570) / 1_950) ** 2));
    const x =
      u * (1 - 0.13 * b) +
      150 * Math.sin(v / 1_350 + phase[0]) +
      85 * Math.sin(u / 950 + v / 1_600 + phase[1]) +
      0.07 * v;
    const y =
      v * (1 - 0.13 * a) +
      meander * nearRiver +
      115 * Math.sin(u / 1_500 + v / 2_900 + phase[2]) +
      55 * Math.sin(u / 740 - v / 1_050 + phase[3]) -
      0.05 * u;
    return [x, y];
  };
}

/** A point of the plane in degrees, to about a centimetre: shared corners stay shared. */
export function lonLatOf([x, y]: Xy): LonLat {
  return [round(MIDDLE[0] + x / METRES_PER_LON), round(MIDDLE[1] + y / METRES_PER_LAT)];
}

/** Degrees back on the plane. */
export function xyOf(lon: number, lat: number): Xy {
  return [(lon - MIDDLE[0]) * METRES_PER_LON, (lat - MIDDLE[1]) * METRES_PER_LAT];
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

export function distance(a: Xy, b: Xy): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Signed area of a ring in m², positive when it runs counter-clockwise. The ring need not repeat its first point. */
export function areaOf(ring: readonly Xy[]): number {
  let sum = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Xy;
    sum += x * nextY - nextX * y;
  });
  return sum / 2;
}

/** Is the point inside the ring? Points on the border may count either way. */
export function isInside([x, y]: readonly [number, number], ring: readonly (readonly [number, number])[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as Xy;
    const [xj, yj] = ring[j] as Xy;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** A closed, rounded outline around a point: the shape of lakes, hills and ponds. */
export function blob(seed: number, name: string, middle: Xy, radiusX: number, radiusY: number, roughness = 0.16): Xy[] {
  const random = randomOf(seed, "blob", name);
  const waves = [2, 3, 4, 5, 7].map((n) => ({
    n,
    size: (roughness * (0.5 + random())) / Math.sqrt(n),
    phase: random() * 6.283,
  }));
  return Array.from({ length: 72 }, (_, i) => {
    const angle = (i / 72) * Math.PI * 2;
    const r = waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.n * angle + wave.phase), 1);
    return [middle[0] + radiusX * r * Math.cos(angle), middle[1] + radiusY * r * Math.sin(angle)] as const;
  });
}
