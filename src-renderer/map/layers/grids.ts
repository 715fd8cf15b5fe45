/**
 * Unit grids as MapLibre's own fill: it keeps them under the labels, and feature state is cheap for a few thousand grids.
 */
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";
import type { RecordOf } from "../../../shared/tables.ts";
import { PALETTE } from "../palette.ts";
import { boxOf, type GridShape } from "../pick.ts";
import type { GridFill } from "../props.ts";
import { zoomed } from "../zoomed.ts";

export const GRID_SOURCE = "grids";
/** One point per unit grid for its code: a polygon cut into tiles would show it once per tile. */
export const CODE_SOURCE = "grid-codes";

/** Grids ready for the map: for drawing, for picking, and for fitting to one of them. */
export interface GridGround {
  readonly collection: FeatureCollection<Polygon | MultiPolygon>;
  readonly codes: FeatureCollection<Point>;
  /** Unit grids only, as picking looks for the smallest thing. */
  readonly shapes: readonly GridShape[];
  readonly boxes: ReadonlyMap<number, readonly [number, number, number, number]>;
  /** Side of a typical unit grid in metres, 0 without grids. */
  readonly side: number;
}

/** Parses the grids' geometry. Throws on geometry that is not GeoJSON: the hub checks it on entry. */
export function groundOfGrids(grids: readonly RecordOf<"grids">[]): GridGround {
  const shapes: GridShape[] = [];
  const boxes = new Map<number, [number, number, number, number]>();
  const features: GridGround["collection"]["features"] = [];
  for (const { uid, level, code, geometry: text } of grids) {
    const geometry = JSON.parse(text) as Polygon | MultiPolygon;
    const box = boxOf(geometry);
    boxes.set(uid, box);
    if (level === "unit") shapes.push({ uid, box, geometry });
    features.push({ type: "Feature", id: uid, properties: { level, code }, geometry });
  }
  const areas = grids
    .filter(({ level }) => level === "unit")
    .map(({ areaM2 }) => areaM2)
    .sort((a, b) => a - b);
  const side = Math.sqrt(areas[Math.floor(areas.length / 2)] ?? 0);
  const codes: GridGround["codes"]["features"] = grids
    .filter(({ level }) => level === "unit")
    .map(({ uid, code, lon, lat }) => ({
      type: "Feature",
      id: uid,
      properties: { code },
      geometry: { type: "Point", coordinates: [lon, lat] },
    }));
  return {
    collection: { type: "FeatureCollection", features },
    codes: { type: "FeatureCollection", features: codes },
    shapes,
    boxes,
    side,
  };
}

/** The zoom (for a window of 1080 units) from which a typical grid is wide enough for its code. */
export function codeZoom(side: number, latitude: number): number {
  if (side <= 0) return 24;
  const metresPerUnit = side / 150;
  return Math.log2((78_271.517 * Math.cos((latitude * Math.PI) / 180)) / metresPerUnit);
}

/** The colour of each grid of a fill as CSS, for feature state. */
export function fillColors(fill: GridFill | null): Map<number, string> {
  const colors = new Map<number, string>();
  if (fill === null) return colors;
  for (let i = 0; i < fill.uid.length; i++) {
    const [red, green, blue, alpha] = fill.rgba.subarray(i * 4, i * 4 + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    colors.set(fill.uid[i] as number, `rgba(${red},${green},${blue},${Math.round((alpha / 255) * 1_000) / 1_000})`);
  }
  return colors;
}

/** Each grid's own colour, clear without one. */
const GRID_COLOR: ExpressionSpecification = ["to-color", ["feature-state", "fill"], "rgba(0,0,0,0)"];

/**
 * The tint's strength: 45 % over the city, fading once a grid is wider than a panel, where it would only dim the streets.
 * @param codes the zoom from which codes fit, see `codeZoom`; @param shift log2 of the pixel unit.
 */
export function gridOpacity(codes: number, shift: number): ExpressionSpecification {
  const from = Math.min(22, codes) + shift;
  return ["interpolate", ["linear"], ["zoom"], from + 0.3, 0.45, from + 2, 0.16];
}

/** Shading: a tint over ground and roads, under everything that lives. */
export function gridFill(codes: number, shift: number): LayerSpecification {
  return {
    id: "grid-fill",
    type: "fill",
    source: GRID_SOURCE,
    filter: ["==", ["get", "level"], "unit"],
    paint: { "fill-color": GRID_COLOR, "fill-opacity": gridOpacity(codes, shift), "fill-antialias": false },
  };
}

/** Borders; the chosen grid's outline is `grid-selected`. */
export function gridBorders(unit: number): LayerSpecification[] {
  return [
    {
      id: "grid-border",
      type: "line",
      source: GRID_SOURCE,
      filter: ["==", ["get", "level"], "unit"],
      layout: { "line-join": "round" },
      paint: {
        "line-color": PALETTE.grid,
        "line-opacity": 0.25,
        "line-width": zoomed(unit, [10, 0.5], [13, 0.8], [15, 1]),
      },
    },
    {
      id: "grid-duty",
      type: "line",
      source: GRID_SOURCE,
      filter: ["==", ["get", "level"], "duty"],
      layout: { "line-join": "round" },
      paint: {
        "line-color": PALETTE.grid,
        "line-opacity": 0.2,
        "line-width": zoomed(unit, [11, 0.8], [15, 1.8]),
      },
    },
    {
      id: "grid-selected",
      type: "line",
      source: GRID_SOURCE,
      filter: ["==", ["id"], -1],
      layout: { "line-join": "round" },
      paint: { "line-color": PALETTE.focus, "line-opacity": 0.95, "line-width": 2 * unit },
    },
  ];
}

/** Codes inside the grids, only when there is room for them. */
export function gridCodes(unit: number, fontFamily: string, minzoom: number): LayerSpecification {
  return {
    id: "grid-code",
    type: "symbol",
    source: CODE_SOURCE,
    minzoom: Math.min(24, minzoom),
    layout: {
      "text-field": ["get", "code"],
      "text-font": [fontFamily],
      "text-size": 11 * unit,
      "text-padding": 4 * unit,
      "text-letter-spacing": 0.02,
    },
    paint: {
      "text-color": PALETTE.label,
      "text-opacity": 0.8,
      "text-halo-color": PALETTE.halo,
      "text-halo-width": 1.2 * unit,
    },
  };
}
