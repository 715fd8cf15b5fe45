/** Opening the hub's SQLite file: folder, settings, migrations, and what a person is told when that fails. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { TroubleError } from "../../shared/trouble.ts";
import { ALONE_PAGES } from "./checkpoint-thread.ts";
import { formOf, migrate, NEWEST_FORM, refuseNewer } from "./migrate.ts";

/** How long one process waits for another one's commit, ms. An importer's batch takes well under a second. */
const BUSY_MS = 30_000;

/**
 * Opens (and makes, and migrates) the file. With `readonly` the file must exist.
 * Throws trouble `fileMissing`, `dataReadOnly`, `dataNewer`, `dataBusy` or `fileUnreadable`.
 */
export function openDatabase(file: string, readonly: boolean): Database.Database {
  if (readonly) {
    if (!existsSync(file)) throw new TroubleError("fileMissing", { file });
    const db = attempt(file, () => openReadonly(file));
    const old = attempt(file, () => formOf(db)) < NEWEST_FORM;
    if (!old) return db;
    // Reading an old form means bringing it up to date first, which takes a writing hand once.
    db.close();
    openDatabase(file, false).close();
    return attempt(file, () => openReadonly(file));
  }
  return attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const db = new Database(file, { timeout: BUSY_MS });
    try {
      useWal(db);
      db.pragma("synchronous = NORMAL");
      db.pragma("cache_size = -65536");
      db.pragma("temp_store = MEMORY");
      db.pragma(`wal_autocheckpoint = ${ALONE_PAGES}`);
      db.pragma("journal_size_limit = 67108864");
      migrate(db, file);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function openReadonly(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    refuseNewer(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Switches a fresh file to write-ahead logging. SQLite does not wait for another process that is switching at the same
 * moment, so this does.
 */
function useWal(db: Database.Database): void {
  const until = performance.now() + BUSY_MS;
  for (;;) {
    try {
      if (db.pragma("journal_mode = WAL", { simple: true }) === "wal") return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    if (performance.now() > until) throw new Error("the file cannot be switched to write-ahead logging");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw troubleOfOpening(error, file) ?? error;
  }
}

const NO_WRITING = new Set(["EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR"]);

/** What SQLite's and the file system's error codes mean to a person; null for what is not an expected failure. */
export function troubleOfOpening(error: unknown, file: string): TroubleError | null {
  if (error instanceof TroubleError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return null;
  const dir = dirname(file);
  if (NO_WRITING.has(code)) return new TroubleError("dataReadOnly", { dir });
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN") || code === "SQLITE_PERM") {
    return new TroubleError("dataReadOnly", { dir });
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return new TroubleError("dataBusy", { dir });
  if (code.startsWith("SQLITE_")) return new TroubleError("fileUnreadable", { file, why: (error as Error).message });
  return null;
}
