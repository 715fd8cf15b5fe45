/** 抓拍: the frame that a tile shows, as a JPEG small enough for the line to the hub, with its hash. */
import { useSyncExternalStore } from "react";
import type { CameraLine } from "../../shared/view.ts";
import { store } from "../link/store.ts";
import { sha256Of } from "./sha256.ts";
import type { TileFrame, TileHandle } from "./tile-props.ts";

/** Bytes of a picture at most; as base64 it stays below what a request may bring. */
export const MOST_BYTES = 270_000;

export interface Snapshot {
  readonly camera: CameraLine;
  /** When the frame was taken, hub time, epoch ms. */
  readonly at: number;
  /** Of the picture as it is sent. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  /** Where the tile is on the screen, CSS pixels; the draft opens over it. */
  readonly over: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

/** Scale and quality, best first. */
const ATTEMPTS = [
  [1, 0.9],
  [1, 0.75],
  [1, 0.6],
  [0.7, 0.7],
  [0.5, 0.7],
  [0.35, 0.6],
  [0.2, 0.5],
] as const;

type Encode = (width: number, height: number, quality: number) => Promise<Uint8Array<ArrayBuffer>>;

/** The best JPEG that fits (V35); null when even the smallest does not. */
export async function fitting(
  { width, height }: { readonly width: number; readonly height: number },
  encode: Encode,
  most = MOST_BYTES,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly width: number; readonly height: number } | null> {
  for (const [scale, quality] of ATTEMPTS) {
    const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const bytes = await encode(w, h, quality);
    if (bytes.byteLength <= most) return { bytes, width: w, height: h };
  }
  return null;
}

/** @throws when the browser cannot encode, which all that show video can */
const encoderOf =
  ({ bitmap }: TileFrame): Encode =>
  async (width, height, quality) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no drawing context");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
    return new Uint8Array(await blob.arrayBuffer());
  };

/** A tile that is there: whose it is, where, and how its frame is taken. */
export interface SnappedTile {
  readonly line: CameraLine;
  readonly element: Element;
  readonly handle: TileHandle;
}

const tiles = new Map<number, SnappedTile>();
const taken = store<Snapshot | null>(null);

/** A tile is there, or is gone. */
export function keepTile(tile: SnappedTile, there: boolean): void {
  const { uid } = tile.line;
  if (there) tiles.set(uid, tile);
  else if (tiles.get(uid)?.handle === tile.handle) tiles.delete(uid);
}

/** The camera of this uid has a tile now. */
export const hasTile = (camera: number): boolean => tiles.has(camera);

/**
 * Takes the frame that a camera's tile shows and opens the draft over it.
 * @returns the camera without a picture to take; null when all is well
 */
export async function takeSnapshot(uid: number): Promise<CameraLine | null> {
  const tile = tiles.get(uid);
  if (tile === undefined) return null;
  const { line: camera, element, handle } = tile;
  const frame = await handle.frame();
  if (frame === null) return camera;
  try {
    const picture = await fitting(frame, encoderOf(frame));
    if (picture === null) return camera;
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = { left, top, width, height };
    taken.set({ camera, at: Math.round(frame.at), over, ...picture, sha256: await sha256Of(picture.bytes) });
    return null;
  } finally {
    frame.bitmap.close();
  }
}

/** The snapshot whose draft is open, and how to close it. */
export const useSnapshot = (): Snapshot | null => useSyncExternalStore(taken.subscribe, taken.get, taken.get);
export const closeSnapshot = (): void => taken.set(null);
