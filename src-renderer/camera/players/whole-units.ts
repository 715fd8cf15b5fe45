/**
 * Cuts what comes of FLV and MPEG-TS into whole tags and packets. The demuxer keeps what is left of a chunk in a buffer of
 * megabytes and moves all of that at every chunk; with nothing left over it has nothing to move.
 */

/** Takes bytes in, gives back as many as are whole units; the rest waits for the next. */
export type WholeUnits = (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;

/** How many bytes from `from` on are one unit; null when that cannot be told yet. */
type UnitLength = (bytes: Uint8Array, from: number) => number | null;

const PACKET = 188;

/** An FLV header is followed by 4 bytes of the tag size before; a tag has 11 bytes before its data, and 4 after it. */
const flvUnit: UnitLength = (bytes, from) => {
  const isHeader = bytes[from] === 0x46 && bytes[from + 1] === 0x4c && bytes[from + 2] === 0x56;
  if (isHeader) return bytes.length - from < 9 ? null : headerSize(bytes, from) + 4;
  if (bytes.length - from < 4) return null;
  const data = ((bytes[from + 1] as number) << 16) | ((bytes[from + 2] as number) << 8) | (bytes[from + 3] as number);
  return 11 + data + 4;
};

const headerSize = (bytes: Uint8Array, from: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset + from + 5, 4).getUint32(0);

const UNITS: Readonly<Record<"flv" | "ts", UnitLength>> = { flv: flvUnit, ts: () => PACKET };

export function wholeUnits(kind: "flv" | "ts"): WholeUnits {
  const lengthAt = UNITS[kind];
  let rest: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    const all = joined(rest, bytes);
    let whole = 0;
    while (whole < all.length) {
      const length = lengthAt(all, whole);
      if (length === null || whole + length > all.length) break;
      whole += length;
    }
    rest = all.slice(whole);
    return all.slice(0, whole);
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
