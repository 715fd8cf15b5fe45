/**
 * Who looks through which camera, from the first picture to the last (V68). Lanes come and go while somebody looks: what
 * follows soon is one look. What lasts is told in stretches, so that a fall loses little of it.
 */
import type { LookReason, StreamUse } from "../../../shared/video/stream.ts";

/** Shorter than this is no look, hub ms. */
const LEAST_MS = 2_000;
/** What comes after so long is another look, real ms. */
const APART_MS = 15_000;
/** A look that goes on is told so often, real ms. */
const TELL_MS = 5 * 60_000;
const BEAT_MS = 5_000;

export interface LaneAsked {
  readonly camera: number;
  readonly use: StreamUse;
  readonly why: LookReason;
  /** What it is about, 0 none. */
  readonly caseUid: number;
  /** Which program of this host watches. */
  readonly program: string;
}

export type Look = LaneAsked & { readonly fromAt: number; readonly toAt: number };

export interface Looks {
  /** A lane has shown something. Returns what to call when it ends. */
  begin(asked: LaneAsked): () => void;
  /** For timers of the caller's own; called by itself every few seconds. */
  beat(): void;
  close(): void;
}

interface Open {
  readonly asked: LaneAsked;
  lanes: number;
  /** Since when it has not been told: hub time and real ms. */
  from: number;
  fromReal: number;
  /** When the last lane ended. */
  until: number;
  untilReal: number;
}

/**
 * @param now hub time, epoch ms
 * @param real monotonic real ms
 */
export function openLooks(now: () => number, real: () => number, tell: (look: Look) => void): Looks {
  const open = new Map<string, Open>();

  function say({ asked, from }: Open, until: number): void {
    if (until - from < LEAST_MS) return;
    const { camera, use, why, caseUid, program } = asked;
    tell({ camera, use, why, caseUid, program, fromAt: Math.round(from), toAt: Math.round(until) });
  }

  function beat(): void {
    for (const [key, look] of open) {
      if (look.lanes > 0 && real() - look.fromReal >= TELL_MS) {
        say(look, now());
        look.from = now();
        look.fromReal = real();
      } else if (look.lanes === 0 && real() - look.untilReal >= APART_MS) {
        open.delete(key);
        say(look, look.until);
      }
    }
  }

  const timer = setInterval(beat, BEAT_MS);
  return {
    begin(asked) {
      const key = `${asked.camera} ${asked.why} ${asked.caseUid} ${asked.program}`;
      const known = open.get(key);
      const look: Open = known ?? {
        asked,
        lanes: 0,
        from: now(),
        fromReal: real(),
        until: now(),
        untilReal: real(),
      };
      open.set(key, look);
      look.lanes++;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        look.lanes--;
        look.until = now();
        look.untilReal = real();
      };
    },
    beat,
    close() {
      clearInterval(timer);
      for (const look of open.values()) say(look, look.lanes > 0 ? now() : look.until);
      open.clear();
    },
  };
}
