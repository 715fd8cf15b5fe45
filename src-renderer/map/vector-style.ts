/**
 * The ground of vector tiles made elsewhere: the families of OpenMapTiles and Protomaps by their own layers, any other as
 * outlines and names, so that a hall sees its streets whatever its surveyors delivered.
 */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import type { BasemapWord } from "../../shared/basemap.ts";
import { PALETTE } from "./palette.ts";
import {
  EMPTY,
  GROUND_SOURCE,
  PLACE_SOURCE,
  assemble,
  label,
  roads,
  streetNames,
  type Kind,
  type StyleOptions,
} from "./style.ts";
import { zoomed } from "./zoomed.ts";

/** How a family names what a hall needs to see. */
interface Family {
  readonly water: string;
  readonly green: readonly { readonly layer: string; readonly filter?: FilterSpecification }[];
  readonly road: string;
  readonly roadNames: string;
  /** Values of the road's class, by ours. */
  readonly classes: { readonly field: string; readonly of: Record<Kind, readonly string[]> };
  readonly places: string;
}

const FAMILIES: Record<"openmaptiles" | "protomaps", Family> = {
  openmaptiles: {
    water: "water",
    green: [
      { layer: "park" },
      { layer: "landcover", filter: ["in", ["get", "class"], ["literal", ["wood", "grass", "wetland"]]] },
    ],
    road: "transportation",
    roadNames: "transportation_name",
    classes: {
      field: "class",
      of: {
        arterial: ["motorway", "trunk", "primary"],
        minor: ["secondary", "tertiary"],
        lane: ["minor", "service", "street", "path", "track"],
      },
    },
    places: "place",
  },
  protomaps: {
    water: "water",
    green: [
      {
        layer: "landuse",
        filter: ["in", ["get", "kind"], ["literal", ["park", "forest", "wood", "grass", "garden", "nature_reserve"]]],
      },
    ],
    road: "roads",
    roadNames: "roads",
    classes: {
      field: "kind",
      of: { arterial: ["highway", "major_road"], minor: ["medium_road"], lane: ["minor_road", "other", "path"] },
    },
    places: "places",
  },
};

/** Chinese names first in Chinese, whatever the archive calls the field. */
function nameOf(options: Pick<StyleOptions, "unit"> & { readonly english: boolean }): ExpressionSpecification {
  const chinese = ["name:zh-Hans", "name:zh", "name_zh", "name"];
  const english = ["name:en", "name_en", "name"];
  const order = options.english ? [...english, ...chinese] : [...chinese, ...english];
  return ["coalesce", ...order.map((field) => ["get", field]), ""] as unknown as ExpressionSpecification;
}

/** @param absolute turns a path of the page's origin into an address that MapLibre's worker can ask for */
export function vectorStyle(
  word: BasemapWord,
  absolute: (path: string) => string,
  english: boolean,
  options: StyleOptions,
): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    [GROUND_SOURCE]: {
      type: "vector",
      ...(word.kind === "archive"
        ? { url: `pmtiles://${absolute(word.url)}` }
        : { tiles: [absolute(word.url)], minzoom: word.minzoom, maxzoom: word.maxzoom }),
    },
    [PLACE_SOURCE]: { type: "geojson", data: EMPTY },
  };
  const name = nameOf({ ...options, english });
  if (word.schema === "openmaptiles" || word.schema === "protomaps") {
    return familyStyle(FAMILIES[word.schema], sources, name, options);
  }
  const ground = word.layers.flatMap((layer) =>
    outlines(layer, { source: GROUND_SOURCE, "source-layer": layer }, options),
  );
  const names = word.layers.map((layer) =>
    outlineNames(layer, { source: GROUND_SOURCE, "source-layer": layer }, name, options),
  );
  return assemble(sources, PALETTE.page, ground, [], names, options);
}

function familyStyle(
  family: Family,
  sources: Record<string, SourceSpecification>,
  name: ExpressionSpecification,
  options: StyleOptions,
): StyleSpecification {
  const { unit } = options;
  const of = (layer: string) => ({ source: GROUND_SOURCE, "source-layer": layer });
  const kind = (of: Kind): FilterSpecification => [
    "in",
    ["get", family.classes.field],
    ["literal", [...family.classes.of[of]]],
  ];
  const ground: LayerSpecification[] = [
    ...family.green.map(({ layer, filter }, i): LayerSpecification => ({
      id: `green-${i}`,
      type: "fill",
      ...of(layer),
      ...(filter === undefined ? {} : { filter }),
      paint: { "fill-color": PALETTE.green },
    })),
    { id: "water", type: "fill", ...of(family.water), paint: { "fill-color": PALETTE.water } },
  ];
  const labels = [
    ...streetNames(of(family.roadNames), name, kind, options),
    label(
      {
        id: "label-district",
        field: name,
        filter: ["has", "name"],
        to: 14.5,
        size: zoomed(unit, [9, 13], [13, 20]),
        color: PALETTE.labelPlace,
        halo: 2.2,
      },
      of(family.places),
      options,
    ),
  ];
  const roadLayers = roads(unit, of(family.road), {
    arterial: kind("arterial"),
    minor: kind("minor"),
    lane: kind("lane"),
  });
  return assemble(sources, PALETTE.land, ground, roadLayers, labels, options);
}

type In = { readonly source: string; readonly "source-layer"?: string };

/** Surfaces barely lighter than the page, lines as quiet streets. */
function outlines(id: string, place: In, { unit }: StyleOptions): LayerSpecification[] {
  return [
    {
      id: `fill-${id}`,
      type: "fill",
      ...place,
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": PALETTE.building, "fill-opacity": 0.8 },
    },
    {
      id: `line-${id}`,
      type: "line",
      ...place,
      filter: ["!=", ["geometry-type"], "Point"],
      paint: { "line-color": PALETTE.border, "line-width": zoomed(unit, [10, 0.4], [15, 1.2], [18, 2.4]) },
    },
  ] as LayerSpecification[];
}

function outlineNames(id: string, place: In, name: ExpressionSpecification, options: StyleOptions): LayerSpecification {
  return label(
    {
      id: `name-${id}`,
      field: name,
      filter: ["has", "name"],
      from: 12,
      size: zoomed(options.unit, [12, 11], [17, 15]),
      color: PALETTE.label,
    },
    place,
    options,
  );
}

/** A GeoJSON file as ground. */
export function geojsonStyle(url: string, english: boolean, options: StyleOptions): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {
    [GROUND_SOURCE]: { type: "geojson", data: url },
    [PLACE_SOURCE]: { type: "geojson", data: EMPTY },
  };
  const place = { source: GROUND_SOURCE };
  const names = outlineNames("geojson", place, nameOf({ ...options, english }), options);
  return assemble(sources, PALETTE.page, outlines("geojson", place, options), [], [names], options);
}
