/** What every style of the ground is put together from: roads, labels, and the order of all layers. */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import { CODE_SOURCE, GRID_SOURCE, gridBorders, gridCodes, gridFill } from "./layers/grids.ts";
import { SPOT_SOURCE, spotLayers } from "./layers/spots.ts";
import { PALETTE } from "./palette.ts";
import { zoomed } from "./zoomed.ts";

/** The first layer above the cases; deck.gl layers are put before it. */
export const ABOVE_MARKS = "above-marks";
export const GROUND_SOURCE = "ground";
/** One point per named piece of land: a polygon cut into tiles would bear its name once per tile. */
export const PLACE_SOURCE = "places";

/** What a style depends on besides its ground. */
export interface StyleOptions {
  readonly unit: number;
  readonly fontFamily: string;
  /** Zoom from which grid codes fit, for a window of 1080 units. */
  readonly codeZoom: number;
}

/** The three classes of roads. */
export type Kind = "arterial" | "minor" | "lane";

const ROAD_WIDTH: Record<Kind, readonly (readonly [number, number])[]> = {
  arterial: [
    [10, 0.9],
    [13, 2.2],
    [15, 5.5],
    [18, 26],
  ],
  minor: [
    [12, 0.5],
    [14, 1.6],
    [16, 5],
    [18, 17],
  ],
  lane: [
    [13, 0.3],
    [15, 1.1],
    [16, 2.6],
    [18, 10],
  ],
};

/** Zoom from which a class of roads is drawn at all. */
const ROAD_FROM: Record<Kind, number> = { arterial: 0, minor: 10.5, lane: 12.2 };

function road(kind: Kind, unit: number, source: object, filter: FilterSpecification): LayerSpecification[] {
  const minzoom = Math.max(0, ROAD_FROM[kind] + Math.log2(unit));
  const common = { type: "line", minzoom, filter, ...source } as const;
  const layout = { "line-cap": "round", "line-join": "round" } as const;
  const stops = ROAD_WIDTH[kind];
  const casing = stops.map(([zoom, width]) => [zoom, width + Math.min(1.6, 0.5 + width * 0.18)] as const);
  return [
    {
      ...common,
      id: `road-${kind}-casing`,
      minzoom: Math.max(minzoom, 12.5 + Math.log2(unit)),
      layout,
      paint: { "line-color": PALETTE.casing, "line-width": zoomed(unit, ...casing) },
    } as LayerSpecification,
    {
      ...common,
      id: `road-${kind}`,
      layout,
      paint: { "line-color": PALETTE.roads[kind], "line-width": zoomed(unit, ...stops) },
    } as LayerSpecification,
  ];
}

/** Casings of all classes first, so that crossings stay open; then lanes, minor and arterial roads. */
export function roads(unit: number, source: object, filters: Record<Kind, FilterSpecification>): LayerSpecification[] {
  const pairs = (["lane", "minor", "arterial"] as const).map((kind) => road(kind, unit, source, filters[kind]));
  return [...pairs.map(([casing]) => casing), ...pairs.map(([, line]) => line)] as LayerSpecification[];
}

interface LabelLook {
  readonly id: string;
  readonly size: ExpressionSpecification;
  readonly color: string;
  readonly field: ExpressionSpecification;
  readonly filter: FilterSpecification;
  readonly along?: boolean;
  readonly spacing?: number;
  readonly from?: number;
  readonly to?: number;
  readonly halo?: number;
  readonly padding?: number;
}

/** One layer of labels. */
export function label(look: LabelLook, source: object, { unit, fontFamily }: StyleOptions): LayerSpecification {
  const shift = Math.log2(unit);
  return {
    id: look.id,
    type: "symbol",
    ...source,
    filter: look.filter,
    ...(look.from === undefined ? {} : { minzoom: Math.max(0, look.from + shift) }),
    ...(look.to === undefined ? {} : { maxzoom: look.to + shift }),
    layout: {
      "text-field": look.field,
      "text-font": [fontFamily],
      "text-size": look.size,
      "text-letter-spacing": look.spacing ?? 0.04,
      "text-padding": (look.padding ?? (look.along ? 12 : 6)) * unit,
      "text-max-width": 9,
      ...(look.along ? { "symbol-placement": "line", "symbol-spacing": 420 * unit, "text-max-angle": 28 } : {}),
    },
    paint: {
      "text-color": look.color,
      "text-halo-color": PALETTE.halo,
      "text-halo-width": (look.halo ?? 1.6) * unit,
      "text-halo-blur": 0.4 * unit,
    },
  } as LayerSpecification;
}

/** An empty layer that only marks the place between cases and labels. */
const MARKER: LayerSpecification = { id: ABOVE_MARKS, type: "background", paint: { "background-opacity": 0 } };

/** Names along the streets, each class from the zoom at which its streets are wide enough. */
export function streetNames(
  source: object,
  field: ExpressionSpecification,
  filterOf: (kind: Kind) => FilterSpecification,
  options: StyleOptions,
): LayerSpecification[] {
  const { unit } = options;
  const names = (id: string, kind: Kind, from: number, size: ExpressionSpecification) =>
    label({ id, field, filter: filterOf(kind), along: true, from, size, color: PALETTE.label }, source, options);
  return [
    names("label-lane", "lane", 15.6, zoomed(unit, [15, 10], [18, 14])),
    names("label-minor", "minor", 14.4, zoomed(unit, [14, 10.5], [18, 15])),
    names("label-arterial", "arterial", 13.2, zoomed(unit, [13, 11], [18, 16])),
  ];
}

/** The whole style: ground, roads, grids, the place of the cases, labels. */
export function assemble(
  sources: Record<string, SourceSpecification>,
  background: string,
  ground: LayerSpecification[],
  roadLayers: LayerSpecification[],
  labels: LayerSpecification[],
  options: StyleOptions,
): StyleSpecification {
  const { unit, fontFamily } = options;
  return {
    version: 8,
    sources: {
      ...sources,
      [GRID_SOURCE]: { type: "geojson", data: EMPTY, maxzoom: 16 },
      [CODE_SOURCE]: { type: "geojson", data: EMPTY, maxzoom: 16 },
      [SPOT_SOURCE]: { type: "geojson", data: EMPTY, maxzoom: 16 },
    },
    layers: [
      { id: "page", type: "background", paint: { "background-color": background } },
      ...ground,
      ...roadLayers,
      gridFill(options.codeZoom, Math.log2(unit)),
      ...gridBorders(unit),
      MARKER,
      gridCodes(unit, fontFamily, options.codeZoom + Math.log2(unit)),
      ...labels,
      ...spotLayers(unit, fontFamily),
    ],
  };
}

/** A source that is filled later. */
export const EMPTY = { type: "FeatureCollection" as const, features: [] };

/** Style without any ground: the page colour, grids and marks. */
export function bareStyle(options: StyleOptions): StyleSpecification {
  return assemble({}, PALETTE.page, [], [], [], options);
}
