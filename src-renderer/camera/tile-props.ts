/** One tile: what it is asked to show, what it tells of what it shows, and how its frame is taken. */
import type { LaneKind } from "../../shared/video/lane.ts";
import type { LookReason, StreamUse } from "../../shared/video/stream.ts";
import type { CameraLine } from "../../shared/view.ts";

/** What a tile is asked for: the full picture, the small one, or single stills. It never shows more than that. */
export type WishedRung = StreamUse;

/** What a tile shows: one of those, or the last frame that it had, standing still. */
export type ShownRung = WishedRung | "last";

/** What happened since the state before was told; for the decode budget. */
export interface TileWork {
  /** Frames that were put on the screen. */
  readonly frames: number;
  /** Frames that were decoded too late to be shown. */
  readonly dropped: number;
  /** Time spent on decoding, ms, of all those frames together; null where the player does not tell. */
  readonly decodeMs: number | null;
  /** How long ago the state before was told, ms. */
  readonly overMs: number;
}

/** Told when it changes, and once a second while the tile plays. */
export interface TileState {
  readonly rung: ShownRung;
  /** Frames come, and the picture moves as its rung should. */
  readonly playing: boolean;
  /** How old the frame on screen is, hub time, ms; null before the first. */
  readonly ageMs: number | null;
  /** What is spoken on the lane that shows it; null while nothing is. */
  readonly kind: LaneKind | null;
  /** Why it does not show what was asked for, as a sentence; null when it does. */
  readonly why: string | null;
  readonly work: TileWork;
}

/** A frame as it stands on the screen, its masks burnt in. Whoever takes it closes the bitmap. */
export interface TileFrame {
  readonly bitmap: ImageBitmap;
  /** When it was taken, hub time, epoch ms. */
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

export interface TileHandle {
  /** The picture that the tile shows now; null before its first. */
  frame(): Promise<TileFrame | null>;
}

export interface CameraTileProps {
  readonly camera: CameraLine;
  /** The highest rung it may show; it goes down by itself, and comes up again by itself. */
  readonly rung: WishedRung;
  readonly why: LookReason;
  /** What it is watched for, 0 none. */
  readonly caseUid: number;
  /** The tile has the keyboard, or was chosen. */
  readonly focused: boolean;
  /** Between two stills on rung `still`, ms, 2,000 to 10,000. */
  readonly stillEveryMs?: number;
  readonly onState?: (state: TileState) => void;
  /** Hands the tile's handle over, and null when it is gone. */
  readonly onHandle?: (handle: TileHandle | null) => void;
}
