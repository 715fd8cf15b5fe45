/**
 * One window's lane as sources see it: told what comes, and held back where the window does not keep up (V62).
 *
 * Bytes cannot be left out of a stream, so a lane that has fallen too far behind ends. Pictures can: while some are under
 * way, only the newest waits.
 */
import type { LaneKind, LaneWord } from "../../../shared/video/lane.ts";
import type { Trouble } from "../../../shared/trouble.ts";

/** Bytes that a window may owe an answer for, beyond those it began with. */
export const MOST_UNANSWERED = 2 << 20;
/** Pictures that may be under way to a window. */
const MOST_PICTURES = 3;

export interface Picture {
  readonly bytes: Uint8Array;
  /** When it came, hub time, epoch ms. */
  readonly at: number;
  /** When it was taken as its source says, epoch ms; null when it does not say. */
  readonly ownAt: number | null;
}

export interface Timed {
  readonly bytes: Uint8Array;
  readonly at: number;
}

export interface Watcher {
  /** Told once, whatever is called again. `url`: see LaneWord. */
  opened(kind: LaneKind, url: string): void;
  /** What there is of a stream already; it may be longer than a window may otherwise owe. */
  begin(parts: readonly Timed[]): void;
  bytes(part: Timed): void;
  picture(picture: Picture): void;
  piece(n: number, bytes: Uint8Array | null, status: number, at: number): void;
  answer(sdp: string): void;
  /** The last word. */
  closed(trouble: Trouble): void;
  /** Whether the window has taken in all it was told. */
  caughtUp(): boolean;
}

export interface LaneWatcher extends Watcher {
  took(bytes: number): void;
  /** Nothing is told any more. */
  end(): void;
}

/**
 * @param tell what the window is told
 * @param shown something was there to be looked at
 * @param over the lane ended by itself: it told `closed`
 */
export function openWatcher(tell: (word: LaneWord) => void, shown: () => void, over: () => void): LaneWatcher {
  let ended = false;
  let told = false;
  let sent = 0;
  let taken = 0;
  let allowed = MOST_UNANSWERED;
  /** What of `sent` each picture under way ends at. */
  let underWay: number[] = [];
  let waiting: Picture | null = null;

  function say(word: LaneWord): void {
    if (ended) return;
    if ("bytes" in word && word.bytes !== null) sent += word.bytes.byteLength;
    if (word.is !== "opened" && word.is !== "closed") shown();
    tell(word);
  }

  function closed(trouble: Trouble): void {
    if (ended) return;
    tell({ is: "closed", trouble });
    ended = true;
    over();
  }

  function sendPicture({ bytes, at, ownAt }: Picture): void {
    say({ is: "picture", bytes, type: "image/jpeg", at, ownAt });
    underWay.push(sent);
  }

  return {
    opened(kind, url) {
      if (!told) say({ is: "opened", kind, url });
      told = true;
    },
    begin(parts) {
      allowed = MOST_UNANSWERED + parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
      for (const { bytes, at } of parts) say({ is: "bytes", bytes, at });
    },
    bytes({ bytes, at }) {
      if (sent - taken > allowed) return closed({ code: "streamSlow", params: {} });
      say({ is: "bytes", bytes, at });
    },
    picture(picture) {
      if (underWay.length >= MOST_PICTURES) waiting = picture;
      else sendPicture(picture);
    },
    piece: (n, bytes, status, at) => say({ is: "piece", n, bytes, status, at }),
    answer: (sdp) => say({ is: "answer", sdp }),
    closed,
    caughtUp: () => taken >= sent,
    took(bytes) {
      // A window cannot have taken in what it was never sent.
      taken = Math.max(taken, Math.min(bytes, sent));
      underWay = underWay.filter((end) => end > taken);
      if (waiting === null || underWay.length >= MOST_PICTURES) return;
      const next = waiting;
      waiting = null;
      sendPicture(next);
    },
    end() {
      ended = true;
    },
  };
}
