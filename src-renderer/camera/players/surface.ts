/** A video element while one player has it: its frames and their times, its work, and the way to the live edge. */
import { createArrivals, type Arrivals } from "../age.ts";
import { videoPool, type VideoPool } from "../pool.ts";
import { formTrouble, type PlayerCalls, type PlayerWork } from "./player.ts";

/** V19 More than this behind the newest bytes, a player jumps to the live edge: to this much before their end. */
const BEHIND_SECONDS = 1;
const EDGE_SECONDS = 0.25;

export interface VideoSurface {
  readonly video: HTMLVideoElement;
  /** Where in the medium what came ended. */
  readonly arrivals: Arrivals;
  /** Bytes that came at `at` are in the buffer: what is new at its end came then. */
  appended(at: number): void;
  /**
   * Jumps when it is behind.
   * @param pieceSeconds of the medium that come at once; that much more it has to be behind to lack nothing in between
   */
  toLiveEdge(pieceSeconds?: number): void;
  work(): PlayerWork;
  close(): void;
}

export interface SurfaceNeeds {
  readonly calls: PlayerCalls;
  /** When the frame at a place in the medium was taken as its source says, epoch ms; null when it does not say. */
  readonly ownAt?: (media: number) => number | null;
  /** When a frame without arrivals came, hub time, epoch ms; null when nobody knows. */
  readonly cameAt?: (metadata: VideoFrameCallbackMetadata) => number | null;
}

/** Takes an element of the pool; null when all are in use. */
export function openSurface(needs: SurfaceNeeds, pool: VideoPool = videoPool): VideoSurface | null {
  const video = pool.take();
  if (video === null) return null;
  const arrivals = createArrivals();
  let frames = 0;
  let decodeMs: number | null = null;
  let callback = 0;
  let closed = false;
  let newest = Number.NEGATIVE_INFINITY;

  function onFrame(_now: number, metadata: VideoFrameCallbackMetadata): void {
    if (closed) return;
    callback = (video as HTMLVideoElement).requestVideoFrameCallback(onFrame);
    frames++;
    if (metadata.processingDuration !== undefined) decodeMs = (decodeMs ?? 0) + metadata.processingDuration * 1000;
    const arrivedAt = arrivals.arrivedAt(metadata.mediaTime) ?? needs.cameAt?.(metadata) ?? null;
    if (arrivedAt === null || metadata.mediaTime === newest) return;
    newest = metadata.mediaTime;
    needs.calls.onFrame({ arrivedAt, ownAt: needs.ownAt?.(metadata.mediaTime) ?? null });
  }

  /** What broke the decoding is told; that the element was emptied is not. */
  function onError(): void {
    if (closed || video?.error == null) return;
    needs.calls.onFailed(formTrouble(video.error.message || `MediaError ${video.error.code}`));
  }

  callback = video.requestVideoFrameCallback(onFrame);
  video.addEventListener("error", onError);

  return {
    video,
    arrivals,
    appended(at) {
      const end = bufferedEnd(video);
      if (end !== null) arrivals.came(end, at);
    },
    toLiveEdge(pieceSeconds = 0) {
      const end = bufferedEnd(video);
      if (end === null || video.seeking) return;
      const start = video.buffered.start(video.buffered.length - 1);
      // Before the first frame a stream that does not begin at 0 has nothing where the element stands.
      const outside = video.currentTime < start - 0.05;
      if (outside || end - video.currentTime > BEHIND_SECONDS + pieceSeconds) {
        video.currentTime = Math.max(start, end - EDGE_SECONDS - pieceSeconds);
      }
      if (video.paused) void play(video);
    },
    work: () => ({ frames, dropped: video.getVideoPlaybackQuality().droppedVideoFrames, decodeMs }),
    close() {
      if (closed) return;
      closed = true;
      video.cancelVideoFrameCallback(callback);
      video.removeEventListener("error", onError);
      pool.give(video);
    },
  };
}

function bufferedEnd(video: HTMLVideoElement): number | null {
  const { buffered } = video;
  return buffered.length === 0 ? null : buffered.end(buffered.length - 1);
}

/** Muted video may always play; what ends the attempt is that the element was emptied meanwhile. */
export async function play(video: HTMLVideoElement): Promise<void> {
  try {
    await video.play();
  } catch {
    // the next beat tries again
  }
}
