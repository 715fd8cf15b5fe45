/**
 * Carries out what the line wants done to the cache, and tells the line when the cache would not: no room on the disk, a
 * file that is damaged, or whatever else (S14). Somebody who cannot write goes on reading.
 */
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import { sqliteCode } from "../cache/driver.ts";
import type { Changes } from "../cache/changes.ts";
import type { Position } from "../cache/position.ts";
import { troubleOf } from "../cache/trouble.ts";
import type { CacheWriter } from "../cache/write.ts";
import { applyDelta, applyNote, applyPage, applyRange } from "./apply.ts";
import type { LineBook } from "./line-book.ts";
import type { LineAction, LineEvent } from "./line-types.ts";
import { openSweep } from "./sweep.ts";

type Write = Extract<LineAction, { do: "note" | "applyPage" | "applyDelta" | "applyRange" }>;
type SweepAction = Extract<LineAction, { do: "sweep" }>;

export interface CacheWorkOptions {
  readonly writer: CacheWriter;
  /** Reads the position anew after the cache refused a change. */
  readonly position: () => Position;
  readonly dataDir: string;
  readonly book: LineBook;
  /** The line's machine. */
  readonly send: (event: LineEvent) => void;
  readonly onChanges: (changes: Changes) => void;
  /** The cache did not take a change, or could not be read. */
  readonly onRefused: (why: string) => void;
  readonly onBroken: (why: string) => void;
}

export interface CacheWork {
  /** False when the cache refused it, and what was to come after it must not happen. */
  write(action: Write): boolean;
  /** Goes on slice by slice, with room for others between them, while `wanted`. */
  sweep(action: SweepAction, wanted: () => boolean): void;
  /** Runs other work on the cache; false when it failed, which has been dealt with then. */
  guarded(work: () => void): boolean;
  /** Why nothing can be written at the moment, as the last write found it. */
  unwritable(): Trouble | null;
  close(): void;
}

/** Troubles of a cache that is as good as ever for reading. */
const UNWRITABLE: ReadonlySet<Trouble["code"]> = new Set(["diskFull", "dataReadOnly"]);

export function openCacheWork(options: CacheWorkOptions): CacheWork {
  const { writer, book, send } = options;
  let unwritable: Trouble | null = null;
  let sweepTimer: NodeJS.Immediate | undefined;

  /** Only what the cache itself says is caught here: a fault in what is built on it must not pass for a full disk. */
  function tried<T>(work: () => T): { result: T } | null {
    try {
      return { result: work() };
    } catch (error) {
      failed(error);
      return null;
    }
  }

  function written<T>(work: () => T): { result: T } | null {
    const done = tried(work);
    if (done === null || unwritable === null) return done;
    unwritable = null;
    book.note("writable");
    return done;
  }

  function failed(error: unknown): void {
    const detail = sqliteCode(error) || "EINVAL";
    const said = troubleOf(error, options.dataDir);
    const trouble = said instanceof TroubleError ? said.trouble : null;
    const cannot = trouble !== null && UNWRITABLE.has(trouble.code) ? trouble : null;
    // A full disk is tried again every few seconds, and said once.
    if (cannot === null || unwritable === null) {
      options.onRefused(String(error));
      book.note("changeRefused", { why: detail });
      if (cannot !== null) book.note("readOnly");
    }
    unwritable = cannot ?? unwritable;
    const position = trouble?.code === "cacheBroken" ? null : positionNow();
    if (position !== null) return send({ event: "cacheFailed", detail, unwritable: cannot, position });
    send({ event: "cacheBroken", detail });
    options.onBroken(detail);
  }

  /** Null when the cache cannot even be read. */
  function positionNow(): Position | null {
    try {
      return options.position();
    } catch (error) {
      options.onRefused(String(error));
      return null;
    }
  }

  /** What changed by a write that went well goes on to whoever shows it. */
  function applied(work: () => Changes): Changes | null {
    const done = written(work);
    if (done === null) return null;
    book.changed(done.result);
    options.onChanges(done.result);
    return done.result;
  }

  function write(action: Write): boolean {
    switch (action.do) {
      case "note":
        return written(() => applyNote(writer, action.position)) !== null;
      case "applyPage":
        return applied(() => applyPage(writer, action.page, action.position)) !== null;
      case "applyDelta":
        return applied(() => applyDelta(writer, action.delta, action.position)) !== null;
      case "applyRange": {
        const changes = applied(() => applyRange(writer, action.page, action.last));
        if (changes !== null) book.repaired(action.page.table, action.page.after, action.last, changes);
        return changes !== null;
      }
    }
  }

  return {
    write,
    sweep({ scope, from, goal }, wanted) {
      const work = openSweep(writer, scope, from, goal);
      let rows = 0;
      let done = false;
      const slice = () => {
        if (!wanted()) return;
        const changes = applied(() => {
          const next = work.slice();
          done = next.done;
          return next.changes;
        });
        if (changes === null) return;
        for (const { put, del } of changes.values()) rows += put.length + del.length;
        if (!done) {
          sweepTimer = setImmediate(slice);
          return;
        }
        book.note("rescoped", { rows });
        send({ event: "swept" });
      };
      clearImmediate(sweepTimer);
      sweepTimer = setImmediate(slice);
    },
    guarded: (work) => tried(work) !== null,
    unwritable: () => unwritable,
    close: () => clearImmediate(sweepTimer),
  };
}
