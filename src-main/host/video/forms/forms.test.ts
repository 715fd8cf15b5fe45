/** Streams come in pieces of any size: what is cut out of them does not depend on where they were torn. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flvForm } from "./flv.ts";
import { fragmentForm } from "./fragments.ts";
import { boundaryOf, multipart } from "./multipart.ts";
import { transportForm } from "./transport.ts";
import type { Form, Piece } from "./piece.ts";

const text = (words: string): Buffer => Buffer.from(words, "latin1");

function torn(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}
const all = (form: Form, parts: readonly Uint8Array[]): Piece[] => parts.flatMap((part) => form.take(part));
const whole = (pieces: readonly Piece[]): Buffer => Buffer.concat(pieces.map(({ bytes }) => bytes));

function tag(type: number, body: readonly number[]): Buffer {
  const head = Buffer.alloc(11);
  head[0] = type;
  head.writeUIntBE(body.length, 1, 3);
  const end = Buffer.alloc(4);
  end.writeUInt32BE(body.length + 11);
  return Buffer.concat([head, Buffer.from(body), end]);
}
const FLV = [
  text("FLV\u0001\u0005\0\0\0\u0009\0\0\0\0"),
  tag(18, [2, 0, 10]),
  tag(9, [0x17, 0, 0, 0, 0, 1, 100]),
  tag(8, [0xaf, 0, 0x12, 0x10]),
  tag(9, [0x17, 1, 0, 0, 0, 7, 7, 7]),
  tag(8, [0xaf, 1, 9]),
  tag(9, [0x27, 1, 0, 0, 0, 8]),
  // H.265 in both ways of writing it.
  tag(9, [0x1c, 0, 0, 0, 0, 1]),
  tag(9, [0x1c, 1, 0, 0, 0, 1]),
  tag(9, [0x90, 0x68, 0x76, 0x63, 0x31]),
  tag(9, [0x93, 0x68, 0x76, 0x63, 0x31]),
];

function packet(pid: number, begins: boolean, entered: boolean, payload: readonly number[] = []): Buffer {
  const bytes = Buffer.alloc(188, 0xff);
  bytes[0] = 0x47;
  bytes[1] = (begins ? 0x40 : 0) | (pid >> 8);
  bytes[2] = pid & 255;
  bytes[3] = entered ? 0x30 : 0x10;
  if (entered) bytes.set([7, 0x40], 4);
  else bytes.set(payload, 4);
  return bytes;
}
const PROGRAMS = packet(0, true, false, [0, 0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | (0x1000 >> 8), 0, 1, 2, 3, 4]);
const TS = [
  PROGRAMS,
  packet(0x1000, true, false, [0, 2]),
  packet(0x100, true, true),
  packet(0x100, false, false),
  packet(0x101, true, false),
  packet(0x100, true, false),
];

function box(type: string, ...parts: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const track = (id: number, handler: string): Buffer =>
  box(
    "trak",
    box("tkhd", u32(0), u32(0), u32(0), u32(id), u32(0)),
    box("mdia", box("hdlr", u32(0), u32(0), text(handler), u32(0))),
  );
const run = (id: number, tfhd: Buffer, trun: Buffer): Buffer =>
  box("traf", box("tfhd", tfhd.subarray(0, 4), u32(id), tfhd.subarray(4)), box("trun", trun));
const NONE = u32(0);
const SYNC = 0x0200_0000;
const REST = 0x0101_0000;
const fragment = (...runs: Buffer[]): Buffer[] => [box("moof", ...runs), box("mdat", [1, 2, 3, 4])];
const FMP4 = [
  box("ftyp", text("isom")),
  box("moov", track(1, "soun"), track(2, "vide")),
  // By its own flags; by those of its samples; by the default; nothing said; the sound first, which is always whole.
  ...fragment(run(2, NONE, Buffer.concat([u32(5), u32(1), u32(0), u32(SYNC)]))),
  ...fragment(run(2, NONE, Buffer.concat([u32(0x701), u32(1), u32(0), u32(40), u32(9), u32(REST)]))),
  box("styp", text("msdh")),
  ...fragment(run(2, Buffer.concat([u32(0x20), u32(REST)]), Buffer.concat([u32(1), u32(1), u32(0)]))),
  ...fragment(
    run(1, NONE, Buffer.concat([u32(5), u32(1), u32(0), u32(SYNC)])),
    run(2, Buffer.concat([u32(0x20), u32(REST)]), Buffer.concat([u32(0), u32(1)])),
  ),
  ...fragment(run(2, NONE, Buffer.concat([u32(0), u32(1)]))),
];

describe.each([
  ["FLV", flvForm, FLV, ["file", "metadata", "video", "audio", "video", "video"], 3],
  ["MPEG-TS", transportForm, TS, ["programs", "program"], 1],
  ["fragmented MP4", fragmentForm, FMP4, ["beginning"], 2],
] as const)("V61 %s", (_name, form, parts, heads, keys) => {
  const bytes = Buffer.concat(parts as readonly Buffer[]);

  test("is cut where it can be joined, wherever it was torn, and nothing of it is lost", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
        const pieces = all(form(), torn(bytes, cuts));
        expect(whole(pieces).equals(bytes)).toBe(true);
        expect(pieces.map(({ head }) => head).filter((head) => head !== "")).toEqual(heads);
        expect(pieces.filter(({ key }) => key)).toHaveLength(keys);
      }),
    );
  });

  test("is not believed to be what it is not", () => {
    expect(() => form().take(text("<html>".repeat(20_000)))).toThrow("streamForm");
    expect(() => all(form(), [Buffer.alloc(100_000, 0x46)])).toThrow("streamForm");
  });
});

test("MPEG-TS: what was lost on the way is passed over", () => {
  const pieces = all(transportForm(), [Buffer.concat([text("torn"), ...TS, text("lost"), ...TS])]);
  expect(whole(pieces)).toHaveLength(2 * TS.length * 188);
});

const PICTURES = [1, 2, 3].map((n) => Buffer.from([0xff, 0xd8, 0xff, n, 0x0d, 0x0a, 0x2d, 0x2d, n, 0xff, 0xd9]));

describe("V65 MJPEG", () => {
  const written = (head: (length: number) => string, end: string): Buffer =>
    Buffer.concat([
      text("\r\n"),
      ...PICTURES.flatMap((bytes) => [text(head(bytes.length)), bytes, text(end)]),
      text("--b"),
    ]);
  test.each([
    [
      "with lengths",
      written((length) => `--b\r\nContent-Type: image/jpeg\r\nContent-length:${length}\r\n\r\n`, "\r\n"),
    ],
    ["without lengths", written(() => "--b\r\nContent-Type: image/jpeg\r\n\r\n", "\r\n")],
    ["with bare line ends", written(() => "--b\nContent-Type: image/jpeg\n\n", "\n")],
  ])("%s gives its pictures, wherever it was torn", (_name, bytes) => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
        const reader = multipart("b");
        const found = torn(bytes, cuts).flatMap((part) => reader.take(part));
        expect(found.map((part) => Buffer.from(part.bytes).toString("hex"))).toEqual(
          PICTURES.map((one) => one.toString("hex")),
        );
      }),
    );
  });

  test("tells the time of a picture where it is written, and none where it is not", () => {
    const one = (field: string) =>
      multipart("b").take(Buffer.concat([text(`--b\r\n${field}\r\nContent-Length: 11\r\n\r\n`), PICTURES[0]!]))[0]
        ?.ownAt;
    expect(one("X-Timestamp: 1767225600.250")).toBe(1_767_225_600_250);
    expect(one("Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT")).toBe(1_767_225_600_000);
    expect(one("X-Timestamp: 12.5")).toBeNull();
    expect(one("X-Other: 1")).toBeNull();
  });

  test("a boundary is read as cameras write it", () => {
    expect(boundaryOf("multipart/x-mixed-replace; boundary=frame")).toBe("frame");
    expect(boundaryOf('multipart/x-mixed-replace;boundary="--my b"')).toBe("my b");
    expect(boundaryOf("multipart/x-mixed-replace")).toBeNull();
    expect(boundaryOf("image/jpeg")).toBeNull();
  });

  test("parts that are no pictures are told", () => {
    expect(() => multipart("b").take(text("--b\r\nContent-Length: 4\r\n\r\ntext"))).toThrow("streamForm");
    expect(() => multipart("b").take(Buffer.alloc(20_000, 65))).toThrow("streamForm");
  });
});
