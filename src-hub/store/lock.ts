/**
 * One hub per data folder. The lock is an exclusive SQLite lock on an empty file beside the store, so the operating
 * system lets go of it however the hub ends; importers do not take it and may write beside the hub.
 */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { troubleOfOpening } from "./opening.ts";

/**
 * Takes the folder until the function given back is called or the process ends.
 * Throws trouble `dataBusy` when another hub has it, `dataReadOnly` when the folder cannot be written.
 */
export function takeFolder(dir: string): () => void {
  const file = join(dir, "hub.lock");
  let db: Database.Database | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new Database(file, { timeout: 0 });
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db?.close();
    throw troubleOfOpening(error, file) ?? error;
  }
  const held = db;
  return () => void held.close();
}
