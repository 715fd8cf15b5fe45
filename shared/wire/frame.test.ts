import { expect, test } from "vitest";
import fc from "fast-check";
import { decodeFrame, encodeFrame } from "./frame.ts";

const arrays = fc.oneof(fc.uint8Array(), fc.uint32Array(), fc.int32Array(), fc.float32Array(), fc.float64Array());
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    arrays,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

test("P: a frame decodes to the message it was made of, typed arrays included", () => {
  fc.assert(
    fc.property(message, (value) => {
      expect(decodeFrame(encodeFrame(value))).toEqual(value);
    }),
  );
});

test("P: a frame that arrives inside a larger buffer decodes the same", () => {
  const frame = encodeFrame({ a: new Float64Array([1, Number.NaN, 3]), b: "灯" });
  const larger = new Uint8Array(frame.length + 3);
  larger.set(frame, 3);
  expect(decodeFrame(larger.subarray(3))).toEqual({ a: new Float64Array([1, Number.NaN, 3]), b: "灯" });
});

test("P: cut frames and foreign bytes are refused", () => {
  const frame = encodeFrame({ a: new Float64Array(10) });
  expect(() => decodeFrame(frame.slice(0, 2))).toThrow();
  expect(() => decodeFrame(frame.slice(0, frame.length - 8))).toThrow();
  expect(() => decodeFrame(new Uint8Array([255, 255, 255, 255, 1]))).toThrow();
});
