/**
 * What a fragmented MP4 has in it, read from its beginning (ISO/IEC 14496-12 for the boxes, 14496-15 for what names an
 * H.264 or H.265 stream). Enough to tell the browser's decoder which one it needs.
 */

interface Box {
  readonly type: string;
  /** Its content. */
  readonly from: number;
  readonly to: number;
}

/** Boxes in a stretch of bytes; one that does not end in it is left out. */
function* boxes(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (at + 8 <= to) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1) {
      if (at + 16 > to) return;
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    }
    if (size < head || at + size > to) return;
    yield { type: fourLetters(bytes, at + 4), from: at + head, to: at + size };
    at += size;
  }
}

const fourLetters = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

const hex = (value: number): string => value.toString(16).padStart(2, "0").toUpperCase();

function find(bytes: Uint8Array, within: Box, type: string): Box | null {
  for (const box of boxes(bytes, within.from, within.to)) if (box.type === type) return box;
  return null;
}

/**
 * The codecs of all tracks as RFC 6381 writes them, in the order of the tracks.
 * @param bytes from the stream's first byte on
 * @returns null while the `moov` box is not there as a whole; an empty list when it has no track that can be named
 */
export function codecsOf(bytes: Uint8Array): string[] | null {
  let moov: Box | null = null;
  for (const box of boxes(bytes, 0, bytes.length)) if (box.type === "moov") moov = box;
  if (moov === null) return null;
  const codecs: string[] = [];
  for (const track of boxes(bytes, moov.from, moov.to)) {
    if (track.type !== "trak") continue;
    let box: Box | null = track;
    for (const type of ["mdia", "minf", "stbl", "stsd"]) box = box === null ? null : find(bytes, box, type);
    if (box === null) continue;
    // Version, flags and a count stand before the entries.
    for (const entry of boxes(bytes, box.from + 8, box.to)) codecs.push(codecOf(bytes, entry));
  }
  return codecs;
}

/** Bytes of a visual and of an audio sample entry before the boxes in it. */
const VISUAL = 78;
const AUDIO = 28;

function codecOf(bytes: Uint8Array, entry: Box): string {
  switch (entry.type) {
    case "avc1":
    case "avc3": {
      const config = find(bytes, { ...entry, from: entry.from + VISUAL }, "avcC");
      if (config === null) return entry.type;
      return `${entry.type}.${[1, 2, 3].map((i) => hex(bytes[config.from + i] as number)).join("")}`;
    }
    case "hvc1":
    case "hev1": {
      const config = find(bytes, { ...entry, from: entry.from + VISUAL }, "hvcC");
      return config === null ? entry.type : `${entry.type}.${highEfficiency(bytes, config.from)}`;
    }
    case "mp4a":
      return audioObject(bytes, { ...entry, from: entry.from + AUDIO });
    case "Opus":
      return "opus";
    default:
      return entry.type;
  }
}

/** Profile, compatibility, tier with level, and the constraint bytes up to the last that is not 0 (ISO/IEC 14496-15 E.3). */
function highEfficiency(bytes: Uint8Array, at: number): string {
  const first = bytes[at + 1] as number;
  const space = ["", "A", "B", "C"][first >> 6] as string;
  const tier = (first & 0x20) === 0 ? "L" : "H";
  let compatibility = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 13);
  for (let i = 0; i < 32; i++) if ((view.getUint32(2) >>> i) & 1) compatibility |= 1 << (31 - i);
  const constraints = [...bytes.subarray(at + 6, at + 12)];
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    `${space}${first & 0x1f}`,
    (compatibility >>> 0).toString(16).toUpperCase(),
    `${tier}${bytes[at + 12] as number}`,
    ...constraints.map((value) => value.toString(16).toUpperCase()),
  ].join(".");
}

/** `mp4a.40.2`: the object type of the first descriptor, and of AAC which kind it is. */
function audioObject(bytes: Uint8Array, within: Box): string {
  const box = find(bytes, within, "esds");
  if (box === null) return "mp4a.40.2";
  // Descriptors: 3 (stream) has 3 bytes, 4 (decoder) has 13 before the next, 5 is the decoder's own.
  let at = box.from + 4;
  let type = 0;
  while (at < box.to) {
    const tag = bytes[at++] as number;
    let length = 0;
    for (let more = true; more && at < box.to;) {
      const byte = bytes[at++] as number;
      length = (length << 7) | (byte & 0x7f);
      more = (byte & 0x80) !== 0;
    }
    if (tag === 3) at += 3;
    else if (tag === 4) {
      type = bytes[at] as number;
      at += 13;
    } else if (tag === 5) return `mp4a.${type.toString(16)}.${(bytes[at] as number) >> 3}`;
    else at += length;
  }
  return type === 0 || type === 0x40 ? "mp4a.40.2" : `mp4a.${type.toString(16)}`;
}
