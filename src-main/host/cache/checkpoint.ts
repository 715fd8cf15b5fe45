/**
 * One beat of keeping the log (WAL) short and the file no larger than it need be. Made for a thread of its own, with a
 * connection of its own; docs/decisions/0023-checkpoints-beside.md says why and what it costs.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - C13 The log is moved into the file beside the writer, and stays bounded when nobody does.
 * - C16 Space that a sweep freed comes back in small steps, which no window notices.
 */
import { statSync } from "node:fs";
import { sqliteCode, type Database } from "./driver.ts";

/** A log above this is begun anew, which takes the writer's lock for a moment; below it nobody is disturbed. */
const RESTART_BYTES = 64 * 1024 * 1024;
/** After a failure, such as a full disk, the next try waits as long, ms. */
const FAILURE_MS = 5_000;
/** Looks for free pages this often, ms. */
const LOOK_MS = 5_000;
/** Pages given back in one beat: two milliseconds on a slow disk, a megabyte and a half in a second. */
const STEP_PAGES = 96;
/** Free pages of all above which giving back begins, and below which it ends: some room is used again soon. */
const BEGIN = 0.25;
const END = 0.05;
const INCREMENTAL = 2;

export interface CheckpointReport {
  /** Clock of this machine, epoch ms. */
  readonly at: number;
  readonly tookMs: number;
  readonly walBytes: number;
  /** SQLite's code when it could not be done, or null. */
  readonly failed: string | null;
}

/**
 * Makes the function to call each beat; it gives what it did, or null when there was nothing to do.
 * @param now ms of a clock that never goes back.
 */
export function checkpointer(db: Database, now: () => number): () => CheckpointReport | null {
  const wal = `${db.name}-wal`;
  /** The log as it was after our last work on it. */
  let seen = "";
  let rest = 0;
  let nextLook = 0;
  let givesBack = false;

  function look(): { bytes: number; stamp: string } {
    const { size = 0, mtimeMs = 0 } = statSync(wal, { throwIfNoEntry: false }) ?? {};
    return { bytes: size, stamp: `${size} ${mtimeMs}` };
  }

  function giveBack(): void {
    if (!givesBack && now() < nextLook) return;
    nextLook = now() + LOOK_MS;
    const free = (db.pragma("freelist_count", { simple: true }) as number) / pages(db);
    const goesOn = free > (givesBack ? END : BEGIN);
    if (goesOn && !givesBack && db.pragma("auto_vacuum", { simple: true }) !== INCREMENTAL) return;
    givesBack = goesOn;
    if (goesOn) db.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`);
  }

  function checkpoint(bytes: number): void {
    db.pragma("wal_checkpoint(PASSIVE)");
    if (bytes > RESTART_BYTES) db.pragma("wal_checkpoint(TRUNCATE)");
  }

  return () => {
    if (now() < rest) return null;
    const began = now();
    let failed: string | null = null;
    try {
      giveBack();
      const { bytes, stamp } = look();
      if (stamp === seen) return null;
      seen = stamp;
      checkpoint(bytes);
      seen = stamp === look().stamp ? stamp : "";
    } catch (error) {
      failed = sqliteCode(error) || String(error);
      rest = now() + FAILURE_MS;
      seen = "";
    }
    return { at: Date.now(), tookMs: now() - began, walBytes: look().bytes, failed };
  };
}

const pages = (db: Database) => Math.max(1, db.pragma("page_count", { simple: true }) as number);
