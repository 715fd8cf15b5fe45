/**
 * 蘑菇效应 on the map: a ring with its count around each spot where the same keeps coming back. The map's own circles and
 * labels, above everything: there are some hundreds at most, and their names have to find room among the others.
 */
import type { FeatureCollection, Point } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import type { Language } from "../../../shared/text.ts";
import type { RecurrenceGroup } from "../../../shared/view.ts";
import { PALETTE } from "../palette.ts";
import type { Pickable } from "../pick.ts";
import { zoomed } from "../zoomed.ts";

export const SPOT_SOURCE = "spots";
/** Zoom (for a window of 1080 units) from which a spot bears the name of its class. */
const NAMED_FROM = 14.3;
/** In pixels: within its ring a spot is meant rather than the cases that lie in it. */
const SPOT_AHEAD = -10;

/** The groups as points, each with its count and its class in the language of the map. */
export function groundOfSpots(groups: readonly RecurrenceGroup[], language: Language): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: groups.map(({ lon, lat, count, className, classNameEn }) => ({
      type: "Feature",
      properties: { count, label: language === "en" ? classNameEn || className : className || classNameEn },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  };
}

/** Rings, their counts, and names where there is room. Larger groups lie on top and keep their number first. */
export function spotLayers(unit: number, fontFamily: string): LayerSpecification[] {
  const text = {
    "text-color": PALETTE.focus,
    "text-halo-color": PALETTE.halo,
    "text-halo-width": 1.4 * unit,
  };
  return [
    {
      id: "spot-ring",
      type: "circle",
      source: SPOT_SOURCE,
      layout: { "circle-sort-key": ["get", "count"] },
      paint: {
        "circle-radius": zoomed(unit, [11, 8], [13, 12], [16, 20]),
        "circle-color": PALETTE.page,
        // solid over the city, so that the number is read; open at street level, so that the cases in it are seen
        "circle-opacity": ["interpolate", ["linear"], ["zoom"], 14 + Math.log2(unit), 0.88, 16 + Math.log2(unit), 0.3],
        "circle-stroke-color": PALETTE.spot,
        "circle-stroke-width": 2 * unit,
        "circle-stroke-opacity": 0.95,
      },
    },
    {
      id: "spot-count",
      type: "symbol",
      source: SPOT_SOURCE,
      layout: {
        "symbol-sort-key": ["-", 0, ["get", "count"]],
        "text-field": ["to-string", ["get", "count"]],
        "text-font": [fontFamily],
        "text-size": zoomed(unit, [11, 11], [13, 14], [16, 20]),
        "text-padding": 0,
      },
      paint: text,
    },
    {
      id: "spot-name",
      type: "symbol",
      source: SPOT_SOURCE,
      minzoom: NAMED_FROM + Math.log2(unit),
      layout: {
        "symbol-sort-key": ["-", 0, ["get", "count"]],
        "text-field": ["get", "label"],
        "text-font": [fontFamily],
        "text-size": 14 * unit,
        "text-anchor": "top",
        "text-offset": [0, 1.6],
        "text-max-width": 9,
      },
      paint: { ...text, "text-color": PALETTE.spot },
    },
  ] as LayerSpecification[];
}

/** What a click may find: the place of the group in the list is its uid here. */
export function pickableSpots(groups: readonly RecurrenceGroup[]): Pickable {
  return {
    kind: "spot",
    length: groups.length,
    uid: groups.map((_, i) => i),
    lon: groups.map(({ lon }) => lon),
    lat: groups.map(({ lat }) => lat),
    handicap: () => SPOT_AHEAD,
  };
}
