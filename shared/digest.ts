/**
 * Digests: a few numbers that stand for the rows of a table, kept up row by row on both sides of the line, so that a cache
 * can be held against the hub's truth every minute without reading either again.
 *
 * A table is cut into buckets of neighbouring uids. A bucket's sum is the number of its rows and the exclusive or of
 * their hashes, so a row is taken off by adding it once more. Two sides with equal sums have equal rows but for one
 * chance in 2^53; sums of buckets say where they differ. Rule G1–G6.
 */
import type { Row } from "./tables.ts";

/** uids in one bucket. */
export const BUCKET_UIDS = 1024;

/** Rows, and the exclusive or of their hashes, the upper 21 and the lower 32 bits apart. */
export type Sum = readonly [rows: number, high: number, low: number];
export const NO_ROWS: Sum = [0, 0, 0];

export const bucketOf = (uid: number): number => Math.floor(uid / BUCKET_UIDS);
export const sameSum = (a: Sum, b: Sum): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = 2 ** 32;

/** A hash of 53 bits of a row's cells in their order. Numbers count by their value, so 1 and 1.0 are one. */
export function hashRow(row: Row): number {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < row.length; i++) {
    const cell = row[i];
    if (typeof cell === "string") {
      // Two letters at a time: texts are most of a row.
      let k = 0;
      for (const even = cell.length - 1; k < even; k += 2) {
        const pair = cell.charCodeAt(k) | (cell.charCodeAt(k + 1) << 16);
        a = Math.imul(a ^ pair, 0x01000193);
        b = Math.imul(b ^ pair, 0x5bd1e995);
        a ^= a >>> 15;
        b ^= b >>> 15;
      }
      if (k < cell.length) {
        a = Math.imul(a ^ cell.charCodeAt(k), 0x01000193);
        b = Math.imul(b ^ cell.charCodeAt(k), 0x5bd1e995);
      }
      a = Math.imul(a ^ (cell.length + 0x10001), 0x2c1b3c6d);
    } else if (cell === null) {
      a = Math.imul(a ^ 0x20001, 0x2c1b3c6d);
    } else {
      // Minus zero is written as zero by SQLite's integers, and equals it.
      float[0] = (cell as number) + 0;
      a = Math.imul(a ^ (words[0] as number), 0x2c1b3c6d);
      b = Math.imul(b ^ (words[1] as number), 0x297a2d39);
      b ^= b >>> 13;
    }
    a = (a << 7) | (a >>> 25);
    b = Math.imul(b ^ a, 0x846ca68b);
  }
  a ^= b >>> 16;
  a = Math.imul(a ^ (a >>> 13), 0x7feb352d);
  b = Math.imul(b ^ (b >>> 15) ^ a, 0x846ca68b);
  return ((b ^ (b >>> 16)) >>> 11) * HIGH + ((a ^ (a >>> 16)) >>> 0);
}

/** The sums of one table's buckets, kept in step with its rows. */
export class TableSums {
  private rows = new Uint32Array(16);
  private high = new Uint32Array(16);
  private low = new Uint32Array(16);
  /** Buckets that may have rows lie below this. */
  buckets = 0;

  /** Takes a row in: `hash` of `hashRow`. */
  add(uid: number, hash: number): void {
    this.turn(bucketOf(uid), 1, hash);
  }

  /** Takes a row off that was taken in with this hash. */
  remove(uid: number, hash: number): void {
    this.turn(bucketOf(uid), -1, hash);
  }

  of(bucket: number): Sum {
    if (bucket >= this.buckets) return NO_ROWS;
    return [this.rows[bucket] as number, this.high[bucket] as number, this.low[bucket] as number];
  }

  /** Puts a bucket's sum in place of what it was. */
  set(bucket: number, [rows, high, low]: Sum): void {
    this.reach(bucket);
    this.rows[bucket] = rows;
    this.high[bucket] = high;
    this.low[bucket] = low;
  }

  total(): Sum {
    let [rows, high, low] = [0, 0, 0];
    for (let i = 0; i < this.buckets; i++) {
      rows += this.rows[i] as number;
      high ^= this.high[i] as number;
      low ^= this.low[i] as number;
    }
    return [rows, high >>> 0, low >>> 0];
  }

  /** All sums one after another, three numbers a bucket: as they travel. */
  flat(): number[] {
    const numbers: number[] = [];
    for (let i = 0; i < this.buckets; i++) numbers.push(...this.of(i));
    return numbers;
  }

  clear(): void {
    this.buckets = 0;
    this.rows.fill(0);
    this.high.fill(0);
    this.low.fill(0);
  }

  private turn(bucket: number, rows: 1 | -1, hash: number): void {
    this.reach(bucket);
    this.rows[bucket] = (this.rows[bucket] as number) + rows;
    this.high[bucket] = (this.high[bucket] as number) ^ Math.floor(hash / HIGH);
    this.low[bucket] = (this.low[bucket] as number) ^ (hash >>> 0);
  }

  private reach(bucket: number): void {
    if (bucket < this.buckets) return;
    if (bucket >= this.rows.length) {
      const grow = (old: Uint32Array) => {
        const next = new Uint32Array(Math.max(old.length * 2, bucket + 1));
        next.set(old);
        return next as typeof this.rows;
      };
      this.rows = grow(this.rows);
      this.high = grow(this.high);
      this.low = grow(this.low);
    }
    this.buckets = bucket + 1;
  }
}

/** Buckets whose sums differ, `theirs` flat as it travelled. */
export function differingBuckets(ours: TableSums, theirs: readonly number[]): number[] {
  const found: number[] = [];
  const last = Math.max(ours.buckets, Math.ceil(theirs.length / 3));
  for (let i = 0; i < last; i++) {
    const their: Sum = [theirs[i * 3] ?? 0, theirs[i * 3 + 1] ?? 0, theirs[i * 3 + 2] ?? 0];
    if (!sameSum(ours.of(i), their)) found.push(i);
  }
  return found;
}
