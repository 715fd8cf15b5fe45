/**
 * Static points that rounds are made to: a letter says of which kind, the badge how its rounds stand: a quiet circle on
 * target, half an amber rim below it, a square in amber where nobody has been.
 */
import type { GeoJSONSource } from "maplibre-gl";
import type { FeatureCollection, Point } from "geojson";
import type { PlaceKind } from "../../../shared/place-kinds.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { DUE_SOON, PALETTE } from "../palette.ts";
import { zoomed } from "../zoomed.ts";
import type { Part, PartContext } from "./part.ts";

export interface Places {
  readonly places: WholeValues["places"];
  readonly coverage: WholeValues["coverage"]["places"];
  /** One letter for each kind, in the language of the map. */
  readonly letters: Readonly<Record<PlaceKind, string>>;
}

export interface PlacePart extends Part {
  set(value: Places | null): void;
}

/** How the rounds to a place stand. */
export const PLACE_STATES = ["met", "short", "none"] as const;
export type PlaceState = (typeof PLACE_STATES)[number];

const SOURCE = "places";
const LAYER = "places";
/** Side of a badge's image in pixels; drawn smaller than it is, so that it stays sharp. */
const IMAGE_SIDE = 64;
const RIM = 7;
/** How near a click must be, CSS pixels for a window of 1080 units. */
const REACH = 6;
/** The rim of a place that is as it should be. */
const CALM = [150, 168, 190] as const;

export function placeState({ rounds, target }: { readonly rounds: number; readonly target: number }): PlaceState {
  if (rounds >= target) return "met";
  return rounds === 0 ? "none" : "short";
}

/** The places as points, with what their badges say. */
export function placePoints({ places, coverage, letters }: Places): FeatureCollection<Point> {
  const standing = new Map(coverage.map((line) => [line.uid, line]));
  return {
    type: "FeatureCollection",
    features: places.map(({ uid, kind, lon, lat }) => {
      const line = standing.get(uid);
      const state = line === undefined ? "none" : placeState(line);
      return {
        type: "Feature",
        properties: {
          uid,
          image: `place-${state}`,
          letter: letters[kind as PlaceKind] ?? letters.other,
          rank: PLACE_STATES.indexOf(state),
          rounds: line === undefined ? "" : `${line.rounds}/${line.target}`,
        },
        geometry: { type: "Point", coordinates: [lon, lat] },
      };
    }),
  };
}

/** A badge as pixels: a dark disc or square with its rim. */
export function placeImage(state: PlaceState): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(IMAGE_SIDE * IMAGE_SIDE * 4);
  const ground = [1, 3, 5].map((from) => Number.parseInt(PALETTE.page.slice(from, from + 2), 16));
  const outer = IMAGE_SIDE / 2 - 2;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const [dx, dy] = [x + 0.5 - IMAGE_SIDE / 2, y + 0.5 - IMAGE_SIDE / 2];
      const far = state === "none" ? Math.max(Math.abs(dx), Math.abs(dy)) * 1.08 : Math.hypot(dx, dy);
      const inside = Math.min(1, Math.max(0, outer - far + 0.5));
      const onRim = Math.min(1, Math.max(0, far - (outer - RIM) + 0.5));
      const amber = state === "none" || (state === "short" && dy > 0);
      const rim = amber ? DUE_SOON : CALM;
      const i = (y * IMAGE_SIDE + x) * 4;
      for (let k = 0; k < 3; k++) {
        data[i + k] = Math.round((rim[k] as number) * onRim + (ground[k] as number) * (1 - onRim));
      }
      data[i + 3] = Math.round(255 * inside * (onRim + 0.9 * (1 - onRim)));
    }
  }
  return { width: IMAGE_SIDE, height: IMAGE_SIDE, data };
}

export function createPlacePart({ map, unit, zoomShift, fontFamily, whenLoaded }: PartContext): PlacePart {
  let shown = false;
  let latest: Places | null = null;

  function add(data: FeatureCollection<Point>): void {
    shown = true;
    for (const state of PLACE_STATES) map.addImage(`place-${state}`, placeImage(state));
    map.addSource(SOURCE, { type: "geojson", data });
    map.addLayer({
      id: LAYER,
      type: "symbol",
      source: SOURCE,
      layout: {
        "icon-image": ["get", "image"],
        "icon-size": zoomed(unit, [11, 14 / IMAGE_SIDE], [13, 20 / IMAGE_SIDE], [16, 30 / IMAGE_SIDE]),
        "icon-allow-overlap": true,
        "symbol-sort-key": ["get", "rank"],
        "text-field": ["step", ["zoom"], "", 12 + zoomShift, ["get", "letter"]],
        "text-font": [fontFamily],
        "text-size": zoomed(unit, [12, 9], [13, 11], [16, 16]),
        "text-allow-overlap": true,
      },
      paint: { "text-color": PALETTE.focus, "text-halo-color": PALETTE.halo, "text-halo-width": unit },
    });
    map.addLayer({
      id: "place-rounds",
      type: "symbol",
      source: SOURCE,
      minzoom: Math.min(24, 14.5 + zoomShift),
      layout: {
        "text-field": ["get", "rounds"],
        "text-font": [fontFamily],
        "text-size": 13 * unit,
        "text-offset": [0, 1.5],
        "text-anchor": "top",
      },
      paint: { "text-color": PALETTE.labelPlace, "text-halo-color": PALETTE.halo, "text-halo-width": 1.2 * unit },
    });
  }

  function apply(): void {
    const data = latest === null ? null : placePoints(latest);
    if (!shown) {
      if (data !== null) add(data);
      return;
    }
    const visibility = data === null ? "none" : "visible";
    for (const layer of [LAYER, "place-rounds"]) map.setLayoutProperty(layer, "visibility", visibility);
    if (data !== null) map.getSource<GeoJSONSource>(SOURCE)?.setData(data);
  }

  return {
    set(value) {
      if (value === latest) return;
      latest = value;
      whenLoaded(apply);
    },
    pick({ point: { x, y } }) {
      if (!shown || latest === null) return null;
      const reach = REACH * Math.max(1, unit);
      const [found] = map.queryRenderedFeatures(
        [
          [x - reach, y - reach],
          [x + reach, y + reach],
        ],
        { layers: [LAYER] },
      );
      return found === undefined ? null : { kind: "place", uid: Number(found.properties["uid"]) };
    },
  };
}
