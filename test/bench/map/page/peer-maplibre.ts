/** Peer: a GeoJSON source of MapLibre with a circle layer, changed by `updateData` and narrowed by `setFilter`. */
import { Map as MapLibre, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Feature, Point } from "geojson";
import type { PointSlots } from "../../../../shared/view.ts";
import type { Bench } from "./bench-page.ts";
import { CLOSED, lightOf, objectsOf, type CaseObject } from "./objects.ts";

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
  return {
    load(patches) {
      const features = patches.flatMap(featuresOf);
      count = features.length;
      void source.setData({ type: "FeatureCollection", features });
    },
    update(changes) {
      const features = featuresOf(changes);
      void source.updateData({ remove: features.map(({ id }) => id as number), add: features });
    },
    scrub: (until) => void map.setFilter("cases", ["<", ["get", "reportedAt"], until]),
    narrow: (department) => void map.setFilter("cases", ["==", ["get", "department"], department]),
    show: (everything) => void map.setFilter("cases", everything ? null : ["!=", ["get", "state"], CLOSED]),
    zoom: (near) => void map.jumpTo({ zoom: near ? 15.5 : 10 }),
    pick(lon, lat) {
      const { x, y } = map.project([lon, lat]);
      const box: [[number, number], [number, number]] = [
        [x - 8, y - 8],
        [x + 8, y + 8],
      ];
      return map.queryRenderedFeatures(box, { layers: ["cases"] }).length > 0;
    },
    columnBytes: () => 0,
    shown: () => count,
  };
}
