/** Components (部件) in view: a mark each, whose shape tells the state, from street level on. */
import { COMPONENT_STATES, type ComponentState } from "../../../shared/place-kinds.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "../layers/symbol-layer.ts";
import type { Rgb } from "../palette.ts";
import type { Bounds, Pick } from "../props.ts";
import type { At, Part, PartContext } from "./part.ts";

/** From this zoom on, for a window of 1080 units, components are drawn: farther away they would be dust. */
export const NEAR_ZOOM = 15.5;
/** Diameters of marks at that zoom, in u, and how near to one a click must be. */
const SIZE = 7;
const SMALL = 4.5;
const REACH = 8;
const FOR_EVER_AGO = -1e6;

/** How each state looks. What is as it should be is small and quiet; no state is red, which is for what is overdue. */
const LOOKS: Record<ComponentState, { readonly shape: number; readonly size: number; readonly color: Rgb }> = {
  intact: { shape: SHAPE.disc, size: SMALL, color: [122, 146, 176] },
  damaged: { shape: SHAPE.triangle, size: SIZE * 1.25, color: [190, 180, 255] },
  missing: { shape: SHAPE.circle, size: SIZE, color: [232, 240, 250] },
  abandoned: { shape: SHAPE.square, size: SIZE, color: [124, 140, 200] },
  removed: { shape: SHAPE.crossed, size: SIZE, color: [104, 120, 140] },
};

/** Where the map looks. */
export interface ComponentView {
  readonly bounds: Bounds;
  /** Near enough for marks. */
  readonly near: boolean;
}

export interface ComponentPart extends Part {
  set(value: WholeValues["components"] | null): void;
  /** Tells where the map looks, at once and after each move; gives how to stop that. */
  onView(listener: (view: ComponentView) => void): () => void;
}

/** Marks of components, in the order they came in. */
export function arrangeComponents({ uid, lon, lat, state }: WholeValues["components"]): SymbolData {
  const arrays = symbolArrays(uid.length);
  for (let i = 0; i < uid.length; i++) {
    const { shape, size, color } = LOOKS[COMPONENT_STATES[state[i] as number] ?? "intact"];
    arrays.positions[i * 2] = lon[i] as number;
    arrays.positions[i * 2 + 1] = lat[i] as number;
    arrays.colors.set(color, i * 4);
    arrays.colors[i * 4 + 3] = 235;
    arrays.marks[i * 4] = shape;
    arrays.marks[i * 4 + 1] = size;
    arrays.marks[i * 4 + 3] = FOR_EVER_AGO;
  }
  return symbolData(arrays, 0, uid.length);
}

/**
 * The component nearest to a place, null when none is within reach.
 * @param pixelsPerDegree of longitude, at the present zoom
 * @param reach CSS pixels
 */
export function nearestComponent(
  { uid, lon, lat }: Places,
  at: { readonly lng: number; readonly lat: number },
  pixelsPerDegree: number,
  reach: number,
): number | null {
  const upright = pixelsPerDegree / Math.cos((at.lat * Math.PI) / 180);
  let best: number | null = null;
  let least = reach;
  for (let i = 0; i < uid.length; i++) {
    const x = ((lon[i] as number) - at.lng) * pixelsPerDegree;
    if (x > least || x < -least) continue;
    const away = Math.hypot(x, ((lat[i] as number) - at.lat) * upright);
    if (away > least) continue;
    least = away;
    best = uid[i] as number;
  }
  return best;
}

type Places = { readonly [K in "uid" | "lon" | "lat"]: ArrayLike<number> };

export function createComponentPart({ map, unit, zoomShift, beforeId, draw }: PartContext): ComponentPart {
  const listeners = new Set<(view: ComponentView) => void>();
  let shown: WholeValues["components"] | null = null;

  function view(): ComponentView {
    const bounds = map.getBounds();
    return {
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      near: map.getZoom() >= NEAR_ZOOM + zoomShift,
    };
  }
  const onMove = () => {
    const now = view();
    for (const listener of listeners) listener(now);
  };
  map.on("moveend", onMove);

  return {
    set(value) {
      if (value === shown) return;
      shown = value;
      if (value === null || value.uid.length === 0) return draw([]);
      draw([
        new SymbolLayer({
          id: "components",
          data: arrangeComponents(value),
          unit,
          clock: () => 0,
          beforeId,
          zoomScale: [NEAR_ZOOM + zoomShift, 1, 18 + zoomShift, 1.9],
          outline: 0.75,
          parameters: { depthWriteEnabled: false, depthCompare: "always" },
        }),
      ]);
    },
    onView(listener) {
      listeners.add(listener);
      listener(view());
      return () => void listeners.delete(listener);
    },
    pick({ lngLat }: At): Pick {
      if (shown === null) return null;
      const uid = nearestComponent(shown, lngLat, (512 * 2 ** map.getZoom()) / 360, REACH * Math.max(1, unit));
      return uid === null ? null : { kind: "component", uid };
    },
    close() {
      map.off("moveend", onMove);
      listeners.clear();
    },
  };
}
