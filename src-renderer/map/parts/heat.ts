/** Density of cases, as a glow that never hides a mark. */
import type { GeoJSONSource } from "maplibre-gl";
import type { FeatureCollection, Point } from "geojson";
import type { WholeValues } from "../../../shared/view.ts";
import { rampRgb, STEPS } from "../ramp.ts";
import type { Part, PartContext } from "./part.ts";

type Cells = WholeValues["heat"]["cells"];

export interface HeatPart extends Part {
  set(value: Cells | null): void;
}

const SOURCE = "heat";
/** It lies on the ground and on the tint of grids, below their borders and below every mark. */
const BEFORE = "grid-border";
/** Weight of a cell is its share of this quantile, so that one bad spot does not make the rest invisible. */
const FULL_AT = 0.98;

/** The cells as points with weights from 0 to 1. */
export function heatPoints({ lon, lat, count }: Cells): FeatureCollection<Point> {
  const sorted = count.toSorted();
  const full = Math.max(1, sorted[Math.floor((sorted.length - 1) * FULL_AT)] ?? 1);
  return {
    type: "FeatureCollection",
    features: Array.from(count, (n, i) => ({
      type: "Feature",
      properties: { weight: Math.min(1, n / full) },
      geometry: { type: "Point", coordinates: [lon[i] as number, lat[i] as number] },
    })),
  };
}

/** From nothing to full, clear at the start: blue, as everything that is no alarm. */
function glow(): (string | number)[] {
  const stops = rampRgb("rate").map(([red, green, blue], i) => [
    0.08 + (0.92 * i) / (STEPS - 1),
    `rgba(${red},${green},${blue},${0.35 + (0.5 * i) / (STEPS - 1)})`,
  ]);
  return [0, "rgba(0,0,0,0)", ...stops.flat()];
}

export function createHeatPart({ map, unit, zoomShift, whenLoaded }: PartContext): HeatPart {
  let shown = false;
  let latest: Cells | null = null;

  function apply(): void {
    if (latest === null) {
      if (shown) map.setLayoutProperty(SOURCE, "visibility", "none");
      return;
    }
    const points = heatPoints(latest);
    if (shown) {
      map.getSource<GeoJSONSource>(SOURCE)?.setData(points);
      map.setLayoutProperty(SOURCE, "visibility", "visible");
      return;
    }
    shown = true;
    map.addSource(SOURCE, { type: "geojson", data: points, maxzoom: 14 });
    map.addLayer(
      {
        id: SOURCE,
        type: "heatmap",
        source: SOURCE,
        paint: {
          "heatmap-weight": ["get", "weight"],
          // A hundred metres are twice as many pixels with each zoom, so the glow of a cell is.
          "heatmap-radius": [
            "interpolate",
            ["exponential", 2],
            ["zoom"],
            10 + zoomShift,
            6 * unit,
            16 + zoomShift,
            160 * unit,
          ],
          "heatmap-intensity": ["interpolate", ["linear"], ["zoom"], 10 + zoomShift, 1.6, 14 + zoomShift, 4],
          "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], ...glow()] as never,
          "heatmap-opacity": 0.9,
        },
      },
      map.getLayer(BEFORE) === undefined ? undefined : BEFORE,
    );
  }

  return {
    set(value) {
      if (value === latest) return;
      latest = value;
      whenLoaded(apply);
    },
  };
}
