/** Shows single JPEGs as they come: of a moving picture each, of stills one every few seconds. */
import type { LaneWord } from "../../../shared/video/lane.ts";
import { formTrouble, type Player, type PlayerNeeds } from "./player.ts";

type Picture = Extract<LaneWord, { is: "picture" }>;

/** Pictures in a row that could not be decoded, after which it is no picture stream. */
const BROKEN_MOST = 3;

/**
 * @param kind of a moving picture each is a frame of its own, whatever is on it; a still that is the same again is the old
 * one, unless its source says that it was taken later
 * @param everyMs least time between two pictures that are decoded, 0 for all
 */
export function playPictures(kind: "mjpeg" | "still", needs: PlayerNeeds, everyMs: () => number): Player {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { alpha: false });
  let decoding = false;
  /** The newest that came while another was being decoded. */
  let next: Picture | null = null;
  let before: Uint8Array | null = null;
  let ownAt: number | null = null;
  let shownAt = Number.NEGATIVE_INFINITY;
  let frames = 0;
  let dropped = 0;
  let decodeMs = 0;
  let broken = 0;
  let closed = false;

  function tell(picture: Picture): void {
    frames++;
    ownAt = picture.ownAt;
    needs.calls.onFrame({ arrivedAt: picture.at, ownAt });
  }

  async function show(picture: Picture): Promise<void> {
    decoding = true;
    const started = needs.clock();
    let bitmap: ImageBitmap | null = null;
    try {
      bitmap = await createImageBitmap(new Blob([picture.bytes as Uint8Array<ArrayBuffer>], { type: picture.type }));
      broken = 0;
    } catch {
      broken++;
    }
    decoding = false;
    if (closed) {
      bitmap?.close();
      return;
    }
    if (bitmap === null) {
      if (broken >= BROKEN_MOST) needs.calls.onFailed(formTrouble(picture.type));
    } else {
      if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
      if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
      context?.drawImage(bitmap, 0, 0);
      bitmap.close();
      decodeMs += needs.clock() - started;
      tell(picture);
    }
    const newest = next;
    next = null;
    if (newest !== null) take(newest);
  }

  function take(picture: Picture): void {
    if (before !== null && !decoding && sameBytes(before, picture.bytes)) {
      // It is on the screen already. Whether a picture that never changes is stuck is judged from the screen.
      if (kind === "mjpeg" || (picture.ownAt !== null && picture.ownAt !== ownAt)) tell(picture);
      return;
    }
    if (needs.clock() - shownAt < everyMs() * 0.9) return;
    if (decoding) {
      if (next !== null) dropped++;
      next = picture;
      return;
    }
    before = picture.bytes;
    shownAt = needs.clock();
    void show(picture);
  }

  return {
    element: canvas,
    hear(word) {
      if (word.is === "picture" && !closed) take(word);
    },
    beat: () => {},
    work: () => ({ frames, dropped, decodeMs }),
    close() {
      closed = true;
      next = null;
      before = null;
      canvas.width = canvas.height = 0;
    },
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false;
  for (let i = 0; i < a.byteLength; i++) if (a[i] !== b[i]) return false;
  return true;
}
