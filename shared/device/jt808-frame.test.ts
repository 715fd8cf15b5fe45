import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameCutter, JT_FAULTS, MOST_FRAME_BYTES, readFrame, writeFrame, type JtMessage } from "./jt808-frame.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** Written by hand: the last byte before the flag is the exclusive or of those after the first one. */
const HEARTBEAT_2013 = "7e 00 02 00 00 01 38 00 13 80 00 00 07 af 7e";
const HEARTBEAT_2019 = "7e 00 02 40 00 01 00 00 00 00 01 38 00 13 80 00 00 07 ee 7e";

describe("U1 frames of JT/T 808", () => {
  test("are read as the standard writes them, in both editions", () => {
    const expected = { id: 2, phone: "13800138000", serial: 7, body: new Uint8Array(0) };
    expect(readFrame(bytesOf(HEARTBEAT_2013).subarray(1, -1))).toEqual({
      ok: { ...expected, edition: 2013, phone: "13800138000" },
    });
    expect(readFrame(bytesOf(HEARTBEAT_2019).subarray(1, -1))).toEqual({
      ok: { ...expected, edition: 2019, phone: "13800138000" },
    });
  });

  test("escape the two signs that mean something", () => {
    const message: JtMessage = {
      id: 0x8001,
      edition: 2013,
      phone: "1",
      serial: 0x7e7d,
      body: Uint8Array.of(0x7d, 1, 2, 0x7e),
    };
    const written = writeFrame(message);
    expect(hexOf(written)).toBe("7e 80 01 00 04 00 00 00 00 00 01 7d 02 7d 01 7d 01 01 02 7d 02 87 7e");
    expect(readFrame(written.subarray(1, -1))).toEqual({ ok: message });
  });

  test.each([
    ["tooShort", "00 02 00 00"],
    ["escape", "00 02 7d 03 01 38 00 13 80 00 00 07 ae"],
    ["checksum", "00 02 00 00 01 38 00 13 80 00 00 07 ad"],
    ["length", "00 02 00 01 01 38 00 13 80 00 00 07 ae"],
    ["phone", "00 02 00 00 0a 38 00 13 80 00 00 07 a4"],
    ["encrypted", "00 02 04 00 01 38 00 13 80 00 00 07 ab"],
    ["packets", "00 02 20 00 01 38 00 13 80 00 00 07 8f"],
  ])("that are %s are told as that", (fault, hex) => {
    const bytes = bytesOf(hex);
    if (!["checksum", "escape", "tooShort"].includes(fault)) {
      bytes[bytes.length - 1] = bytes.subarray(0, -1).reduce((sum, byte) => sum ^ byte, 0);
    }
    expect(readFrame(bytes)).toEqual({ fault });
  });

  test("any message reads back as it was written, and any bytes are a message or a fault", () => {
    const message = fc.record({
      id: fc.nat(0xffff),
      edition: fc.constantFrom<2013 | 2019>(2013, 2019),
      phone: fc.nat(999_999_999).map(String),
      serial: fc.nat(0xffff),
      body: fc.uint8Array({ maxLength: 1_023 }),
    });
    fc.assert(
      fc.property(message, (each) => {
        expect(readFrame(writeFrame(each).subarray(1, -1))).toEqual({ ok: each });
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const read = readFrame(bytes);
        expect("ok" in read || JT_FAULTS.includes(read.fault)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are cut out of a stream however it comes in pieces", () => {
    const stream = bytesOf(`ff ff ${HEARTBEAT_2013} ${HEARTBEAT_2019.slice(3)} 7e 7e ${HEARTBEAT_2013}`);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        const cutter = frameCutter();
        const frames = [];
        let from = 0;
        for (let i = 0; from < stream.length; i++) {
          const size = sizes[i % sizes.length] as number;
          frames.push(...cutter.take(stream.subarray(from, from + size)));
          from += size;
        }
        expect(frames.map((frame) => frame?.length)).toEqual([13, 18, 13]);
      }),
    );
  });

  test("without an end are given up, and the next one is read again", () => {
    const cutter = frameCutter();
    const endless = new Uint8Array(MOST_FRAME_BYTES * 2).fill(1);
    expect(cutter.take(Uint8Array.of(0x7e))).toEqual([]);
    expect(cutter.take(endless)).toEqual([null]);
    expect(cutter.take(bytesOf(HEARTBEAT_2013)).map((frame) => frame?.length)).toEqual([13]);
  });
});
