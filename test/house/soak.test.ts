/** What the soak judges by, without a browser. */
import encode, { init } from "@jsquash/jpeg/encode.js";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { growthOf, type Sample } from "../run/growth.ts";
import { root } from "../run/root.ts";
import { brightnessOf, isWhite, judgeJpeg } from "../run/white-frames.ts";

const sample = (heap: number, gpu: number | null = 100e6): Sample => ({
  heap,
  nodes: 5_000,
  listeners: 300,
  gpu,
  gpuProcess: gpu,
});

test("X87 growth of more than a twentieth is told, noise and what is not known are not", () => {
  const flat = Array.from({ length: 30 }, (_, i) => sample(100e6 + (i % 5) * 1e6));
  expect(growthOf(flat, "heap", 0.05)).toMatchObject({ much: false });
  const leak = Array.from({ length: 30 }, (_, i) => sample(100e6 + i * 0.4e6));
  expect(growthOf(leak, "heap", 0.05)?.much).toBe(true);
  expect(growthOf(leak, "heap", 0.05)?.share).toBeCloseTo(0.08, 2);
  const shrinks = leak.toReversed();
  expect(growthOf(shrinks, "heap", 0.05)?.much).toBe(false);
  expect(growthOf([sample(1, null), sample(1, null)], "gpu", 0.05)).toBeNull();
  // What comes and goes at the end is no growth.
  expect(growthOf([...flat, sample(300e6)], "heap", 0.05)).toMatchObject({ much: false });
});

test("X89 a white frame is told from a dark scene with white letters", async () => {
  const side = 64;
  const frame = (colour: (i: number) => number) =>
    Uint8ClampedArray.from({ length: side * side * 4 }, (_, i) => (i % 4 === 3 ? 255 : colour(i >> 2)));
  const white = frame(() => 255);
  const dark = frame((i) => (i % 12 === 0 ? 240 : 20));
  expect(isWhite(brightnessOf(white))).toBe(true);
  expect(isWhite(brightnessOf(frame((i) => (i % 2 === 0 ? 250 : 10))))).toBe(true);
  expect(isWhite(brightnessOf(dark))).toBe(false);
  // The same through the browser's format.
  await init(
    await WebAssembly.compile(await readFile(join(root, "node_modules/@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm"))),
  );
  const jpeg = async (data: Uint8ClampedArray) =>
    judgeJpeg(new Uint8Array(await encode({ data, width: side, height: side, colorSpace: "srgb" } as ImageData)));
  expect((await jpeg(white)).mean).toBeGreaterThan(250);
  expect(isWhite(await jpeg(dark))).toBe(false);
});
