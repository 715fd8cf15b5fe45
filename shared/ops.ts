/** What a machine tells of its own endurance: memory, its windows, its black box (view "ops", /health). Nothing personal. */
import type { WindowReport } from "./direction/wall.ts";
import type { Trouble } from "./trouble.ts";

/** A scene that a window of this machine showed, and what its page held once it had settled. */
export interface SceneHeap {
  /** Hub time at which the scene was first reported. */
  readonly at: number;
  readonly scene: string;
  /** Megabytes of the page's heap some seconds into the scene; null where the browser does not say, or while it settles. */
  readonly heapMb: number | null;
}

/** A window of a wall on this machine. */
export interface OpsWindow {
  readonly report: WindowReport;
  /** Real ms since its last report. */
  readonly silentMs: number;
  /** Bytes of its last picture, 0 while there is none, and real ms since it came. */
  readonly pictureBytes: number;
  readonly pictureAgeMs: number | null;
  /** Frames a second of the last minute's slowest second. */
  readonly fewestFrames: number;
  /** Newest last. */
  readonly scenes: readonly SceneHeap[];
}

/** 黑匣子: what was on the walls and who did what, the last hours of it. */
export interface BlackBoxStatus {
  readonly state: "recording" | "paused" | "off";
  /** Why it is paused. */
  readonly trouble: Trouble | null;
  readonly bytes: number;
  readonly mostBytes: number;
  readonly hours: number;
  /** Hub time of the oldest and the newest record, null while there is none. */
  readonly from: number | null;
  readonly to: number | null;
  /** Since the start of this host. */
  readonly pictures: number;
  readonly acts: number;
  /** Pictures that the disk was too slow for, or that came while it was paused. */
  readonly dropped: number;
}

export interface OpsValue {
  readonly host: {
    readonly name: string;
    readonly version: string;
    readonly system: string;
    /** This machine's own clock, epoch ms. */
    readonly startedAt: number;
    readonly upMs: number;
    readonly rssMb: number;
    readonly heapMb: number;
    readonly diskFreeBytes: number | null;
  };
  readonly windows: readonly OpsWindow[];
  readonly blackBox: BlackBoxStatus;
}

/** Longest stretch that one after-action file covers, hub ms; and pictures in one, of which more are thinned evenly. */
export const MOST_EXPORT_MS = 24 * 3_600_000;
export const MOST_EXPORT_PICTURES = 20_000;
