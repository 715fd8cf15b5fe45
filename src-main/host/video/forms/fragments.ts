/**
 * Fragmented MP4 (ISO/IEC 14496-12): cut into its beginning and its fragments. Who joins later needs the beginning, and a
 * fragment whose first picture needs none before it.
 */
import { ascii, joined, MOST_PIECE, notThatForm, Pending, uint32, type Form, type Piece } from "./piece.ts";

/** A sample that needs others before it (flag `sample_is_non_sync_sample`). */
const NOT_SYNC = 0x1_0000;
/** Boxes that may begin such a stream, or stand between fragments. */
const KNOWN = ["ftyp", "moov", "styp", "sidx", "moof", "mdat", "prft", "emsg", "free", "skip", "uuid", "mfra"];

interface Box {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Boxes that lie in another, one after the other. */
function* boxes(bytes: Uint8Array): Generator<Box> {
  for (let at = 0; at + 8 <= bytes.byteLength;) {
    const size = uint32(bytes, at);
    if (size < 8 || at + size > bytes.byteLength) return;
    yield { type: ascii(bytes, at + 4, 4), body: bytes.subarray(at + 8, at + size) };
    at += size;
  }
}

function inside(bytes: Uint8Array, ...path: readonly string[]): Uint8Array | null {
  const [first, ...rest] = path;
  if (first === undefined) return bytes;
  for (const box of boxes(bytes)) if (box.type === first) return inside(box.body, ...rest);
  return null;
}

/** Number of the track that has pictures; null when there is none. @param moov the box's content */
function videoTrack(moov: Uint8Array): number | null {
  for (const { type, body } of boxes(moov)) {
    if (type !== "trak") continue;
    const handler = inside(body, "mdia", "hdlr");
    const header = inside(body, "tkhd");
    if (handler === null || header === null || ascii(handler, 8, 4) !== "vide") continue;
    // Version 1 has longer times before the number.
    return uint32(header, header[0] === 1 ? 20 : 12);
  }
  return null;
}

/** Whether a fragment begins with a picture that needs none before it. @param moof the box's content */
function beginsWithKey(moof: Uint8Array, track: number | null): boolean {
  for (const { type, body } of boxes(moof)) {
    if (type !== "traf") continue;
    const header = inside(body, "tfhd");
    if (header === null || (track !== null && uint32(header, 4) !== track)) continue;
    const run = inside(body, "trun");
    const flags = (run === null ? null : firstSampleFlags(run)) ?? defaultFlags(header);
    // Whoever says nothing leaves it to the default of the track, and begins each fragment with a key picture.
    return flags === null || (flags & NOT_SYNC) === 0;
  }
  return false;
}

function firstSampleFlags(run: Uint8Array): number | null {
  const has = uint32(run, 0) & 0xff_ffff;
  let at = 8 + (has & 1 ? 4 : 0);
  if (has & 4) return uint32(run, at);
  if (!(has & 0x400)) return null;
  at += (has & 0x100 ? 4 : 0) + (has & 0x200 ? 4 : 0);
  return at + 4 <= run.byteLength ? uint32(run, at) : null;
}

function defaultFlags(header: Uint8Array): number | null {
  const has = uint32(header, 0) & 0xff_ffff;
  if (!(has & 0x20)) return null;
  const at = 8 + (has & 1 ? 8 : 0) + (has & 2 ? 4 : 0) + (has & 8 ? 4 : 0) + (has & 16 ? 4 : 0);
  return at + 4 <= header.byteLength ? uint32(header, at) : null;
}

export function fragmentForm(): Form {
  const pending = new Pending();
  /** Boxes of the fragment, or of the beginning, that is not whole yet. */
  let parts: Uint8Array[] = [];
  let size = 0;
  let track: number | null = null;
  let key = false;
  const whole = (head: string, isKey: boolean): Piece => {
    const piece = { bytes: joined(parts), head, key: isKey };
    parts = [];
    size = 0;
    return piece;
  };
  return {
    take(bytes) {
      pending.add(bytes);
      const pieces: Piece[] = [];
      for (;;) {
        if (pending.length < 8) return pieces;
        const length = uint32(pending.view, 0);
        const type = ascii(pending.view, 4, 4);
        if (length < 8 || size + length > MOST_PIECE || !KNOWN.includes(type)) throw notThatForm("fMP4");
        if (pending.length < length) return pieces;
        const box = pending.take(length);
        parts.push(box);
        size += length;
        const body = box.subarray(8);
        if (type === "moov") {
          track = videoTrack(body);
          pieces.push(whole("beginning", false));
        } else if (type === "moof") key = beginsWithKey(body, track);
        else if (type === "mdat") {
          pieces.push(whole("", key));
          key = false;
        }
      }
    },
  };
}
