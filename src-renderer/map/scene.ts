/**
 * One living map: MapLibre, the deck.gl overlay in its layer stack, and the loop that keeps both moving.
 *
 * A scene is thrown away and built again when its graphics context is lost; deck.gl cannot be brought back in place.
 */
import { MapLibreOverlay } from "@deck.gl/maplibre";
import { addProtocol, Map as MapLibre, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import type { RecordOf } from "../../shared/tables.ts";
import type { WholeValues } from "../../shared/view.ts";
import type { Language } from "../../shared/text.ts";
import { framesOnDemand } from "./frames.ts";
import { whenDrawn } from "./graphics.ts";
import { groundOfFeatures, placesOf } from "./ground.ts";
import {
  CODE_SOURCE,
  codeZoom,
  gridColor,
  gridOpacity,
  gridSteps,
  groundOfGrids,
  GRID_SOURCE,
  type GridGround,
} from "./layers/grids.ts";
import type { SymbolLayer } from "./layers/symbol-layer.ts";
import { createMarks, type Marks } from "./marks.ts";
import { nextFrameAfter } from "./pace.ts";
import { gridAt, nearest } from "./pick.ts";
import type { Basemap, Bounds, Padding, Pick, Selection, Shade } from "./props.ts";
import { ABOVE_MARKS, bareStyle, GROUND_SOURCE, PLACE_SOURCE, type StyleOptions } from "./style.ts";
import { featuresStyle } from "./features-style.ts";
import { pmtilesStyle } from "./pmtiles-style.ts";

let prepared = false;

/** Once per window: where MapLibre's worker lies, and how it reads PMTiles. */
function prepare(): void {
  if (prepared) return;
  prepared = true;
  setWorkerUrl(workerUrl);
  addProtocol("pmtiles", new Protocol().tile);
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
}

export interface Scene {
  readonly marks: Marks;
  setGround(features: readonly RecordOf<"features">[]): void;
  setGrids(grids: readonly RecordOf<"grids">[]): void;
  setLoad(load: WholeValues["gridLoad"] | null, shade: Shade): void;
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
/** How far past the opening view one may zoom out, in zoom steps; nearest zoom for a window of 1080 units. */
const ZOOM_OUT = 1.5;
const NEAREST_ZOOM = 19;
/** How close to go to a place, when nobody says. */
const PLACE_ZOOM = 15.5;
const FLIGHT = 400;
const IDLE_STEP = 200;
/** The name deck.gl gives its place among the style's layers. */
const MARKS_GROUP = `deck-maplibre-layer-group-before:${ABOVE_MARKS}`;

const EDGES = ["top", "right", "bottom", "left"] as const;

const easeOut = (t: number) => 1 - (1 - t) ** 3;

function styleOf(basemap: Basemap, options: StyleOptions): StyleSpecification {
  switch (basemap.kind) {
    case "features":
      return featuresStyle(options);
    case "pmtiles":
      return pmtilesStyle(`pmtiles://${new URL(basemap.url, location.href).href}`, options);
    case "none":
      return bareStyle(options);
  }
}

/** Builds the map. Throws when the browser refuses a graphics context. */
export function openScene(options: SceneOptions): Scene {
  prepare();
  const { container, unit, fontFamily } = options;
  const zoomShift = Math.log2(unit);
  let bounds = options.bounds;
  let padding = options.padding;
  let moved = options.view?.moved ?? false;
  let closed = false;
  let loaded = false;
  let shade: Shade = "none";
  let load: WholeValues["gridLoad"] | null = null;
  let steps = new Map<number, number>();
  let grids: GridGround = groundOfGrids([]);
  let selection: Selection | null = null;
  let shown: SymbolLayer[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const map = new MapLibre({
    container,
    style: styleOf(options.basemap, { unit, fontFamily, shade, codeZoom: 24 }),
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
    trackResize: true,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();

  const pixelsPerDegree = () => (512 * 2 ** map.getZoom()) / 360;
  const marks = createMarks({ unit, zoomShift, beforeId: ABOVE_MARKS }, options.hubNow, pixelsPerDegree);
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
  const overlay = new MapLibreOverlay(overlayOptions);
  map.addControl(overlay);
  const gl = map.getCanvas().getContext("webgl2") as WebGL2RenderingContext;

  /** One beat: push changed layers, ask for a frame if something moves, and wait as long as the last frame cost. */
  function step(): void {
    if (closed) return;
    const { layers, moves, again } = marks.step();
    if (layers !== null) shown = layers;
    // While a source is loading the overlay does not find its place among the style's layers, and would stay on top of
    // the labels; so it is told again until it has.
    const homeless = shown.length > 0 && !map.getLayersOrder().includes(MARKS_GROUP) && map.isStyleLoaded();
    if (layers !== null || homeless) {
      overlay.setProps({ layers: [...shown] });
      frames.grant();
    }
    if (layers === null && !moves && !homeless) {
      timer = setTimeout(step, Math.min(IDLE_STEP, again));
      return;
    }
    const asked = performance.now();
    let answered = false;
    const next = () => {
      if (answered || closed) return;
      answered = true;
      clearTimeout(timer);
      const cost = performance.now() - asked;
      timer = setTimeout(step, moves ? Math.max(0, nextFrameAfter(cost) - cost) : IDLE_STEP);
    };
    map.once("render", () => whenDrawn(gl, next));
    map.triggerRepaint();
    // a window nobody can see draws nothing: look again later
    timer = setTimeout(next, 2000);
  }

  /** Zooming out ends a little beyond the whole city. */
  function limitZoom(): void {
    if (bounds === null) return;
    const camera = map.cameraForBounds([...bounds] as [number, number, number, number], { padding });
    if (camera?.zoom !== undefined) map.setMinZoom(Math.max(0, camera.zoom - ZOOM_OUT));
  }

  function fit(animate: boolean): void {
    if (bounds === null) return;
    limitZoom();
    map.fitBounds([...bounds] as [number, number, number, number], {
      padding,
      duration: animate ? FLIGHT : 0,
      easing: easeOut,
      essential: true,
    });
  }

  function applyGrids(): void {
    if (!loaded) return;
    map.getSource<GeoJSONSource>(GRID_SOURCE)?.setData(grids.collection);
    map.getSource<GeoJSONSource>(CODE_SOURCE)?.setData(grids.codes);
    const codes = codeZoom(grids.side, map.getCenter().lat);
    map.setLayerZoomRange("grid-code", Math.min(24, codes + zoomShift), 24);
    map.setPaintProperty("grid-fill", "fill-opacity", gridOpacity(codes, zoomShift));
  }

  function applyLoad(): void {
    if (!loaded) return;
    const next = load === null ? new Map<number, number>() : gridSteps(load, shade);
    for (const uid of steps.keys()) {
      if (!next.has(uid)) map.setFeatureState({ source: GRID_SOURCE, id: uid }, { step: 0 });
    }
    for (const [uid, step] of next) {
      if (steps.get(uid) !== step) map.setFeatureState({ source: GRID_SOURCE, id: uid }, { step });
    }
    steps = next;
  }

  function applySelection(animate: boolean): void {
    if (!loaded) return;
    const place = selection !== null && "lon" in selection ? selection : null;
    const grid = selection !== null && "grid" in selection ? selection.grid : null;
    marks.setHighlight(place);
    map.setFilter("grid-selected", ["==", ["id"], grid ?? -1]);
    const duration = animate ? FLIGHT : 0;
    if (place !== null) {
      const zoom = place.zoom === undefined ? Math.max(map.getZoom(), PLACE_ZOOM + zoomShift) : place.zoom + zoomShift;
      map.easeTo({ center: [place.lon, place.lat], zoom, padding, duration, easing: easeOut, essential: true });
      return;
    }
    const box =
      grid === null ? (selection !== null && "bounds" in selection ? selection.bounds : null) : grids.boxes.get(grid);
    if (box == null) {
      if (selection === null && !moved) fit(animate);
      return;
    }
    const room = Math.min(container.clientWidth, container.clientHeight) * 0.12;
    map.fitBounds([...box] as [number, number, number, number], {
      padding: {
        top: padding.top + room,
        right: padding.right + room,
        bottom: padding.bottom + room,
        left: padding.left + room,
      },
      maxZoom: 16.5 + zoomShift,
      duration,
      easing: easeOut,
      essential: true,
    });
  }

  const under = (lon: number, lat: number) =>
    nearest(marks.pickable(), lon, lat, 512 * 2 ** map.getZoom(), REACH * Math.max(1, unit));

  map.on("load", () => {
    loaded = true;
    if (options.view === null) fit(false);
    else limitZoom();
    applyGrids();
    applyLoad();
    applyShade();
    if (selection !== null) applySelection(false);
    const places = map.getSource<GeoJSONSource>(PLACE_SOURCE);
    if (places !== undefined) places.setData(placesOf(map.querySourceFeatures(GROUND_SOURCE, { sourceLayer: "land" })));
    options.onReady();
    step();
  });
  map.on("webglcontextlost", () => options.onLost());
  map.on("error", ({ error }) => options.onTrouble(error.message));
  map.on("resize", () => {
    frames.grant();
    if (!moved && selection === null) fit(false);
    options.onResize();
  });
  map.on("movestart", (event) => {
    if (event.originalEvent !== undefined) moved = true;
  });
  map.on("click", ({ lngLat }) => {
    const mark = under(lngLat.lng, lngLat.lat);
    if (mark !== null) return options.onPick(mark);
    const grid = gridAt(grids.shapes, lngLat.lng, lngLat.lat);
    options.onPick(grid === null ? null : { kind: "grid", uid: grid });
  });
  map.on("mousemove", ({ lngLat }) => {
    cursor = under(lngLat.lng, lngLat.lat) === null ? "" : "pointer";
    map.getCanvas().style.cursor = cursor;
  });

  function applyShade(): void {
    if (!loaded) return;
    map.setPaintProperty("grid-fill", "fill-color", gridColor(shade));
  }

  return {
    marks,
    setGround(features) {
      const data = groundOfFeatures(features, options.language);
      const apply = () => map.getSource<GeoJSONSource>(GROUND_SOURCE)?.setData(data);
      if (map.getSource(GROUND_SOURCE) !== undefined) apply();
      else map.once("styledata", apply);
    },
    setGrids(next) {
      grids = groundOfGrids(next);
      steps = new Map();
      applyGrids();
      applyLoad();
    },
    setLoad(nextLoad, nextShade) {
      const reshaded = nextShade !== shade;
      load = nextLoad;
      shade = nextShade;
      applyLoad();
      if (reshaded) applyShade();
    },
    setBounds(next, nextPadding) {
      const asBefore = String(next) === String(bounds) && EDGES.every((edge) => nextPadding[edge] === padding[edge]);
      if (asBefore) return;
      bounds = next;
      padding = nextPadding;
      if (!moved && selection === null) fit(false);
    },
    select(next, animate) {
      if (next === selection) return;
      selection = next;
      if (next !== null) moved = false;
      applySelection(animate);
    },
    canvasSize: () => [gl.drawingBufferWidth, gl.drawingBufferHeight],
    view() {
      const { lng, lat } = map.getCenter();
      return { center: [lng, lat], zoom: map.getZoom() - zoomShift, moved };
    },
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(timer);
      map.removeControl(overlay);
      map.remove();
    },
  };
}
