/** Judges what a tile has on the screen, and remembers what stood still, so that it is not taken for live again (V17). */
import type { StreamUse } from "../../shared/video/stream.ts";
import type { FrameTime } from "./age.ts";
import { isNear, watchMotion, type MotionWatch, type PictureState, type Sample } from "./frozen.ts";
import type { TileLane } from "./tile-lane.ts";
import type { TileScreen } from "./tile-screen.ts";

export interface TileJudge {
  /** Whether a lane's new frame is one that may be shown as live: not what stood still, and not what came before. */
  mayShow(lane: TileLane, time: FrameTime): boolean;
  /** This lane is on the screen from now on. */
  shows(): void;
  /** The lane on the screen has a new frame. */
  frame(lane: TileLane, time: FrameTime): void;
  /** What is to be said of it now; looks at the picture when it is time to. Stills are not judged by their picture. */
  state(lane: TileLane): PictureState;
  /** The window was held up, or nobody sees it. */
  heldUp(): void;
}

/** A lane of stills that says nothing for this long is over: three of the longest waits between two. */
const STILL_SILENT_MS = 30_000;
/** Between two looks at a picture that stood still before it may be shown again. */
const COMPARE_MS = 400;
/** Frames that are older than that by this much came after the hub's clock was set back. */
const SET_BACK_MS = 60_000;

/** @param clock monotonic ms */
export function createJudge(screen: Pick<TileScreen, "sample">, clock: () => number): TileJudge {
  /** By rung, what stood still. */
  const stood = new Map<StreamUse, Sample>();
  /** By rung, up to when frames came that then came no more: a new lane may begin with what was sent before. Hub time. */
  const stoppedAt = new Map<StreamUse, number>();
  let motion: MotionWatch | null = null;
  let comparedAt = Number.NEGATIVE_INFINITY;
  let arrivedAt: number | null = null;

  /** True once a picture is another than the one that stood still. */
  function hasChanged({ use, player }: TileLane): boolean {
    const before = stood.get(use);
    if (before === undefined) return true;
    const now = clock();
    if (player === null || now - comparedAt < COMPARE_MS) return false;
    comparedAt = now;
    const sample = screen.sample(player.element);
    if (sample === null || isNear(before, sample)) return false;
    stood.delete(use);
    return true;
  }

  return {
    mayShow(lane, time) {
      const until = stoppedAt.get(lane.use) ?? Number.NEGATIVE_INFINITY;
      if (time.arrivedAt <= until && until - time.arrivedAt < SET_BACK_MS) return false;
      stoppedAt.delete(lane.use);
      return hasChanged(lane);
    },
    shows() {
      motion = watchMotion(clock());
      arrivedAt = null;
    },
    frame({ player }, time) {
      arrivedAt = time.arrivedAt;
      motion?.frame(clock());
      if (player === null || motion === null || !motion.wantsTwin()) return;
      const sample = screen.sample(player.element);
      if (sample !== null) motion.twin(sample);
    },
    state({ kind, player, heardAt, use }) {
      const now = clock();
      if (kind === "still") return now - heardAt >= STILL_SILENT_MS ? "stalled" : "moves";
      if (motion === null || player === null) return "moves";
      if (motion.wants(now)) {
        const sample = screen.sample(player.element);
        if (sample !== null) motion.sampled(sample, now);
      }
      const state = motion.state(now);
      const last = motion.last();
      if (state === "frozen" && last !== null) stood.set(use, last);
      if (state === "stalled" && arrivedAt !== null) stoppedAt.set(use, arrivedAt);
      return state;
    },
    heldUp: () => motion?.heldUp(clock()),
  };
}
