/**
 * A file of what exists nowhere else: written through to the disk at every change, and set aside, never overwritten, when it
 * cannot be read.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { openDatabase, type Database, type SqliteDriver } from "./driver.ts";
import { setAside } from "./set-aside.ts";
import { isDamage } from "./trouble.ts";

export interface OwnFile {
  /** Absolute or from the working folder; its folder is made when missing. */
  readonly file: string;
  readonly driver: SqliteDriver;
  /** The number of the form; a file of a later one is set aside. */
  readonly schema: number;
  /** SQL that makes an empty file one of this form. */
  readonly tables: string;
  /** Hears why a file could not be used, and where it is now. */
  readonly onSetAside: (why: string, kept: string) => void;
}

/** @throws what the system says when there is no room, or the folder cannot be written */
export function openOwnFile(own: OwnFile): Database {
  const { file, onSetAside } = own;
  mkdirSync(dirname(file), { recursive: true });
  const first = tryOpen(own);
  if ("db" in first) return first.db;
  onSetAside(first.unusable, setAside(file) ?? file);
  const second = tryOpen(own);
  if ("db" in second) return second.db;
  throw new Error(`a new file ${file} is unusable: ${second.unusable}`);
}

function tryOpen({ file, driver, schema, tables }: OwnFile): { db: Database } | { unusable: string } {
  const db = openDatabase(file, { driver });
  try {
    db.pragma("journal_mode = WAL");
    // What is told to be kept is on the disk, whatever happens to the power.
    db.pragma("synchronous = FULL");
    if (db.pragma("quick_check(1)", { simple: true }) !== "ok") return unusable(db, "the file is damaged");
    const found = db.pragma("user_version", { simple: true }) as number;
    if (found > schema) return unusable(db, `the file has schema ${found}, this version knows ${schema}`);
    if (found < schema) {
      db.transaction(() => {
        db.exec(tables);
        db.pragma(`user_version = ${schema}`);
      }).immediate();
    }
    return { db };
  } catch (error) {
    if (isDamage(error)) return unusable(db, "the file is damaged");
    db.close();
    throw error;
  }
}

function unusable(db: Database, why: string): { unusable: string } {
  db.close();
  return { unusable: why };
}
