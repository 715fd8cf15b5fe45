/** The ground of a PMTiles archive. */
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
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
    { id: "land", type: "fill", ...of("land"), paint: { "fill-color": PALETTE.land } },
    { id: "green", type: "fill", ...of("parks"), paint: { "fill-color": PALETTE.green } },
    {
      id: "shore",
      type: "line",
      ...of("land"),
      paint: { "line-color": PALETTE.shore, "line-width": zoomed(unit, [9, 0.5], [15, 1.4]) },
    },
  ];
  const roadLayers = roads(unit, of("streets"), {
    arterial: streetsOf("arterial"),
    minor: streetsOf("minor"),
    lane: streetsOf("lane"),
  });
  const labels = [
    ...streetNames(of("streets"), name, streetsOf, options),
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
