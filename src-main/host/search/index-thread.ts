/**
 * The host's side of the index: starts the thread that keeps it, tells it what changed, and asks its file. What the thread
 * does never keeps the line waiting; without it, or before it has anything, nothing is found in texts and all else goes on.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Q3 An index that turns out to be damaged is thrown away and made anew from the cache.
 * - Q8 While the line is catching up the thread leaves it the processor, for half a minute at most.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Changes, TableChange } from "../cache/changes.ts";
import { openDatabase, type Database, type SqliteDriver } from "../cache/driver.ts";
import { isDamage } from "../cache/trouble.ts";
import { askedOf } from "./grams.ts";
import { INDEXED, indexReader, type Indexed, type Progress } from "./index-file.ts";

/** The thread starts this long after opening, ms: first the windows. While much comes it waits for as long a calm. */
const START_MS = 1_000;
/** So many changed rows at once: the line is catching up. */
const MUCH = 1_000;
/** The thread leaves the line the processor no longer than this, ms. */
export const MOST_REST_MS = 30_000;
/** Longest wait for the thread to end, ms. */
const END_MS = 5_000;
/** More changed rows than this at once are a copy of the hub, and not told one by one. */
const MOST_TOLD = 4_000;
/** Damaged more often than this in one run, the index is left alone until the next. */
const MOST_ANEW = 3;

/** Before the thread has looked. */
const UNKNOWN: Progress = { done: 0, total: 0 };

/** Places in the shared flags. The thread opens files only when it was not told to end before; it rests while REST is 1. */
export const STOP = 0;
export const PHASE = { at: 1, starting: 0, open: 1, closed: 2 } as const;
export const REST = 2;
const FLAGS = 3;

export interface IndexerData {
  readonly cacheFile: string;
  readonly indexFile: string;
  readonly driver: SqliteDriver;
  readonly signals: SharedArrayBuffer;
}

/** Host → thread: these rows changed or went; null for so many that the whole is to be looked at once it is quiet. */
export interface IndexerOrder {
  readonly table: Indexed;
  readonly uids: readonly number[] | null;
}

/** Thread → host. */
export type IndexerWord =
  | { readonly say: "ready"; readonly progress: Progress | null }
  | { readonly say: "at"; readonly progress: Progress | null; readonly version: number }
  | { readonly say: "failed"; readonly why: string }
  | { readonly say: "damaged"; readonly why: string };

/** What is worth telling of an index. */
export type SearchEvent =
  /** It was damaged and is made anew, or the thread that keeps it is not there. */
  { readonly event: "searchAnew" | "searchAlone"; readonly why: string };

export interface SearchIndex {
  version(): number;
  /** uids of rows that may hold the text: the one with this number first, then the newest. A damaged index finds nothing. */
  find(table: Indexed, text: string, limit: number): number[];
  indexing(): Progress | null;
  take(changes: Changes): void;
  /** Ends the thread and waits until its files are closed. */
  close(): void;
}

export interface SearchOptions {
  readonly dataDir: string;
  /** Of the cache that stands there. */
  readonly driver: SqliteDriver;
  readonly log: (event: SearchEvent) => void;
  /** How long to wait before the thread starts, and for the line to be calm, ms. */
  readonly startMs?: number;
}

interface Running {
  readonly worker: Worker;
  readonly flags: Int32Array;
}

export function openSearch({ dataDir, driver, log, startMs = START_MS }: SearchOptions): SearchIndex {
  const indexFile = join(dataDir, "search.db");
  let running: Running | null = null;
  let read: { readonly db: Database; readonly find: ReturnType<typeof indexReader> } | null = null;
  let progress: Progress | null = UNKNOWN;
  let version = 0;
  /** Version of what the thread has written. */
  let knows = 0;
  let failing = false;
  let anew = 0;
  let ended = false;

  function start(): void {
    if (ended) return;
    const signals = new SharedArrayBuffer(FLAGS * Int32Array.BYTES_PER_ELEMENT);
    const data: IndexerData = { cacheFile: join(dataDir, "cache.db"), indexFile, driver, signals };
    let worker: Worker;
    try {
      worker = new Worker(new URL("./index-worker.ts", import.meta.url), { workerData: data });
    } catch (error) {
      log({ event: "searchAlone", why: String(error) });
      return;
    }
    const own: Running = { worker, flags: new Int32Array(signals) };
    running = own;
    worker.on("message", (word: IndexerWord) => {
      if (running === own) hear(word);
    });
    worker.on("error", (error) => {
      if (running !== own) return;
      running = null;
      log({ event: "searchAlone", why: String(error) });
    });
    // After the listeners, which would hold the process.
    worker.unref();
  }

  function hear(word: IndexerWord): void {
    switch (word.say) {
      case "ready": {
        const db = openDatabase(indexFile, { driver, readonly: true });
        read = { db, find: indexReader(db) };
        progress = word.progress;
        version++;
        return;
      }
      case "at":
        if (word.version !== knows || progress?.done !== word.progress?.done) version++;
        knows = word.version;
        progress = word.progress;
        failing = false;
        return;
      case "failed":
        if (!failing) log({ event: "searchAlone", why: word.why });
        failing = true;
        return;
      case "damaged":
        makeAnew(word.why);
    }
  }

  function stop(): void {
    read?.db.close();
    read = null;
    if (running === null) return;
    const { worker, flags } = running;
    running = null;
    progress = UNKNOWN;
    Atomics.store(flags, STOP, 1);
    worker.postMessage({ table: "cases", uids: [] } satisfies IndexerOrder);
    if (Atomics.compareExchange(flags, PHASE.at, PHASE.starting, PHASE.closed) === PHASE.open) {
      Atomics.wait(flags, PHASE.at, PHASE.open, END_MS);
    }
  }

  function makeAnew(why: string): void {
    stop();
    anew++;
    log({ event: "searchAnew", why });
    if (anew > MOST_ANEW) return;
    for (const companion of ["", "-wal", "-shm"]) rmSync(indexFile + companion, { force: true });
    start();
  }

  const opened = performance.now();
  let waits = true;
  const calm = setTimeout(() => {
    if (waits) start();
    else if (running !== null) Atomics.store(running.flags, REST, 0);
    waits = false;
  }, startMs);
  calm.unref();

  /** Much has come: the thread rests until nothing as large has come for a while. */
  function rest(): void {
    if (waits && performance.now() - opened > MOST_REST_MS) return;
    if (running !== null) Atomics.store(running.flags, REST, 1);
    calm.refresh();
  }

  return {
    version: () => version,
    indexing: () => progress,
    find(table, text, limit) {
      if (read === null) return [];
      const { exact, holding } = askedOf(text);
      try {
        const first = exact === null ? [] : read.find(table, exact, limit);
        const more = holding === null ? [] : read.find(table, holding, limit);
        return [...new Set([...first, ...more])].slice(0, limit);
      } catch (error) {
        if (!isDamage(error)) throw error;
        makeAnew((error as Error).message);
        return [];
      }
    },
    take(changes) {
      if (INDEXED.some((table) => rowsOf(changes.get(table)) >= MUCH)) rest();
      if (running === null) return;
      for (const table of INDEXED) {
        const change = changes.get(table);
        if (change === undefined) continue;
        const many = rowsOf(change) > MOST_TOLD;
        const uids = many ? null : [...change.put.map((row) => row[0] as number), ...change.del];
        running.worker.postMessage({ table, uids } satisfies IndexerOrder);
      }
    },
    close() {
      if (ended) return;
      ended = true;
      clearTimeout(calm);
      stop();
    },
  };
}

const rowsOf = (change: TableChange | undefined): number =>
  change === undefined ? 0 : change.put.length + change.del.length;
