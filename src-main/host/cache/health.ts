/** How a cache and its disk are, for whoever runs the wall. Nothing here opens the file: that would drop its locks. */
import { statSync, statfsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { CheckpointReport } from "./checkpoint.ts";
import type { SqliteDriver } from "./driver.ts";
import { filesAside, type AsideFile } from "./set-aside.ts";

export interface CacheHealth {
  readonly driver: SqliteDriver;
  readonly schema: number;
  /** The files of the cache that are there, by name. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly walBytes: number;
  /** Bytes this account may still write on the disk of the cache; null where the system does not say. */
  readonly diskFree: number | null;
  readonly setAside: readonly AsideFile[];
  /** Whether a thread of its own moves the log into the file; otherwise the writer does. */
  readonly checkpointsBeside: boolean;
  /** What that thread did last; null before it did anything. */
  readonly checkpoint: CheckpointReport | null;
}

/** Bytes of a file, 0 when it is not there. */
export const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Bytes this account may still write in a folder; null where the system does not say. */
export function diskFree(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null; // not every file system answers
  }
}

export function healthOf(
  file: string,
  about: Pick<CacheHealth, "driver" | "schema" | "checkpointsBeside" | "checkpoint">,
): CacheHealth {
  const files = ["", "-wal", "-shm"]
    .map((companion) => ({ name: basename(file) + companion, bytes: bytesOf(file + companion) }))
    .filter(({ bytes }) => bytes > 0);
  return {
    ...about,
    files,
    walBytes: bytesOf(`${file}-wal`),
    diskFree: diskFree(dirname(file)),
    setAside: filesAside(file),
  };
}
