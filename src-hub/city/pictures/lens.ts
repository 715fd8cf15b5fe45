/** Where a point of the street falls in the picture: a camera on a pole that can be turned and zoomed. Pure. */
import type { Corner } from "./raster.ts";

/** Metres: to the right of the street's middle, up, and along the street away from the camera. */
export type Point3 = readonly [x: number, y: number, z: number];

/** How the camera is turned: degrees right and up of its first look, and how many times closer. */
export interface Pose {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

export const HOME: Pose = { pan: 0, tilt: 0, zoom: 1 };
/** How a camera hangs: metres above the street and to the right of its middle, degrees turned, and how wide it sees. */
export interface Mount {
  readonly pole: number;
  readonly aside: number;
  readonly pan: number;
  readonly tilt: number;
  /** Focus in widths of the picture. */
  readonly focus: number;
}

/** Nothing is drawn closer than this, m. */
const NEAR = 1.5;
const RADIAN = Math.PI / 180;

export interface Lens {
  readonly horizon: number;
  /** Corners of a flat shape in the picture; none when all of it lies behind the camera. */
  shape(points: readonly Point3[]): Corner[];
  /** Pixels a metre at a distance along the look. */
  scale(point: Point3): number;
}

export function lensOf(width: number, height: number, pose: Pose, mount: Mount): Lens {
  const focus = width * mount.focus * pose.zoom;
  const [pan, tilt] = [(pose.pan + mount.pan) * RADIAN, (pose.tilt + mount.tilt) * RADIAN];
  const horizon = height * 0.36 + Math.tan(tilt) * focus;
  const [cos, sin] = [Math.cos(pan), Math.sin(pan)];
  const turned = ([x, y, z]: Point3): Point3 => {
    const beside = x - mount.aside;
    return [beside * cos - z * sin, y, beside * sin + z * cos];
  };
  const seen = ([x, y, z]: Point3): Corner => [width / 2 + (focus * x) / z, horizon + (focus * (mount.pole - y)) / z];
  return {
    horizon,
    shape: (points) => ahead(points.map(turned)).map(seen),
    scale: (point) => focus / Math.max(NEAR, turned(point)[2]),
  };
}

/** What of a flat shape lies before the camera (Sutherland–Hodgman against one plane). */
function ahead(points: readonly Point3[]): Point3[] {
  const kept: Point3[] = [];
  points.forEach((point, i) => {
    const next = points[(i + 1) % points.length] as Point3;
    const [here, there] = [point[2] >= NEAR, next[2] >= NEAR];
    if (here) kept.push(point);
    if (here === there) return;
    const share = (NEAR - point[2]) / (next[2] - point[2]);
    kept.push([point[0] + (next[0] - point[0]) * share, point[1] + (next[1] - point[1]) * share, NEAR]);
  });
  return kept;
}
