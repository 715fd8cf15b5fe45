/**
 * Tallies as bytes: a shelf of neighbouring keys is one row. Most counts are 0 and most of the others small, so each
 * takes one byte as a rule, and sixty-four vectors of fifty take a page of the file: a change of one case writes as little
 * as if each vector had a row of its own, and a full copy writes a fortieth of the rows.
 *
 * A shelf is the number of its vectors, then each of them: its key's place on the shelf + 1, then each count that is not 0
 * as the number of zeros before it + 1 and the count itself, zigzag (0, −1, 1, −2 …), then 0. Numbers are groups of seven
 * bits with the high bit set on all but the last.
 */
import { TERMS } from "../../../shared/evaluation/terms.ts";

const VECTOR_BYTES = TERMS.length * Float64Array.BYTES_PER_ELEMENT;
/** Keys on one shelf: those with the same `shelfOf`. */
export const SHELF = 64;
/** Vectors of a shelf by `key % SHELF`. */
export type Shelf = (Float64Array | undefined)[];

export const shelfOf = (key: number): number => Math.floor(key / SHELF);

/** Room for every vector with its longest numbers. */
const buffer = Buffer.alloc(1 + SHELF * (TERMS.length * 9 + 2));

/** The bytes of a shelf's vectors of whole numbers; empty when all are 0. */
export function packShelf(shelf: Shelf): Buffer {
  let end = 1;
  let vectors = 0;
  const write = (value: number) => {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) buffer[end++] = (rest % 0x80) | 0x80;
    buffer[end++] = rest;
  };
  for (let place = 0; place < SHELF; place++) {
    const vector = shelf[place];
    if (vector === undefined) continue;
    let zeros = 0;
    let used = false;
    for (let term = 0; term < vector.length; term++) {
      const count = vector[term] as number;
      if (count === 0) {
        zeros++;
        continue;
      }
      if (!used) write(place + 1);
      used = true;
      write(zeros + 1);
      write(count < 0 ? -2 * count - 1 : 2 * count);
      zeros = 0;
    }
    if (!used) continue;
    write(0);
    vectors++;
  }
  buffer[0] = vectors;
  return Buffer.from(buffer.subarray(0, vectors === 0 ? 0 : end));
}

/** A shelf without vectors. Its length is given at once, which keeps the list quick to reach into. */
export const emptyShelf = (): Shelf => Array.from({ length: SHELF });

/** The vectors of a shelf's bytes, one by one with their places. */
export function unpackShelf(bytes: Uint8Array, take: (place: number, vector: Float64Array) => void): void {
  const count = bytes[0] ?? 0;
  let at = 1;
  const read = () => {
    const first = bytes[at++] as number;
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let scale = 0x80; ; scale *= 0x80) {
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  // One room for all: a vector with a room of its own costs more to make than to fill.
  const room = new ArrayBuffer(count * VECTOR_BYTES);
  for (let n = 0; n < count; n++) {
    const vector = new Float64Array(room, n * VECTOR_BYTES, TERMS.length);
    const place = read() - 1;
    let term = -1;
    for (let step = read(); step > 0; step = read()) {
      term += step;
      const zigzag = read();
      vector[term] = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    }
    take(place, vector);
  }
}
