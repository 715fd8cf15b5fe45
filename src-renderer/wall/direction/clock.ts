/**
 * Hub time as a window of a wall goes by it. A report that came late tells too early a time; of the last reports the one that
 * came soonest is right, so that a window that was busy for a moment still switches with the others (rule X44).
 */
import type { LineValue, Link } from "../../link/connection.ts";

/** Reports that are looked at: the last ones, a good while of them. */
const REPORTS = 12;
/** Reports that are further apart than this, ms, are of another clock: time was set, or the hub is another one. */
const ANOTHER_CLOCK_MS = 3_000;

/** What hub time was at monotonic zero by each of the last reports, and how fast it runs. */
export interface HubClock {
  readonly pace: number;
  readonly zeros: readonly number[];
}

export const NO_CLOCK: HubClock = { pace: 1, zeros: [] };

/** @param receivedAt monotonic ms */
export function withReport(clock: HubClock, hubNow: number, pace: number, receivedAt: number): HubClock {
  const zero = hubNow - receivedAt * pace;
  const last = clock.zeros.at(-1);
  const another = pace !== clock.pace || last === undefined || Math.abs(zero - last) > ANOTHER_CLOCK_MS * pace;
  return { pace, zeros: another ? [zero] : [...clock.zeros, zero].slice(-REPORTS) };
}

/** Hub time, epoch ms; null before the first report. */
export function hubTime(clock: HubClock, now: number): number | null {
  return clock.zeros.length === 0 ? null : Math.max(...clock.zeros) + now * clock.pace;
}

export interface WallClock {
  /** Hub time, epoch ms; null before the first report. */
  now(): number | null;
  /** Real ms until a hub time; negative when it is over, 0 before the first report. */
  until(at: number): number;
  close(): void;
}

/** Follows the reports of a link. */
export function wallClock(link: Pick<Link, "line">, monotonic: () => number): WallClock {
  let clock = NO_CLOCK;
  let seen: LineValue["report"] = null;
  const look = () => {
    const { report, receivedAt } = link.line.get();
    if (report === null || report === seen) return;
    seen = report;
    clock = withReport(clock, report.hubNow, report.pace, receivedAt);
  };
  look();
  const unsubscribe = link.line.subscribe(look);
  const now = () => hubTime(clock, monotonic());
  return {
    now,
    until(at) {
      const at0 = now();
      return at0 === null ? 0 : (at - at0) / clock.pace;
    },
    close: unsubscribe,
  };
}

/** Half a frame: what is due sooner is drawn in this frame rather than in the next. */
const HALF_FRAME_MS = 8;
/** The last stretch is waited for frame by frame. */
const BY_FRAMES_MS = 40;

export interface Frames {
  readonly later: (run: () => void, ms: number) => () => void;
  /** Runs before the next frame is painted; at once in a window that paints none. */
  readonly frame: (run: () => void) => () => void;
}

/** Runs in the frame that is on the screen at a hub time; at once when that is over. Returns what calls it off. */
export function atHubTime(clock: Pick<WallClock, "until">, at: number, run: () => void, frames: Frames): () => void {
  let cancel: () => void = () => {};
  const wait = () => {
    const left = clock.until(at);
    if (left > BY_FRAMES_MS) cancel = frames.later(wait, left - BY_FRAMES_MS / 2);
    else
      cancel = frames.frame(() => {
        if (clock.until(at) <= HALF_FRAME_MS) run();
        else wait();
      });
  };
  wait();
  return () => cancel();
}

/** The frames of this window. */
export const BROWSER_FRAMES: Frames = {
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  frame: (run) => {
    // A window that nobody sees paints nothing and has no frames.
    if (document.hidden) {
      const timer = setTimeout(run, HALF_FRAME_MS);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  },
};
