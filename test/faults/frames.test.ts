/** Frames are cut out of a stream wherever its bytes are broken, and come out byte for byte. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UnitReader, firstFrame, type Unit } from "./frames.ts";

const REQUEST = "GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
const ANSWER = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

interface Wanted {
  readonly opcode?: number;
  readonly fin?: boolean;
  readonly mask?: number;
  /** Width of the length, when another than the shortest is wanted. */
  readonly width?: 0 | 2 | 8;
}

function frameOf(payload: Buffer | string, { opcode = 1, fin = true, mask, width }: Wanted = {}): Buffer {
  const body = Buffer.from(payload);
  const wide = width ?? (body.length < 126 ? 0 : body.length < 65_536 ? 2 : 8);
  const head = Buffer.alloc(2 + wide);
  head[0] = (fin ? 0x80 : 0) | opcode;
  head[1] = (mask === undefined ? 0 : 0x80) | (wide === 0 ? body.length : wide === 2 ? 126 : 127);
  if (wide === 2) head.writeUInt16BE(body.length, 2);
  if (wide === 8) head.writeBigUInt64BE(BigInt(body.length), 2);
  if (mask === undefined) return Buffer.concat([head, body]);
  const key = Buffer.alloc(4);
  key.writeUInt32BE(mask);
  const hidden = body.map((byte, i) => byte ^ (key[i & 3] as number));
  return Buffer.concat([head, key, hidden]);
}

/** Everything the reader gives when the bytes come in pieces of these sizes, over and over. */
function read(bytes: Buffer, sizes: readonly number[]): Unit[] {
  const reader = new UnitReader();
  const units: Unit[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] as number;
    units.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return units;
}

const texts = (units: readonly Unit[]) => units.slice(1).map(({ text }) => text);

describe("a frame", () => {
  test.each([
    ["of 7 bits", 125, 0],
    ["of 16 bits", 126, 2],
    ["of 16 bits, the longest", 65_535, 2],
    ["of 64 bits", 65_536, 8],
  ] as const)("with a length %s is read whole, masked or not", (_name, length, width) => {
    const body = Buffer.alloc(length, "ab");
    for (const mask of [undefined, 0x12_34_56_78]) {
      const bytes = frameOf(body, { width, ...(mask === undefined ? {} : { mask }) });
      expect(firstFrame(bytes.subarray(0, bytes.length - 1))).toBeNull();
      const frame = firstFrame(Buffer.concat([bytes, Buffer.from("next")]));
      expect(frame?.payload.equals(body)).toBe(true);
      expect(frame?.bytes.equals(bytes)).toBe(true);
    }
  });

  test("with a longer form of its length than it needs is read all the same", () => {
    expect(firstFrame(frameOf("abc", { width: 8 }))?.payload.toString()).toBe("abc");
  });
});

describe("a stream", () => {
  test("comes out byte for byte and message by message, wherever it is broken", () => {
    const message = fc.record({
      text: fc.string({ unit: "grapheme", maxLength: 300 }),
      mask: fc.option(fc.nat({ max: 2 ** 32 - 1 }), { nil: undefined }),
      split: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (messages, sizes, toHub) => {
          const plain = messages.map(({ text, ...more }) => ({ ...more, text: `x${text}` }));
          const frames = plain.flatMap(({ text, mask, split }) => {
            const body = Buffer.from(text);
            const of = (from: number, to: number, more: Wanted) =>
              frameOf(body.subarray(from, to), { ...more, ...(mask === undefined ? {} : { mask }) });
            const cut = Math.min(split, body.length);
            // A message in two frames, with a ping of the transport between them.
            return split === 0
              ? [of(0, body.length, {})]
              : [of(0, cut, { fin: false }), frameOf("", { opcode: 9 }), of(cut, body.length, { opcode: 0 })];
          });
          const bytes = Buffer.concat([Buffer.from(toHub ? REQUEST : ANSWER), ...frames]);
          const units = read(bytes, sizes);
          expect(texts(units).filter((text) => text !== null)).toEqual(plain.map(({ text }) => text));
          const came = Buffer.concat(units.map((unit) => unit.bytes));
          expect(came.length).toBe(bytes.length);
        },
      ),
    );
  });

  test("a message with attachments is one unit with them", () => {
    const page = frameOf('462-7[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
    const attachments = [frameOf(Buffer.alloc(200), { opcode: 2 }), frameOf(Buffer.alloc(70_000), { opcode: 2 })];
    const bytes = Buffer.concat([Buffer.from(ANSWER), frameOf("2"), page, ...attachments, frameOf('42["delta"]')]);
    const units = read(bytes, [1_000]);
    expect(texts(units).map((text) => text?.slice(0, 4))).toEqual(["2", "462-", '42["']);
    expect(units[2]?.bytes.equals(Buffer.concat([page, ...attachments]))).toBe(true);
  });

  test("that never leaves HTTP passes as it comes", () => {
    const units = read(Buffer.from("GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /more"), [7]);
    expect(Buffer.concat(units.map(({ bytes }) => bytes)).toString()).toContain("GET /more");
    expect(units.every(({ text }) => text === null)).toBe(true);
  });
});
