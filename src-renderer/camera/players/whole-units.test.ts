import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeUnits } from "./whole-units.ts";

/** An FLV file: its header, and tags of these lengths. */
function flv(lengths: readonly number[]): Uint8Array {
  const bytes = [0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0];
  for (const length of lengths) {
    bytes.push(9, length >> 16, (length >> 8) & 255, length & 255, 0, 0, 0, 0, 0, 0, 0);
    for (let i = 0; i < length + 4; i++) bytes.push(i & 255);
  }
  return Uint8Array.from(bytes);
}

/** Feeds `bytes` in chunks of the sizes given, over and over; what came out of each. */
function fed(kind: "flv" | "ts", bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const cut = wholeUnits(kind);
  const out: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    out.push(cut(bytes.subarray(at, at + size)));
    at += size;
  }
  return out;
}

const chunks = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 });

test("FLV comes out in whole tags, every byte of it, however it was cut", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 6 }), chunks, (lengths, sizes) => {
      const bytes = flv(lengths);
      const ends = new Set([0, 13]);
      for (let at = 13, i = 0; i < lengths.length; i++) ends.add((at += 15 + lengths[i]!));
      let total = 0;
      const out = fed("flv", bytes, sizes);
      for (const part of out) expect(ends.has((total += part.length))).toBe(true);
      expect(Buffer.concat(out).equals(Buffer.from(bytes))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("a tag of more than 64 KiB is one tag", () => {
  expect(fed("flv", flv([300_000]), [65_536]).map((part) => part.length)).toEqual([13, 0, 0, 0, 300_015]);
});

test("MPEG-TS comes out in whole packets", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), chunks, (packets, sizes) => {
      const bytes = new Uint8Array(packets * 188).map((_, i) => i % 251);
      const out = fed("ts", bytes, sizes);
      for (const part of out) expect(part.length % 188).toBe(0);
      expect(Buffer.concat(out).equals(Buffer.from(bytes))).toBe(true);
    }),
  );
});

test("bytes that come out have a buffer of their own, as the demuxer takes whole buffers", () => {
  const [first] = fed("ts", new Uint8Array(400), [400]);
  expect(first!.buffer.byteLength).toBe(376);
});
