/**
 * Everything that lies on the map as marks: it keeps the arranged arrays and makes layers again only for what changed.
 */
import type { Layer } from "@deck.gl/core";
import type { RecordOf } from "../../shared/tables.ts";
import type { TrackColumns } from "../../shared/track.ts";
import { isDrawn, type PointBuffers } from "./buffers.ts";
import { createGlide, isGliding, placeOf, placesGoodFor, presence, receiveFixes } from "./glide.ts";
import { arrangeCameras, cameraLayer } from "./layers/cameras.ts";
import { arrangeCases, caseLayers, type CaseMarks, type Common } from "./layers/cases.ts";
import { arrangeHighlight, highlightLayer } from "./layers/highlight.ts";
import { arrangeMovers, moverLayers } from "./layers/movers.ts";
import type { SymbolLayer } from "./layers/symbol-layer.ts";
import { PART_NAMES, type PartName } from "./parts/all.ts";
import { createLights, refreshLights } from "./light.ts";
import type { Pickable } from "./pick.ts";

/** How often the lights are looked at again, and how often resting movers are (for their age), ms. */
const LIGHTS_EVERY = 2000;
const AGES_EVERY = 2000;
/** How long a new case falls, ms. */
const FALL = 450;

const GROUPS = ["cameras", "movers", "cases", "highlight"] as const;
type Group = (typeof GROUPS)[number];
const ORDER = [...PART_NAMES, ...GROUPS] as const;

export interface Marks {
  setPoints(points: PointBuffers | null): void;
  setTracks(tracks: TrackColumns | null): void;
  setUnits(units: readonly RecordOf<"units">[]): void;
  setCameras(cameras: readonly RecordOf<"cameras">[]): void;
  setHighlight(place: { lon: number; lat: number } | null): void;
  setReducedMotion(reduced: boolean): void;
  /** Puts the layers of a part of the map in place of its former ones; they lie below the marks. */
  setPart(part: PartName, layers: readonly Layer[]): void;
  /**
   * Brings everything up to the moment: layers when some changed, whether drawing again would show movement, and in how
   * many ms some layer will have changed by movement (Infinity when none will).
   */
  step(): { layers: Layer[] | null; moves: boolean; again: number };
  /** What can be picked, as it is shown now. */
  pickable(): Pickable[];
}

/** Marks for one map. `hubNow` is hub time in epoch ms, `pixelsPerDegree` the map's scale now, see `placesGoodFor`. */
export function createMarks(
  place: { readonly unit: number; readonly zoomShift: number; readonly beforeId: string },
  hubNow: () => number,
  pixelsPerDegree: () => number,
): Marks {
  const clockStart = performance.now();
  const common: Common = { ...place, clock: () => (performance.now() - clockStart) / 1000 };
  const lights = createLights();
  const glide = createGlide();
  const layers = new Map<Group | PartName, readonly Layer[]>();
  const stale = new Set<Group>(GROUPS);
  let partsChanged = false;
  let points: PointBuffers | null = null;
  let cases: CaseMarks | null = null;
  let newestBirth = -Infinity;
  let tracks: TrackColumns | null = null;
  let kinds: ReadonlyMap<number, string> = new Map();
  let cameras: readonly RecordOf<"cameras">[] = [];
  let highlight: { lon: number; lat: number } | null = null;
  let reduced = false;
  let lightsAt = -Infinity;
  let agesAt = -Infinity;

  /** Rearranges the cases when a patch came or a light changed. */
  function lookAtCases(now: number): void {
    if (points === null) return;
    if (points.version === lights.version && now - lightsAt < LIGHTS_EVERY) return;
    const patched = points.version !== lights.version;
    lightsAt = now;
    if (refreshLights(lights, points, hubNow()) === 0) return;
    stale.add("cases");
    if (!patched || reduced) return;
    for (let i = 0; i < points.length; i++) newestBirth = Math.max(newestBirth, points.bornAt[i] as number);
  }

  function build(group: Group, now: number): SymbolLayer[] {
    switch (group) {
      case "cameras":
        return [cameraLayer(arrangeCameras(cameras), common)];
      case "movers":
        if (tracks === null) return [];
        return moverLayers(arrangeMovers(tracks, kinds, glide, reduced ? Infinity : now, hubNow()), common);
      case "cases":
        cases = points === null ? null : arrangeCases(points, lights, reduced ? Infinity : clockStart);
        return cases === null ? [] : caseLayers(cases, common, !reduced);
      case "highlight":
        return [highlightLayer(arrangeHighlight(highlight), common)];
    }
  }

  return {
    setPoints(next) {
      if (next === points) return;
      points = next;
      lights.version = -1;
      stale.add("cases");
    },
    setTracks(next) {
      if (next === tracks) return;
      tracks = next;
      if (next === null) glide.ways.clear();
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
      stale.add("cases");
      stale.add("movers");
    },
    step() {
      const now = performance.now();
      lookAtCases(now);
      const gliding = tracks !== null && !reduced && isGliding(glide, now);
      const goodFor = gliding ? placesGoodFor(glide, now, pixelsPerDegree()) : AGES_EVERY;
      if (tracks !== null && now - agesAt >= goodFor) {
        agesAt = now;
        stale.add("movers");
      }
      const breathing = !reduced && cases !== null && cases.rings.length > 0;
      const falling = !reduced && now - newestBirth < FALL;
      const again = gliding ? Math.max(0, agesAt + goodFor - now) : Infinity;
      if (stale.size === 0 && !partsChanged) return { layers: null, moves: breathing || falling, again };
      for (const group of stale) layers.set(group, build(group, now));
      stale.clear();
      partsChanged = false;
      return {
        layers: ORDER.flatMap((group) => layers.get(group) ?? []),
        moves: gliding || breathing || falling,
        again,
      };
    },
    pickable() {
      const result: Pickable[] = [];
      const buffers = points;
      if (buffers !== null) {
        result.push({
          kind: "case",
          length: buffers.length,
          uid: buffers.uid,
          lon: buffers.lon,
          lat: buffers.lat,
          isThere: (i) => isDrawn(buffers, i),
          // of two cases under the finger the more urgent one, as it is the one on top
          handicap: (i) => (3 - (lights.of[i] ?? 0)) * 2,
        });
      }
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
  };
}
