import { expect, test } from "vitest";
import { codecIn, codecName } from "./codec.ts";
import { codecsOf } from "./mp4.ts";

function box(type: string, ...content: (readonly number[] | Uint8Array)[]): number[] {
  const inside = content.flatMap((part) => [...part]);
  const size = inside.length + 8;
  return [size >> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255, ...Buffer.from(type), ...inside];
}

const zeros = (n: number): number[] => Array.from({ length: n }, () => 0);

const track = (entry: number[]) =>
  box("trak", box("mdia", box("minf", box("stbl", box("stsd", [0, 0, 0, 0, 0, 0, 0, 1], entry)))));

const stream = (...entries: number[][]) =>
  Uint8Array.from([
    ...box("ftyp", Buffer.from("iso5")),
    ...box("moov", box("mvhd", zeros(100)), ...entries.map(track)),
  ]);

const avc = box("avc1", zeros(78), box("avcC", [1, 0x42, 0xc0, 0x1e, 0xff]));
// Main profile, level 3.1, as ISO/IEC 14496-15 annex E writes it: hvc1.1.6.L93.B0
const hevc = box("hvc1", zeros(78), box("hvcC", [1, 0x01, 0x60, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 93, 0]));
const aac = box(
  "mp4a",
  zeros(28),
  box("esds", zeros(4), [3, 0x19, 0, 0, 0, 4, 0x11, 0x40, ...zeros(12), 5, 2, 0x12, 0x10]),
);

test("codecs are named as RFC 6381 writes them", () => {
  expect(codecsOf(stream(avc))).toEqual(["avc1.42C01E"]);
  expect(codecsOf(stream(avc, aac))).toEqual(["avc1.42C01E", "mp4a.40.2"]);
  expect(codecsOf(stream(hevc))).toEqual(["hvc1.1.6.L93.B0"]);
});

test("a beginning that is not there as a whole says nothing yet", () => {
  const whole = stream(avc, aac);
  for (let length = 0; length < whole.length; length++) expect(codecsOf(whole.subarray(0, length))).toBeNull();
});

test("bytes that are no MP4 break nothing", () => {
  for (let seed = 1; seed < 200; seed++) {
    const noise = Uint8Array.from({ length: 300 }, (_, i) => (seed * 31 + i * i * 7) & 255);
    expect(() => codecsOf(noise)).not.toThrow();
  }
  expect(codecsOf(stream())).toEqual([]);
});

test("V23 a codec is told by the name that people know", () => {
  expect(codecName("hvc1.1.6.L93.B0")).toBe("H.265 (hvc1.1.6.L93.B0)");
  expect(codecName("avc1.42C01E")).toBe("H.264 (avc1.42C01E)");
  expect(codecName("xyz")).toBe("xyz");
});

test("V23 what a browser says of a type that it cannot play is told by the codec in it", () => {
  expect(
    codecIn("Failed to execute 'addSourceBuffer': The type ('video/mp4;codecs=hvc1.1.1.L120.B0') is unsupported."),
  ).toBe("H.265 (hvc1.1.1.L120.B0)");
  expect(codecIn("The stream is broken. ")).toBe("The stream is broken");
});
