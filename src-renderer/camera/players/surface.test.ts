import { beforeEach, describe, expect, test } from "vitest";
import type { FrameTime } from "../age.ts";
import { createVideoPool } from "../pool.ts";
import { openSurface, type VideoSurface } from "./surface.ts";

/** A video element whose buffer and frames the test decides about. */
class FakeVideo extends EventTarget {
  currentTime = 0;
  paused = true;
  seeking = false;
  played = 0;
  muted = false;
  error: { code: number; message: string } | null = null;
  ranges: [number, number][] = [];
  callback: VideoFrameRequestCallback | null = null;
  cancelled = false;
  get buffered() {
    return {
      length: this.ranges.length,
      start: (i: number) => this.ranges[i]![0],
      end: (i: number) => this.ranges[i]![1],
    };
  }
  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    this.callback = callback;
    return 1;
  }
  cancelVideoFrameCallback(): void {
    this.cancelled = true;
  }
  getVideoPlaybackQuality() {
    return { droppedVideoFrames: 3 };
  }
  play(): Promise<void> {
    this.played++;
    return Promise.resolve();
  }
  pause(): void {}
  load(): void {}
  remove(): void {}
  removeAttribute(): void {}
  presents(mediaTime: number, processingDuration?: number): void {
    this.callback?.(0, { mediaTime, processingDuration } as VideoFrameCallbackMetadata);
  }
}

let video: FakeVideo;
let frames: FrameTime[];
let failed: string[];
let surface: VideoSurface;

beforeEach(() => {
  video = new FakeVideo();
  frames = [];
  failed = [];
  surface = openSurface(
    {
      calls: {
        onFrame: (time) => frames.push(time),
        onFailed: (trouble) => failed.push(String(trouble.params["what"])),
      },
      ownAt: (media) => (media > 5 ? 77 : null),
    },
    createVideoPool(() => video as unknown as HTMLVideoElement, 1),
  )!;
});

describe("V19 a player that is behind", () => {
  test.each([
    ["a second behind plays on", 10, 9, 9],
    ["more than that behind jumps to just before the end", 10, 8.9, 9.75],
    ["in front of a stream that does not begin at 0 goes into it", 500, 0, 499.75],
  ])("%s", (_what, end, at, then) => {
    video.ranges = [[end - 5, end]];
    video.currentTime = at;
    surface.toLiveEdge();
    expect(video.currentTime).toBe(then);
  });

  test("of a stream that comes in pieces is given a piece more, so that it plays on to the next one", () => {
    video.ranges = [[5, 10]];
    video.currentTime = 8.1;
    surface.toLiveEdge(1);
    expect(video.currentTime).toBe(8.1);
    video.currentTime = 7.9;
    surface.toLiveEdge(1);
    expect(video.currentTime).toBe(8.75);
  });

  test("jumps into the newest stretch, and not before it", () => {
    video.ranges = [
      [0, 4],
      [9.9, 10],
    ];
    video.currentTime = 3;
    surface.toLiveEdge();
    expect(video.currentTime).toBe(9.9);
  });

  test("waits while it jumps, and while nothing has come", () => {
    surface.toLiveEdge();
    expect(video.currentTime).toBe(0);
    video.ranges = [[0, 10]];
    video.seeking = true;
    surface.toLiveEdge();
    expect(video.currentTime).toBe(0);
  });
});

test("V15 a frame's time is when its bytes came, and what its source says", () => {
  video.ranges = [[0, 4]];
  surface.appended(10_000);
  video.presents(3);
  video.ranges = [[0, 8]];
  surface.appended(14_000);
  video.presents(7.5);
  expect(frames).toEqual([
    { arrivedAt: 9_000, ownAt: null },
    { arrivedAt: 13_500, ownAt: 77 },
  ]);
});

test("V17 a frame that is put on the screen again is no new one", () => {
  video.ranges = [[0, 4]];
  surface.appended(10_000);
  for (const media of [3, 3, 3, 3.1]) video.presents(media);
  expect(frames).toHaveLength(2);
});

test("its work is counted, with the time of decoding where the browser tells", () => {
  expect(surface.work()).toEqual({ frames: 0, dropped: 3, decodeMs: null });
  video.presents(1, 0.004);
  video.presents(2, 0.006);
  expect(surface.work()).toEqual({ frames: 2, dropped: 3, decodeMs: 10 });
});

test("V23 what breaks the decoder is told; an element that was only emptied says nothing", () => {
  video.dispatchEvent(new Event("error"));
  expect(failed).toEqual([]);
  video.error = { code: 3, message: "PIPELINE_ERROR_DECODE" };
  video.dispatchEvent(new Event("error"));
  expect(failed).toEqual(["PIPELINE_ERROR_DECODE"]);
});

test("after its end it tells nothing, and its element is free", () => {
  surface.close();
  surface.close();
  expect(video.cancelled).toBe(true);
  video.error = { code: 3, message: "late" };
  video.dispatchEvent(new Event("error"));
  expect(failed).toEqual([]);
});

test("V22 without an element there is no surface", () => {
  const pool = createVideoPool(() => new FakeVideo() as unknown as HTMLVideoElement, 0);
  expect(openSurface({ calls: { onFrame: () => {}, onFailed: () => {} } }, pool)).toBeNull();
});
