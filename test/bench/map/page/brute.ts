/** What lies at a place, by asking every case in double precision: what the map's own answer is held against. */
import type { PointBuffers } from "../../../../src-renderer/map/buffers.ts";
import { ALONE_AT_MOST, cellOf } from "../../../../src-renderer/map/clusters.ts";
import { radiusOf } from "../../../../src-renderer/map/clusters-look.ts";
import { mercator } from "../../../../src-renderer/map/mercator.ts";
import { lightOf } from "./objects.ts";

/** The width of the plane that cells are cut from. */
const PLANE = 512;
/** How far from its cell's middle a cluster may lie, in cells. */
const OFF_CENTRE = 0.15;
const OVERDUE = 3;
/** Two marks so near to equally good are both right, and a place so near to a cluster's edge is left out, pixels. */
const EDGE = 0.5;

export interface Crowd {
  /** Clusters, three numbers each: x and y on the plane, and radius in pixels. */
  readonly clusters: readonly (readonly [x: number, y: number, radius: number])[];
  /** Slots that are marks of their own. */
  readonly alone: readonly number[];
}

/** Every case on the plane, two numbers each. */
export function planeOf(points: PointBuffers): Float64Array {
  const plane = new Float64Array(points.length * 2);
  for (let slot = 0; slot < points.length; slot++) {
    const [x, y] = mercator(points.lon[slot] as number, points.lat[slot] as number);
    plane[slot * 2] = x * PLANE;
    plane[slot * 2 + 1] = (1 - y) * PLANE;
  }
  return plane;
}

/** Divides all cases by cells of a level. Cells are counted from the first case. */
export function crowdOf(plane: Float64Array, level: number): Crowd {
  const side = cellOf(level);
  const [originX, originY] = [plane[0] as number, plane[1] as number];
  const cells = new Map<string, number[]>();
  for (let slot = 0; slot < plane.length / 2; slot++) {
    const x = Math.floor(((plane[slot * 2] as number) - originX) / side);
    const y = Math.floor(((plane[slot * 2 + 1] as number) - originY) / side);
    const key = `${x},${y}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [slot]);
    else cell.push(slot);
  }
  const clusters: Crowd["clusters"][number][] = [];
  const alone: number[] = [];
  for (const [key, slots] of cells) {
    if (slots.length <= ALONE_AT_MOST) {
      alone.push(...slots);
      continue;
    }
    const middle = (axis: 0 | 1, origin: number) => {
      const first = Number(key.split(",")[axis]);
      const mean = slots.reduce((sum, slot) => sum + (plane[slot * 2 + axis] as number), 0) / slots.length;
      const inCells = (mean - origin) / side;
      return origin + side * Math.max(first + 0.5 - OFF_CENTRE, Math.min(first + 0.5 + OFF_CENTRE, inCells));
    };
    clusters.push([middle(0, originX), middle(1, originY), radiusOf(slots.length)]);
  }
  return { clusters, alone };
}

/**
 * Whether an answer is right at a place: `cluster`, the uid of a case, or null for nothing.
 * @param crowd null where every case is a mark; @param scale pixels for one unit of the plane; @param reach in pixels.
 */
export function isRight(
  answer: "cluster" | number | null,
  at: readonly [lon: number, lat: number],
  points: PointBuffers,
  plane: Float64Array,
  crowd: Crowd | null,
  scale: number,
  reach: number,
  now: number,
): boolean {
  const [fromWest, fromNorth] = mercator(...at);
  const [x, y] = [fromWest * PLANE, (1 - fromNorth) * PLANE];
  const outside = Math.min(
    Infinity,
    ...(crowd?.clusters ?? []).map(([cx, cy, radius]) => Math.hypot(cx - x, cy - y) * scale - radius),
  );
  if (Math.abs(outside) < EDGE) return true;
  if (outside < 0 || answer === "cluster") return outside < 0 && answer === "cluster";
  let [best, own] = [Infinity, Infinity];
  const most = (reach + EDGE) / scale;
  const look = (slot: number) => {
    const dx = (plane[slot * 2] as number) - x;
    if (dx > most || dx < -most) return;
    const distance = Math.hypot(dx, (plane[slot * 2 + 1] as number) - y) * scale;
    if (distance > reach + EDGE) return;
    const [state, deadline, dispatchedAt] = [points.state[slot], points.deadline[slot], points.dispatchedAt[slot]];
    const light = lightOf(
      { state: state as number, deadline: deadline as number, dispatchedAt: dispatchedAt as number },
      now,
    );
    const weighted = distance + (OVERDUE - light) * 2;
    if (distance < reach - EDGE) best = Math.min(best, weighted);
    if (points.uid[slot] === answer) own = weighted;
  };
  if (crowd !== null) crowd.alone.forEach(look);
  else for (let slot = 0; slot < points.length; slot++) look(slot);
  return answer === null ? best === Infinity : own <= best + EDGE;
}
