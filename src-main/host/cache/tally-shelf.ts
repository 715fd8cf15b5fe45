/**
 * Tallies as bytes: a shelf of neighbouring keys is one row. Most counts are 0 and most of the others small, so each
 * takes one byte as a rule, and sixty-four vectors of fifty take a page of the file: a full copy writes a fortieth of the
 * rows that it would if each vector had a row of its own.
 *
 * A shelf is the number of its vectors, then each of them: its key's place on the shelf + 1, then each count that is not 0
 * as the number of zeros before it + 1 and the count itself, signed, then 0; numbers as tally-numbers.ts writes them.
 */
import { TERMS } from "../../../shared/evaluation/terms.ts";
import { NumberReader, NumberWriter } from "./tally-numbers.ts";

const VECTOR_BYTES = TERMS.length * Float64Array.BYTES_PER_ELEMENT;
/** Keys on one shelf: those with the same `shelfOf`. */
export const SHELF = 64;
/** Vectors of a shelf by `key % SHELF`. */
export type Shelf = (Float64Array | undefined)[];

export const shelfOf = (key: number): number => Math.floor(key / SHELF);

const out = new NumberWriter(16_384);

/** The bytes of a shelf's vectors of whole numbers; empty when all are 0. */
export function packShelf(shelf: Shelf): Uint8Array {
  out.take();
  out.write(0);
  let vectors = 0;
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
      if (!used) out.write(place + 1);
      used = true;
      out.write(zeros + 1);
      out.writeSigned(count);
      zeros = 0;
    }
    if (!used) continue;
    out.write(0);
    vectors++;
  }
  // No more than SHELF, so one byte is room enough.
  out.setByte(0, vectors);
  return vectors === 0 ? new Uint8Array(0) : out.take();
}

/** A shelf without vectors. Its length is given at once, which keeps the list quick to reach into. */
export const emptyShelf = (): Shelf => Array.from({ length: SHELF });

/** The vectors of a shelf's bytes, one by one with their places. */
export function unpackShelf(bytes: Uint8Array, take: (place: number, vector: Float64Array) => void): void {
  const numbers = new NumberReader(bytes);
  const count = numbers.done ? 0 : numbers.read();
  // One room for all: a vector with a room of its own costs more to make than to fill.
  const room = new ArrayBuffer(count * VECTOR_BYTES);
  for (let n = 0; n < count; n++) {
    const vector = new Float64Array(room, n * VECTOR_BYTES, TERMS.length);
    const place = numbers.read() - 1;
    let term = -1;
    for (let step = numbers.read(); step > 0; step = numbers.read()) {
      term += step;
      vector[term] = numbers.readSigned();
    }
    take(place, vector);
  }
}
