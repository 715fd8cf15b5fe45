/**
 * Digests: a few numbers that stand for the rows of a table, kept up row by row on both sides of the line, so that a cache
 * can be held against the hub's truth every minute without reading either again.
 *
 * A table is cut into buckets of neighbouring uids. A bucket's sum is the number of its rows and the exclusive or of
 * their hashes, so a row is taken off by adding it once more. Two sides with equal sums have equal rows but for one
 * chance in 2^53; sums of buckets say where they differ. Rule G1–G6.
 */
import type { Cell, Row } from "./tables.ts";

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

/** Letters in one block of a text. */
const BLOCK = 64;

/** What the running count has come to: the exclusive or of the hashes of cells, and of the blocks of texts. */
let [sumA, sumB] = [0, 0];

/** Begins a hash with the row's uid and the cell's place in it; `take` goes on from there. */
const seed = (uid: number, place: number) => Math.imul(uid ^ 0x9e3779b9, 0x01000193) ^ Math.imul(place + 1, 0x2c1b3c6d);

/** Mixes both halves of a hash through and takes it into the running count. */
function take(first: number, second: number): void {
  const b = second ^ (second >>> 13);
  const a = Math.imul(first ^ (first >>> 16) ^ b, 0x7feb352d);
  const c = Math.imul(b ^ (a >>> 15), 0x846ca68b);
  sumA ^= a ^ (c >>> 16);
  sumB ^= c ^ (a >>> 13);
}

function takeCell(uid: number, place: number, cell: Cell): void {
  if (typeof cell === "string") return takeText(uid, place, cell, 0);
  let a = seed(uid, place);
  let b = Math.imul(a ^ 0x85ebca6b, 0x297a2d39);
  if (cell === null) {
    a ^= 0x20001;
  } else {
    // Minus zero is written as zero by SQLite's integers, and equals it.
    float[0] = cell + 0;
    a = Math.imul(a ^ (words[0] as number), 0x01000193);
    b = Math.imul(b ^ (words[1] as number) ^ a, 0x5bd1e995);
  }
  take(a, b);
}

/** Takes a text from its block `from` on, and its length. */
function takeText(uid: number, place: number, text: string, from: number): void {
  const start = seed(uid, place);
  const length = text.length;
  take(start ^ (length + 0x10001), Math.imul(start ^ 0x5bd1e995, length + 1));
  for (let k = from * BLOCK; k < length;) {
    const end = Math.min(k + BLOCK, length);
    let a = Math.imul(start ^ k, 0x2c1b3c6d);
    let b = Math.imul(start + k, 0x297a2d39);
    // Two letters at a time: texts are most of a row.
    for (const last = end - 1; k < last; k += 2) {
      const pair = text.charCodeAt(k) | (text.charCodeAt(k + 1) << 16);
      a = Math.imul(a ^ pair, 0x01000193);
      b = Math.imul(b ^ pair, 0x5bd1e995);
      a ^= a >>> 15;
      b ^= b >>> 14;
    }
    if (k < end) {
      a = Math.imul(a ^ text.charCodeAt(k), 0x01000193);
      b = Math.imul(b ^ text.charCodeAt(k), 0x5bd1e995);
      k++;
    }
    take(a, b);
  }
}

/** How many blocks two texts begin with in common: what grows at its end, as facts do, is looked at there alone. */
function blocksInCommon(one: string, other: string): number {
  let same = 0;
  let differs = Math.floor(Math.min(one.length, other.length) / BLOCK) + 1;
  while (differs - same > 1) {
    const middle = (same + differs) >> 1;
    if (one.slice(0, middle * BLOCK) === other.slice(0, middle * BLOCK)) same = middle;
    else differs = middle;
  }
  return same;
}

/** The running count as a number of 53 bits; the next one begins at nothing. */
function takeCount(): number {
  const hash = (sumB >>> 11) * HIGH + (sumA >>> 0);
  sumA = sumB = 0;
  return hash;
}

/**
 * A hash of 53 bits of a row: the exclusive or of a hash of each cell (of a text: of each block), of its place and of the
 * row's uid. Numbers count by their value, so 1 and 1.0 are one.
 */
export function hashRow(row: Row): number {
  const uid = row[0] as number;
  for (let i = 0; i < row.length; i++) takeCell(uid, i, row[i] as Cell);
  return takeCount();
}

/**
 * The exclusive or of two rows' hashes, for a row and what it was. What stayed is not looked at, and most changes of a case
 * touch a few of its forty cells and add to its facts.
 */
export function hashOfChange(was: Row, row: Row): number {
  const uid = row[0] as number;
  for (let i = 1; i < row.length; i++) {
    const [old, cell] = [was[i] as Cell, row[i] as Cell];
    if (cell === old) continue;
    if (typeof old === "string" && typeof cell === "string") {
      const from = blocksInCommon(old, cell);
      takeText(uid, i, old, from);
      takeText(uid, i, cell, from);
    } else {
      takeCell(uid, i, old);
      takeCell(uid, i, cell);
    }
  }
  return takeCount();
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

  /** Puts a row in place of what it was: `hash` of `hashOfChange`. */
  change(uid: number, hash: number): void {
    this.turn(bucketOf(uid), 0, hash);
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

  private turn(bucket: number, rows: 1 | 0 | -1, hash: number): void {
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
