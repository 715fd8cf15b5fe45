/**
 * The ring on the disk: files of ten minutes each, the oldest of which goes when there are too many hours or bytes
 * (rule X75). A file is never written again after a restart, so what is there stays as it was.
 *
 * Writing never waits and never throws: what a slow disk does not take in time is let go of and counted, and while there
 * is no room nothing is written, which is told (rule X77).
 */
import { mkdir, open, readdir, readFile, rm, stat, statfs, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { decodeRecord, encodeRecord, recordsIn, type BoxRecord } from "./records.ts";

export interface RingLimits {
  readonly hours: number;
  readonly bytes: number;
  /** Nothing is written while the disk has less room than this, bytes. */
  readonly keepFree: number;
  readonly segmentMs: number;
  /** Bytes that may wait for the disk. */
  readonly waiting: number;
}

export const LIMITS: RingLimits = {
  hours: 72,
  bytes: 2_000_000_000,
  keepFree: 300_000_000,
  segmentMs: 600_000,
  waiting: 8_000_000,
};

/** Real ms between two looks at the disk. */
const LOOK_MS = 10_000;
const NAME = /^(\d{8})\.box$/;

interface Segment {
  readonly file: string;
  readonly number: number;
  bytes: number;
  /** Hub time of its first record, and of its newest as far as it is known. */
  from: number;
  to: number | null;
  /** This machine's clock when it was written last. */
  wroteAt: number;
}

export interface Ring {
  /** False when it was let go of. */
  add(record: BoxRecord): boolean;
  /** Why nothing is written, as the system says it; null while all is well. */
  failing(): string | null;
  bytes(): number;
  /** Hub time of the oldest and the newest record. */
  span(): { readonly from: number; readonly to: number } | null;
  /** Records with from ≤ at ≤ to, in the order in which they came. */
  read(from: number, to: number): AsyncGenerator<BoxRecord>;
  /** Settles when everything that was added is on the disk or was let go of. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface RingOptions {
  readonly folder: string;
  readonly limits: RingLimits;
  /** This machine's own clock, epoch ms, and a clock that never jumps, ms. */
  readonly wall: () => number;
  readonly real: () => number;
  /** Bytes that are free where the folder lies; for tests. */
  readonly free?: (folder: string) => Promise<number>;
}

/** What the system says of a failure: its code where it has one. */
const whyOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

async function freeAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Opens the folder, made when missing. What goes wrong is told by `failing`, and tried again with the next record. */
export function openRing({ folder, limits, wall, real, free = freeAt }: RingOptions): Ring {
  const segments: Segment[] = [];
  const queue: BoxRecord[] = [];
  let waiting = 0;
  let handle: FileHandle | null = null;
  let begunAt = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let why: string | null = null;
  let found = false;
  let closed = false;
  let work: Promise<void> = Promise.resolve();
  let working = false;

  /** Finds what an earlier run left. */
  async function find(): Promise<void> {
    await mkdir(folder, { recursive: true });
    const names = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted();
    for (const name of names) {
      const file = join(folder, name);
      const { size, mtimeMs } = await stat(file);
      const first = await firstOf(file);
      if (first === null) {
        await rm(file, { force: true }); // not one whole record
        continue;
      }
      const number = Number(NAME.exec(name)?.[1]);
      segments.push({ file, number, bytes: size, from: first.at, to: null, wroteAt: mtimeMs });
    }
    const last = segments.at(-1);
    if (last !== undefined) for await (const { at } of recordsOf(last)) last.to = at;
    found = true;
  }

  async function firstOf(file: string): Promise<BoxRecord | null> {
    const from = await open(file, "r");
    try {
      const bytes = Buffer.alloc(1_048_580);
      const { bytesRead } = await from.read(bytes, 0, bytes.length, 0);
      return decodeRecord(bytes.subarray(0, bytesRead), 0)?.record ?? null;
    } finally {
      await from.close();
    }
  }

  async function* recordsOf(segment: Segment): AsyncGenerator<BoxRecord> {
    let bytes: Buffer;
    try {
      bytes = await readFile(segment.file);
    } catch (error) {
      if (whyOf(error) === "ENOENT") return; // it went meanwhile, being the oldest
      throw error;
    }
    yield* recordsIn(bytes);
  }

  const total = () => segments.reduce((sum, { bytes }) => sum + bytes, 0);

  /** Lets go of the oldest files until hours and bytes are kept, and looks how much room there is. */
  async function tidy(coming: number): Promise<void> {
    const oldest = wall() - limits.hours * 3_600_000;
    for (let first = segments[0]; first !== undefined && first !== current(); first = segments[0]) {
      if (first.wroteAt >= oldest && total() + coming <= limits.bytes) break;
      await rm(first.file, { force: true });
      segments.shift();
    }
    if (real() - lookedAt < LOOK_MS) return;
    lookedAt = real();
    const room = await free(folder);
    if (room < limits.keepFree) throw Object.assign(new Error(`${room} bytes are free`), { code: "ENOSPC" });
  }

  const current = () => (handle === null ? undefined : segments.at(-1));

  async function endSegment(): Promise<void> {
    const was = handle;
    handle = null;
    await was?.close();
  }

  async function write(record: BoxRecord): Promise<void> {
    if (!found) await find();
    const bytes = encodeRecord(record);
    // A file that alone is a tenth of the ring ends too: else the ring could let go of nothing in time.
    const full = (current()?.bytes ?? 0) + bytes.length > limits.bytes / 10;
    if (handle !== null && (full || real() - begunAt >= limits.segmentMs)) await endSegment();
    await tidy(bytes.length);
    let segment = current();
    if (handle === null || segment === undefined) {
      const number = (segments.at(-1)?.number ?? 0) + 1;
      const file = join(folder, `${String(number).padStart(8, "0")}.box`);
      handle = await open(file, "ax", 0o600);
      begunAt = real();
      segment = { file, number, bytes: 0, from: record.at, to: null, wroteAt: wall() };
      segments.push(segment);
    }
    const { bytesWritten } = await handle.write(bytes);
    segment.bytes += bytesWritten;
    if (bytesWritten < bytes.length) throw Object.assign(new Error("half a record"), { code: "ENOSPC" });
    segment.to = Math.max(segment.to ?? record.at, record.at);
    segment.wroteAt = wall();
  }

  async function drain(): Promise<void> {
    for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
      waiting -= record.body.length;
      try {
        await write(record);
        why = null;
      } catch (error) {
        why = whyOf(error);
        // What was written of a torn record must be the end of its file: a reader stops there.
        await endSegment().catch(() => {});
        for (const { body } of queue.splice(0)) waiting -= body.length;
      }
    }
    working = false;
  }

  return {
    add(record) {
      // While it fails one record at a time tries the disk, and at most every ten seconds.
      if (closed || waiting + record.body.length > limits.waiting) return false;
      if (why !== null && (working || real() - lookedAt < LOOK_MS)) return false;
      if (why !== null) lookedAt = Number.NEGATIVE_INFINITY;
      queue.push(record);
      waiting += record.body.length;
      if (!working) {
        working = true;
        work = drain();
      }
      return true;
    },
    failing: () => why,
    bytes: total,
    span() {
      const [first, last] = [segments[0], segments.at(-1)];
      return first === undefined || last === undefined ? null : { from: first.from, to: last.to ?? last.from };
    },
    async *read(from, to) {
      await work;
      if (!found) await find();
      // Where the end of a file is not known, it is where the next begins.
      const endOf = ({ to: end }: Segment, i: number) => Math.max(end ?? 0, segments[i + 1]?.from ?? end ?? Infinity);
      const asked = segments.filter((each, i) => each.from <= to && endOf(each, i) >= from);
      for (const segment of asked) {
        for await (const record of recordsOf(segment)) if (record.at >= from && record.at <= to) yield record;
      }
    },
    settled: () => work,
    async close() {
      closed = true;
      await work;
      await endSegment().catch(() => {}); // a full disk may refuse its last words
    },
  };
}
