/** Peer: a GeoJSON source of MapLibre with a circle layer, changed by `updateData` and narrowed by `setFilter`. */
import { Map as MapLibre, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Feature, Point } from "geojson";
import type { PointSlots } from "../../../../shared/view.ts";
import type { Bench } from "./bench-page.ts";
import { lightOf, objectsOf, type CaseObject } from "./objects.ts";
import { pickPlaces } from "./peer-picks.ts";

export async function openMapLibre(
  container: HTMLElement,
  now: number,
  city: readonly [number, number, number, number],
): Promise<Bench> {
  setWorkerUrl(workerUrl);
  const map = new MapLibre({
    container,
    style: {
      version: 8,
      sources: { cases: { type: "geojson", data: { type: "FeatureCollection", features: [] } } },
      layers: [
        {
          id: "cases",
          type: "circle",
          source: "cases",
          paint: {
            "circle-radius": 4,
            "circle-color": ["match", ["get", "light"], 3, "#ff4d4f", 2, "#ffb020", 1, "#4ea1ff", "#68788c"],
          },
        },
      ],
    },
    bounds: [...city] as [number, number, number, number],
    attributionControl: false,
  });
  await new Promise((resolve) => map.once("load", resolve));
  const source = map.getSource<GeoJSONSource>("cases");
  if (source === undefined) throw new Error("the map lost its source");
  let count = 0;
  const featureOf = (one: CaseObject): Feature<Point> => ({
    type: "Feature",
    id: one.uid,
    geometry: { type: "Point", coordinates: [one.lon, one.lat] },
    properties: { ...one, light: lightOf(one, now) },
  });
  const featuresOf = (patch: PointSlots) => objectsOf(patch).map(featureOf);
  /** Until all that is in view has been cut anew, beside the page, and drawn. */
  const idle = async () => void (await new Promise((resolve) => map.once("idle", resolve)));
  return {
    load(patches) {
      const features = patches.flatMap(featuresOf);
      count = features.length;
      void source.setData({ type: "FeatureCollection", features });
      return idle();
    },
    update(changes) {
      const features = featuresOf(changes);
      void source.updateData({ remove: features.map(({ id }) => id as number), add: features });
      return idle();
    },
    scrub(until) {
      map.setFilter("cases", ["<", ["get", "reportedAt"], until]);
      return idle();
    },
    narrow(department) {
      map.setFilter("cases", ["==", ["get", "department"], department]);
      return idle();
    },
    everything() {
      map.setFilter("cases", null);
      return idle();
    },
    zoom(near) {
      map.jumpTo({ zoom: near ? 15.5 : 10 });
      return idle();
    },
    pick: (times) =>
      pickPlaces(times, (lon, lat) => {
        const { x, y } = map.project([lon, lat]);
        const box: [[number, number], [number, number]] = [
          [x - 8, y - 8],
          [x + 8, y + 8],
        ];
        return map.queryRenderedFeatures(box, { layers: ["cases"] }).length > 0;
      }),
    columnBytes: () => 0,
    shown: () => count,
  };
}
