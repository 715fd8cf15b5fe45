/**
 * Two kinds of handle on one cache file, so that a room that only asks cannot write by mistake.
 *
 * The read handle is a connection SQLite itself opened read-only; the brand stops the compiler, the connection stops
 * everything else.
 */
import type Database from "better-sqlite3";

declare const reads: unique symbol;
declare const writes: unique symbol;

export type ReadHandle = Database.Database & { readonly [reads]: true };
export type WriteHandle = Database.Database & { readonly [writes]: true };

/** An open cache. */
export interface Cache {
  readonly file: string;
  readonly read: ReadHandle;
  readonly write: WriteHandle;
  close(): void;
}
