/**
 * The land the map draws: ground, water, green, roads and names as rows of `features`, inside the city and around it,
 * so that a very wide wall is filled too.
 */
import names from "../../resources/city/names.json" with { type: "json" };
import { DISTRICT_LABELS, FAR_U, HILLS, OUTER_ROADS, PONDS, VILLAGES } from "./country.ts";
import {
  HALF_U,
  HALF_V,
  RIVER_NORTH,
  RIVER_SOUTH,
  areaOf,
  bendOf,
  blob,
  lonLatOf,
  type LonLat,
  type Xy,
} from "./plane.ts";
import { between, randomOf } from "./random.ts";
import { isHill, isLake, type Block, type Line, type Streets } from "./streets.ts";
import type { Draft } from "../store/store.ts";

type Feature = Omit<Draft<"features">, "platform">;

export interface Land {
  readonly features: readonly Feature[];
  readonly bounds: { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
  /** Blocks that are parks: fewer people, other complaints. */
  readonly parks: ReadonlySet<Block>;
}

/** Draws the land. Pure in the seed. */
export function drawLand(seed: number, streets: Streets): Land {
  const bend = bendOf(seed);
  const features: Feature[] = [];
  const add = (layer: string, cls: string, name: readonly string[], geometry: object) =>
    features.push({
      id: `${layer}-${cls}-${features.length}`,
      layer,
      class: cls,
      name: name[0] ?? "",
      nameEn: name[1] ?? "",
      geometry: JSON.stringify(geometry),
    });
  const polygon = (...rings: (readonly Xy[])[]) => ({ type: "Polygon", coordinates: rings.map(closed) });
  const strip = (v0: number, v1: number, reach: number): Xy[] => {
    const us = Array.from({ length: 161 }, (_, i) => -reach + (reach * i) / 80);
    return [...us.map((u) => bend(u, v0)), ...us.toReversed().map((u) => bend(u, v1))];
  };

  const built = streets.ringOf({ u0: -HALF_U, u1: HALF_U, v0: -HALF_V, v1: HALF_V });
  add("ground", "built", names.city, polygon(built));
  for (const [name, u, v, w, h] of VILLAGES)
    add("ground", "built", [name, ""], polygon(blob(seed, name, bend(u, v), w, h, 0.3)));

  // Green first: what comes later is drawn above it.
  for (const [name, u, v, w, h] of HILLS)
    add("green", "hill", [name, ""], polygon(blob(seed, name, bend(u, v), w, h, 0.3)));
  add("green", "bank", [], polygon(strip(RIVER_SOUTH, RIVER_NORTH, FAR_U)));
  const parks = chooseParks(streets);
  for (const [block, name] of parks) add("green", "park", name, polygon(streets.ringOf(block)));
  const gardens = randomOf(seed, "gardens");
  for (const block of streets.blocks) {
    if (parks.has(block) || gardens() > 0.14) continue;
    const [u, v] = [between(gardens, 0.3, 0.7), between(gardens, 0.3, 0.7)];
    const middle = bend(block.u0 + (block.u1 - block.u0) * u, block.v0 + (block.v1 - block.v0) * v);
    const size = Math.min(block.u1 - block.u0, block.v1 - block.v0);
    add("green", "garden", [], polygon(blob(seed, `g${block.u0},${block.v0}`, middle, size * 0.2, size * 0.13, 0.25)));
  }

  add("water", "river", names.river, polygon(strip(RIVER_SOUTH + 38, RIVER_NORTH - 38, FAR_U)));
  const lake = streets.superBlocks.find(isLake);
  if (lake === undefined) throw new Error("the city has no lake");
  const lakeMiddle: Xy = bend((lake.u0 + lake.u1) / 2, (lake.v0 + lake.v1) / 2);
  const shore = blob(seed, "lake", lakeMiddle, 620, 325, 0.13);
  const island = blob(seed, "island", [lakeMiddle[0] + 170, lakeMiddle[1] - 30], 70, 46, 0.15);
  add("water", "lake", names.lake, polygon(shore, island.toReversed()));
  // The brook leaves the lake and runs between the carriageways of Donghu Road down to the river.
  const brook = [...span(1_500, RIVER_NORTH - 60, 30)].map((v) => bend(900 + 16 * Math.sin(v / 160), v));
  add("water", "brook", ["清溪", "Qingxi Brook"], polygon(ribbon(brook, 11)));
  for (const [name, u, v, w, h] of PONDS)
    add("water", "pond", [name, ""], polygon(blob(seed, name, bend(u, v), w, h, 0.25)));

  for (const line of streets.lines.filter((line) => line.class === "lane")) road(add, line, streets.shapeOf(line));
  innerLanes(seed, streets, parks, bend).forEach((shape) => add("road", "lane", [], lineString(shape)));
  for (const line of streets.lines.filter((line) => line.class === "minor")) road(add, line, streets.shapeOf(line));
  for (const [cls, name, points] of OUTER_ROADS) {
    add("road", cls, name, lineString(smooth(points).map(([u, v]) => bend(u, v))));
  }
  for (const line of streets.lines.filter((line) => line.class === "arterial")) {
    road(add, line, line.bridge ? [bend(line.at, line.from), bend(line.at, line.to)] : streets.shapeOf(line));
  }

  const label = (cls: string, name: readonly string[], at: Xy) =>
    add("label", cls, name, { type: "Point", coordinates: lonLatOf(at) });
  for (const [i, [u, v]] of DISTRICT_LABELS.entries()) {
    const [name, nameEn] = names.subdistricts[i] as string[];
    label("district", [name as string, nameEn as string], bend(u, v));
  }
  for (const u of [-3_700, 250, 3_500]) label("river", names.river, bend(u, (RIVER_SOUTH + RIVER_NORTH) / 2));
  label("river", names.lake, lakeMiddle);
  const labelled = new Set(names.parks[1]);
  for (const [block, name] of parks) {
    if (!labelled.has(name[0] as string))
      label("park", name, bend((block.u0 + block.u1) / 2, (block.v0 + block.v1) / 2));
    labelled.add(name[0] as string);
  }
  for (const line of streets.lines.filter((line) => line.class === "arterial")) {
    const middle = line.from + (line.to - line.from) * (line.way === "h" ? 0.37 : 0.55);
    label("road", [line.name, line.nameEn], line.way === "h" ? bend(middle, line.at) : bend(line.at, middle));
  }

  const corners = built.map(lonLatOf);
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);
  return {
    features,
    parks: new Set(parks.keys()),
    bounds: { west: Math.min(...lons), south: Math.min(...lats), east: Math.max(...lons), north: Math.max(...lats) },
  };
}

/** The parks: the lake, the hill, and one block each near given spots. */
function chooseParks(streets: Streets): Map<Block, readonly string[]> {
  const parks = new Map<Block, readonly string[]>();
  const at = (u: number, v: number) => streets.blocks.find((b) => u >= b.u0 && u < b.u1 && v >= b.v0 && v < b.v1);
  const spots: readonly (readonly [number, number, number])[] = [
    [-900, 620, 0],
    [-2_400, 700, 3],
    [-700, -330, 4],
    [-2_200, -1_900, 5],
    [1_600, 2_500, 6],
    [3_300, -900, 7],
    [1_250, 500, 8],
    [-3_700, 1_700, 9],
    [-200, -2_800, 10],
    [3_600, -2_700, 11],
  ];
  for (const block of streets.blocks) if (isLake(block.superBlock)) parks.set(block, names.parks[1] as string[]);
  const hills = streets.blocks
    .filter((block) => isHill(block.superBlock))
    .toSorted((a, b) => areaOf(streets.ringOf(b)) - areaOf(streets.ringOf(a)));
  for (const block of hills.slice(0, 2)) parks.set(block, names.parks[2] as string[]);
  for (const [u, v, name] of spots) {
    const block = at(u, v);
    if (block !== undefined && !parks.has(block)) parks.set(block, names.parks[name] as string[]);
  }
  return parks;
}

/** Lanes inside blocks, which bound nothing: courtyards, estates and dead ends. */
function innerLanes(
  seed: number,
  streets: Streets,
  parks: Map<Block, unknown>,
  bend: (u: number, v: number) => Xy,
): Xy[][] {
  const shapes: Xy[][] = [];
  for (const block of streets.blocks) {
    if (parks.has(block)) continue;
    const random = randomOf(seed, "inner", block.u0, block.v0);
    const { u0, u1, v0, v1 } = block;
    const along = (way: "h" | "v", share: number, from: number, to: number) =>
      shapes.push(
        Array.from({ length: 9 }, (_, i) => {
          const t = from + ((to - from) * i) / 8;
          return way === "h"
            ? bend(u0 + (u1 - u0) * t, v0 + (v1 - v0) * share)
            : bend(u0 + (u1 - u0) * share, v0 + (v1 - v0) * t);
        }),
      );
    const cross = between(random, 0.35, 0.65);
    if (v1 - v0 > 170) along("h", cross, 0, random() < 0.5 ? 1 : between(random, 0.6, 0.9));
    if (u1 - u0 > 170) along("v", between(random, 0.3, 0.7), random() < 0.5 ? 0 : cross, 1);
    if (u1 - u0 > 330) along("v", random() < 0.5 ? 0.2 : 0.82, 0, cross);
  }
  return shapes;
}

function road(
  add: (layer: string, cls: string, name: readonly string[], geometry: object) => void,
  line: Line,
  shape: readonly Xy[],
): void {
  if (shape.length > 1) add("road", line.class, [line.name, line.nameEn], lineString(shape));
}

function lineString(shape: readonly Xy[]) {
  return { type: "LineString", coordinates: shape.map(lonLatOf) };
}

/** A ring in degrees that ends where it begins. */
export function closed(ring: readonly Xy[]): LonLat[] {
  const points = ring.map(lonLatOf);
  return [...points, points[0] as LonLat];
}

function* span(from: number, to: number, step: number): Iterable<number> {
  const count = Math.ceil(Math.abs(to - from) / step);
  for (let i = 0; i <= count; i++) yield from + ((to - from) * i) / count;
}

/** A band of this half width along a line. */
function ribbon(line: readonly Xy[], half: number): Xy[] {
  const side = (sign: number) =>
    line.map(([x, y], i) => {
      const [ax, ay] = line[Math.max(0, i - 1)] as Xy;
      const [bx, by] = line[Math.min(line.length - 1, i + 1)] as Xy;
      const length = Math.hypot(bx - ax, by - ay) || 1;
      return [x - (sign * half * (by - ay)) / length, y + (sign * half * (bx - ax)) / length] as const;
    });
  return [...side(1), ...side(-1).toReversed()];
}

/** A Catmull-Rom curve through the points. */
function smooth(points: readonly (readonly [number, number])[]): [number, number][] {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] as readonly [number, number];
  const curve: [number, number][] = [];
  for (let i = 0; i < points.length - 1; i++) {
    for (let step = 0; step < 14; step++) {
      const t = step / 14;
      const blend = (k: 0 | 1) => {
        const [a, b, c, d] = [at(i - 1)[k], at(i)[k], at(i + 1)[k], at(i + 2)[k]];
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
      };
      curve.push([blend(0), blend(1)]);
    }
  }
  curve.push([...at(points.length - 1)]);
  return curve;
}
