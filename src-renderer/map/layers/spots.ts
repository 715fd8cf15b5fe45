/**
 * 蘑菇效应 on the map: a ring with its count around each spot where the same keeps coming back. From afar the rings find
 * room as labels do, the largest groups first; at street level every one is drawn, open, with the name of its class.
 */
import type { FeatureCollection, Point } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import type { Language } from "../../../shared/text.ts";
import type { RecurrenceGroup } from "../../../shared/view.ts";
import { PALETTE } from "../palette.ts";
import { zoomed } from "../zoomed.ts";

export const SPOT_SOURCE = "spots";
export const SPOT_IMAGE = "spot";
/** Layers in which a click may find a spot. */
export const SPOT_LAYERS = ["spot-far", "spot-ring"] as const;
/** Zoom (for a window of 1080 units) from which rings are open and the cases in them are seen. */
export const NEAR = 15;

/** Side of the ring's image in pixels; drawn smaller than it is, so that it stays sharp. */
const IMAGE_SIDE = 96;
const RING_WIDTH = 7;

/** The groups as points; `at` is the place of the group in the list. */
export function groundOfSpots(groups: readonly RecurrenceGroup[], language: Language): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: groups.map(({ lon, lat, count, className, classNameEn }, at) => ({
      type: "Feature",
      properties: { at, count, label: language === "en" ? classNameEn || className : className || classNameEn },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  };
}

const channels = (color: string) => [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));

/** The ring as pixels: a dark disc, nearly solid so that the number is read, with a bright rim. */
export function spotImage(): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE * 4);
  const [rim, disc] = [channels(PALETTE.spot), channels(PALETTE.page)];
  const outer = IMAGE_SIDE / 2 - 1;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const far = Math.hypot(x + 0.5 - IMAGE_SIDE / 2, y + 0.5 - IMAGE_SIDE / 2);
      const inside = Math.min(1, Math.max(0, outer - far + 0.5));
      const onRim = Math.min(1, Math.max(0, far - (outer - RING_WIDTH) + 0.5));
      const i = (y * IMAGE_SIDE + x) * 4;
      for (let k = 0; k < 3; k++) {
        data[i + k] = Math.round((rim[k] as number) * onRim + (disc[k] as number) * (1 - onRim));
      }
      data[i + 3] = Math.round(255 * inside * (onRim + 0.88 * (1 - onRim)));
    }
  }
  return { width: IMAGE_SIDE, height: IMAGE_SIDE, data };
}

/** From afar rings with counts where there is room; near all rings, their counts, and names where there is room. */
export function spotLayers(unit: number, fontFamily: string): LayerSpecification[] {
  const near = NEAR + Math.log2(unit);
  const bigFirst = { "symbol-sort-key": ["-", 0, ["get", "count"]] };
  const count = { "text-field": ["to-string", ["get", "count"]], "text-font": [fontFamily] };
  const text = {
    "text-color": PALETTE.focus,
    "text-halo-color": PALETTE.halo,
    "text-halo-width": 1.2 * unit,
  };
  const sizes = [
    [11, 18],
    [13, 24],
    [15, 32],
  ] as const;
  return [
    {
      id: "spot-far",
      type: "symbol",
      source: SPOT_SOURCE,
      maxzoom: near,
      layout: {
        ...bigFirst,
        ...count,
        "icon-image": SPOT_IMAGE,
        "icon-size": zoomed(unit, ...sizes.map(([zoom, side]) => [zoom, side / IMAGE_SIDE] as const)),
        "icon-padding": 5 * unit,
        "text-size": zoomed(unit, [11, 10], [13, 12], [15, 15]),
        "text-padding": 0,
      },
      paint: text,
    },
    {
      id: "spot-ring",
      type: "circle",
      source: SPOT_SOURCE,
      minzoom: near,
      layout: { "circle-sort-key": ["get", "count"] },
      paint: {
        "circle-radius": zoomed(unit, [15, 16], [17, 26]),
        "circle-color": PALETTE.page,
        "circle-opacity": 0.3,
        "circle-stroke-color": PALETTE.spot,
        "circle-stroke-width": 2 * unit,
      },
    },
    {
      id: "spot-count",
      type: "symbol",
      source: SPOT_SOURCE,
      minzoom: near,
      layout: { ...bigFirst, ...count, "text-size": zoomed(unit, [15, 15], [17, 22]), "text-padding": 0 },
      paint: text,
    },
    {
      id: "spot-name",
      type: "symbol",
      source: SPOT_SOURCE,
      minzoom: near,
      layout: {
        ...bigFirst,
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
