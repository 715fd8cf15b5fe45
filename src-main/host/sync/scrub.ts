/**
 * Counts the cache's own rows anew, bucket by bucket in slices of a few ms, so that a row which was damaged in the file is
 * found: slowly all the time, and at once when somebody asks for it.
 */
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import type { CacheWriter } from "../cache/write.ts";

/** Real ms of counting before others have their turn. */
const SLICE_MS = 4;
/** Real ms between two turns of the slow round. */
const TURN_MS = 5_000;

export interface ScrubOptions {
  readonly writer: Pick<CacheWriter, "digests" | "recount">;
  readonly real: () => number;
  /** Real ms that a slow round takes. */
  readonly roundMs: number;
  /** A bucket's rows were not what was written. */
  readonly found: (table: TableName, bucket: number) => void;
  /** The slow round has found some. */
  readonly onDamage: () => void;
  /** Runs work that reads and writes the cache; false when it failed, which has been dealt with then. */
  readonly guarded: (work: () => void) => boolean;
}

export interface Scrub {
  /** Counts all buckets now, then calls `done`; a second wish while one runs is the same wish. */
  deep(done: () => void): void;
  close(): void;
}

export function openScrub({ writer, real, roundMs, found, onDamage, guarded }: ScrubOptions): Scrub {
  let damaged = false;
  let slow = places();
  let deep: { readonly places: Iterator<Place>; readonly done: () => void } | null = null;
  let immediate: NodeJS.Immediate | undefined;

  /** All buckets, table by table; those that come meanwhile are met too. */
  function* places(): Generator<Place> {
    for (const table of TABLE_NAMES) {
      for (let bucket = 0; bucket < writer.digests.of(table).buckets; bucket++) yield { table, bucket };
    }
  }

  /** Counts the next one of `of`; false at its end, or when the cache failed. */
  function next(of: Iterator<Place>): boolean {
    const { value, done } = of.next();
    if (done === true) return false;
    return guarded(() => {
      if (!writer.recount(value.table, value.bucket)) return;
      damaged = true;
      found(value.table, value.bucket);
    });
  }

  function slice(): void {
    if (deep === null) return;
    for (const until = real() + SLICE_MS; real() < until;) {
      if (next(deep.places)) continue;
      const { done } = deep;
      deep = null;
      damaged = false;
      return done();
    }
    immediate = setImmediate(slice);
  }

  function turn(): void {
    const all = TABLE_NAMES.reduce((sum, table) => sum + writer.digests.of(table).buckets, 0);
    const until = real() + SLICE_MS;
    for (let left = Math.ceil((all * TURN_MS) / roundMs); left > 0 && real() < until; left--) {
      if (!next(slow)) slow = places();
    }
    if (damaged) onDamage();
    damaged = false;
  }

  const timer = setInterval(turn, Math.min(TURN_MS, roundMs));
  return {
    deep(done) {
      if (deep !== null) return;
      deep = { places: places(), done };
      immediate = setImmediate(slice);
    },
    close() {
      clearInterval(timer);
      clearImmediate(immediate);
      deep = null;
    },
  };
}

interface Place {
  readonly table: TableName;
  readonly bucket: number;
}
