/** One lane of a tile with its player: opened, played, and closed once. */
import type { LaneKind, LaneWord } from "../../shared/video/lane.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { StreamUse } from "../../shared/video/stream.ts";
import type { Link } from "../link/connection.ts";
import type { Lane, LaneAsked } from "../link/lanes.ts";
import { createSourceClock, type FrameTime } from "./age.ts";
import type { Player, PlayerNeeds } from "./players/player.ts";

/** @returns null when every video element of this window is in use */
export type MakeTilePlayer = (
  kind: LaneKind,
  url: string,
  needs: PlayerNeeds,
  stillEveryMs: () => number,
) => Player | null;

export interface TileLane {
  readonly number: number;
  readonly use: StreamUse;
  /** null until the host has reached it. */
  readonly kind: LaneKind | null;
  readonly player: Player | null;
  /** When the host last said something on it, monotonic ms. */
  readonly heardAt: number;
  /** Hub time of its newest frame, epoch ms; null before the first. */
  readonly frameAt: number | null;
  /** Its source's clock is not to be believed. */
  readonly clockWrong: boolean;
  close(): void;
}

export interface TileLaneCalls {
  /** It has a player, whose element can be put in its place. */
  onPlayer(player: Player): void;
  /** @param turned its source's clock is believed from now on, or no more */
  onFrame(time: FrameTime, turned: boolean): void;
  onFailed(trouble: Trouble): void;
  /** Every video element of this window is in use. */
  onFull(): void;
}

export interface TileLaneNeeds {
  readonly link: Pick<Link, "watch" | "hubNow">;
  readonly clock: () => number;
  readonly makePlayer: MakeTilePlayer;
  readonly stillEveryMs: () => number;
  readonly calls: TileLaneCalls;
}

/** Opens it. Nothing is called before this returns, and nothing after `close`. */
export function openTileLane(number: number, asked: LaneAsked, needs: TileLaneNeeds): TileLane {
  const { link, clock, calls } = needs;
  const sourceClock = createSourceClock();
  let closed = false;
  let kind: LaneKind | null = null;
  let player: Player | null = null;
  let heardAt = clock();
  let frameAt: number | null = null;
  let clockWrong = false;

  function onFrame(time: FrameTime): void {
    if (closed) return;
    const { at, wrong } = sourceClock.read(time, kind !== "still");
    const turned = wrong !== clockWrong;
    frameAt = at;
    clockWrong = wrong;
    calls.onFrame(time, turned);
  }

  function hear(word: LaneWord): void {
    if (closed) return;
    heardAt = clock();
    if (word.is === "closed") calls.onFailed(word.trouble);
    else if (word.is !== "opened") player?.hear(word);
    else if (player === null) begin(word.kind, word.url);
  }

  function begin(of: LaneKind, url: string): void {
    kind = of;
    const playerCalls = { onFrame, onFailed: (trouble: Trouble) => void (closed || calls.onFailed(trouble)) };
    player = needs.makePlayer(of, url, { lane, hubNow: link.hubNow, clock, calls: playerCalls }, needs.stillEveryMs);
    if (player === null) calls.onFull();
    else calls.onPlayer(player);
  }

  const lane: Lane = link.watch(asked, hear);

  return {
    number,
    use: asked.use,
    get kind() {
      return kind;
    },
    get player() {
      return player;
    },
    get heardAt() {
      return heardAt;
    },
    get frameAt() {
      return frameAt;
    },
    get clockWrong() {
      return clockWrong;
    },
    close() {
      if (closed) return;
      closed = true;
      lane.close();
      player?.close();
    },
  };
}
