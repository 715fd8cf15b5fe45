/** Peer: deck.gl's own circles over an array of objects, as its examples do it. */
import { MapLibreOverlay } from "@deck.gl/maplibre";
import { ScatterplotLayer } from "@deck.gl/layers";
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Bench } from "./bench-page.ts";
import { drawn } from "./drawing.ts";
import { lightOf, objectsOf, type CaseObject } from "./objects.ts";
import { pickPlaces } from "./peer-picks.ts";

const COLORS: readonly [number, number, number][] = [
  [104, 120, 140],
  [78, 161, 255],
  [255, 176, 32],
  [255, 77, 79],
];

export async function openDeck(
  container: HTMLElement,
  now: number,
  city: readonly [number, number, number, number],
): Promise<Bench> {
  setWorkerUrl(workerUrl);
  const map = new MapLibre({
    container,
    style: { version: 8, sources: {}, layers: [] },
    bounds: [...city] as [number, number, number, number],
    attributionControl: false,
  });
  await new Promise((resolve) => map.once("load", resolve));
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  map.addControl(overlay);
  let all: CaseObject[] = [];
  let keep: (one: CaseObject) => boolean = () => true;
  const draw = async () => {
    const after = new Promise<void>((resolve) => {
      overlay.setProps({
        onAfterRender: () => resolve(),
        layers: [
          new ScatterplotLayer<CaseObject>({
            id: "cases",
            data: all.filter(keep),
            pickable: true,
            radiusUnits: "pixels",
            getPosition: ({ lon, lat }) => [lon, lat],
            getRadius: 4,
            getFillColor: (one) => COLORS[lightOf(one, now)] as [number, number, number],
          }),
        ],
      });
    });
    await after;
    map.triggerRepaint();
    await drawn();
  };
  return {
    load(patches) {
      for (const patch of patches) for (const one of objectsOf(patch)) all.push(one);
      return draw();
    },
    update(changes) {
      all = all.slice();
      for (const one of objectsOf(changes)) all[one.uid - 1] = one;
      return draw();
    },
    scrub(until) {
      keep = ({ reportedAt }) => reportedAt < until;
      return draw();
    },
    narrow(wanted) {
      keep = ({ department }) => department === wanted;
      return draw();
    },
    everything() {
      keep = () => true;
      return draw();
    },
    async zoom(near) {
      map.jumpTo({ zoom: near ? 15.5 : 10 });
      await drawn();
    },
    pick: (times) =>
      pickPlaces(times, (lon, lat) => {
        const { x, y } = map.project([lon, lat]);
        return overlay.pickObject({ x, y, radius: 8 }) !== null;
      }),
    columnBytes: () => 0,
    shown: () => all.length,
  };
}
