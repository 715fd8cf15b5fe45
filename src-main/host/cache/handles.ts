/**
 * Two kinds of handle on one cache file, so that a room that only asks cannot write by mistake.
 *
 * The read handle is a connection SQLite itself opened read-only; the brand stops the compiler, the connection stops
 * everything else.
 */
import type { Database, SqliteDriver } from "./driver.ts";
import type { CacheHealth } from "./health.ts";

declare const reads: unique symbol;
declare const writes: unique symbol;

export type ReadHandle = Database & { readonly [reads]: true };
export type WriteHandle = Database & { readonly [writes]: true };

/** An open cache. */
export interface Cache {
  readonly file: string;
  /** By which SQLite; every connection of this process to this folder's files must be by the same. */
  readonly driver: SqliteDriver;
  readonly read: ReadHandle;
  readonly write: WriteHandle;
  /** How the file and its disk are; costs some looks at the folder and no reading of rows. */
  health(): CacheHealth;
  /** Ends everything about the file, also one that turned out to be damaged; never throws. */
  close(): void;
}
