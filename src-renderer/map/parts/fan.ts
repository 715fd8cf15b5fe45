/**
 * Cameras around a case: a line from each to the place, whole where the camera sees it, dashed where it looks elsewhere,
 * with a ring at the camera that is filled while it can be looked through.
 */
import type { FeatureCollection, LineString, Point } from "geojson";
import type { GeoJSONSource } from "maplibre-gl";
import { PALETTE } from "../palette.ts";
import { zoomed } from "../zoomed.ts";
import type { At, Part, PartContext } from "./part.ts";
import type { Pick } from "../props.ts";

/** One camera of the fan, in WGS 84 degrees. */
export interface FanCamera {
  readonly uid: number;
  readonly lon: number;
  readonly lat: number;
  /** It looks at the place; null when nobody knows where it looks. */
  readonly sees: boolean | null;
  readonly online: boolean;
}

export interface Fan {
  readonly lon: number;
  readonly lat: number;
  readonly cameras: readonly FanCamera[];
}

export interface FanPart extends Part {
  set(value: Fan | null): void;
}

const SOURCE = "camera-fan";
const LAYERS = ["camera-fan-sees", "camera-fan-not", "camera-fan-rim", "camera-fan-eye"] as const;
/** How near to a camera a click must be, u. */
const REACH = 12;

/** Lines from the cameras to the place, and the cameras themselves. */
export function fanOf({ lon, lat, cameras }: Fan): FeatureCollection<LineString | Point> {
  return {
    type: "FeatureCollection",
    features: cameras.flatMap((camera) => {
      const properties = { sees: camera.sees === true, online: camera.online };
      const from = [camera.lon, camera.lat];
      return [
        {
          type: "Feature" as const,
          properties,
          geometry: { type: "LineString" as const, coordinates: [from, [lon, lat]] },
        },
        { type: "Feature" as const, properties, geometry: { type: "Point" as const, coordinates: from } },
      ];
    }),
  };
}

export function createFanPart({ map, unit, beforeId, whenLoaded }: PartContext): FanPart {
  let added = false;
  let latest: Fan | null = null;

  function add(data: FeatureCollection): void {
    added = true;
    map.addSource(SOURCE, { type: "geojson", data });
    const line = (sees: boolean) =>
      map.addLayer(
        {
          id: LAYERS[sees ? 0 : 1],
          type: "line",
          source: SOURCE,
          filter: ["all", ["==", ["geometry-type"], "LineString"], ["==", ["get", "sees"], sees]],
          layout: { "line-cap": sees ? "round" : "butt" },
          paint: {
            "line-color": PALETTE.spot,
            "line-opacity": sees ? 0.95 : 0.6,
            "line-width": zoomed(unit, [12, sees ? 1.6 : 1], [17, sees ? 3 : 1.6]),
            ...(sees ? {} : { "line-dasharray": [3, 3] }),
          },
        },
        beforeId,
      );
    line(false);
    line(true);
    const eye = (id: string, online: boolean) =>
      map.addLayer(
        {
          id,
          type: "circle",
          source: SOURCE,
          filter: ["all", ["==", ["geometry-type"], "Point"], ["==", ["get", "online"], online]],
          paint: {
            "circle-radius": 5 * unit,
            "circle-color": online ? PALETTE.spot : PALETTE.page,
            "circle-stroke-color": online ? PALETTE.page : PALETTE.spot,
            "circle-stroke-width": 1.6 * unit,
          },
        },
        beforeId,
      );
    eye(LAYERS[2], false);
    eye(LAYERS[3], true);
  }

  function apply(): void {
    const data = latest === null ? null : fanOf(latest);
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
    pick({ point }: At): Pick {
      for (const { uid, lon, lat } of latest?.cameras ?? []) {
        const { x, y } = map.project([lon, lat]);
        if (Math.hypot(x - point.x, y - point.y) <= REACH * unit) return { kind: "camera", uid };
      }
      return null;
    },
  };
}
