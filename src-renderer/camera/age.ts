/**
 * How old a frame is.
 *
 * V15 A frame's time is what its source says, where it says one that can be believed; else when its bytes came to the host.
 * Bytes say when they came, players say where in the medium a frame lies: what lies at the end of what came is no older
 * than its bytes, and what lies before it is older by as much as it lies before.
 * V16 A source's own clock is not believed when it lies more than five seconds in the future, when it goes backwards, or when
 * a picture that moves says it is older than ten minutes. The tile says so.
 */

export interface FrameTime {
  /** Hub time at which it came to the host, epoch ms. */
  readonly arrivedAt: number;
  /** When it was taken as its source says; null when it does not. */
  readonly ownAt: number | null;
}

/** Where in the medium its bytes ended when, newest last. */
export interface Arrivals {
  /** Up to `end` (s in the medium) came at `at` (hub time, epoch ms). */
  came(end: number, at: number): void;
  /** When the frame at `media` (s) came at the latest; null before anything came. */
  arrivedAt(media: number): number | null;
  /** End of what came, s; null before anything came. */
  end(): number | null;
}

/** Seconds of the medium that are remembered. */
const REMEMBERED = 30;
const MOST = 600;

export function createArrivals(): Arrivals {
  let pairs: { end: number; at: number }[] = [];
  return {
    came(end, at) {
      const last = pairs.at(-1);
      if (last !== undefined && end < last.end) pairs = []; // the medium began anew
      if (last !== undefined && end === last.end) return;
      pairs.push({ end, at });
      if (pairs.length > MOST || end - (pairs[0] as { end: number }).end > REMEMBERED * 2) {
        pairs = pairs.filter((pair) => end - pair.end <= REMEMBERED).slice(-MOST / 2);
      }
    },
    arrivedAt(media) {
      let earliest: number | null = null;
      for (let i = pairs.length - 1; i >= 0; i--) {
        const { end, at } = pairs[i] as { end: number; at: number };
        if (end < media) break;
        const then = at - (end - media) * 1000;
        if (earliest === null || then < earliest) earliest = then;
      }
      return earliest ?? pairs.at(-1)?.at ?? null;
    },
    end: () => pairs.at(-1)?.end ?? null,
  };
}

const FUTURE_MS = 5_000;
const BACKWARDS_MS = 1_000;
const OLDEST_MOVING_MS = 600_000;
/** Once found wrong, a clock is not believed for this long. */
const DOUBT_MS = 60_000;

export interface SourceClock {
  /**
   * When a frame was taken, epoch ms, and whether its source's clock is wrong.
   * @param moving it is one of a picture that moves, and no single still
   */
  read(time: FrameTime, moving: boolean): { readonly at: number; readonly wrong: boolean };
}

export function createSourceClock(): SourceClock {
  let last = Number.NEGATIVE_INFINITY;
  let doubtUntil = Number.NEGATIVE_INFINITY;
  return {
    read({ arrivedAt, ownAt }, moving) {
      if (ownAt === null) return { at: arrivedAt, wrong: false };
      const wrong =
        ownAt - arrivedAt > FUTURE_MS ||
        last - ownAt > BACKWARDS_MS ||
        (moving && arrivedAt - ownAt > OLDEST_MOVING_MS);
      last = ownAt;
      if (wrong) doubtUntil = arrivedAt + DOUBT_MS;
      return arrivedAt < doubtUntil ? { at: arrivedAt, wrong: true } : { at: ownAt, wrong: false };
    },
  };
}
