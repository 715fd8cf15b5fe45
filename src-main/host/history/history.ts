/**
 * Where units were, recorded from what the hub told this machine, in a file of its own, and which scenes its windows showed.
 *
 * Bounded by days and by megabytes: what is oldest goes first. What becomes of a damaged file and of a full disk is in
 * keeper.ts; the living positions know nothing of either.
 */
import type { ReplayTracks, WholeValues } from "../../../shared/view.ts";
import type { TracksMessage } from "../../../shared/wire/hub.ts";
import type { SqliteDriver } from "../cache/driver.ts";
import { BlockWriter, readBlock, type Fix } from "./block.ts";
import { trackFiles, type Block, type TrackFile } from "./file.ts";
import { openKeeper, type HistoryEvent } from "./keeper.ts";
import { inOrderOfTime } from "./order.ts";
import { recordScenes, type SceneRecord, type SceneWindow } from "./scenes.ts";
import { thinner, type Thinner } from "./thin.ts";

export interface HistoryOptions {
  readonly dataDir: string;
  readonly driver: SqliteDriver;
  readonly log: (event: HistoryEvent) => void;
  /** Positions older than this are let go of, days; 0 records nothing and deletes what there is. */
  readonly days?: number;
  /** And what is more than this, megabytes (10⁶ bytes). */
  readonly megabytes?: number;
}

export interface History {
  version(): number;
  trail(unit: number, since: number): WholeValues["trail"];
  tracks(from: number, to: number): ReplayTracks;
  between(from: number, to: number): { readonly from: number; readonly to: number } | null;
  scenes: SceneRecord["between"];
  /** A window came that will say what it shows. */
  window(): SceneWindow;
  /**
   * What windows show goes on; call it about once a second.
   * @param epoch the hub's history of the city that is shown, null while none is
   */
  beat(now: number, pace: number, epoch: string | null): void;
  /**
   * Takes a report of positions.
   * @param epoch the hub's history that its units belong to: those of another are let go of
   * @param now hub time, epoch ms
   */
  take(message: TracksMessage, epoch: string, now: number): void;
  /** Units that this machine may know no more: where they were goes too. */
  forget(units: readonly number[]): void;
  /** Writes what is not on the disk yet. */
  flush(now: number): void;
  /** The files that are there, by name. */
  files(): readonly { readonly name: string; readonly bytes: number }[];
  close(): void;
}

const DAY_MS = 86_400_000;
export const DAYS = 7;
const MEGABYTES = 500;
/** A block is closed when it is this long, and written while it grows. */
const BLOCK_MS = 5 * 60_000;
const FLUSH_EVERY_MS = 60_000;
/** Readers hear of new positions so often. */
const TELL_EVERY_MS = 5_000;
/** Units take turns in being written, so that no write is long. */
const TURNS = 20;
/** This much is let go of at a time. */
const PIECE_MS = 10 * 60_000;

interface Open {
  readonly writer: BlockWriter;
  readonly lon: number;
  readonly lat: number;
  /** Positions that are in the file. */
  written: number;
}

/** Opens the recorder. Where the file cannot be opened at all, it says so and tries again with every flush. */
export function openHistory(options: HistoryOptions): History {
  const { dataDir, driver, log, days = DAYS, megabytes = MEGABYTES } = options;
  /** The growing block of each unit, and those that are full and not in the file yet. */
  const open = new Map<number, Open>();
  let finished: Block[] = [];
  const thin: Thinner = thinner();
  let closed = days === 0;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let turn = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let version = 0;
  const keeper = openKeeper({
    ...{ dataDir, driver, log },
    onAnew() {
      for (const block of open.values()) block.written = 0;
    },
  });
  const scenes = recordScenes({ with: keeper.with, keptMs: days * DAY_MS });

  /** What was recorded of another city is let go of; false while nothing can be recorded. */
  function belongsTo(epoch: string): boolean {
    const it = keeper.belongTo(epoch);
    if (it === "other") {
      open.clear();
      finished = [];
      thin.clear();
      scenes.pause();
    }
    return it !== "cannot";
  }

  function addFix(unit: number, fix: Fix): void {
    let block = open.get(unit);
    if (block !== undefined && fix.at - block.writer.fromAt >= BLOCK_MS) {
      finished.push(blockOf(unit, block));
      block = undefined;
    }
    if (block === undefined) {
      block = { writer: new BlockWriter(fix), lon: fix.lon, lat: fix.lat, written: 0 };
      open.set(unit, block);
    }
    block.writer.add(fix);
  }

  /** Writes what has grown: of the units whose turn it is, or of all with null. */
  function write(now: number, turn: number | null): void {
    const due = [...open].filter(([unit]) => turn === null || unit % TURNS === turn);
    const grown = due.filter(([, block]) => block.writer.count > block.written);
    const blocks = [...finished, ...grown.map(([unit, block]) => blockOf(unit, block))];
    const done = keeper.with((on) => {
      if (blocks.length > 0) on.put(blocks);
      bound(on, now);
      return true;
    });
    // What could not be written now is not kept for later: a full disk must not become a full memory.
    finished = [];
    for (const [unit, block] of due) {
      if (done !== null) block.written = block.writer.count;
      if (now - block.writer.toAt > BLOCK_MS || done === null) open.delete(unit);
    }
  }

  /** Lets go of what is too old or too much, a piece at a time: a large one would hold everybody up. */
  function bound(on: TrackFile, now: number): void {
    const oldest = on.oldest();
    if (oldest === null) return;
    const tooOld = now - days * DAY_MS;
    if (oldest < tooOld) on.removeBefore(Math.min(tooOld, oldest + PIECE_MS));
    else if (on.bytes() > megabytes * 1e6) on.removeBefore(oldest + PIECE_MS);
  }

  /** Hands every position with from ≤ at < to to `visit`, unit by unit; those of one unit, or of all. */
  function visit(
    from: number,
    to: number,
    unit: number | null,
    each: (unit: number, at: number, lon: number, lat: number, heading: number, status: number) => void,
  ): void {
    const kept = keeper.with((on) => on.blocks(from - BLOCK_MS, to, unit)) ?? [];
    const growing = unit === null ? [...open] : [...open].filter(([uid]) => uid === unit);
    const fresh = [...finished, ...growing.map(([uid, block]) => blockOf(uid, block))];
    const newer = new Set(fresh.map((block) => `${block.unit} ${block.fromAt}`));
    for (const block of [...kept.filter((one) => !newer.has(`${one.unit} ${one.fromAt}`)), ...fresh]) {
      if (block.toAt < from || block.fromAt >= to || (unit !== null && block.unit !== unit)) continue;
      try {
        readBlock(
          block.bytes,
          { at: block.fromAt, lon: block.lon, lat: block.lat },
          (at, lon, lat, heading, status) => {
            if (at >= from && at < to) each(block.unit, at, lon, lat, heading, status);
          },
        );
      } catch {
        // One block that rotted is a gap of five minutes in the way of one unit, and no more.
      }
    }
  }

  if (closed) keeper.forgetAll();
  return {
    version: () => version,
    take(message, epoch, now) {
      if (closed) return;
      if (!belongsTo(epoch)) return;
      for (const [unit, lon, lat, heading, , status, at] of message.rows) {
        thin.take(unit, { at, lon, lat, heading: heading ?? Number.NaN, status }, (fix) => addFix(unit, fix));
      }
      if (now - toldAt >= TELL_EVERY_MS) {
        toldAt = now;
        version++;
      }
      if (now - writtenAt >= FLUSH_EVERY_MS / TURNS) {
        writtenAt = now;
        turn = (turn + 1) % TURNS;
        write(now, turn);
      }
    },
    forget(units) {
      for (const unit of units) {
        open.delete(unit);
        thin.forget(unit);
      }
      finished = finished.filter(({ unit }) => !units.includes(unit));
      keeper.with((on) => on.removeUnits(units));
      version++;
    },
    files: () => trackFiles(dataDir),
    flush: (now) => write(now, null),
    trail(unit, since) {
      const at: number[] = [];
      const lon: number[] = [];
      const lat: number[] = [];
      visit(since, Number.MAX_SAFE_INTEGER, unit, (_unit, when, x, y) => {
        at.push(when);
        lon.push(x);
        lat.push(y);
      });
      const oldest = keeper.with((on) => on.oldest()) ?? null;
      const first = Math.min(
        oldest ?? Number.POSITIVE_INFINITY,
        ...Array.from(open.values(), (one) => one.writer.fromAt),
      );
      return {
        at: Float64Array.from(at),
        lon: Float64Array.from(lon),
        lat: Float64Array.from(lat),
        recordedSince: Number.isFinite(first) ? first : null,
      };
    },
    tracks(from, to) {
      return inOrderOfTime(from, to, (each) => visit(from, to, null, each));
    },
    between(from, to) {
      let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      const kept = keeper.with((on) => on.span(from - BLOCK_MS, to, from)) ?? null;
      const fresh = Array.from(open.values(), ({ writer }) => writer);
      for (const { fromAt, toAt } of [...(kept === null ? [] : [kept]), ...finished, ...fresh]) {
        if (toAt < from || fromAt >= to) continue;
        first = Math.min(first, Math.max(from, fromAt));
        last = Math.max(last, Math.min(to, toAt));
      }
      return first <= last ? { from: first, to: last } : null;
    },
    scenes: scenes.between,
    window: scenes.window,
    beat(now, pace, epoch) {
      if (epoch !== null && belongsTo(epoch)) scenes.beat(now, pace);
      else scenes.pause();
    },
    close() {
      if (closed) return;
      if (Number.isFinite(writtenAt)) write(writtenAt, null);
      scenes.close();
      closed = true;
      keeper.close();
    },
  };
}

function blockOf(unit: number, { writer, lon, lat }: Open): Block {
  return { unit, fromAt: writer.fromAt, toAt: writer.toAt, lon, lat, bytes: writer.bytes() };
}
