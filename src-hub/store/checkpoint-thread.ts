/**
 * Moves the log (WAL) of a running hub into its file from a thread of its own, so that whoever commits never waits for the
 * disk. Where the thread is not, the connection that commits does it as SQLite does by default
 * (docs/decisions/0023-checkpoints-beside.md).
 */
import { Worker } from "node:worker_threads";
import type Database from "better-sqlite3";

/** Pages in the log after which the committing connection moves them itself: alone, and beside a thread. */
export const ALONE_PAGES = 4_000;
const BESIDE_PAGES = 64_000;
/** Longest wait for the thread to end, ms. */
const END_MS = 5_000;

/** Places in the shared flags, and what the second can be. */
export const STOP = 0;
export const PHASE = { at: 1, starting: 0, open: 1, closed: 2 } as const;

export interface CheckpointData {
  readonly file: string;
  readonly signals: SharedArrayBuffer;
}

/** Starts the thread; the function given back ends it and waits until its connection is closed. */
export function startCheckpoints(db: Database.Database): () => void {
  const signals = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const flags = new Int32Array(signals);
  const data: CheckpointData = { file: db.name, signals };
  let ended = false;
  const moves = (pages: number) => {
    if (!ended && db.open) db.pragma(`wal_autocheckpoint = ${pages}`);
  };
  const worker = new Worker(new URL("./checkpoint-worker.ts", import.meta.url), { workerData: data });
  worker.on("message", () => moves(BESIDE_PAGES));
  worker.on("error", () => moves(ALONE_PAGES));
  worker.on("exit", () => moves(ALONE_PAGES));
  // After the listeners, which would hold the process again.
  worker.unref();
  return () => {
    if (ended) return;
    moves(ALONE_PAGES);
    ended = true;
    Atomics.store(flags, STOP, 1);
    Atomics.notify(flags, STOP);
    if (Atomics.compareExchange(flags, PHASE.at, PHASE.starting, PHASE.closed) === PHASE.open) {
      Atomics.wait(flags, PHASE.at, PHASE.open, END_MS);
    }
  };
}
