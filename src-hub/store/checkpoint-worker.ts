/** The thread that keeps the hub's log short: beats until it is told to end, then closes its connection and says so. */
import { statSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { PHASE, STOP, type CheckpointData } from "./checkpoint-thread.ts";

const BEAT_MS = 250;
/** Longest wait for readers and writers, ms, where they would be kept waiting. */
const LOCK_MS = 100;
/** A log above this is begun anew. */
const RESTART_BYTES = 64 * 1024 * 1024;
/** After a failure, such as a full disk, the next try waits as long, ms. */
const FAILURE_MS = 5_000;

const { file, signals } = workerData as CheckpointData;
const flags = new Int32Array(signals);

function run(): void {
  const db = new Database(file, { timeout: LOCK_MS });
  try {
    db.pragma("synchronous = NORMAL");
    parentPort?.postMessage("begun");
    let seen = "";
    while (Atomics.load(flags, STOP) === 0) {
      const { size = 0, mtimeMs = 0 } = statSync(`${file}-wal`, { throwIfNoEntry: false }) ?? {};
      const stamp = `${size} ${mtimeMs}`;
      let wait = BEAT_MS;
      if (stamp !== seen) {
        try {
          db.pragma("wal_checkpoint(PASSIVE)");
          if (size > RESTART_BYTES) db.pragma("wal_checkpoint(TRUNCATE)");
          seen = stamp;
        } catch {
          // The connection that commits meets the same and tells it; here it is tried again.
          wait = FAILURE_MS;
        }
      }
      Atomics.wait(flags, STOP, 0, wait);
    }
  } finally {
    db.close();
  }
}

if (Atomics.compareExchange(flags, PHASE.at, PHASE.starting, PHASE.open) === PHASE.starting) {
  try {
    run();
  } finally {
    Atomics.store(flags, PHASE.at, PHASE.closed);
    Atomics.notify(flags, PHASE.at);
  }
}
