/** Cameras that this window watches: each on a lane of its own under a number, until one side ends it. */
import type { LaneWord } from "../../shared/video/lane.ts";
import type { LookReason, StreamUse } from "../../shared/video/stream.ts";
import type { WindowMessage } from "../../shared/wire/port.ts";

export interface LaneAsked {
  /** uid */
  readonly camera: number;
  readonly use: StreamUse;
  readonly why: LookReason;
  /** What it is about, 0 none. */
  readonly caseUid: number;
}

/** A lane as a player holds it. After `closed` or `close` nothing is heard any more, and every call does nothing. */
export interface Lane {
  /** A file that the playlist names. */
  want(n: number, url: string): void;
  offer(sdp: string): void;
  close(): void;
}

export interface Lanes {
  watch(asked: LaneAsked, hear: (word: LaneWord) => void): Lane;
  /** The host spoke on a lane. */
  seen(watch: number, word: LaneWord): void;
  /** The wire is gone: all lanes end. */
  cut(): void;
}

const CUT: LaneWord = { is: "closed", trouble: { code: "hostAway", params: {} } };
/** Bytes after which the host is told that they were taken in. */
const TELL_EVERY = 65_536;

interface Open {
  readonly hear: (word: LaneWord) => void;
  taken: number;
  told: number;
}

/** @param say says it to the host; false while there is none */
export function createLanes(say: (message: WindowMessage) => boolean): Lanes {
  const open = new Map<number, Open>();
  let next = 1;

  function end(watch: number, word: LaneWord): void {
    const lane = open.get(watch);
    open.delete(watch);
    lane?.hear(word);
  }

  return {
    watch(asked, hear) {
      const watch = next++;
      const lane: Open = { hear, taken: 0, told: 0 };
      open.set(watch, lane);
      if (!say({ say: "watch", watch, ...asked })) queueMicrotask(() => end(watch, CUT));
      const living = () => open.get(watch) === lane;
      return {
        want: (n, url) => void (living() && say({ say: "want", watch, n, url })),
        offer: (sdp) => void (living() && say({ say: "offer", watch, sdp })),
        close() {
          if (!living()) return;
          open.delete(watch);
          say({ say: "unwatch", watch });
        },
      };
    },
    seen(watch, word) {
      if (word.is === "closed") return end(watch, word);
      const lane = open.get(watch);
      if (lane === undefined) return; // closed while this was on its way
      lane.hear(word);
      if (!("bytes" in word) || word.bytes === null) return;
      lane.taken += word.bytes.byteLength;
      if (lane.taken - lane.told < TELL_EVERY && word.is === "bytes") return;
      lane.told = lane.taken;
      say({ say: "took", watch, bytes: lane.taken });
    },
    cut() {
      for (const watch of [...open.keys()]) end(watch, CUT);
    },
  };
}
