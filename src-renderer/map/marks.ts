/**
 * Everything that lies on the map as marks: it keeps the arranged arrays and makes layers again only for what changed.
 */
import type { Layer } from "@deck.gl/core";
import type { RecordOf } from "../../shared/tables.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { TrackColumns } from "../../shared/track.ts";
import type { PointBuffers } from "./buffers.ts";
import { clearGlide, createGlide, isGliding, placeOf, placesGoodFor, presence, receiveFixes } from "./glide.ts";
import { arrangeCameras, cameraLayer } from "./layers/cameras.ts";
import { caseLayers, type Common } from "./layers/cases.ts";
import { arrangeHighlight, highlightLayer } from "./layers/highlight.ts";
import { arrangeMovers, createMoverMarks, moverLayers } from "./layers/movers.ts";
import { PART_NAMES, type PartName } from "./parts/all.ts";
import { createMassPicture } from "./mass-picture.ts";
import type { Pickable } from "./pick.ts";
import type { PointFilter } from "./props.ts";

/** How often resting movers are looked at again, for their age, ms. */
const AGES_EVERY = 2000;
/** How long a new case falls, ms. */
const FALL = 450;

const GROUPS = ["cameras", "movers", "cases", "highlight"] as const;
type Group = (typeof GROUPS)[number];
const ORDER = [...PART_NAMES, ...GROUPS] as const;
/** Degrees of the world across 512 pixels at zoom 0. */
const DEGREES_PER_PIXEL = 360 / 512;

export interface Marks {
  setPoints(points: PointBuffers | null): void;
  /** Which of the points are shown. */
  setFilter(filter: PointFilter): void;
  setTracks(tracks: TrackColumns | null): void;
  setUnits(units: readonly RecordOf<"units">[]): void;
  setCameras(cameras: readonly CameraLine[]): void;
  setHighlight(place: { lon: number; lat: number } | null): void;
  setReducedMotion(reduced: boolean): void;
  /** Puts the layers of a part of the map in place of its former ones; they lie below the marks. */
  setPart(part: PartName, layers: readonly Layer[]): void;
  /**
   * Brings everything up to the moment: layers when some changed, whether to draw once more though none did, whether
   * drawing again would show movement, and in how many ms some layer will have changed by movement (Infinity when none
   * will).
   */
  step(): { layers: Layer[] | null; redraw: boolean; moves: boolean; again: number };
  /** What can be picked around a place, as it is shown now; `world` and `reach` as for `nearest`. */
  pickable(lon: number, lat: number, world: number, reach: number): Pickable[];
  /** Where the cluster under a place lies; null when none does. */
  clusterAt(lon: number, lat: number, world: number): readonly [lon: number, lat: number] | null;
  close(): void;
}

/** Marks for one map. `hubNow` is hub time in epoch ms, `pixelsPerDegree` the map's scale now, see `placesGoodFor`. */
export function createMarks(place: Omit<Common, "clock">, hubNow: () => number, pixelsPerDegree: () => number): Marks {
  const clockStart = performance.now();
  const common: Common = { ...place, clock: () => (performance.now() - clockStart) / 1000 };
  const picture = createMassPicture(place.unit, hubNow, clockStart);
  const glide = createGlide();
  const moverMarks = createMoverMarks();
  const layers = new Map<Group | PartName, readonly Layer[]>();
  const stale = new Set<Group>(GROUPS);
  let partsChanged = false;
  let tracks: TrackColumns | null = null;
  let kinds: ReadonlyMap<number, string> = new Map();
  let cameras: readonly CameraLine[] = [];
  let highlight: { lon: number; lat: number } | null = null;
  let reduced = false;
  let agesAt = -Infinity;

  function build(group: Group, now: number): Layer[] {
    switch (group) {
      case "cameras":
        return cameras.length === 0 ? [] : [cameraLayer(arrangeCameras(cameras), common)];
      case "movers":
        if (tracks === null) return [];
        return moverLayers(arrangeMovers(moverMarks, tracks, kinds, glide, reduced ? Infinity : now, hubNow()), common);
      case "cases":
        return caseLayers(picture, common, () => !reduced);
      case "highlight":
        return highlight === null ? [] : [highlightLayer(arrangeHighlight(highlight), common)];
    }
  }

  return {
    setPoints: picture.setPoints,
    setFilter: picture.setFilter,
    setTracks(next) {
      if (next === tracks) return;
      tracks = next;
      if (next === null) clearGlide(glide);
      else receiveFixes(glide, next, performance.now());
      stale.add("movers");
    },
    setUnits(units) {
      kinds = new Map(units.map(({ uid, kind }) => [uid, kind]));
      stale.add("movers");
    },
    setCameras(next) {
      cameras = next;
      stale.add("cameras");
    },
    setHighlight(next) {
      highlight = next;
      stale.add("highlight");
    },
    setPart(part, next) {
      layers.set(part, next);
      partsChanged = true;
    },
    setReducedMotion(next) {
      if (next === reduced) return;
      reduced = next;
      picture.setReducedMotion(next);
      stale.add("movers");
    },
    step() {
      const now = performance.now();
      const redraw = picture.step(now, Math.log2(pixelsPerDegree() * DEGREES_PER_PIXEL) - place.zoomShift);
      const gliding = tracks !== null && !reduced && isGliding(glide, now);
      const goodFor = gliding ? placesGoodFor(glide, now, pixelsPerDegree()) : AGES_EVERY;
      if (tracks !== null && now - agesAt >= goodFor) {
        agesAt = now;
        stale.add("movers");
      }
      const breathing = !reduced && picture.hasRings();
      const falling = !reduced && now - picture.newestBirth() < FALL;
      const again = gliding ? Math.max(0, agesAt + goodFor - now) : Infinity;
      if (stale.size === 0 && !partsChanged) return { layers: null, redraw, moves: breathing || falling, again };
      for (const group of stale) layers.set(group, build(group, now));
      stale.clear();
      partsChanged = false;
      return {
        layers: ORDER.flatMap((group) => layers.get(group) ?? []),
        redraw: true,
        moves: gliding || breathing || falling,
        again,
      };
    },
    pickable(lon, lat, world, reach) {
      const result: Pickable[] = [picture.pickable(lon, lat, world, reach) ?? []].flat();
      if (tracks !== null) {
        const now = reduced ? Infinity : performance.now();
        const at = tracks.at;
        const places = Array.from(tracks.uid, (uid) => placeOf(glide, uid, now));
        result.push({
          kind: "unit",
          length: places.length,
          uid: tracks.uid,
          lon: places.map((shown) => shown?.lon ?? Number.NaN),
          lat: places.map((shown) => shown?.lat ?? Number.NaN),
          isThere: (i) => presence(hubNow() - (at[i] as number)) > 0,
          handicap: () => 3,
        });
      }
      result.push({
        kind: "camera",
        length: cameras.length,
        uid: cameras.map(({ uid }) => uid),
        lon: cameras.map(({ lon }) => lon ?? Number.NaN),
        lat: cameras.map(({ lat }) => lat ?? Number.NaN),
        handicap: () => 6,
      });
      return result;
    },
    clusterAt: picture.clusterAt,
    close: picture.close,
  };
}
