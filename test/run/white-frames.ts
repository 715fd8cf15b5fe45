/** Judges pictures of a dark wall: is it white, or mostly so? Frames come from the browser as it puts them on the screen. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import decode, { init } from "@jsquash/jpeg/decode.js";
import type { CDPSession } from "playwright-core";
import { root } from "./root.ts";

export interface Brightness {
  /** Mean luminance, 0 black to 255 white. */
  readonly mean: number;
  /** Share of pixels that are nearly white. */
  readonly white: number;
}

/** No scene of a dark wall comes near either. */
const MOST_MEAN = 130;
const MOST_WHITE = 0.35;
const NEARLY_WHITE = 225;

/** @param rgba four bytes a pixel */
export function brightnessOf(rgba: ArrayLike<number>): Brightness {
  let [sum, white] = [0, 0];
  const pixels = rgba.length / 4;
  for (let i = 0; i < rgba.length; i += 4) {
    const [r, g, b] = [rgba[i]!, rgba[i + 1]!, rgba[i + 2]!];
    sum += 0.2126 * r + 0.7152 * g + 0.0722 * b;
    if (r > NEARLY_WHITE && g > NEARLY_WHITE && b > NEARLY_WHITE) white++;
  }
  return { mean: pixels === 0 ? 0 : sum / pixels, white: pixels === 0 ? 0 : white / pixels };
}

export const isWhite = ({ mean, white }: Brightness): boolean => mean > MOST_MEAN || white > MOST_WHITE;

let ready: Promise<unknown> | null = null;

/** Decodes a JPEG and judges it. */
export async function judgeJpeg(jpeg: Uint8Array): Promise<Brightness> {
  // The codec hands its pixels over in a class that browsers have and Node has not.
  const holder = globalThis as unknown as { ImageData?: unknown };
  holder.ImageData ??= class {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  };
  ready ??= readFile(join(root, "node_modules/@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"))
    .then((bytes) => WebAssembly.compile(bytes))
    .then((codec) => init(codec));
  await ready;
  const copy = Uint8Array.from(jpeg);
  return brightnessOf((await decode(copy.buffer)).data);
}

export interface FrameWatch {
  /** Frames that were looked at. */
  frames(): number;
  /** The brightest, and every white one in words. */
  brightest(): Brightness;
  white(): readonly string[];
  stop(): Promise<void>;
}

/**
 * Looks at frames of a page as they come on the screen, a small one of each as long as looking keeps up.
 * @param doing what the page is at, for the words of a white frame
 */
export async function watchFrames(devtools: CDPSession, doing: () => string): Promise<FrameWatch> {
  let frames = 0;
  let brightest: Brightness = { mean: 0, white: 0 };
  const white: string[] = [];
  let last = Promise.resolve();
  const onFrame = ({ data, sessionId }: { data: string; sessionId: number }) => {
    const during = doing();
    last = last.then(async () => {
      const found = await judgeJpeg(Buffer.from(data, "base64"));
      frames++;
      if (found.mean > brightest.mean) brightest = found;
      if (isWhite(found) && white.length < 20) {
        white.push(
          `a white frame during ${during}: mean ${found.mean.toFixed(0)}, ${(found.white * 100).toFixed(0)} % white`,
        );
      }
      await devtools.send("Page.screencastFrameAck", { sessionId }).catch(() => {}); // the page may be gone by now
    });
  };
  devtools.on("Page.screencastFrame", onFrame);
  await devtools.send("Page.startScreencast", { format: "jpeg", quality: 40, maxWidth: 320, maxHeight: 180 });
  return {
    frames: () => frames,
    brightest: () => brightest,
    white: () => white,
    async stop() {
      devtools.off("Page.screencastFrame", onFrame);
      await devtools.send("Page.stopScreencast").catch(() => {});
      await last;
    },
  };
}
