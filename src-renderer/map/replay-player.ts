/**
 * Plays a stretch of time: a cursor over its cases, a clock that runs up to six hundred times as fast, and the points that
 * the map draws in place of the living ones.
 */
import { CASE_STATES, isOpen } from "../../shared/case/state.ts";
import { windowOf } from "../../shared/evaluation/period.ts";
import { createCursor, type Counts } from "../../shared/replay/cursor.ts";
import { EMPTY_SLOT, type ReplayValue } from "../../shared/view.ts";
import { applyPoints, createPointBuffers, touchSlots, type PointBuffers } from "./buffers.ts";

/** How many times as fast as life. */
export const SPEEDS = [1, 10, 60, 300, 600] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the bar shows; another object whenever something of it changed. */
export interface Played {
  /** The moment shown, epoch ms. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** `closed` counts since the midnight before, or since the start where that is later. */
  readonly counts: Counts;
}

export interface Player {
  readonly value: ReplayValue;
  readonly points: PointBuffers;
  played(): Played;
  /** The midnight before the moment shown, or the start of the stretch where that is later; epoch ms. */
  dayStart(): number;
  subscribe(listener: () => void): () => void;
  /** Goes on to where the clock is by now; call it several times a second while it plays. */
  tick(): void;
  seek(at: number): void;
  /** At the end it begins anew. */
  play(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
  /** To the next or the previous instant at which something happens, if there is one. */
  toNext(): void;
  toPrevious(): void;
}

/** Cases that are over are not drawn, as on the living map. */
const SHOWN = Uint8Array.from({ length: 256 }, (_, code) => {
  const state = CASE_STATES[code];
  return state !== undefined && isOpen(state) ? code : EMPTY_SLOT;
});
/** What came before this instant of the window's clock does not fall in: nobody saw it coming. */
const LONG_AGO = Number.NEGATIVE_INFINITY;

/** @param clock monotonic real ms; new cases fall in by it while it plays */
export function createPlayer(value: ReplayValue, timeZone: string, clock: () => number): Player {
  const { cases, from, to } = value;
  const cursor = createCursor(value);
  const points = createPointBuffers(Math.max(1, cases.length));
  const listeners = new Set<() => void>();
  let day: { from?: number; to?: number } = {};
  let playing = false;
  let speed: Speed = 60;
  /** The clock and the moment from which it plays. */
  let since = { clock: 0, at: from };
  let played!: Played;

  /** Writes what the cursor says of a slot; the place, class and time of a case never change. */
  function write(slot: number, arrived: number): void {
    const state = SHOWN[cursor.state(slot)] as number;
    if (points.state[slot] === EMPTY_SLOT && state !== EMPTY_SLOT) points.bornAt[slot] = arrived;
    points.state[slot] = state;
    points.department[slot] = cursor.department(slot);
    points.dispatchedAt[slot] = cursor.dispatchedAt(slot);
    points.deadline[slot] = cursor.deadline(slot);
  }

  const dayStart = () => Math.max(from, day.from ?? from);

  function tell(): void {
    const { at } = cursor;
    if (day.from === undefined || day.to === undefined || at < day.from || at >= day.to) {
      day = windowOf("day", at, timeZone);
    }
    const start = dayStart();
    // What was closed at midnight itself was closed on the new day, unless the stretch begins there.
    played = { at, playing, speed, counts: cursor.counts(start === from ? start : start - 1) };
    for (const listener of [...listeners]) listener();
  }

  function show(at: number, arrived: number): void {
    const changed = cursor.move(at);
    for (const slot of changed) write(slot, arrived);
    if (changed.length > 0) touchSlots(points, changed);
  }

  function jump(at: number): void {
    show(at, LONG_AGO);
    since = { clock: clock(), at: cursor.at };
    tell();
  }

  function pause(): void {
    playing = false;
    tell();
  }

  applyPoints(points, { ...cases, slot: Uint32Array.from({ length: cases.length }, (_, i) => i) }, true, LONG_AGO);
  for (let slot = 0; slot < cases.length; slot++) write(slot, LONG_AGO);
  tell();

  return {
    value,
    points,
    played: () => played,
    dayStart,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tick() {
      if (!playing) return;
      const now = clock();
      show(since.at + (now - since.clock) * speed, now);
      if (cursor.at >= to) pause();
      else tell();
    },
    seek: jump,
    play() {
      playing = true;
      jump(cursor.at >= to ? from : cursor.at);
    },
    pause,
    setSpeed(next) {
      speed = next;
      jump(cursor.at);
    },
    toNext() {
      const next = cursor.next();
      if (next !== null) jump(next);
    },
    toPrevious() {
      const previous = cursor.previous();
      if (previous !== null) jump(previous);
    },
  };
}
