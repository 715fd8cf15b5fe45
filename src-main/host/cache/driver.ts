/**
 * The two ways to SQLite behind one interface: better-sqlite3, which is measured and the rule, and Node's own, for a machine
 * on which the prebuilt binary of the former does not load (docs/decisions/0022-two-sqlite-drivers.md).
 *
 * All connections of a process to one file must be of the same driver: each has its own copy of SQLite, and two copies in
 * one process take each other's file locks away without knowing.
 */
import BetterSqlite3 from "better-sqlite3";
import { NodeDatabase, loadNodeSqlite } from "./node-sqlite.ts";

export const SQLITE_DRIVERS = ["better-sqlite3", "node:sqlite"] as const;
export type SqliteDriver = (typeof SQLITE_DRIVERS)[number];

/** A prepared statement. Values go by position, one by one or as one array. */
export interface Statement<P extends unknown[] = unknown[], R = unknown> {
  run(...params: P): { readonly changes: number };
  get(...params: P): R | undefined;
  all(...params: P): R[];
  /** From here on rows come as arrays. */
  raw(): this;
  /** From here on only the first column comes. */
  pluck(): this;
}

/** What the rooms use of a connection. Errors of SQLite have a `code`, see `sqliteCode`. */
export interface Database {
  /** The file. */
  readonly name: string;
  readonly readonly: boolean;
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare<P extends unknown[] = unknown[], R = unknown>(sql: string): Statement<P, R>;
  exec(sql: string): unknown;
  /** The rows a pragma gives; with `simple` the first column of the first. */
  pragma(sql: string, options?: { readonly simple?: boolean }): unknown;
  /** A transaction begun with the right to write; a throw of `work` rolls back. They do not nest. */
  transaction<T>(work: () => T): { immediate(): T };
  /** Twice is as good as once. */
  close(): void;
}

export interface DatabaseOptions {
  readonly driver: SqliteDriver;
  readonly readonly?: boolean;
  /** How long a call waits for another connection's lock, ms; 5,000 when not given. */
  readonly timeout?: number;
}

export function openDatabase(file: string, options: DatabaseOptions): Database {
  const { driver, readonly = false, timeout = 5_000 } = options;
  if (driver === "node:sqlite") return new NodeDatabase(file, { readonly, timeout });
  return new BetterSqlite3(file, { readonly, timeout }) as Database;
}

/** Why better-sqlite3 does not load on this machine, or null when it does. */
function whyNotBetter(): string | null {
  try {
    new BetterSqlite3(":memory:").close();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

/**
 * The driver to use. `auto` is better-sqlite3 where its binary loads, and Node's own elsewhere; `onFallback` hears why.
 * @throws what better-sqlite3 threw when neither loads.
 */
export function chooseDriver(choice: SqliteDriver | "auto", onFallback: (why: string) => void): SqliteDriver {
  if (choice !== "auto") return choice;
  const why = whyNotBetter();
  if (why === null || loadNodeSqlite() === null) return "better-sqlite3";
  onFallback(why);
  return "node:sqlite";
}

/** SQLite's extended codes ("SQLITE_READONLY_DIRECTORY") by their family, system codes as they are; "" for neither. */
export function sqliteCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("SQLITE_") ? code.split("_", 2).join("_") : code;
}
