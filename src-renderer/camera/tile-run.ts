/**
 * One tile at work: does what the ladder says with lanes, players and elements, judges what is on the screen, and keeps the
 * last frame. It knows nothing of React; times are monotonic ms unless they are said to be hub time.
 */
import type { LaneKind, LaneWord } from "../../shared/video/lane.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { LookReason, StreamUse } from "../../shared/video/stream.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { Link } from "../link/connection.ts";
import type { Lane } from "../link/lanes.ts";
import { store, type Source } from "../link/store.ts";
import { createSourceClock, type FrameTime, type SourceClock } from "./age.ts";
import { isNear, watchMotion, type MotionWatch, type Sample } from "./frozen.ts";
import { nextAt, startLadder, step, usesOf, type Ladder, type LadderEffect, type LadderEvent } from "./ladder.ts";
import type { Player, PlayerNeeds, PlayerWork } from "./players/player.ts";
import type { ShownRung, TileFrame, TileWork, WishedRung } from "./tile-props.ts";
import type { TileScreen } from "./tile-screen.ts";

/** Why a tile does not show what it was asked for. */
export type TileReason =
  | { readonly is: "trouble"; readonly trouble: Trouble }
  /** No frame came in time; the frames stopped; they are all the same. */
  | { readonly is: "late" }
  | { readonly is: "stalled" }
  | { readonly is: "frozen" }
  /** Every player of this window is in use. */
  | { readonly is: "full" };

/** What can be said about a tile, apart from its age. Replaced at every change. */
export interface TileView {
  /** null: it never had a frame. */
  readonly shown: ShownRung | null;
  readonly kind: LaneKind | null;
  readonly opening: boolean;
  readonly why: TileReason | null;
  readonly black: boolean;
  /** Its source's clock is not to be believed. */
  readonly clockWrong: boolean;
  /** When the next rung is tried; null while one is being tried, or none is better. */
  readonly nextTryAt: number | null;
}

export interface TileAsked {
  readonly camera: CameraLine;
  readonly rung: WishedRung;
  readonly why: LookReason;
  readonly caseUid: number;
  readonly stillEveryMs: number;
}

export interface TileRunOptions {
  readonly link: Pick<Link, "watch" | "hubNow" | "line">;
  readonly screen: TileScreen;
  readonly makePlayer: (kind: LaneKind, url: string, needs: PlayerNeeds, stillEveryMs: () => number) => Player | null;
  readonly clock: () => number;
  readonly random: () => number;
  /** Nobody sees the page, and the browser draws nothing on it. */
  readonly hidden: () => boolean;
}

export interface TileRun {
  readonly view: Source<TileView>;
  /** Hub time of the frame on the screen, epoch ms; null before the first. */
  frameAt(): number | null;
  /** What was done since this was asked before. */
  work(): TileWork;
  ask(asked: TileAsked): void;
  /** To be called a few times a second. */
  beat(): void;
  frame(): Promise<TileFrame | null>;
  close(): void;
}

/** A lane of stills that says nothing for this long is over: three of the longest waits between two. */
const STILL_SILENT_MS = 30_000;
/** A beat this late means that the window was held up, for longer than frames may be missing. */
const LATE_BEAT_MS = 2_500;

interface Slot {
  readonly number: number;
  readonly use: StreamUse;
  readonly clock: SourceClock;
  readonly openedAt: number;
  lane: Lane | null;
  kind: LaneKind | null;
  player: Player | null;
  motion: MotionWatch | null;
  heardAt: number;
  /** Hub time of its newest frame. */
  frameAt: number | null;
  clockWrong: boolean;
  /** When its picture was last held against one that stood still. */
  comparedAt: number;
}

const NO_WORK: PlayerWork = { frames: 0, dropped: 0, decodeMs: null };

export function runTile(first: TileAsked, options: TileRunOptions): TileRun {
  const { link, screen, clock, random } = options;
  let asked = first;
  let ladder: Ladder<TileReason> = startLadder(usesOf(first.camera.offers, first.rung), clock());
  const slots = new Map<number, Slot>();
  /** Pictures that stood still, by rung: as long as a lane shows the same one, nothing has changed. */
  const stood = new Map<StreamUse, Sample>();
  let shown: Slot | null = null;
  let lastAt = screen.recall();
  let black = false;
  let beatAt = clock();
  let told: PlayerWork & { readonly at: number; readonly of: Player | null } = { ...NO_WORK, at: clock(), of: null };
  let closed = false;
  const view = store<TileView>({
    shown: lastAt === null ? null : "last",
    kind: null,
    opening: true,
    why: null,
    black: false,
    clockWrong: false,
    nextTryAt: null,
  });

  function dispatch(event: LadderEvent<TileReason>): void {
    if (closed) return;
    const next = step(ladder, event, clock(), { is: "late" }, random());
    ladder = next.ladder;
    for (const effect of next.effects) carryOut(effect);
    tell();
  }

  function carryOut(effect: LadderEffect): void {
    const slot = slots.get(effect.lane);
    switch (effect.do) {
      case "open":
        return open(effect.lane, effect.use);
      case "show":
        if (slot?.player == null) return;
        if (shown !== null) screen.beneath(shown.player?.element ?? null);
        shown = slot;
        black = false;
        slot.motion = watchMotion(clock());
        screen.show(slot.player.element);
        return;
      case "drop":
        if (slot !== undefined) drop(slot);
    }
  }

  function open(number: number, use: StreamUse): void {
    const now = clock();
    const slot: Slot = {
      number,
      use,
      clock: createSourceClock(),
      openedAt: now,
      lane: null,
      kind: null,
      player: null,
      motion: null,
      heardAt: now,
      frameAt: null,
      clockWrong: false,
      comparedAt: Number.NEGATIVE_INFINITY,
    };
    slots.set(number, slot);
    const { camera, why, caseUid } = asked;
    slot.lane = link.watch({ camera: camera.uid, use, why, caseUid }, (word) => {
      if (slots.get(number) === slot) hear(slot, word);
    });
  }

  function hear(slot: Slot, word: LaneWord): void {
    slot.heardAt = clock();
    if (word.is === "closed") {
      fail(slot, { is: "trouble", trouble: word.trouble });
      return;
    }
    if (word.is !== "opened") {
      slot.player?.hear(word);
      return;
    }
    const { lane } = slot;
    if (slot.player !== null || lane === null) return;
    slot.kind = word.kind;
    slot.player = options.makePlayer(
      word.kind,
      word.url,
      {
        lane,
        hubNow: link.hubNow,
        clock,
        calls: {
          onFrame: (time) => slots.get(slot.number) === slot && frame(slot, time),
          onFailed: (trouble) => slots.get(slot.number) === slot && fail(slot, { is: "trouble", trouble }),
        },
      },
      () => asked.stillEveryMs,
    );
    if (slot.player === null) fail(slot, { is: "full" });
    else screen.add(slot.player.element);
  }

  function fail(slot: Slot, why: TileReason): void {
    dispatch({ is: "failed", lane: slot.number, why });
  }

  function frame(slot: Slot, time: FrameTime): void {
    const { at, wrong } = slot.clock.read(time, slot.kind !== "still");
    slot.frameAt = at;
    const turned = slot.clockWrong !== wrong;
    slot.clockWrong = wrong;
    if (slot === shown) {
      slot.motion?.frame(clock());
      lookTwice(slot);
      if (turned) tell();
      return;
    }
    if (slot.player !== null && hasChanged(slot, slot.player.element)) dispatch({ is: "ready", lane: slot.number });
  }

  /** A frame that follows one that was looked at, when the two may be the same. */
  function lookTwice({ motion, player }: Slot): void {
    if (motion === null || player === null || !motion.wantsTwin()) return;
    const sample = screen.sample(player.element);
    if (sample !== null) motion.twin(sample);
  }

  /** V17: what stood still is live again only once it shows another picture. */
  function hasChanged(slot: Slot, element: Player["element"]): boolean {
    const before = stood.get(slot.use);
    if (before === undefined) return true;
    const now = clock();
    if (now - slot.comparedAt < 400) return false;
    slot.comparedAt = now;
    const sample = screen.sample(element);
    if (sample === null || isNear(before, sample)) return false;
    stood.delete(slot.use);
    return true;
  }

  function drop(slot: Slot): void {
    slots.delete(slot.number);
    if (slot === shown) keepLast(slot);
    slot.lane?.close();
    const { player } = slot;
    if (player === null) return;
    screen.remove(player.element);
    player.close();
  }

  /** The frame that was shown stays, as the last one. */
  function keepLast(slot: Slot): void {
    if (slot.player !== null && slot.frameAt !== null && screen.keep(slot.player.element, slot.frameAt)) {
      lastAt = slot.frameAt;
    }
    shown = null;
    black = false;
  }

  function judge(slot: Slot, now: number): void {
    if (slot.kind === "still") {
      if (now - slot.heardAt >= STILL_SILENT_MS) fail(slot, { is: "stalled" });
      return;
    }
    const { motion, player } = slot;
    if (motion === null || player === null) return;
    if (motion.wants(now)) {
      const sample = screen.sample(player.element);
      if (sample !== null) motion.sampled(sample, now);
    }
    const state = motion.state(now);
    const isBlack = state === "black";
    if (isBlack !== black) {
      black = isBlack;
      tell();
    }
    if (state === "frozen") {
      const last = motion.last();
      if (last !== null) stood.set(slot.use, last);
    }
    if (state === "frozen" || state === "stalled") fail(slot, { is: state });
  }

  function tell(): void {
    if (closed) return;
    const before = view.get();
    const next: TileView = {
      shown: ladder.shown?.use ?? (lastAt === null ? null : "last"),
      kind: shown?.kind ?? null,
      opening: ladder.opening !== null,
      why: ladder.why,
      black,
      clockWrong: shown?.clockWrong ?? false,
      nextTryAt: ladder.opening === null && ladder.why !== null ? nextAt(ladder) : null,
    };
    if (JSON.stringify(before) !== JSON.stringify(next)) view.set(next);
  }

  let connected = link.line.get().connected;
  const unsubscribe = link.line.subscribe(() => {
    const now = link.line.get().connected;
    if (now && !connected) dispatch({ is: "hope" });
    connected = now;
  });

  dispatch({ is: "tick" });

  return {
    view,
    frameAt: () => shown?.frameAt ?? lastAt,
    work() {
      const now = clock();
      const player = shown?.player ?? null;
      const total = player?.work() ?? NO_WORK;
      const before = told.of === player ? told : NO_WORK;
      const overMs = now - told.at;
      told = { ...total, at: now, of: player };
      return {
        frames: total.frames - before.frames,
        dropped: Math.max(0, total.dropped - before.dropped),
        decodeMs: total.decodeMs === null ? null : total.decodeMs - (before.decodeMs ?? 0),
        overMs,
      };
    },
    ask(next) {
      const before = asked;
      asked = next;
      if (before.camera.masks !== next.camera.masks) screen.setMasks(next.camera.masks);
      const uses = usesOf(next.camera.offers, next.rung);
      if (uses.join() !== ladder.rungs.map((rung) => rung.use).join()) dispatch({ is: "wish", uses });
      if (before.why !== next.why || before.caseUid !== next.caseUid) dispatch({ is: "renew" });
      const isBack =
        (before.camera.outage !== null && next.camera.outage === null) || before.camera.online < next.camera.online;
      if (isBack) dispatch({ is: "hope" });
    },
    beat() {
      if (closed) return;
      const now = clock();
      if (now - beatAt > LATE_BEAT_MS || options.hidden()) shown?.motion?.heldUp(now);
      beatAt = now;
      for (const slot of slots.values()) slot.player?.beat();
      if (shown !== null) judge(shown, now);
      const due = nextAt(ladder);
      if ((due !== null && due <= now) || ladder.shown !== null) dispatch({ is: "tick" });
    },
    async frame() {
      const at = shown?.frameAt ?? lastAt;
      if (at === null) return null;
      const bitmap = await screen.grab(shown?.player?.element ?? null, asked.camera.masks);
      return bitmap === null ? null : { bitmap, at, width: bitmap.width, height: bitmap.height };
    },
    close() {
      if (closed) return;
      closed = true;
      unsubscribe();
      for (const slot of slots.values()) drop(slot);
      screen.clear();
    },
  };
}
