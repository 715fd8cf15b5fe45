/**
 * The wall windows of this machine as they tell of themselves, kept in memory: the last report and picture of each, what
 * its scenes held, and how often it had to be brought back. A page that came back knows nothing of its fall; the machine
 * does, and says it in the page's place (rule X80).
 */
import type { WindowReport } from "../../../shared/direction/wall.ts";
import type { OpsWindow, SceneHeap } from "../../../shared/ops.ts";

/** Windows that are remembered: more than one machine drives. */
const MOST_WINDOWS = 64;
/** Scenes that are remembered of each window. */
const MOST_SCENES = 48;
/** A scene's heap is noted once it has been shown for so long, real ms: what it asked for is there by then. */
const SETTLED_MS = 8_000;
/** The slowest second is looked for in so many reports. */
const FRAMES_KEPT = 60;
/** A window that was silent for so long, real ms, is not told of any more. */
const FORGET_MS = 10 * 60_000;
/** The picture of a window is shown in its place for no longer than this, real ms: it must not pass for the present. */
const LAST_FRAME_MS = 30_000;

interface Kept {
  report: WindowReport;
  heardAt: number;
  jpeg: Uint8Array | null;
  jpegAt: number;
  readonly frames: number[];
  scenes: SceneHeap[];
  sceneSince: number;
}

interface Fall {
  crashes: number;
  crashedAt: number;
}

export interface Windows {
  /** Takes a report with its picture; gives the report with what only the machine knows: its falls. */
  told(report: WindowReport, jpeg: Uint8Array | null): WindowReport;
  /** A window fell and is being brought back. `wall` is null where only its display is known. */
  fell(wall: string | null, display: string): void;
  /** The picture that is shown until a window that is opened draws by itself; null for none that is new enough. */
  lastFrame(display: string): Uint8Array | null;
  list(): OpsWindow[];
  /** Rises with every report and fall. */
  version(): number;
}

const keyOf = (wall: string, display: string): string => `${wall}/${display}`;

/** @param real a clock that never jumps, ms; `now` hub time, epoch ms. */
export function openWindows(real: () => number, now: () => number): Windows {
  const windows = new Map<string, Kept>();
  const falls = new Map<string, Fall>();
  let version = 0;

  function forgetSilent(): void {
    for (const [key, { heardAt }] of windows) if (real() - heardAt > FORGET_MS) windows.delete(key);
    while (windows.size > MOST_WINDOWS) windows.delete(windows.keys().next().value ?? "");
    while (falls.size > MOST_WINDOWS) falls.delete(falls.keys().next().value ?? "");
  }

  function noteScene(kept: Kept, { scene, heapMb }: WindowReport): void {
    const last = kept.scenes.at(-1);
    if (last?.scene !== scene) {
      kept.scenes = [...kept.scenes, { at: now(), scene, heapMb: null }].slice(-MOST_SCENES);
      kept.sceneSince = real();
    } else if (last.heapMb === null && heapMb !== null && real() - kept.sceneSince >= SETTLED_MS) {
      kept.scenes = [...kept.scenes.slice(0, -1), { ...last, heapMb }];
    }
  }

  /** Windows of a display, of whatever wall. */
  const ofDisplay = (display: string) => [...windows.values()].filter(({ report }) => report.display === display);

  function wholeOf(report: WindowReport): WindowReport {
    const fall = falls.get(keyOf(report.wall, report.display));
    return fall === undefined
      ? report
      : { ...report, crashes: report.crashes + fall.crashes, crashedAt: fall.crashedAt };
  }

  return {
    told(report, jpeg) {
      const key = keyOf(report.wall, report.display);
      const whole = wholeOf(report);
      const kept = windows.get(key) ?? {
        ...{ report: whole, heardAt: real(), jpeg: null, jpegAt: 0, frames: [], scenes: [], sceneSince: real() },
      };
      windows.delete(key);
      windows.set(key, kept);
      kept.report = whole;
      kept.heardAt = real();
      kept.frames.push(report.frames);
      if (kept.frames.length > FRAMES_KEPT) kept.frames.shift();
      if (jpeg !== null) {
        kept.jpeg = jpeg;
        kept.jpegAt = real();
      }
      noteScene(kept, report);
      forgetSilent();
      version++;
      return whole;
    },
    fell(wall, display) {
      const walls = wall === null ? ofDisplay(display).map(({ report }) => report.wall) : [wall];
      for (const each of walls) {
        const key = keyOf(each, display);
        const crashes = (falls.get(key)?.crashes ?? 0) + 1;
        falls.set(key, { crashes, crashedAt: now() });
        const kept = windows.get(key);
        if (kept !== undefined) kept.report = { ...kept.report, crashes, crashedAt: now() };
      }
      version++;
    },
    lastFrame(display) {
      const newest = ofDisplay(display)
        .filter(({ jpeg, jpegAt }) => jpeg !== null && real() - jpegAt <= LAST_FRAME_MS)
        .toSorted((a, b) => b.jpegAt - a.jpegAt);
      return newest[0]?.jpeg ?? null;
    },
    list() {
      forgetSilent();
      return [...windows.values()]
        .map(({ report, heardAt, jpeg, jpegAt, frames, scenes }) => ({
          report,
          silentMs: real() - heardAt,
          pictureBytes: jpeg?.length ?? 0,
          pictureAgeMs: jpeg === null ? null : real() - jpegAt,
          fewestFrames: Math.min(...frames),
          scenes,
        }))
        .toSorted((a, b) => (keyOf(a.report.wall, a.report.display) < keyOf(b.report.wall, b.report.display) ? -1 : 1));
    },
    version: () => version,
  };
}
