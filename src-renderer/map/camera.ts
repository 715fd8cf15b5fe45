/** Where the map looks: on the whole city until something is chosen or somebody moves it. */
import type { Map as MapLibre } from "maplibre-gl";
import type { Bounds, Padding, Selection } from "./props.ts";

/** How far past the opening view one may zoom out, in zoom steps. */
const ZOOM_OUT = 1.5;
/** How close to go to a place, when nobody says, and to a box at most. */
const PLACE_ZOOM = 15.5;
const BOX_ZOOM = 16.5;
const FLIGHT = 400;
/** Share of the map's smaller side kept free around a chosen box. */
const ROOM = 0.12;

const EDGES = ["top", "right", "bottom", "left"] as const;

const easeOut = (t: number) => 1 - (1 - t) ** 3;

type Box = [number, number, number, number];

export interface Camera {
  readonly moved: boolean;
  /** Somebody moved the map by hand. */
  setMoved(): void;
  /** The map's first look, once it has loaded. */
  begin(atHome: boolean): void;
  /** The map has another size. */
  resized(): void;
  setBounds(bounds: Bounds | null, padding: Padding): void;
  /** @param boxOfGrid the box of a grid by its uid. */
  select(selection: Selection | null, animate: boolean): void;
  /** Goes to what is selected; again when what it needs has come. */
  apply(animate: boolean): void;
}

/** @param zoomShift log2 of the pixel unit. */
export function createCamera(
  map: MapLibre,
  zoomShift: number,
  opening: { readonly bounds: Bounds | null; readonly padding: Padding; readonly moved: boolean },
  boxOfGrid: (uid: number) => Bounds | undefined,
): Camera {
  let { bounds, padding, moved } = opening;
  let selection: Selection | null = null;
  let loaded = false;

  /** Zooming out ends a little beyond the whole city. */
  function limitZoom(): void {
    if (bounds === null) return;
    const camera = map.cameraForBounds([...bounds] as Box, { padding });
    if (camera?.zoom !== undefined) map.setMinZoom(Math.max(0, camera.zoom - ZOOM_OUT));
  }

  function fit(animate: boolean): void {
    if (bounds === null) return;
    limitZoom();
    map.fitBounds([...bounds] as Box, {
      padding,
      duration: animate ? FLIGHT : 0,
      easing: easeOut,
      essential: true,
    });
  }

  function boxOf(chosen: Selection | null): Bounds | undefined {
    if (chosen === null || "lon" in chosen) return undefined;
    return "grid" in chosen ? boxOfGrid(chosen.grid) : chosen.bounds;
  }

  function apply(animate: boolean): void {
    if (!loaded) return;
    const duration = animate ? FLIGHT : 0;
    if (selection !== null && "lon" in selection) {
      const { lon, lat, zoom } = selection;
      const to = zoom === undefined ? Math.max(map.getZoom(), PLACE_ZOOM + zoomShift) : zoom + zoomShift;
      map.easeTo({ center: [lon, lat], zoom: to, padding, duration, easing: easeOut, essential: true });
      return;
    }
    const box = boxOf(selection);
    if (box === undefined) {
      if (selection === null && !moved) fit(animate);
      return;
    }
    const { clientWidth, clientHeight } = map.getContainer();
    const room = Math.min(clientWidth, clientHeight) * ROOM;
    map.fitBounds([...box] as Box, {
      padding: {
        top: padding.top + room,
        right: padding.right + room,
        bottom: padding.bottom + room,
        left: padding.left + room,
      },
      maxZoom: BOX_ZOOM + zoomShift,
      duration,
      easing: easeOut,
      essential: true,
    });
  }

  return {
    get moved() {
      return moved;
    },
    setMoved() {
      moved = true;
    },
    begin(atHome) {
      loaded = true;
      if (atHome) fit(false);
      else limitZoom();
      if (selection !== null) apply(false);
    },
    resized() {
      if (!moved && selection === null) fit(false);
    },
    setBounds(next, nextPadding) {
      const asBefore = String(next) === String(bounds) && EDGES.every((edge) => nextPadding[edge] === padding[edge]);
      if (asBefore) return;
      bounds = next;
      padding = nextPadding;
      if (!moved && selection === null) fit(false);
    },
    select(next, animate) {
      selection = next;
      if (next !== null) moved = false;
      apply(animate);
    },
    apply,
  };
}
