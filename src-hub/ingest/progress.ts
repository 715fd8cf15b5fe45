/** A line on the terminal that says how far an import is: share, rows, rows per second, time left. */
import type { Text } from "../../shared/text.ts";
import type { ImportProgress } from "./run.ts";

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const BAR = 24;
/** A terminal redraws its line; a log file gets a line now and then. */
const [REDRAW_MS, LINE_MS] = [100, 5000];

export interface ProgressLine {
  show(progress: ImportProgress): void;
  end(): void;
}

/** Draws on `out`; `now` gives milliseconds of any clock that only moves forward. */
export function progressLine(out: Terminal, text: Text, now: () => number = () => performance.now()): ProgressLine {
  const started = now();
  const live = out.isTTY === true;
  let shownAt = started;
  let drawn = false;
  return {
    show({ rows, share }) {
      const at = now();
      if (at - shownAt < (live ? REDRAW_MS : LINE_MS)) return;
      shownAt = at;
      const seconds = (at - started) / 1000;
      const full = Math.round(share * BAR);
      const left = share > 0 ? (seconds * (1 - share)) / share : 0;
      const line = text("progress.line", {
        bar: `${"█".repeat(full)}${"░".repeat(BAR - full)}`,
        percent: Math.floor(share * 100),
        rows,
        speed: Math.round(rows / Math.max(seconds, 0.001)),
        left: clockFace(left),
      });
      out.write(live ? `\r\x1b[2K${line}` : `${line}\n`);
      drawn = true;
    },
    end() {
      if (live && drawn) out.write("\r\x1b[2K");
    },
  };
}

/** Seconds as m:ss or h:mm:ss. */
export function clockFace(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
