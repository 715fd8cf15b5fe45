/**
 * Opens the cache file, or a new one in its place.
 *
 * The cache is a copy of the hub's truth and may be lost at any time; what must never happen is that a bad file keeps the
 * wall dark. A file that is damaged, from a later version or of another shape is set aside, told in the log, and replaced
 * by an empty one that the line fills again.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startCheckpoints } from "./checkpoint-thread.ts";
import { noteClosed, takeClosedNote } from "./closed-note.ts";
import type { CountingEvent } from "./digests.ts";
import { chooseDriver, openDatabase, type Database, type SqliteDriver } from "./driver.ts";
import type { Cache, ReadHandle, WriteHandle } from "./handles.ts";
import { healthOf } from "./health.ts";
import { migrate, SCHEMA_VERSION } from "./migrate.ts";
import { setAside } from "./set-aside.ts";
import { isDamage, troubleOf } from "./trouble.ts";

/** What is worth telling of a cache. */
export type CacheEvent =
  /** The file could not be used; `kept` is where it was put. */
  | { readonly event: "cacheSetAside"; readonly why: string; readonly kept: string }
  /** better-sqlite3 does not load on this machine; Node's own SQLite is used. */
  | { readonly event: "driverFallback"; readonly why: string }
  /** The thread that moves the log into the file is not there; the writer does it. */
  | { readonly event: "checkpointsAlone"; readonly why: string }
  | CountingEvent;

export interface CacheOptions {
  /** `auto` when not given: better-sqlite3, or Node's own where it does not load. */
  readonly driver?: SqliteDriver | "auto";
  /** Sets the file aside before anything else: it turned out to be damaged, for this reason. */
  readonly setAsideFirst?: string;
}

type Log = (event: CacheEvent) => void;

/**
 * Opens `<dataDir>/cache.db`, making the folder when it is missing.
 * @throws TroubleError `dataReadOnly` when the folder cannot be written, `dataBusy` when another host has it, `diskFull`
 * when there is no room even for SQLite's list of locks.
 */
export function openCache(dataDir: string, log: Log, options: CacheOptions = {}): Cache {
  const file = join(dataDir, "cache.db");
  const opened: Database[] = [];
  const keep = (db: Database) => (opened.push(db), db);
  try {
    mkdirSync(dataDir, { recursive: true });
    const driver = chooseDriver(options.driver ?? "auto", (why) => log({ event: "driverFallback", why }));
    keep(takeLock(dataDir, driver));
    if (options.setAsideFirst !== undefined) tellAside(file, options.setAsideFirst, log);
    const write = keep(openWriting(file, driver, log));
    const read = keep(openDatabase(file, { driver, readonly: true }));
    tune(read);
    const thread = startCheckpoints(write, driver, (why) => log({ event: "checkpointsAlone", why }));
    return {
      file,
      driver,
      read: read as ReadHandle,
      write: write as WriteHandle,
      health: () =>
        healthOf(file, {
          driver,
          schema: SCHEMA_VERSION,
          checkpointsBeside: thread.beside(),
          checkpoint: thread.last(),
        }),
      close() {
        thread.close();
        const [lock, ...handles] = opened;
        closeAll(handles);
        // While the folder is still this host's, and therefore once.
        if (lock?.open === true) noteClosed(file);
        closeAll(opened);
      },
    };
  } catch (error) {
    closeAll(opened);
    throw troubleOf(error, dataDir);
  }
}

/** Closes the newest first, so that the lock on the folder goes last. */
function closeAll(databases: readonly Database[]): void {
  for (const db of databases.toReversed()) {
    try {
      db.close();
    } catch {
      // A damaged file or a full disk may refuse its last words; the connection is gone all the same.
    }
  }
}

/** How long a write waits, ms, while the thread beside empties a long log on a slow disk. */
const PATIENCE_MS = 30_000;

/** Two hosts on one cache would apply each other's changes twice; the system drops this lock when a host dies. */
function takeLock(dataDir: string, driver: SqliteDriver): Database {
  const lock = openDatabase(join(dataDir, "cache.lock"), { driver, timeout: 200 });
  try {
    lock.pragma("journal_mode = DELETE");
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openWriting(file: string, driver: SqliteDriver, log: Log): Database {
  const first = tryOpen(file, driver, takeClosedNote(file));
  if ("db" in first) return first.db;
  tellAside(file, first.unusable, log);
  const second = tryOpen(file, driver, false);
  if ("db" in second) return second.db;
  throw new Error(`a new cache is unusable: ${second.unusable}`);
}

function tellAside(file: string, why: string, log: Log): void {
  const kept = setAside(file);
  if (kept !== null) log({ event: "cacheSetAside", why, kept });
}

function tryOpen(file: string, driver: SqliteDriver, inOrder: boolean): { db: Database } | { unusable: string } {
  const db = openDatabase(file, { driver, timeout: PATIENCE_MS });
  const unusable = inspect(db, inOrder);
  if (unusable === null) return { db };
  db.close();
  return { unusable };
}

/** Prepares the file for use; why it cannot be used, or null. One that was closed in order is not looked through. */
function inspect(db: Database, inOrder: boolean): string | null {
  try {
    // A new file can give space back; this must be said before it has its first page.
    db.pragma("auto_vacuum = INCREMENTAL");
    db.pragma("journal_mode = WAL");
    tune(db);
    if (!inOrder && db.pragma("quick_check(1)", { simple: true }) !== "ok") return "the file is damaged";
    const state = migrate(db);
    if (state.schema === "fits") return null;
    return state.schema === "future"
      ? `the file has schema ${state.found}, this version knows ${SCHEMA_VERSION}`
      : `table ${state.table} has another shape`;
  } catch (error) {
    if (isDamage(error)) return "the file is damaged";
    db.close();
    throw error;
  }
}

function tune(db: Database): void {
  // WAL with NORMAL may lose the newest commits on a power cut, never consistency; the line fetches them again.
  db.pragma("synchronous = NORMAL");
  db.pragma("cache_size = -65536");
  db.pragma("temp_store = MEMORY");
  if (!db.readonly) db.pragma("journal_size_limit = 67108864");
}
