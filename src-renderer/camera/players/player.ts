/** What plays the words of one lane in one element. There is a maker for each kind; all of them look alike from outside. */
import type { LaneWord } from "../../../shared/video/lane.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Lane } from "../../link/lanes.ts";
import type { FrameTime } from "../age.ts";

/** Counted since the player was made. */
export interface PlayerWork {
  readonly frames: number;
  readonly dropped: number;
  /** ms of all decoded frames together; null where nobody tells. */
  readonly decodeMs: number | null;
}

export interface Player {
  readonly element: HTMLVideoElement | HTMLCanvasElement;
  hear(word: LaneWord): void;
  /** Called a few times a second: goes to the live edge when it has fallen behind. */
  beat(): void;
  work(): PlayerWork;
  /** Lets go of its element and of all that it holds; it calls nothing any more. */
  close(): void;
}

export interface PlayerCalls {
  /** A frame has come to the screen that is newer than the one before. Stills that did not change are not told. */
  onFrame(time: FrameTime): void;
  /** It can play no more. */
  onFailed(trouble: Trouble): void;
}

export interface PlayerNeeds {
  readonly lane: Pick<Lane, "want" | "offer">;
  readonly calls: PlayerCalls;
  /** Hub time now, epoch ms; null before the hub was heard. */
  readonly hubNow: () => number | null;
  /** Monotonic ms. */
  readonly clock: () => number;
}

export const formTrouble = (what: string): Trouble => ({ code: "streamForm", params: { what } });

/** Words that came before a library was there, told to the player once it is; nothing after the end. */
export function untilLoaded<T>(load: Promise<T>, ready: (loaded: T) => (word: LaneWord) => void) {
  let waiting: LaneWord[] | null = [];
  let hear: ((word: LaneWord) => void) | null = null;
  void load.then((loaded) => {
    if (waiting === null) return;
    hear = ready(loaded);
    for (const word of waiting) hear(word);
    waiting = null;
  });
  return {
    hear(word: LaneWord): void {
      if (hear !== null) hear(word);
      else waiting?.push(word);
    },
    end(): void {
      waiting = null;
      hear = null;
    },
  };
}
