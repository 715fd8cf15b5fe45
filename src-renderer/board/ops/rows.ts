/** Windows as the ops page lists them: what the hub tells of all walls, with what this machine knows of its own. */
import type { WallWindow } from "../../../shared/direction/wall.ts";
import type { OpsValue, OpsWindow } from "../../../shared/ops.ts";

export interface OpsRow {
  readonly window: WallWindow;
  /** Known of windows of this machine only. */
  readonly own: OpsWindow | null;
  /** Real ms since it was last heard. */
  readonly silentMs: number;
}

/** What somebody should look at, in the order in which it is told. */
export const PROBLEMS = ["silent", "stale", "fell", "slow", "soft"] as const;
export type Problem = (typeof PROBLEMS)[number];

const SILENT_MS = 5_000;
const FELL_MS = 3_600_000;
/** Fewer frames a second than this look torn. */
const SLOW = 20;

/**
 * All windows, by wall and display. Without a word from the hub they are those of this machine.
 * @param walls null while the hub has not told of any
 * @param now hub time; `pace` hub ms per real ms
 */
export function opsRows(
  walls: readonly WallWindow[] | null,
  ops: OpsValue | null,
  now: number,
  pace: number,
): readonly OpsRow[] {
  const own = ops?.windows ?? [];
  const here = ops?.host.name ?? "";
  const same = (window: WallWindow, { report }: OpsWindow) =>
    window.host === here && window.wall === report.wall && window.display === report.display;
  const told = (walls ?? []).map((window) => ({
    window,
    own: own.find((each) => same(window, each)) ?? null,
    silentMs: Math.max(0, (now - window.heardAt) / pace),
  }));
  const untold = own
    .filter((each) => !told.some((row) => row.own === each))
    .map((each) => ({
      window: { ...each.report, host: here, heardAt: now - each.silentMs * pace, picture: 0 },
      own: each,
      silentMs: each.silentMs,
    }));
  const key = ({ window }: OpsRow) => `${window.wall} ${window.display.padStart(2, "0")} ${window.host}`;
  return [...told, ...untold].toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function problemsOfRow({ window, silentMs }: OpsRow, now: number): readonly Problem[] {
  const wide = Math.round(window.width * window.ratio);
  const found: Record<Problem, boolean> = {
    silent: silentMs > SILENT_MS,
    stale: window.freshness !== "" && window.freshness !== "live",
    fell: window.crashedAt !== null && now - window.crashedAt < FELL_MS,
    slow: window.frames < SLOW,
    // A scene without a map has no canvas to speak of.
    soft: window.canvasWidth > wide / 2 && window.canvasWidth + 1 < wide && window.width > 4_096,
  };
  return PROBLEMS.filter((problem) => found[problem]);
}
