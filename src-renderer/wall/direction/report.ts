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
