/**
 * How well grids fit together: pairs that lie over each other, and gaps that the others enclose. Standards want closed
 * polygons without overlap (GB/T 30428.1); surveys leave some of either.
 *
 * The clipping counts in whole millimetres of a plane through the middle of the grids, so that it is exact; areas are then
 * measured on the sphere.
 */
import { Clipper, ClipType, FillRule, PolyTree64, type Paths64, type PolyPath64, type Rect64 } from "clipper2-ts";
import Flatbush from "flatbush";
import {
  areaOfPolygons,
  boxOfPolygons,
  polygonsOf,
  type AreaGeometry,
  type Box,
  type PolygonRings,
} from "../../../shared/place/polygon.ts";

/** m² up to which a sliver between two surveyed lines is no finding. */
const SLIVER_M2 = 1;

export interface Outlined {
  readonly code: string;
  readonly geometry: AreaGeometry;
}

/** One finding. Of a gap, `codes` are the grids around it, five at most. */
export interface Finding {
  readonly kind: "overlap" | "gap";
  readonly codes: readonly string[];
  readonly areaM2: number;
  readonly geometry: AreaGeometry;
}

const MM_PER_DEGREE = (Math.PI / 180) * 6_371_008.8 * 1000;
const NAMED_AROUND = 5;
const AROUND_MM = 1000;
/** Degrees within which a grid touches a gap: the plane counts in millimetres. */
const TOUCH = 1e-7;

/** Finds overlaps of more than a sliver between grids of one level, and gaps inside their union; the largest first. */
export function misfits(grids: readonly Outlined[]): Finding[] {
  if (grids.length < 2) return [];
  const boxes = grids.map(({ geometry }) => boxOfPolygons(polygonsOf(geometry)));
  const index = new Flatbush(grids.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const plane = planeOf(boxes);
  const paths = grids.map(({ geometry }) => plane.paths(geometry));
  const found: Finding[] = [];
  for (const [i, own] of grids.entries()) {
    for (const j of index.search(...(boxes[i] as Box), (other) => other > i)) {
      const shared = plane.shared(boxes[i] as Box, boxes[j] as Box);
      // Only what lies in both boxes can overlap: long shores elsewhere need not be gone through.
      const [a, b] = [paths[i], paths[j]].map((each) => Clipper.rectClip(shared, each as Paths64)) as [
        Paths64,
        Paths64,
      ];
      if (a.length === 0 || b.length === 0) continue;
      const both = Clipper.intersect(a, b, FillRule.NonZero);
      const geometry = plane.geometry(both.map((path) => [path]));
      if (geometry === null) continue;
      const areaM2 = areaOfPolygons(polygonsOf(geometry));
      if (areaM2 <= SLIVER_M2) continue;
      found.push({ kind: "overlap", codes: [own.code, (grids[j] as Outlined).code], areaM2, geometry });
    }
  }
  const tree = new PolyTree64();
  Clipper.booleanOpWithPolyTree(ClipType.Union, paths.flat(), null, tree, FillRule.NonZero);
  for (const hole of holesIn(tree)) {
    const geometry = plane.geometry([[hole.poly, ...childrenOf(hole).map(({ poly }) => poly)]]);
    if (geometry === null) continue;
    const areaM2 = areaOfPolygons(polygonsOf(geometry));
    if (areaM2 <= SLIVER_M2) continue;
    const [west, south, east, north] = boxOfPolygons(polygonsOf(geometry));
    const codes = index
      .search(west - TOUCH, south - TOUCH, east + TOUCH, north + TOUCH)
      .map((i) => (grids[i] as Outlined).code)
      .toSorted()
      .slice(0, NAMED_AROUND);
    found.push({ kind: "gap", codes, areaM2, geometry });
  }
  return found.toSorted((a, b) => (a.kind === b.kind ? b.areaM2 - a.areaM2 : a.kind === "overlap" ? -1 : 1));
}

/** The findings as a GeoJSON FeatureCollection, to be opened in any map program. */
export function findingsFile(findings: readonly Finding[]): string {
  const features = findings.map(({ kind, codes, areaM2, geometry }) => ({
    type: "Feature",
    properties: { kind, codes: codes.join(" "), areaM2: Math.round(areaM2 * 100) / 100 },
    geometry,
  }));
  return `${JSON.stringify({ type: "FeatureCollection", features })}\n`;
}

type Node = PolyPath64 & { readonly poly: Paths64[number] };

function childrenOf(node: PolyPath64): Node[] {
  return Array.from({ length: node.count }, (_, i) => node.child(i) as Node);
}

/** All holes, also those of islands inside of holes. */
function holesIn(outerParent: PolyPath64): Node[] {
  return childrenOf(outerParent).flatMap((outer) => childrenOf(outer).flatMap((hole) => [hole, ...holesIn(hole)]));
}

interface Plane {
  /** What two boxes have in common, and a metre around it. */
  shared(a: Box, b: Box): Rect64;
  paths(geometry: AreaGeometry): Paths64;
  /** Paths as rings of polygons in degrees; null for none. */
  geometry(polygons: readonly (readonly Paths64[number][])[]): AreaGeometry | null;
}

function planeOf(boxes: readonly Box[]): Plane {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const box of boxes) {
    [west, south] = [Math.min(west, box[0]), Math.min(south, box[1])];
    [east, north] = [Math.max(east, box[2]), Math.max(north, box[3])];
  }
  const [lon0, lat0] = [(west + east) / 2, (south + north) / 2];
  const across = MM_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  const ringOf = (path: Paths64[number]): [number, number][] => {
    const ring = path.map(({ x, y }): [number, number] => [lon0 + x / across, lat0 + y / MM_PER_DEGREE]);
    return [...ring, ring[0] as [number, number]];
  };
  return {
    shared: (a, b) => ({
      left: Math.floor((Math.max(a[0], b[0]) - lon0) * across) - AROUND_MM,
      top: Math.floor((Math.max(a[1], b[1]) - lat0) * MM_PER_DEGREE) - AROUND_MM,
      right: Math.ceil((Math.min(a[2], b[2]) - lon0) * across) + AROUND_MM,
      bottom: Math.ceil((Math.min(a[3], b[3]) - lat0) * MM_PER_DEGREE) + AROUND_MM,
    }),
    paths: (geometry) =>
      polygonsOf(geometry).flatMap((rings) =>
        rings.map((ring, i) => {
          const path = ring.slice(0, -1).map(([lon, lat]) => ({
            x: Math.round(((lon as number) - lon0) * across),
            y: Math.round(((lat as number) - lat0) * MM_PER_DEGREE),
          }));
          // Outlines turn left and holes right, whatever the file does.
          return Clipper.isPositive(path) === (i === 0) ? path : path.toReversed();
        }),
      ),
    geometry(polygons) {
      const rings: PolygonRings[] = polygons.map((paths) => paths.map(ringOf));
      if (rings.length === 0) return null;
      return rings.length === 1
        ? { type: "Polygon", coordinates: rings[0] as PolygonRings }
        : { type: "MultiPolygon", coordinates: rings };
    },
  };
}
