/** The ground under the cases: a calm dark style for a platform's own features, for a PMTiles archive, or for nothing. */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import { CODE_SOURCE, GRID_SOURCE, gridBorders, gridCodes, gridFill } from "./layers/grids.ts";
import { PALETTE } from "./palette.ts";
import type { Shade } from "./props.ts";
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
  readonly shade: Shade;
  /** Zoom from which grid codes fit, for a window of 1080 units. */
  readonly codeZoom: number;
}

type Kind = "arterial" | "minor" | "lane";

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
function roads(unit: number, source: object, filters: Record<Kind, FilterSpecification>): LayerSpecification[] {
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

function label(look: LabelLook, source: object, { unit, fontFamily }: StyleOptions): LayerSpecification {
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

function assemble(
  sources: Record<string, SourceSpecification>,
  background: string,
  ground: LayerSpecification[],
  roadLayers: LayerSpecification[],
  labels: LayerSpecification[],
  options: StyleOptions,
): StyleSpecification {
  const { unit, fontFamily, shade } = options;
  return {
    version: 8,
    sources: {
      ...sources,
      [GRID_SOURCE]: { type: "geojson", data: EMPTY, maxzoom: 16 },
      [CODE_SOURCE]: { type: "geojson", data: EMPTY, maxzoom: 16 },
    },
    layers: [
      { id: "page", type: "background", paint: { "background-color": background } },
      ...ground,
      ...roadLayers,
      gridFill(shade, options.codeZoom, Math.log2(unit)),
      ...gridBorders(unit),
      MARKER,
      gridCodes(unit, fontFamily, options.codeZoom + Math.log2(unit)),
      ...labels,
    ],
  };
}

const EMPTY = { type: "FeatureCollection" as const, features: [] };

const isLayer = (layer: string): FilterSpecification => ["==", ["get", "layer"], layer];
const isClass = (layer: string, kind: string): FilterSpecification => [
  "all",
  ["==", ["get", "layer"], layer],
  ["==", ["get", "class"], kind],
];
const onLine = (filter: FilterSpecification): FilterSpecification =>
  ["all", filter, ["in", ["geometry-type"], ["literal", ["LineString", "MultiLineString"]]]] as FilterSpecification;
const onPoint = (filter: FilterSpecification): FilterSpecification =>
  ["all", filter, ["in", ["geometry-type"], ["literal", ["Point", "MultiPoint"]]]] as FilterSpecification;

/** Style for `features` rows; the rows go into the source GROUND_SOURCE. */
export function featuresStyle(options: StyleOptions): StyleSpecification {
  const { unit } = options;
  const source = { source: GROUND_SOURCE };
  const name: ExpressionSpecification = ["get", "label"];
  const ground: LayerSpecification[] = [
    { id: "land", type: "fill", ...source, filter: isLayer("ground"), paint: { "fill-color": "#0f1722" } },
    { id: "green", type: "fill", ...source, filter: isLayer("green"), paint: { "fill-color": PALETTE.green } },
    { id: "water", type: "fill", ...source, filter: isLayer("water"), paint: { "fill-color": PALETTE.water } },
    {
      id: "shore",
      type: "line",
      ...source,
      filter: isLayer("water"),
      paint: { "line-color": "#16304d", "line-width": zoomed(unit, [11, 0.6], [15, 1.4]) },
    },
  ];
  const roadLayers = roads(unit, source, {
    arterial: isClass("road", "arterial"),
    minor: isClass("road", "minor"),
    lane: isClass("road", "lane"),
  });
  const labels = [
    ...(["lane", "minor", "arterial"] as const).map((kind, i) =>
      label(
        {
          id: `label-${kind}`,
          field: name,
          filter: isClass("road", kind),
          along: true,
          from: [16, 15, 13][i] as number,
          size: zoomed(unit, [13, 11], [17, 15]),
          color: PALETTE.label,
          spacing: 0.1,
        },
        source,
        options,
      ),
    ),
    label(
      {
        id: "label-road",
        field: name,
        filter: onLine(isClass("label", "road")),
        along: true,
        from: 13,
        size: zoomed(unit, [13, 11], [17, 15]),
        color: PALETTE.label,
        spacing: 0.1,
      },
      source,
      options,
    ),
    label(
      {
        id: "label-road-point",
        field: name,
        filter: onPoint(isClass("label", "road")),
        from: 13,
        size: zoomed(unit, [13, 11], [17, 15]),
        color: PALETTE.label,
      },
      source,
      options,
    ),
    label(
      {
        id: "label-park",
        field: name,
        filter: isClass("label", "park"),
        from: 12.5,
        size: zoomed(unit, [12, 11], [16, 15]),
        color: PALETTE.labelGreen,
      },
      source,
      options,
    ),
    label(
      {
        id: "label-river",
        field: name,
        filter: onLine(isClass("label", "river")),
        along: true,
        spacing: 0.4,
        size: zoomed(unit, [11, 13], [16, 20]),
        color: PALETTE.labelWater,
      },
      source,
      options,
    ),
    label(
      {
        id: "label-river-point",
        field: name,
        filter: onPoint(isClass("label", "river")),
        spacing: 0.3,
        size: zoomed(unit, [11, 13], [16, 20]),
        color: PALETTE.labelWater,
      },
      source,
      options,
    ),
    label(
      {
        id: "label-district",
        field: name,
        filter: isClass("label", "district"),
        spacing: 0.22,
        to: 17,
        size: zoomed(unit, [10, 13], [13, 16], [16, 22]),
        color: PALETTE.labelPlace,
        halo: 2.2,
      },
      source,
      options,
    ),
  ];
  const sources: Record<string, SourceSpecification> = {
    [GROUND_SOURCE]: { type: "geojson", data: EMPTY, maxzoom: 16, tolerance: 0.3 },
  };
  return assemble(sources, PALETTE.page, ground, roadLayers, labels, options);
}

const STREETS: Record<Kind, readonly string[]> = {
  arterial: ["motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link"],
  minor: ["secondary", "secondary_link", "tertiary", "tertiary_link"],
  lane: ["residential", "unclassified", "living_street", "service", "road", "pedestrian"],
};
const streetsOf = (kind: Kind): FilterSpecification => ["in", ["get", "class"], ["literal", [...STREETS[kind]]]];

/** Style for a PMTiles archive with the layers `land`, `parks` and `streets` (class = OSM highway). */
export function pmtilesStyle(url: string, options: StyleOptions): StyleSpecification {
  const { unit } = options;
  const of = (layer: string) => ({ source: GROUND_SOURCE, "source-layer": layer });
  const name: ExpressionSpecification = ["get", "name"];
  const ground: LayerSpecification[] = [
    { id: "land", type: "fill", ...of("land"), paint: { "fill-color": "#101823" } },
    { id: "green", type: "fill", ...of("parks"), paint: { "fill-color": PALETTE.green } },
    {
      id: "shore",
      type: "line",
      ...of("land"),
      paint: { "line-color": "#1b3654", "line-width": zoomed(unit, [9, 0.5], [15, 1.4]) },
    },
  ];
  const roadLayers = roads(unit, of("streets"), {
    arterial: streetsOf("arterial"),
    minor: streetsOf("minor"),
    lane: streetsOf("lane"),
  });
  const street = (id: string, kind: Kind, from: number, size: ExpressionSpecification) =>
    label(
      { id, field: name, filter: streetsOf(kind), along: true, from, size, color: PALETTE.label },
      of("streets"),
      options,
    );
  const labels = [
    street("label-lane", "lane", 15.6, zoomed(unit, [15, 10], [18, 14])),
    street("label-minor", "minor", 14.4, zoomed(unit, [14, 10.5], [18, 15])),
    street("label-arterial", "arterial", 13.2, zoomed(unit, [13, 11], [18, 16])),
    label(
      {
        id: "label-park",
        field: name,
        filter: ["has", "name"],
        from: 14.2,
        padding: 40,
        size: zoomed(unit, [14, 11], [17, 14]),
        color: PALETTE.labelGreen,
      },
      of("parks"),
      options,
    ),
    label(
      {
        id: "label-district",
        field: name,
        filter: ["has", "name"],
        to: 13.2,
        spacing: 0.2,
        size: zoomed(unit, [9, 15], [13, 24]),
        color: PALETTE.labelPlace,
        halo: 2.2,
      },
      { source: PLACE_SOURCE },
      options,
    ),
  ];
  const sources: Record<string, SourceSpecification> = {
    [GROUND_SOURCE]: { type: "vector", url },
    [PLACE_SOURCE]: { type: "geojson", data: EMPTY },
  };
  return assemble(sources, PALETTE.water, ground, roadLayers, labels, options);
}

/** Style without any ground: the page colour, grids and marks. */
export function bareStyle(options: StyleOptions): StyleSpecification {
  return assemble({}, PALETTE.page, [], [], [], options);
}
