/**
 * The writer's side of the thread that moves the log (WAL) into the file. The thread keeps no process alive, and without it
 * (it could not start, or it died) the writer moves the log itself as SQLite does by default.
 */
import { Worker } from "node:worker_threads";
import type { CheckpointReport } from "./checkpoint.ts";
import type { Database, SqliteDriver } from "./driver.ts";

/** The thread starts this long after opening, ms: a cache that is opened for a moment needs none. */
const START_MS = 250;
/** Pages in the log after which the writer moves them itself: 64 MB alone, 256 MB beside a thread that does not keep up. */
const ALONE_PAGES = 16_000;
const BESIDE_PAGES = 64_000;
/** Longest wait for the thread to end, ms. It may be in the middle of moving a log. */
const END_MS = 5_000;

/** Places in the shared flags. The thread opens the file only when it was not told to end before. */
export const STOP = 0;
export const PHASE = { at: 1, starting: 0, open: 1, closed: 2 } as const;

export interface CheckpointerData {
  readonly file: string;
  readonly driver: SqliteDriver;
  readonly signals: SharedArrayBuffer;
}

/** Thread → writer. */
export type CheckpointerWord = "begun" | CheckpointReport;

export interface CheckpointThread {
  /** Whether it works now. */
  beside(): boolean;
  last(): CheckpointReport | null;
  /** Ends it and waits until its connection is closed. */
  close(): void;
}

/**
 * @param write the writer's connection; how far its log may grow is set here.
 * @param onLost hears once why there is no thread any more, or none from the beginning.
 */
export function startCheckpoints(
  write: Pick<Database, "name" | "open" | "pragma">,
  driver: SqliteDriver,
  onLost: (why: string) => void,
): CheckpointThread {
  const signals = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  const flags = new Int32Array(signals);
  let worker: Worker | null = null;
  let beside = false;
  let ended = false;
  let last: CheckpointReport | null = null;

  function setBeside(now: boolean): void {
    beside = now;
    if (write.open) write.pragma(`wal_autocheckpoint = ${now ? BESIDE_PAGES : ALONE_PAGES}`);
  }

  function lost(why: string): void {
    if (ended) return;
    ended = true;
    setBeside(false);
    onLost(why);
  }

  function start(): void {
    const data: CheckpointerData = { file: write.name, driver, signals };
    try {
      worker = new Worker(new URL("./checkpoint-worker.ts", import.meta.url), { workerData: data });
    } catch (error) {
      lost(String(error));
      return;
    }
    worker.on("message", (word: CheckpointerWord) => {
      if (ended) return;
      if (word === "begun") setBeside(true);
      else last = word;
    });
    worker.on("error", (error) => lost(String(error)));
    worker.on("exit", (code) => lost(`it ended with ${code}`));
    // After the listeners, which would hold the process again.
    worker.unref();
  }

  setBeside(false);
  const timer = setTimeout(start, START_MS);
  timer.unref();
  return {
    beside: () => beside,
    last: () => last,
    close() {
      clearTimeout(timer);
      if (ended) return;
      ended = true;
      Atomics.store(flags, STOP, 1);
      Atomics.notify(flags, STOP);
      if (Atomics.compareExchange(flags, PHASE.at, PHASE.starting, PHASE.closed) === PHASE.open && worker !== null) {
        Atomics.wait(flags, PHASE.at, PHASE.open, END_MS);
      }
    },
  };
}
