/**
 * A tally's vector as bytes. Most of its counts are 0 and most of the others small, so each takes one byte as a rule: a
 * vector of fifty is a seventh of what it would be as numbers of eight bytes, and so is what a full copy writes.
 *
 * Each count that is not 0 is written as the number of zeros before it, then the count itself, zigzag (0, −1, 1, −2 …),
 * both as groups of seven bits with the high bit set on all but the last.
 */
import { TERMS } from "../../../shared/evaluation/terms.ts";

/** Room for every place with its longest number. */
const buffer = Buffer.alloc(TERMS.length * 9);

/** The bytes of a vector of whole numbers; empty when all are 0. */
export function packVector(vector: Float64Array): Buffer {
  let end = 0;
  const write = (value: number) => {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) buffer[end++] = (rest % 0x80) | 0x80;
    buffer[end++] = rest;
  };
  let zeros = 0;
  for (let place = 0; place < vector.length; place++) {
    const count = vector[place] as number;
    if (count === 0) {
      zeros++;
      continue;
    }
    write(zeros);
    write(count < 0 ? -2 * count - 1 : 2 * count);
    zeros = 0;
  }
  return Buffer.from(buffer.subarray(0, end));
}

/** The vector of its bytes. */
export function unpackVector(bytes: Uint8Array): Float64Array {
  const vector = new Float64Array(TERMS.length);
  let at = 0;
  const read = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  for (let place = 0; at < bytes.length; place++) {
    place += read();
    const zigzag = read();
    vector[place] = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
  return vector;
}
