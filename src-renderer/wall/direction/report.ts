/** What a window tells of itself each second (rule X55). Pure. */
import { MOST_PUSHES, type WindowReport } from "../../../shared/direction/wall.ts";
import type { Freshness } from "../../kit/freshness.ts";
import { isSeen } from "./place.ts";
import type { Measured } from "./measure.ts";
import type { Direction } from "./use-direction.ts";

export interface Reported {
  readonly direction: Pick<Direction, "display" | "region" | "shown">;
  readonly wall: string;
  readonly shownAt: number;
  /** What is truly drawn. */
  readonly scene: string;
  readonly measured: Measured;
  readonly frames: number;
  readonly freshness: Pick<Freshness, "state" | "dataAt">;
  readonly replaying: boolean;
  readonly exercise: boolean;
  /** Why there is no picture; "" while there is one. */
  readonly noPicture: string;
}

/** Times it was brought back after a crash are known to whoever brings it back. */
export function reportOf(said: Reported): WindowReport {
  const { direction, wall, shownAt, scene, measured, frames, freshness, replaying, exercise, noPicture } = said;
  const { display, region, shown } = direction;
  const { width, height, canvasWidth, canvasHeight, ratio, heapMb, gpu } = measured;
  return {
    ...{ wall, display, region, scene, shownAt, replaying, exercise, frames, heapMb, gpu },
    ...{ width, height, canvasWidth, canvasHeight, ratio: Math.min(16, ratio) },
    rev: shown?.rev ?? 0,
    pushes: (shown?.pushes ?? [])
      .filter((push) => isSeen(push.region, region))
      .map(({ id }) => id)
      .slice(0, MOST_PUSHES),
    dataAt: freshness.dataAt,
    freshness: freshness.state,
    crashes: 0,
    crashedAt: null,
    ...(noPicture === "" ? {} : { noPicture }),
  };
}

/** From the frame of a switch until a picture of it can have come: one that comes sooner was taken before, ms. */
const ON_ITS_WAY_MS = 120;
/** After so long without a new picture nothing has moved, and the last one is what is on the screen, ms. */
const STILL_MS = 1_500;

/**
 * Whether a picture that came at `cameAt` is of what has been on the screen since `switchedAt`, at `now`; all monotonic ms. An
 * older one would be told as a picture of what it does not show.
 */
export const isOfNow = (cameAt: number, switchedAt: number, now: number): boolean =>
  cameAt >= switchedAt + ON_ITS_WAY_MS || now - switchedAt >= STILL_MS;
