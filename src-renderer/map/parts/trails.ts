/** The way a unit has come, and keeping a unit in the middle of the map. */
import { PathLayer } from "@deck.gl/layers";
import type { WholeValues } from "../../../shared/view.ts";
import { stretchesOf, type Stretch } from "../trail.ts";
import type { Part, PartContext } from "./part.ts";

/** Below the arrow of its unit the line is in the hue of movement; what is older is paler. */
const RECENT: [number, number, number, number] = [130, 230, 240, 230];
const OLDER: [number, number, number, number] = [130, 230, 240, 110];
const WIDTH = 2.5;
/** How close the map goes to whom it begins to follow; zoom for a window of 1080 units. */
const FOLLOW_ZOOM = 15.5;
/** The map glides as long as the unit does from one fix to the next, ms. */
const GLIDE_MS = 1_000;

/** Marks the events of movements that following makes. */
const OURS = "following";

export interface TrailPart extends Part {
  set(value: Pick<WholeValues["trail"], "at" | "lon" | "lat"> | null): void;
  /**
   * Keeps a place in the middle; another one glides there. Null lets go. Zooming in and out is no reason to leave.
   * @param onLeft somebody dragged the map away, or it was sent elsewhere: it follows no more
   */
  follow(place: { readonly lon: number; readonly lat: number } | null, onLeft?: () => void): void;
}

export function createTrailPart({ map, unit, zoomShift, beforeId, draw }: PartContext): TrailPart {
  let following = false;
  let left = () => undefined as void;
  const leave = () => {
    if (!following) return;
    following = false;
    left();
  };
  /** A movement that nobody's hand began and that is not ours: the map was sent to a place. */
  const onMove = (event: { readonly originalEvent?: unknown; readonly [OURS]?: true }) => {
    if (event.originalEvent === undefined && event[OURS] !== true) leave();
  };
  map.on("dragstart", leave);
  map.on("movestart", onMove);
  return {
    set(value) {
      const stretches = value === null ? [] : stretchesOf(value);
      if (stretches.length === 0) return draw([]);
      // `beforeId` belongs to the overlay, which the layer's own type does not know of.
      const place = { beforeId } as object;
      draw([
        new PathLayer<Stretch>({
          ...place,
          id: "trail",
          data: stretches,
          getPath: ({ positions }) => positions as number[],
          positionFormat: "XY",
          getColor: ({ recent }) => (recent ? RECENT : OLDER),
          getWidth: WIDTH * unit,
          widthUnits: "pixels",
          capRounded: true,
          jointRounded: true,
          parameters: { depthWriteEnabled: false, depthCompare: "always" },
        }),
      ]);
    },
    follow(place, onLeft = () => undefined) {
      left = onLeft;
      if (place === null) {
        following = false;
        return;
      }
      const zoom = following ? {} : { zoom: Math.max(map.getZoom(), FOLLOW_ZOOM + zoomShift) };
      following = true;
      const center: [number, number] = [place.lon, place.lat];
      map.easeTo({ center, ...zoom, duration: GLIDE_MS, easing: (t) => t }, { [OURS]: true });
    },
    close() {
      map.off("dragstart", leave);
      map.off("movestart", onMove);
    },
  };
}
