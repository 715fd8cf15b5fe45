import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Trouble } from "../../../shared/trouble.ts";
import type { FrameTime } from "../age.ts";
import { playPictures } from "./pictures.ts";

let now = 0;
let frames: FrameTime[] = [];
let failed: Trouble[] = [];
/** Pictures that are being decoded: told to go on by the test. */
let decoding: (() => void)[] = [];
let closedBitmaps = 0;

beforeEach(() => {
  now = 0;
  frames = [];
  failed = [];
  decoding = [];
  closedBitmaps = 0;
  vi.stubGlobal("document", {
    createElement: () => ({ width: 0, height: 0, getContext: () => ({ drawImage: () => {} }) }),
  });
  vi.stubGlobal(
    "createImageBitmap",
    (blob: Blob) =>
      new Promise((resolve, reject) => {
        decoding.push(() =>
          blob.type === "image/jpeg"
            ? resolve({ width: 320, height: 180, close: () => closedBitmaps++ })
            : reject(new Error("no picture")),
        );
      }),
  );
});

afterEach(() => vi.unstubAllGlobals());

const player = (kind: "mjpeg" | "still", everyMs = 0) =>
  playPictures(
    kind,
    {
      lane: { want: () => {}, offer: () => {} },
      calls: { onFrame: (time) => frames.push(time), onFailed: (trouble) => failed.push(trouble) },
      hubNow: () => null,
      clock: () => now,
    },
    () => everyMs,
  );

const picture = (id: number, type = "image/jpeg", ownAt: number | null = null) =>
  ({ is: "picture", bytes: Uint8Array.of(1, 2, id), type, at: 5_000 + now, ownAt }) as const;

async function decoded(): Promise<void> {
  decoding.shift()?.();
  await new Promise((resolve) => setTimeout(resolve));
}

test("each still is a frame; the same one again is none, so that its age goes on", async () => {
  const shown = player("still");
  shown.hear(picture(1));
  await decoded();
  now = 2_000;
  shown.hear(picture(1));
  expect(decoding).toEqual([]);
  shown.hear(picture(2));
  await decoded();
  expect(frames).toEqual([
    { arrivedAt: 5_000, ownAt: null },
    { arrivedAt: 7_000, ownAt: null },
  ]);
  expect(closedBitmaps).toBe(2);
});

test("the same still is a new one where its source says that it was taken later", async () => {
  const shown = player("still");
  shown.hear(picture(1, "image/jpeg", 4_000));
  await decoded();
  for (const ownAt of [4_000, 6_000]) shown.hear(picture(1, "image/jpeg", ownAt));
  expect(frames.map((frame) => frame.ownAt)).toEqual([4_000, 6_000]);
});

test("V17 of a moving picture the same one again is a frame that came, and is not decoded again", async () => {
  const shown = player("mjpeg");
  shown.hear(picture(1));
  await decoded();
  now = 500;
  shown.hear(picture(1));
  expect(frames.map((frame) => frame.arrivedAt)).toEqual([5_000, 5_500]);
  expect(closedBitmaps).toBe(1);
});

test("of pictures that come while one is decoded the newest is shown, and the others are counted", async () => {
  const shown = player("mjpeg");
  for (const id of [1, 2, 3, 4]) {
    now += 10;
    shown.hear(picture(id));
  }
  await decoded();
  await decoded();
  expect(frames.map((frame) => frame.arrivedAt)).toEqual([5_010, 5_040]);
  expect(shown.work()).toMatchObject({ frames: 2, dropped: 2 });
});

test("stills are decoded no more often than they are wanted", async () => {
  const shown = player("still", 10_000);
  for (let id = 1; id <= 20; id++) {
    shown.hear(picture(id));
    await decoded();
    now += 2_000;
  }
  expect(frames).toHaveLength(4);
});

test("what is no picture three times in a row has failed; once is nothing", async () => {
  const shown = player("mjpeg");
  for (const type of ["text/html", "image/jpeg", "text/html", "text/html"]) {
    shown.hear(picture(frames.length * 10 + decoding.length + now++, type));
    await decoded();
    expect(failed).toEqual([]);
  }
  shown.hear(picture(99, "text/html"));
  await decoded();
  expect(failed).toEqual([{ code: "streamForm", params: { what: "text/html" } }]);
});

test("after its end it tells nothing and keeps no bitmap", async () => {
  const shown = player("mjpeg");
  shown.hear(picture(1));
  shown.close();
  await decoded();
  expect(frames).toEqual([]);
  expect(closedBitmaps).toBe(1);
});
