/** The thread that keeps the log short: beats until it is told to end, then closes its connection and says so. */
import { parentPort, workerData } from "node:worker_threads";
import { checkpointer } from "./checkpoint.ts";
import { PHASE, STOP, type CheckpointerData, type CheckpointerWord } from "./checkpoint-thread.ts";
import { openDatabase } from "./driver.ts";

const BEAT_MS = 250;
/** Longest wait for a reader while the writer is kept waiting, ms. */
const LOCK_MS = 100;

const { file, driver, signals } = workerData as CheckpointerData;
const flags = new Int32Array(signals);
const say = (word: CheckpointerWord): void => parentPort?.postMessage(word);

function run(): void {
  const db = openDatabase(file, { driver, timeout: LOCK_MS });
  try {
    db.pragma("synchronous = NORMAL");
    say("begun");
    const beat = checkpointer(db, () => performance.now());
    while (Atomics.load(flags, STOP) === 0) {
      const report = beat();
      if (report !== null) say(report);
      Atomics.wait(flags, STOP, 0, BEAT_MS);
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
