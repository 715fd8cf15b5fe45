/**
 * Opens the cache file, or a new one in its place.
 *
 * The cache is a copy of the hub's truth and may be lost at any time; what must never happen is that a bad file keeps the
 * wall dark. A file that is damaged, from a later version or of another shape is set aside, told in the log, and replaced
 * by an empty one that the line fills again.
 */
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { TroubleError } from "../../../shared/trouble.ts";
import type { Cache, ReadHandle, WriteHandle } from "./handles.ts";
import { migrate, SCHEMA_VERSION } from "./migrate.ts";

/** The cache file could not be used; `kept` is where it was put. */
export interface CacheEvent {
  readonly event: "cacheSetAside";
  readonly why: string;
  readonly kept: string;
}

/** Damaged copies kept for whoever wants to look; older ones are deleted. */
const BAD_COPIES_KEPT = 2;
const NOT_WRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "SQLITE_READONLY", "SQLITE_CANTOPEN"]);
const DAMAGED = new Set(["SQLITE_NOTADB", "SQLITE_CORRUPT"]);

/**
 * Opens `<dataDir>/cache.db`, making the folder when it is missing.
 * @throws TroubleError `dataReadOnly` when the folder cannot be written, `dataBusy` when another host has it.
 */
export function openCache(dataDir: string, log: (event: CacheEvent) => void): Cache {
  const file = join(dataDir, "cache.db");
  let lock: Database.Database | null = null;
  try {
    mkdirSync(dataDir, { recursive: true });
    lock = takeLock(dataDir);
    const write = openWriting(file, log);
    const read = new Database(file, { readonly: true });
    tune(read);
    return {
      file,
      read: read as ReadHandle,
      write: write as WriteHandle,
      close() {
        read.close();
        write.close();
        lock?.close();
      },
    };
  } catch (error) {
    lock?.close();
    throw troubleOf(error, dataDir);
  }
}

/** The expected failures of opening, as troubles; anything else comes back as it is. */
export function troubleOf(error: unknown, dataDir: string): unknown {
  const code = codeOf(error);
  if (NOT_WRITABLE.has(code)) return new TroubleError("dataReadOnly", { dir: dataDir });
  if (code === "SQLITE_BUSY") return new TroubleError("dataBusy", { dir: dataDir });
  return error;
}

/** SQLite's extended codes ("SQLITE_READONLY_DIRECTORY") by their family, system codes as they are. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("SQLITE_") ? code.split("_", 2).join("_") : code;
}

/** Two hosts on one cache would apply each other's changes twice; the system drops this lock when a host dies. */
function takeLock(dataDir: string): Database.Database {
  const lock = new Database(join(dataDir, "cache.lock"), { timeout: 200 });
  try {
    lock.pragma("journal_mode = DELETE");
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openWriting(file: string, log: (event: CacheEvent) => void): Database.Database {
  const first = tryOpen(file);
  if ("db" in first) return first.db;
  const kept = setAside(file);
  log({ event: "cacheSetAside", why: first.unusable, kept });
  const second = tryOpen(file);
  if ("db" in second) return second.db;
  throw new Error(`a new cache is unusable: ${second.unusable}`);
}

function tryOpen(file: string): { db: Database.Database } | { unusable: string } {
  const db = new Database(file);
  const unusable = inspect(db);
  if (unusable === null) return { db };
  db.close();
  return { unusable };
}

/** Prepares the file for use; why it cannot be used, or null. */
function inspect(db: Database.Database): string | null {
  try {
    db.pragma("journal_mode = WAL");
    tune(db);
    const check = db.pragma("quick_check(1)", { simple: true });
    if (check !== "ok") return "the file is damaged";
    const state = migrate(db);
    if (state.schema === "fits") return null;
    return state.schema === "future"
      ? `the file has schema ${state.found}, this version knows ${SCHEMA_VERSION}`
      : `table ${state.table} has another shape`;
  } catch (error) {
    if (DAMAGED.has(codeOf(error))) return "the file is damaged";
    db.close();
    throw error;
  }
}

function tune(db: Database.Database): void {
  // WAL with NORMAL may lose the newest commits on a power cut, never consistency; the line fetches them again.
  db.pragma("synchronous = NORMAL");
  db.pragma("cache_size = -32768");
  db.pragma("temp_store = MEMORY");
  if (db.readonly) return;
  // Checkpoints of 64 MB instead of 4: a first load writes most pages once instead of several times.
  db.pragma("wal_autocheckpoint = 16000");
  db.pragma("journal_size_limit = 67108864");
}

/** Renames the file and its companions; gives the new name. */
function setAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, "");
  const bad = `${file}.bad-${stamp}`;
  renameSync(file, bad);
  for (const companion of ["-wal", "-shm"]) {
    try {
      renameSync(file + companion, bad + companion);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
  }
  forgetOldCopies(file);
  return bad;
}

function forgetOldCopies(file: string): void {
  const dir = join(file, "..");
  const copies = readdirSync(dir)
    .filter((name) => /^cache\.db\.bad-\d{8}T\d{9}Z$/.test(name))
    .toSorted();
  for (const name of copies.slice(0, -BAD_COPIES_KEPT)) {
    for (const companion of ["", "-wal", "-shm"]) rmSync(join(dir, name + companion), { force: true });
  }
}
