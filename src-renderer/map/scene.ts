/**
 * One living map: MapLibre, the deck.gl overlay in its layer stack, and the loop that keeps both moving.
 *
 * A scene is thrown away and built again when its graphics context is lost; deck.gl cannot be brought back in place.
 */
import { MapLibreOverlay } from "@deck.gl/maplibre";
import {
  addProtocol,
  Map as MapLibre,
  setWorkerUrl,
  type GeoJSONSource,
  type PointLike,
  type StyleSpecification,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import type { RecordOf } from "../../shared/tables.ts";
import type { RecurrenceGroup } from "../../shared/view.ts";
import type { Language } from "../../shared/text.ts";
import { framesOnDemand } from "./frames.ts";
import { createCamera } from "./camera.ts";
import { groundOfFeatures, placesOf } from "./ground.ts";
import { groundOfSpots, NEAR, spotImage, SPOT_IMAGE, SPOT_LAYERS, SPOT_SOURCE } from "./layers/spots.ts";
import { createMarks, type Marks } from "./marks.ts";
import { closeParts, createParts, pickPart, type Parts } from "./parts/all.ts";
import type { At } from "./parts/part.ts";
import { gridAt, nearest } from "./pick.ts";
import type { Basemap, Bounds, GridFill, Padding, Pick, Selection } from "./props.ts";
import { fitCanvas } from "./fit-canvas.ts";
import { createPulse } from "./pulse.ts";
import { createShading } from "./shading.ts";
import { ABOVE_MARKS, bareStyle, GROUND_SOURCE, PLACE_SOURCE, type StyleOptions } from "./style.ts";
import { featuresStyle } from "./features-style.ts";
import { lonlatTile } from "./lonlat-tiles.ts";
import { servedStyle } from "./served-style.ts";

let prepared = false;

/** Once per window: where MapLibre's worker lies, and how it reads PMTiles. */
function prepare(): void {
  if (prepared) return;
  prepared = true;
  setWorkerUrl(workerUrl);
  addProtocol("pmtiles", new Protocol().tile);
  addProtocol("lonlat", lonlatTile);
}

/** Where the camera stands; kept over a rebuild. */
export interface View {
  readonly center: readonly [lon: number, lat: number];
  /** For a window of 1080 units. */
  readonly zoom: number;
  /** False while the map still shows what it opened on. */
  readonly moved: boolean;
}

export interface SceneOptions {
  readonly container: HTMLElement;
  readonly basemap: Basemap;
  readonly language: Language;
  readonly fontFamily: string;
  readonly unit: number;
  readonly bounds: Bounds | null;
  readonly view: View | null;
  readonly padding: Padding;
  /** Largest canvas side in device pixels. */
  readonly largest: number;
  readonly hubNow: () => number;
  readonly onReady: () => void;
  readonly onLost: () => void;
  readonly onResize: () => void;
  readonly onTrouble: (reason: string) => void;
  readonly onPick: (what: Pick) => void;
  /** Where every click lies, whatever is there, in WGS 84 degrees. */
  readonly onPlace: (lon: number, lat: number) => void;
}

export interface Scene {
  readonly marks: Marks;
  readonly parts: Parts;
  setGround(features: readonly RecordOf<"features">[]): void;
  setGrids(grids: readonly RecordOf<"grids">[]): void;
  setFill(fill: GridFill | null): void;
  setSpots(spots: readonly RecurrenceGroup[]): void;
  setPaused(paused: boolean): void;
  setBounds(bounds: Bounds | null, padding: Padding): void;
  select(selection: Selection | null, animate: boolean): void;
  canvasSize(): [width: number, height: number];
  view(): View;
  close(): void;
}

/** Without any bounds the map shows the world of its data nowhere in particular. */
const NOWHERE: Bounds = [73, 18, 135, 54];
/** How near a click must be to a mark, in CSS pixels for a window of 1080 units. */
const REACH = 16;
/** A click within this share of it is right on the mark. */
const ON_MARK = 0.3;
/** How far a click on a cluster zooms in, and how long it takes, ms. */
const ZOOM_INTO_CLUSTER = 1.5;
const CLUSTER_MS = 400;
/** Nearest zoom for a window of 1080 units. */
const NEAREST_ZOOM = 19;

function styleOf(basemap: Basemap, language: Language, options: StyleOptions): StyleSpecification {
  switch (basemap.kind) {
    case "features":
      return featuresStyle(options);
    case "served":
      return servedStyle(basemap.word, language, options);
    case "none":
      return bareStyle(options);
  }
}

/** Builds the map. Throws when the browser refuses a graphics context. */
export function openScene(options: SceneOptions): Scene {
  prepare();
  const { container, unit, fontFamily, bounds, padding } = options;
  const zoomShift = Math.log2(unit);
  let closed = false;
  let loaded = false;
  let selection: Selection | null = null;
  let spots: readonly RecurrenceGroup[] = [];

  const map = new MapLibre({
    container,
    style: styleOf(options.basemap, options.language, { unit, fontFamily, codeZoom: 24 }),
    ...(options.view === null
      ? { bounds: [...(bounds ?? NOWHERE)] as [number, number, number, number], fitBoundsOptions: { padding } }
      : { center: [...options.view.center] as [number, number], zoom: options.view.zoom + zoomShift }),
    maxZoom: NEAREST_ZOOM + zoomShift,
    maxPitch: 0,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    renderWorldCopies: false,
    attributionControl: false,
    localIdeographFontFamily: fontFamily,
    fadeDuration: 200,
    maxCanvasSize: [options.largest, options.largest],
    canvasContextAttributes: { powerPreference: "high-performance" },
    trackResize: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();

  const pixelsPerDegree = () => (512 * 2 ** map.getZoom()) / 360;
  const look = { unit, zoomShift, beforeId: ABOVE_MARKS, fontFamily, language: options.language };
  const marks = createMarks(look, options.hubNow, pixelsPerDegree);
  const shading = createShading(map, zoomShift);
  const waitingForLoad: (() => void)[] = [];
  const parts = createParts((name) => ({
    map,
    unit,
    zoomShift,
    fontFamily,
    language: options.language,
    beforeId: ABOVE_MARKS,
    whenLoaded: (work) => void (loaded ? work() : waitingForLoad.push(work)),
    draw: (layers) => marks.setPart(name, layers),
  }));
  const opening = { bounds, padding, moved: options.view?.moved ?? false };
  const camera = createCamera(map, zoomShift, opening, (uid) => shading.grids().boxes.get(uid));
  // The map draws the marks; deck.gl's own loop is only needed to take changed layers in.
  const frames = framesOnDemand();
  let cursor = "";
  const overlayOptions = {
    interleaved: true,
    layers: [],
    animationFrameProvider: frames.provider,
    getCursor: () => cursor,
    onError: (error: Error) => options.onTrouble(error.message),
  };
  const stopFitting = fitCanvas(map, container);
  const overlay = new MapLibreOverlay(overlayOptions);
  map.addControl(overlay);
  const gl = map.getCanvas().getContext("webgl2") as WebGL2RenderingContext;
  const pulse = createPulse({ map, gl, overlay, frames, marks });

  function applySpots(): void {
    if (loaded) map.getSource<GeoJSONSource>(SPOT_SOURCE)?.setData(groundOfSpots(spots, options.language));
  }

  function spotUnder(point: PointLike): Pick {
    if (spots.length === 0 || !loaded) return null;
    const [found] = map.queryRenderedFeatures(point, { layers: [...SPOT_LAYERS] });
    const group = spots[Number(found?.properties["at"])];
    return group === undefined ? null : { kind: "spot", group };
  }

  /** What a click at this place means; null where nothing but ground is. */
  function under(at: At): Pick {
    const { lngLat, point } = at;
    const world = 512 * 2 ** map.getZoom();
    const reach = REACH * Math.max(1, unit);
    const mark = () => {
      const found = marks.pickable(lngLat.lng, lngLat.lat, world, reach);
      const within = (pixels: number) => nearest(found, lngLat.lng, lngLat.lat, world, pixels);
      // A mark lies over the parts: a click right on it means it, one beside it a part that is nearer.
      return within(reach * ON_MARK) ?? pickPart(parts, at) ?? within(reach);
    };
    // closed rings lie over the cases, open ones around them
    return map.getZoom() < NEAR + zoomShift ? (spotUnder(point) ?? mark()) : (mark() ?? spotUnder(point));
  }

  // Marks do not wait for the ground to be cut and its labels to be set: cases are what people look for, and after a loss
  // of the graphics context everything else only delays them.
  map.once("style.load", () => {
    loaded = true;
    for (const work of waitingForLoad.splice(0)) work();
    shading.begin();
    camera.begin(options.view === null);
    map.addImage(SPOT_IMAGE, spotImage());
    applySpots();
    pulse.start();
    map.once("render", options.onReady);
  });
  map.once("load", () => {
    const places = map.getSource<GeoJSONSource>(PLACE_SOURCE);
    if (places !== undefined) places.setData(placesOf(map.querySourceFeatures(GROUND_SOURCE, { sourceLayer: "land" })));
  });
  map.on("webglcontextlost", () => options.onLost());
  map.on("error", ({ error }) => options.onTrouble(error.message));
  map.on("resize", () => {
    frames.grant();
    camera.resized();
    options.onResize();
  });
  map.on("movestart", (event) => {
    if (event.originalEvent !== undefined) camera.setMoved();
  });
  /** Where the cluster under a place lies. */
  const clusterUnder = ({ lng, lat }: At["lngLat"]) => marks.clusterAt(lng, lat, 512 * 2 ** map.getZoom());

  map.on("click", (event) => {
    options.onPlace(event.lngLat.lng, event.lngLat.lat);
    const cluster = clusterUnder(event.lngLat);
    if (cluster !== null) {
      camera.setMoved();
      map.easeTo({ center: [...cluster], zoom: map.getZoom() + ZOOM_INTO_CLUSTER, duration: CLUSTER_MS });
      return;
    }
    const mark = under(event);
    if (mark !== null) return options.onPick(mark);
    const { lngLat } = event;
    const grid = gridAt(shading.grids().shapes, lngLat.lng, lngLat.lat);
    options.onPick(grid === null ? null : { kind: "grid", uid: grid });
  });
  map.on("mousemove", (event) => {
    cursor = clusterUnder(event.lngLat) === null && under(event) === null ? "" : "pointer";
    map.getCanvas().style.cursor = cursor;
  });

  return {
    marks,
    parts,
    setGround(features) {
      if (closed) return;
      const data = groundOfFeatures(features, options.language);
      const apply = () => map.getSource<GeoJSONSource>(GROUND_SOURCE)?.setData(data);
      if (map.getSource(GROUND_SOURCE) !== undefined) apply();
      else map.once("styledata", apply);
    },
    setGrids(next) {
      if (!closed) shading.setGrids(next);
    },
    setFill(next) {
      if (!closed) shading.setFill(next);
    },
    setSpots(next) {
      if (closed || next === spots) return;
      spots = next;
      applySpots();
    },
    setPaused(paused) {
      if (!closed) pulse.setPaused(paused);
    },
    setBounds(bounds, padding) {
      if (!closed) camera.setBounds(bounds, padding);
    },
    select(next, animate) {
      if (closed || next === selection) return;
      selection = next;
      marks.setHighlight(next !== null && "lon" in next ? next : null);
      shading.setChosen(next !== null && "grid" in next ? next.grid : null);
      camera.select(next, animate);
    },
    canvasSize: () => [gl.drawingBufferWidth, gl.drawingBufferHeight],
    view() {
      const { lng, lat } = map.getCenter();
      return { center: [lng, lat], zoom: map.getZoom() - zoomShift, moved: camera.moved };
    },
    close() {
      if (closed) return;
      closed = true;
      stopFitting();
      pulse.close();
      marks.close();
      closeParts(parts);
      map.removeControl(overlay);
      map.remove();
    },
  };
}
