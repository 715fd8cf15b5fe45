/**
 * Holds the file of the record open. A file that is damaged is set aside and begun anew; while there is no room nothing is
 * recorded, and that is said once. Whoever records knows nothing of either.
 */
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { SqliteDriver } from "../cache/driver.ts";
import { isDamage, troubleOf } from "../cache/trouble.ts";
import { openTrackFile, removeTrackFiles, setTracksAside, type TrackFile } from "./file.ts";

export type HistoryEvent =
  | { readonly event: "tracksSetAside"; readonly why: string; readonly kept: string }
  /** Nothing is being recorded; said once until it is again. */
  | { readonly event: "tracksNotRecorded"; readonly trouble: Trouble }
  | { readonly event: "tracksRecorded" };

export interface KeeperOptions {
  readonly dataDir: string;
  readonly driver: SqliteDriver;
  readonly log: (event: HistoryEvent) => void;
  /** The file was begun anew: what grows is to be written whole. */
  readonly onAnew: () => void;
}

export interface Keeper {
  /** Does something with the file. What went wrong is told, and null comes back; it is tried again the next time. */
  with<T>(work: (on: TrackFile) => T): T | null;
  /** Makes sure that the file is of this history of the hub; "other" when it was of another one, or of none, before. */
  belongTo(epoch: string): "same" | "other" | "cannot";
  /** Deletes what there is, and keeps nothing from now on. */
  forgetAll(): void;
  close(): void;
}

export function openKeeper({ dataDir, driver, log, onAnew }: KeeperOptions): Keeper {
  let file: TrackFile | null = null;
  let closed = false;
  let failing = false;
  /** Epoch of the file, null before it is known. */
  let epochKnown: string | null = null;

  const open = () => openTrackFile(dataDir, driver, (why, kept) => log({ event: "tracksSetAside", why, kept }));

  function within<T>(work: (on: TrackFile) => T): T | null {
    if (closed) return null;
    for (let again = false; ; again = true) {
      try {
        file ??= open();
        const result = work(file);
        if (failing) log({ event: "tracksRecorded" });
        failing = false;
        return result;
      } catch (error) {
        if (again || !isDamage(error) || !beganAnew()) {
          tellFailed(error);
          return null;
        }
      }
    }
  }

  function tellFailed(error: unknown): void {
    const known = troubleOf(error, dataDir);
    const trouble: Trouble =
      known instanceof TroubleError ? known.trouble : { code: "hostFailed", params: { why: String(error) } };
    if (!failing) log({ event: "tracksNotRecorded", trouble });
    failing = true;
  }

  /** Puts a damaged file away and begins another of the same epoch; false when that cannot be done either. */
  function beganAnew(): boolean {
    closeFile();
    try {
      log({ event: "tracksSetAside", why: "the file is damaged", kept: setTracksAside(dataDir) });
      file = open();
      if (epochKnown !== null) file.begin(epochKnown);
    } catch {
      return false;
    }
    onAnew();
    return true;
  }

  function closeFile(): void {
    try {
      file?.close();
    } catch {
      // A damaged file or a full disk may refuse its last words; the connection is gone all the same.
    }
    file = null;
  }

  return {
    with: within,
    belongTo(epoch) {
      if (closed) return "cannot";
      epochKnown ??= within((on) => on.epoch());
      if (epochKnown === epoch) return "same";
      if (within((on) => (on.begin(epoch), true)) === null) return "cannot";
      epochKnown = epoch;
      return "other";
    },
    forgetAll() {
      closed = true;
      try {
        removeTrackFiles(dataDir);
      } catch (error) {
        tellFailed(error);
      }
    },
    close() {
      closed = true;
      closeFile();
    },
  };
}
