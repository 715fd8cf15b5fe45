/** One camera of the demonstration city: how it is turned, and its picture of a moment. Pure but for what it keeps. */
import { HOME, type Pose } from "./lens.ts";
import { daylight, paintGround, paintMoment } from "./paint.ts";
import type { Raster } from "./raster.ts";
import { streetOf, type Street } from "./street.ts";

export interface Speeds {
  /** −1 to 1 each: right, up, closer. */
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

export const STILL: Speeds = { pan: 0, tilt: 0, zoom: 0 };
/** Degrees and times a second at full speed. */
const PAN_SPEED = 30;
const TILT_SPEED = 12;
const ZOOM_SPEED = 1.8;
const MOST = { pan: 70, tilt: 12, zoom: 6 };
/** Light is told apart in so many steps: what stands still is painted anew when the step is another. */
const LIGHT_STEPS = 40;

/** Where a camera of the city looks at each of its presets, by number; the first is its home. */
export const PRESETS: readonly { readonly name: string; readonly pose: Pose }[] = [
  { name: "全景", pose: HOME },
  { name: "路口", pose: { pan: 0, tilt: -1, zoom: 2.2 } },
  { name: "左侧人行道", pose: { pan: -22, tilt: -2, zoom: 1.6 } },
  { name: "右侧人行道", pose: { pan: 22, tilt: -2, zoom: 1.6 } },
];

export interface PictureCamera {
  /** Its picture at hub time `at` (epoch ms), after `seconds` of the street's own motion. */
  frame(width: number, height: number, at: number, seconds: number): Raster;
  /** Turns from now on; all 0 stops. */
  turn(speeds: Speeds, seconds: number): void;
  /** False when there is no such preset. */
  preset(number: number): boolean;
}

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Where it looks after turning for so long. */
export function turned({ pan, tilt, zoom }: Pose, speeds: Speeds, seconds: number): Pose {
  // Closer in, the same speed goes slower, as it does on a real dome.
  return {
    pan: within(pan + (speeds.pan * PAN_SPEED * seconds) / zoom, -MOST.pan, MOST.pan),
    tilt: within(tilt + (speeds.tilt * TILT_SPEED * seconds) / zoom, -MOST.tilt, MOST.tilt),
    zoom: within(zoom * ZOOM_SPEED ** (speeds.zoom * seconds), 1, MOST.zoom),
  };
}

/** @param id as in the register, "camera-7" */
export function pictureCamera(seed: number, id: string): PictureCamera {
  const street: Street = streetOf(seed, id);
  const label = `CAM ${id.replace(/\D+/g, "")}`;
  /** What stands still, by the size of the picture, with what it was painted for. */
  const grounds = new Map<string, { readonly key: string; readonly raster: Raster }>();
  let pose = HOME;
  let speeds = STILL;
  let since = 0;

  function now(seconds: number): Pose {
    if (speeds !== STILL) pose = turned(pose, speeds, Math.max(0, seconds - since));
    since = seconds;
    return pose;
  }

  function groundOf(width: number, height: number, light: number): Raster {
    const size = `${width}×${height}`;
    const step = Math.round(light * LIGHT_STEPS) / LIGHT_STEPS;
    const key = JSON.stringify([pose, step]);
    let known = grounds.get(size);
    if (known?.key !== key) {
      known = { key, raster: paintGround(street, width, height, pose, step) };
      grounds.set(size, known);
    }
    return known.raster;
  }

  return {
    frame(width, height, at, seconds) {
      const looks = now(seconds);
      const light = daylight(at);
      const raster = { width, height, pixels: groundOf(width, height, light).pixels.slice() };
      paintMoment(raster, street, looks, { at, seconds, label, light });
      return raster;
    },
    turn(next, seconds) {
      now(seconds);
      speeds = next.pan === 0 && next.tilt === 0 && next.zoom === 0 ? STILL : next;
    },
    preset(number) {
      const found = PRESETS[number - 1];
      if (found === undefined) return false;
      pose = found.pose;
      speeds = STILL;
      return true;
    },
  };
}
