/** The ground of a platform that brings its own: river, parks, roads and names from `features` rows. */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import { PALETTE } from "./palette.ts";
import { EMPTY, GROUND_SOURCE, assemble, label, roads, type StyleOptions } from "./style.ts";
import { zoomed } from "./zoomed.ts";

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
    { id: "land", type: "fill", ...source, filter: isLayer("ground"), paint: { "fill-color": PALETTE.land } },
    { id: "green", type: "fill", ...source, filter: isLayer("green"), paint: { "fill-color": PALETTE.green } },
    { id: "water", type: "fill", ...source, filter: isLayer("water"), paint: { "fill-color": PALETTE.water } },
    {
      id: "shore",
      type: "line",
      ...source,
      filter: isLayer("water"),
      paint: { "line-color": PALETTE.shore, "line-width": zoomed(unit, [11, 0.6], [15, 1.4]) },
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
