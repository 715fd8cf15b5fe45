/**
 * 导播: what the windows of walls show, and who may change it. The hub keeps one state for each wall; every window of the wall
 * draws the newest it knows, from the hub time that the state names (rules X).
 */
import * as v from "valibot";
import type { Trouble } from "../trouble.ts";

/** From a state's commit to the instant at which all windows show it, real ms: longer than the way to the last of them. */
export const SWITCH_LEAD_MS = 250;
/** The same for another scene, whose panels every window draws out of sight first: a slow one is ready by then too. */
export const SCENE_LEAD_MS = 500;
/** Things that may be pushed to a wall at once, and that may wait for a place behind them. */
export const MOST_PUSHES = 8;
export const MOST_WAITING = 16;
/** Columns and rows of a wall's regions: the whole wall, all windows together, from the top left. */
export const WALL_COLUMNS = 24;
export const WALL_ROWS = 24;
/** How often a window sends its own picture while somebody watches, real ms; and while nobody does. */
export const ECHO_MS = 1_000;
/** The largest picture of a window, bytes of JPEG, and its longest side, pixels. */
export const MOST_ECHO_BYTES = 200_000;
export const ECHO_SIDE = 480;

/** Whether bytes can be the picture of a window: small enough, and with the first bytes of a JPEG. */
export const isEchoPicture = (bytes: Uint8Array): boolean =>
  bytes.length <= MOST_ECHO_BYTES && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const instant = v.pipe(v.number(), v.finite());
const id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,80}$/));
/** Name of a scene, a playlist or a file of rules. */
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/));
const label = v.pipe(v.string(), v.maxLength(200));
const cell = v.pipe(uint, v.maxValue(WALL_COLUMNS - 1));
const span = v.pipe(uint, v.minValue(1), v.maxValue(WALL_COLUMNS));

/** A wall's name: windows that say the same name are one wall. */
export const wallName = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}._-]{1,40}$/u));

/** A part of a wall in its cells. */
export const regionSchema = v.pipe(
  v.strictObject({ x: cell, y: cell, w: span, h: span }),
  v.check(({ x, y, w, h }) => x + w <= WALL_COLUMNS && y + h <= WALL_ROWS, "reaches beyond the wall"),
);
export type Region = v.InferOutput<typeof regionSchema>;
export const WHOLE_WALL: Region = { x: 0, y: 0, w: WALL_COLUMNS, h: WALL_ROWS };

/** What can be pushed (推屏). */
export const pushedSchema = v.variant("show", [
  v.strictObject({ show: v.literal("case"), uid: uint }),
  v.strictObject({ show: v.literal("camera"), uid: uint }),
  v.strictObject({
    show: v.literal("map"),
    lon: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
    lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
    zoom: v.pipe(v.number(), v.minValue(0), v.maxValue(24)),
  }),
  /** A board by the name of its panel (scene.ts PANELS). */
  v.strictObject({ show: v.literal("board"), panel: fileName }),
]);
export type Pushed = v.InferOutput<typeof pushedSchema>;

/** Why the wall shows what it shows, for its banner. `text` parameters are data, never sentences. */
export const reasonSchema = v.variant("by", [
  v.strictObject({ by: v.literal("person"), name: label }),
  v.strictObject({ by: v.literal("playlist"), playlist: fileName }),
  v.strictObject({ by: v.literal("clock"), rule: id }),
  v.strictObject({ by: v.literal("case"), rule: id, caseUid: uint }),
  v.strictObject({ by: v.literal("alarm"), rule: id, key: v.pipe(v.string(), v.maxLength(200)) }),
  v.strictObject({ by: v.literal("return") }),
]);
export type Reason = v.InferOutput<typeof reasonSchema>;

/** Asked of the hub by a seat, a remote or a wall's own key; the hub decides. */
export const directActSchema = v.variant("do", [
  v.strictObject({ do: v.literal("scene"), wall: wallName, scene: fileName }),
  /** Nothing changes the wall by itself until it is let go of, or until so many minutes are over. */
  v.strictObject({ do: v.literal("hold"), wall: wallName, minutes: v.pipe(uint, v.minValue(1), v.maxValue(480)) }),
  v.strictObject({ do: v.literal("release"), wall: wallName }),
  /** Director's lock: nobody but directors changes the wall. */
  v.strictObject({ do: v.literal("lock"), wall: wallName }),
  v.strictObject({ do: v.literal("unlock"), wall: wallName }),
  v.strictObject({
    do: v.literal("push"),
    wall: wallName,
    /** Made by whoever asks, so that asking twice pushes once. */
    id,
    region: regionSchema,
    what: pushedSchema,
    /** 0: until it is taken back. */
    seconds: v.pipe(uint, v.maxValue(28_800)),
  }),
  v.strictObject({ do: v.literal("unpush"), wall: wallName, id }),
  /** Takes back every push, and the scene that was shown before the last change comes again. */
  v.strictObject({ do: v.literal("restore"), wall: wallName }),
  /** "" for none. */
  v.strictObject({ do: v.literal("playlist"), wall: wallName, playlist: v.union([v.literal(""), fileName]) }),
  /** 参观: names, phones, plates and addresses masked on every window of the wall. */
  v.strictObject({ do: v.literal("visitor"), wall: wallName, on: v.boolean() }),
  v.strictObject({ do: v.literal("testCard"), wall: wallName, on: v.boolean() }),
]);
export type DirectAct = v.InferOutput<typeof directActSchema>;

/** What the hub answers. `waiting` of a push: 0 when it is shown, else its place among those that wait, from 1. */
export type DirectAnswer =
  | { readonly done: "yes"; readonly rev: number; readonly waiting: number }
  | { readonly done: "no"; readonly trouble: Trouble };

export const pushSchema = v.object({
  id,
  region: regionSchema,
  what: pushedSchema,
  /** Uid of the person, 0 for none, and their name. */
  person: uint,
  name: label,
  /** Pushed by who may lock the wall: goes before what others pushed. */
  leads: v.boolean(),
  /** Hub time since which it is shown; of one that waits, since which it waits. */
  since: instant,
  /** How long it is to be shown, real seconds; 0 until it is taken back. */
  seconds: uint,
  /** Hub time at which it goes by itself; null for never, and while it waits. */
  until: v.nullable(instant),
  /** Cameras only: walls that may not show it draw the reason in its place. */
  barred: v.boolean(),
});
export type Push = v.InferOutput<typeof pushSchema>;

/** One wall, as the hub has it. */
export const wallStateSchema = v.object({
  wall: wallName,
  /** Rises with every change. */
  rev: uint,
  /** Hub time from which it is shown. */
  at: instant,
  /** "" while nobody has chosen: each window shows its own. */
  scene: v.union([v.literal(""), fileName]),
  reason: v.nullable(reasonSchema),
  /** The scene before this one, for `restore`; null where there is none to go back to. */
  returnTo: v.nullable(v.union([v.literal(""), fileName])),
  /** Hub time at which that comes back by itself, where the scene came by a rule; null where it does not. */
  returnAt: v.nullable(instant),
  held: v.nullable(v.object({ name: label, until: instant })),
  locked: v.nullable(v.object({ person: uint, name: label })),
  pushes: v.array(pushSchema),
  waiting: v.array(pushSchema),
  playlist: v.nullable(v.object({ name: fileName, step: uint, nextAt: instant })),
  visitor: v.boolean(),
  testCard: v.boolean(),
});
export type WallState = v.InferOutput<typeof wallStateSchema>;

/** "1", "2" … within its host. */
export const displayName = v.pipe(v.string(), v.regex(/^\d{1,2}$/));

/** A window of a wall, as it tells of itself: every second, and at once when it shows something else. */
export const windowReportSchema = v.strictObject({
  wall: wallName,
  display: displayName,
  region: regionSchema,
  /** What is truly drawn: the scene's name, the rev of the wall's state, ids of pushes. */
  scene: v.union([v.literal(""), fileName]),
  rev: uint,
  pushes: v.pipe(v.array(id), v.maxLength(MOST_PUSHES)),
  /** Hub time at which the newest rev was on the screen. */
  shownAt: instant,
  width: uint,
  height: uint,
  /** Pixels of its largest canvas, 0 without one. */
  canvasWidth: uint,
  canvasHeight: uint,
  ratio: v.pipe(v.number(), v.gtValue(0), v.maxValue(16)),
  heapMb: v.nullable(v.number()),
  /** Frames drawn in the last second. */
  frames: uint,
  gpu: label,
  /** Hub time of the newest change on the screen, null for none. */
  dataAt: v.nullable(instant),
  freshness: label,
  replaying: v.boolean(),
  exercise: v.boolean(),
  /** Times it was brought back after a crash, and the last, hub time. */
  crashes: uint,
  crashedAt: v.nullable(instant),
  /** Why no picture comes with it, by the browser's own word for it; left out while one does. */
  noPicture: v.optional(label),
});
export type WindowReport = v.InferOutput<typeof windowReportSchema>;

/** A window as others hear of it. */
export interface WallWindow extends WindowReport {
  /** Name of the machine. */
  readonly host: string;
  /** Hub time at which it was last heard; gone after a while of silence. */
  readonly heardAt: number;
  /** Rises with every new picture; 0 while there is none. */
  readonly picture: number;
}

/** A picture of a window. */
export interface Echo {
  readonly host: string;
  readonly display: string;
  readonly wall: string;
  readonly picture: number;
  /** Hub time at which it was taken. */
  readonly at: number;
  readonly rev: number;
  readonly jpeg: Uint8Array;
}

/** All walls, for seats and walls (view "walls"). */
export interface WallsValue {
  readonly walls: readonly WallState[];
  readonly windows: readonly WallWindow[];
  /** The line stands; else this is how it was when the line was cut. */
  readonly current: boolean;
  /** What whoever is at this window may do: all of it; push; lock. */
  readonly mayDirect: boolean;
  readonly mayPush: boolean;
  readonly mayLock: boolean;
}
