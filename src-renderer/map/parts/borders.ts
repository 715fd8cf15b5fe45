/** Borders of grids as they were on a former day: dashed, so that nobody takes them for the present ones. */
import type { GeoJSONSource } from "maplibre-gl";
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { RecordOf } from "../../../shared/tables.ts";
import { PALETTE } from "../palette.ts";
import { zoomed } from "../zoomed.ts";
import type { Part, PartContext } from "./part.ts";

export interface FormerBorders {
  readonly grids: readonly RecordOf<"grids">[];
  /** uids of those that are another ground than now, or are no more. */
  readonly differ: ReadonlySet<number>;
}

export interface BorderPart extends Part {
  /** Null for the present borders only. */
  set(value: FormerBorders | null): void;
}

const SOURCE = "former-borders";
const LAYERS = ["former-borders-same", "former-borders-differ", "former-borders-code"] as const;

/** The grids as shapes for the map. */
export function formerShapes({ grids, differ }: FormerBorders): FeatureCollection<Polygon | MultiPolygon> {
  return {
    type: "FeatureCollection",
    features: grids.map(({ uid, code, geometry }) => ({
      type: "Feature",
      properties: { code, differs: differ.has(uid) },
      geometry: JSON.parse(geometry) as Polygon | MultiPolygon,
    })),
  };
}

export function createBorderPart({ map, unit, fontFamily, beforeId, whenLoaded }: PartContext): BorderPart {
  let added = false;
  let latest: FormerBorders | null = null;

  function add(data: FeatureCollection): void {
    added = true;
    map.addSource(SOURCE, { type: "geojson", data });
    const line = (differs: boolean, width: number, opacity: number) =>
      map.addLayer(
        {
          id: LAYERS[differs ? 1 : 0],
          type: "line",
          source: SOURCE,
          filter: ["==", ["get", "differs"], differs],
          layout: { "line-join": "round" },
          paint: {
            "line-color": PALETTE.spot,
            "line-opacity": opacity,
            "line-width": zoomed(unit, [10, width / 2], [15, width]),
            "line-dasharray": [4, 2],
          },
        },
        beforeId,
      );
    line(false, 1.4, 0.55);
    line(true, 3, 0.95);
    map.addLayer(
      {
        id: LAYERS[2],
        type: "symbol",
        source: SOURCE,
        filter: ["get", "differs"],
        minzoom: 12,
        layout: {
          "text-field": ["get", "code"],
          "text-font": [fontFamily],
          "text-size": 12 * unit,
          "symbol-placement": "point",
        },
        paint: { "text-color": PALETTE.spot, "text-halo-color": PALETTE.halo, "text-halo-width": 1.5 * unit },
      },
      beforeId,
    );
  }

  function apply(): void {
    const data = latest === null ? null : formerShapes(latest);
    if (!added) {
      if (data !== null) add(data);
      return;
    }
    for (const layer of LAYERS) map.setLayoutProperty(layer, "visibility", data === null ? "none" : "visible");
    if (data !== null) map.getSource<GeoJSONSource>(SOURCE)?.setData(data);
  }

  return {
    set(value) {
      if (value === latest) return;
      latest = value;
      whenLoaded(apply);
    },
  };
}
