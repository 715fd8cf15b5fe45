/** Which window of which wall this is, as its address says: `?wall=hall&display=2&region=12,0,12,24`. */
import * as v from "valibot";
import {
  regionSchema,
  WALL_COLUMNS,
  WALL_ROWS,
  wallName,
  WHOLE_WALL,
  type Region,
} from "../../../shared/direction/wall.ts";

export interface WindowPlace {
  /** Null where the address names none: then the wall has its machine's name. */
  readonly wall: string | null;
  /** "1", "2" … within its wall. */
  readonly display: string;
  /** The part of the wall that this window is. */
  readonly region: Region;
  /** Nothing drifts and nothing dims: for pictures that are compared. */
  readonly still: boolean;
  /** This browser was told to give a page pictures of itself without asking anybody. */
  readonly capture: boolean;
}

const displaySchema = v.pipe(v.string(), v.regex(/^\d{1,2}$/));

/** What cannot be read is as if it were not said: a wall with a spoiled address still shows its scene. */
export function placeOf(search: string): WindowPlace {
  const asked = new URLSearchParams(search);
  const wall = v.safeParse(wallName, asked.get("wall"));
  const display = v.safeParse(displaySchema, asked.get("display"));
  const [x, y, w, h] = (asked.get("region") ?? "").split(",").map(Number);
  const region = v.safeParse(regionSchema, { x, y, w, h });
  return {
    wall: wall.success ? wall.output : null,
    display: display.success ? display.output : "1",
    region: region.success ? region.output : WHOLE_WALL,
    still: asked.get("still") === "1",
    capture: asked.get("capture") === "1",
  };
}

/** A machine's name as a wall's name: what a wall's name may not hold becomes "-". */
export function wallOfMachine(machine: string): string {
  return machine.replace(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 40) || "wall";
}

/** How many such windows make up the wall, across and down. */
export const stretchOf = ({ w, h }: Region) => ({ across: WALL_COLUMNS / w, down: WALL_ROWS / h });

/**
 * Where the whole wall lies in a window that shows a part of it, in percent of the window. What lies elsewhere on the wall
 * is cut off by the window's edge, so that all windows together are one picture.
 */
export function wallWithin({ x, y, w, h }: Region): {
  readonly left: string;
  readonly top: string;
  readonly width: string;
  readonly height: string;
} {
  return {
    left: `${(-x / w) * 100}%`,
    top: `${(-y / h) * 100}%`,
    width: `${(WALL_COLUMNS / w) * 100}%`,
    height: `${(WALL_ROWS / h) * 100}%`,
  };
}

/** A region of the wall in percent of the whole wall. */
export function regionWithin({ x, y, w, h }: Region) {
  return {
    left: `${(x / WALL_COLUMNS) * 100}%`,
    top: `${(y / WALL_ROWS) * 100}%`,
    width: `${(w / WALL_COLUMNS) * 100}%`,
    height: `${(h / WALL_ROWS) * 100}%`,
  };
}

/** Whether any of it falls into the window's part. */
export function isSeen(region: Region, window: Region): boolean {
  return (
    region.x < window.x + window.w &&
    window.x < region.x + region.w &&
    region.y < window.y + window.h &&
    window.y < region.y + region.h
  );
}

/**
 * Where the drawer opens in a window: in its own part of the wall, because whoever clicked stands before it. As wide as the
 * scene wants it, moved by whole columns.
 */
export function drawerIn<P extends { readonly x: number; readonly w: number }>(drawer: P, { x, w }: Region): P {
  const width = Math.min(drawer.w, w);
  const at = Math.min(Math.max(drawer.x, x), x + w - width);
  return { ...drawer, x: at, w: width };
}
