/**
 * Which scene each window of this machine showed, from when to when, in hub time (rule Y11).
 *
 * A window says what it shows; the host writes. What goes on is written once a minute, so that a power cut costs a minute
 * at most. Where time jumped, because the machine slept or the hub was set to another time, a piece ends: nobody knows what
 * was on the screen meanwhile.
 */
import type { SceneShown } from "../../../shared/view.ts";
import type { ScenePiece, TrackFile } from "./file.ts";

/** What a window shows. */
export type SceneTold = Pick<SceneShown, "program" | "scene" | "replaying">;

export interface SceneWindow {
  /** Shows this from now on; the same again changes nothing. */
  show(told: SceneTold, now: number): void;
  /** Shows nothing any more. */
  end(now: number): void;
}

export interface SceneRecord {
  /** A window came. */
  window(): SceneWindow;
  /** Call it about once a second. `pace`: hub ms per real ms. */
  beat(now: number, pace: number): void;
  /** The city is another one, or is not known: what goes on is let go of, and begins again with the next beat. */
  pause(): void;
  /** What was shown at some time between two instants, in the order of beginnings. */
  between(from: number, to: number): SceneShown[];
  /** Writes what goes on. */
  close(): void;
}

/** Real ms between two writings of what goes on, and after which without a beat nobody was there to see. */
const WRITE_MS = 60_000;
const GAP_MS = 30_000;
/** Pieces that are read at once; a round through the scenes every half minute makes 20,000 in a week. */
const MOST = 20_000;

type Running = SceneTold & { readonly window: number; from: number | null };

export interface SceneRecordOptions {
  /** Does something with the file, where there is one. */
  readonly with: <T>(work: (on: TrackFile) => T) => T | null;
  /** What ended longer ago goes, ms. */
  readonly keptMs: number;
}

export function recordScenes({ with: within, keptMs }: SceneRecordOptions): SceneRecord {
  const running = new Map<number, Running>();
  let windows = 0;
  /** Hub time of the last beat; null while nothing is recorded. */
  let last: number | null = null;
  /** Longest time between two beats through which a window is taken to have shown the same, hub ms. */
  let gap = GAP_MS;
  let writtenAt = Number.NEGATIVE_INFINITY;

  const pieceOf = ({ window, program, scene, replaying, from }: Running, until: number): ScenePiece[] =>
    from === null || until <= from ? [] : [{ window, program, scene, replaying, from, until }];

  const jumped = (now: number) => last !== null && (now < last || now - last > gap);

  function write(pieces: readonly ScenePiece[]): void {
    if (pieces.length > 0) within((on) => on.putScenes(pieces));
  }

  function end(window: number, now: number): void {
    const it = running.get(window);
    running.delete(window);
    if (it !== undefined && last !== null) write(pieceOf(it, jumped(now) ? last : now));
  }

  function endAll(at: number): void {
    const all = [...running.values()];
    write(all.flatMap((it) => pieceOf(it, at)));
    for (const it of all) it.from = null;
  }

  return {
    window() {
      const window = windows++;
      return {
        show(told, now) {
          const shown = running.get(window);
          const { program, scene, replaying } = told;
          if (shown?.program === program && shown.scene === scene && shown.replaying === replaying) return;
          end(window, now);
          const from = last === null || jumped(now) ? null : now;
          running.set(window, { window, program, scene, replaying, from });
        },
        end: (now) => end(window, now),
      };
    },
    beat(now, pace) {
      gap = GAP_MS * pace;
      if (last !== null && jumped(now)) endAll(last);
      last = now;
      for (const it of running.values()) it.from ??= now;
      if (Math.abs(now - writtenAt) < WRITE_MS * pace) return;
      writtenAt = now;
      write([...running.values()].flatMap((it) => pieceOf(it, now)));
      within((on) => on.removeScenesBefore(now - keptMs));
    },
    pause() {
      for (const it of running.values()) it.from = null;
      last = null;
    },
    between(from, to) {
      const kept = within((on) => on.scenes(from, to, MOST)) ?? [];
      const fresh = last === null ? [] : [...running.values()].flatMap((it) => pieceOf(it, last as number));
      const newer = new Set(fresh.map((piece) => `${piece.window} ${piece.from}`));
      return [...kept.filter((piece) => !newer.has(`${piece.window} ${piece.from}`)), ...fresh]
        .filter((piece) => piece.from <= to && piece.until >= from)
        .toSorted((a, b) => a.from - b.from)
        .map(({ window: _window, ...shown }) => shown);
    },
    close() {
      if (last !== null) endAll(last);
    },
  };
}
