/**
 * One tile at work: does what the ladder says with lanes, players and elements, judges what is on the screen, and keeps the
 * last frame. It knows nothing of React; times are monotonic ms unless they are said to be hub time.
 */
import type { LaneKind } from "../../shared/video/lane.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { LookReason, StreamUse } from "../../shared/video/stream.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { Link } from "../link/connection.ts";
import { store, type Source } from "../link/store.ts";
import type { FrameTime } from "./age.ts";
import {
  isGlancing,
  nextAt,
  startLadder,
  step,
  usesOf,
  type Ladder,
  type LadderEffect,
  type LadderEvent,
} from "./ladder.ts";
import type { Player, PlayerWork } from "./players/player.ts";
import { createJudge } from "./tile-judge.ts";
import { openTileLane, type MakeTilePlayer, type TileLane } from "./tile-lane.ts";
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
  readonly makePlayer: MakeTilePlayer;
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

/**
 * Where stills are taken of a live picture: how long it is looked at, long enough to be entered as a look, and how long it is
 * left alone after that at least.
 */
const GLANCE_MS = 2_500;
const GLANCE_EVERY_MS = 10_000;
/** A beat this late means that the window was held up, for longer than frames may be missing. */
const LATE_BEAT_MS = 2_500;

const NO_WORK: PlayerWork = { frames: 0, dropped: 0, decodeMs: null };

export function runTile(first: TileAsked, options: TileRunOptions): TileRun {
  const { link, screen, clock, random } = options;
  let asked = first;
  let ladder: Ladder<TileReason> = startLadder(usesOf(first.camera.offers, first.rung), clock());
  const lanes = new Map<number, TileLane>();
  const judge = createJudge(screen, clock);
  let shown: TileLane | null = null;
  /** When its first frame was shown. */
  let shownAt = 0;
  let lastAt = screen.recall();
  let black = false;
  /** It had a frame of its own. */
  let glanced = false;
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
    const lane = lanes.get(effect.lane);
    switch (effect.do) {
      case "open":
        return open(effect.lane, effect.use);
      case "show":
        if (lane?.player == null) return;
        screen.beneath(shown?.player?.element ?? null);
        shown = lane;
        shownAt = clock();
        glanced = true;
        black = false;
        judge.shows();
        screen.show(lane.player.element);
        return;
      case "drop":
        if (lane !== undefined) drop(lane);
    }
  }

  function open(number: number, use: StreamUse): void {
    const { camera, why, caseUid } = asked;
    const fail = (reason: TileReason) => dispatch({ is: "failed", lane: number, why: reason });
    const lane = openTileLane(
      number,
      { camera: camera.uid, use, why, caseUid },
      {
        ...{ link, clock, makePlayer: options.makePlayer, stillEveryMs: () => asked.stillEveryMs },
        calls: {
          onPlayer: (player) => screen.add(player.element),
          onFrame: (time, turned) => frame(lane, time, turned),
          onFailed: (trouble) => fail({ is: "trouble", trouble }),
          onFull: () => fail({ is: "full" }),
        },
      },
    );
    lanes.set(number, lane);
  }

  function frame(lane: TileLane, time: FrameTime, turned: boolean): void {
    if (lane === shown) {
      judge.frame(lane, time);
      if (turned) tell();
    } else if (judge.mayShow(lane, time)) dispatch({ is: "ready", lane: lane.number });
  }

  function drop(lane: TileLane): void {
    lanes.delete(lane.number);
    if (lane === shown) keepLast(lane);
    if (lane.player !== null) screen.remove(lane.player.element);
    lane.close();
  }

  /** The frame that was shown stays, as the last one. */
  function keepLast({ player, frameAt }: TileLane): void {
    if (player !== null && frameAt !== null && screen.keep(player.element, frameAt)) lastAt = frameAt;
    shown = null;
    black = false;
  }

  /** V70: enough was seen of a live picture that stands for stills. */
  function hasGlanced(lane: TileLane): boolean {
    if (!isGlancing(asked.camera.offers, asked.rung) || clock() - shownAt < GLANCE_MS) return false;
    const ms = Math.max(GLANCE_EVERY_MS, asked.stillEveryMs) * (1 + 0.2 * random());
    dispatch({ is: "rest", lane: lane.number, ms });
    return true;
  }

  function look(lane: TileLane): void {
    if (hasGlanced(lane)) return;
    const state = judge.state(lane);
    if ((state === "black") !== black) {
      black = state === "black";
      tell();
    }
    if (state === "frozen" || state === "stalled") dispatch({ is: "failed", lane: lane.number, why: { is: state } });
  }

  function tell(): void {
    if (closed) return;
    const before = view.get();
    const standing = ladder.shown?.use ?? (lastAt === null ? null : "last");
    const isStill = glanced && ladder.why === null && isGlancing(asked.camera.offers, asked.rung);
    const next: TileView = {
      shown: isStill ? "still" : standing,
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
      const isAwake = isGlancing(before.camera.offers, before.rung) && !isGlancing(next.camera.offers, next.rung);
      if (isBack || isAwake) dispatch({ is: "hope" });
    },
    beat() {
      if (closed) return;
      const now = clock();
      if (now - beatAt > LATE_BEAT_MS || options.hidden()) judge.heldUp();
      beatAt = now;
      for (const lane of lanes.values()) lane.player?.beat();
      if (shown !== null) look(shown);
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
      for (const lane of lanes.values()) drop(lane);
      screen.clear();
    },
  };
}
