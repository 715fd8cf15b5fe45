/** The thread that keeps the index true: takes what changed slice by slice, rests between slices, and ends when told to. */
import { parentPort, workerData } from "node:worker_threads";
import { sqliteCode, openDatabase } from "../cache/driver.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { isDamage } from "../cache/trouble.ts";
import { openIndexer, prepareIndex, type Indexer } from "./index-file.ts";
import {
  MOST_REST_MS,
  PHASE,
  REST,
  STOP,
  type IndexerData,
  type IndexerOrder,
  type IndexerWord,
} from "./index-thread.ts";

/** Between two slices the thread rests for this share of the time that the last one took. */
const REST_SHARE = 0.5;
/** Rest while there is nothing to do, ms; an order ends it. */
const QUIET_MS = 2_000;
/** While the line is catching up the thread looks so often whether it still is, ms. */
const REST_MS = 200;
/** After the last of many changes the whole is looked at, ms. */
const LOOK_MS = 2_000;
/** After a failure, such as a full disk, the next try waits as long, ms. */
const FAILURE_MS = 10_000;

const { cacheFile, indexFile, driver, signals } = workerData as IndexerData;
const flags = new Int32Array(signals);
const stopped = () => Atomics.load(flags, STOP) !== 0;
const say = (word: IndexerWord): void => parentPort?.postMessage(word);

const opened: { close(): void }[] = [];
let indexer: Indexer | null = null;
let timer: NodeJS.Timeout | undefined;
let lookTimer: NodeJS.Timeout | undefined;
/** Since when the line has been catching up, real ms; null while it is not. */
let restsSince: number | null = null;

function end(): void {
  clearTimeout(timer);
  clearTimeout(lookTimer);
  parentPort?.close();
  for (const db of opened.splice(0)) {
    try {
      db.close();
    } catch {
      // A damaged file may refuse its last words; the connection is gone all the same.
    }
  }
  Atomics.store(flags, PHASE.at, PHASE.closed);
  Atomics.notify(flags, PHASE.at);
}

function begin(): Indexer {
  const index = openDatabase(indexFile, { driver });
  opened.push(index);
  if (index.pragma("quick_check(1)", { simple: true }) !== "ok") {
    throw Object.assign(new Error("the index is damaged"), { code: "SQLITE_CORRUPT" });
  }
  prepareIndex(index);
  const cache = openDatabase(cacheFile, { driver, readonly: true }) as ReadHandle;
  opened.push(cache);
  cache.pragma("cache_size = -8192");
  const opening = openIndexer(index, cache);
  say({ say: "ready", progress: opening.progress() });
  return opening;
}

/** Whether the processor is the line's (Q8). */
function rests(now: number): boolean {
  restsSince = Atomics.load(flags, REST) === 0 ? null : (restsSince ?? now);
  return restsSince !== null && now - restsSince < MOST_REST_MS;
}

function turn(): void {
  clearTimeout(timer);
  if (stopped()) return end();
  const began = performance.now();
  if (rests(began)) {
    timer = setTimeout(turn, REST_MS);
    return;
  }
  try {
    indexer ??= begin();
    const busy = indexer.slice() || (indexer.progress() === null && indexer.tidy());
    say({ say: "at", progress: indexer.progress(), version: indexer.version() });
    timer = setTimeout(turn, busy ? (performance.now() - began) * REST_SHARE : QUIET_MS);
  } catch (error) {
    if (isDamage(error)) {
      say({ say: "damaged", why: (error as Error).message });
      return end();
    }
    say({ say: "failed", why: sqliteCode(error) || String(error) });
    timer = setTimeout(turn, FAILURE_MS);
  }
}

if (Atomics.compareExchange(flags, PHASE.at, PHASE.starting, PHASE.open) === PHASE.starting) {
  parentPort?.on("message", (order: IndexerOrder) => {
    if (stopped()) return end();
    if (order.uids === null) {
      clearTimeout(lookTimer);
      lookTimer = setTimeout(() => indexer?.look(), LOOK_MS);
      return;
    }
    indexer?.changed(order.table, order.uids);
    // Soon, and together with what comes until then.
    if (indexer?.progress() === null) {
      clearTimeout(timer);
      timer = setTimeout(turn, 50);
    }
  });
  turn();
}
