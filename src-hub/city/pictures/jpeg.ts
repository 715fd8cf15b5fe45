/** Pixels packed as JPEG, by MozJPEG as WebAssembly (docs/decisions/0036-jpeg-in-the-hub.md). */
import { readFile } from "node:fs/promises";
import encode, { init } from "@jsquash/jpeg/encode.js";
import type { Raster } from "./raster.ts";

/** Where the codec lies, in a checkout and in the packed app alike. */
const CODEC = new URL("../../../node_modules/@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm", import.meta.url);
/**
 * What makes it quick: no second look for smaller files. Only the codes are counted out for each picture: with the
 * codec's ready-made ones every tenth picture cannot be decoded from somewhere in its middle on.
 */
const QUICK = {
  quality: 62,
  baseline: true,
  progressive: false,
  optimize_coding: true,
  trellis_multipass: false,
  trellis_opt_zero: false,
  trellis_opt_table: false,
} as const;

let ready: Promise<void> | null = null;

async function load(): Promise<void> {
  const codec = await WebAssembly.compile(await readFile(CODEC));
  await init({
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(codec, imports);
      done(instance);
      return instance.exports;
    },
  });
}

export async function jpegOf({ width, height, pixels }: Raster): Promise<Uint8Array> {
  await (ready ??= load());
  const data = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return new Uint8Array(await encode({ data, width, height }, QUICK));
}
