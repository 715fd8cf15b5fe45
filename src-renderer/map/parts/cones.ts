/** What cameras look at: a fan for each that is online and has a bearing. */
import type { GeoJSONSource } from "maplibre-gl";
import type { FeatureCollection, Polygon } from "geojson";
import { sheetAt } from "../../../shared/coverage/plane.ts";
import type { CameraLine } from "../../../shared/view.ts";
import { PALETTE } from "../palette.ts";
import type { Part, PartContext } from "./part.ts";

export interface Cones {
  readonly cameras: readonly CameraLine[];
  readonly metres: number;
  readonly degrees: number;
}

export interface ConePart extends Part {
  set(value: Cones | null): void;
}

const SOURCE = "cones";
/** They lie on the tint of grids, below every mark. */
const BEFORE = "grid-border";
/** Degrees between two corners of a fan's arc. */
const CORNER = 6;

/** The fans as polygons. */
export function conesOf({ cameras, metres, degrees }: Cones): FeatureCollection<Polygon> {
  const features = cameras.flatMap(({ uid, lon, lat, bearing, online }) => {
    if (lon === null || lat === null || bearing === null || online !== 1) return [];
    const sheet = sheetAt(lat);
    const steps = Math.max(2, Math.ceil(degrees / CORNER));
    const arc = Array.from({ length: steps + 1 }, (_, i) => {
      const angle = ((bearing - degrees / 2 + (degrees * i) / steps) * Math.PI) / 180;
      return [lon + (Math.sin(angle) * metres) / sheet.x, lat + (Math.cos(angle) * metres) / sheet.y];
    });
    const coordinates = [[[lon, lat], ...arc, [lon, lat]]];
    return [{ type: "Feature" as const, id: uid, properties: {}, geometry: { type: "Polygon" as const, coordinates } }];
  });
  return { type: "FeatureCollection", features };
}

export function createConePart({ map, unit, whenLoaded }: PartContext): ConePart {
  let shown = false;
  let latest: Cones | null = null;

  function apply(): void {
    const data = latest === null ? null : conesOf(latest);
    if (shown) {
      const visibility = data === null ? "none" : "visible";
      for (const layer of ["cones", "cone-rim"]) map.setLayoutProperty(layer, "visibility", visibility);
      if (data !== null) map.getSource<GeoJSONSource>(SOURCE)?.setData(data);
      return;
    }
    if (data === null) return;
    shown = true;
    map.addSource(SOURCE, { type: "geojson", data });
    const before = map.getLayer(BEFORE) === undefined ? undefined : BEFORE;
    map.addLayer(
      { id: "cones", type: "fill", source: SOURCE, paint: { "fill-color": PALETTE.spot, "fill-opacity": 0.22 } },
      before,
    );
    map.addLayer(
      {
        id: "cone-rim",
        type: "line",
        source: SOURCE,
        paint: { "line-color": PALETTE.spot, "line-opacity": 0.7, "line-width": unit },
      },
      before,
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
