/**
 * A scene: one arrangement of panels on the wall, as data (resources/scenes/*.json).
 *
 * The screen is a grid of 24 columns and 24 rows below the header. A scene names two layouts of the same panels:
 * `standard` for ordinary screens and `wide` for strips of 3:1 and more.
 */
import * as v from "valibot";
import { TEXT_PERCENTS } from "./direction/distance.ts";
import { STAGES } from "./case/state.ts";
import { WHICH } from "./evaluation/columns.ts";
import { PERIODS } from "./evaluation/period.ts";
import { TroubleError, type TroubleCode } from "./trouble.ts";

/** The form of scene files that this program writes, and the newest that it reads. */
export const SCENE_FORMAT = 1;
export const SCENE_COLUMNS = 24;
export const SCENE_ROWS = 24;
/** More panels than this beside the map and nobody reads any of them. */
export const MAX_PANELS = 7;
/** Width over height from which the `wide` layout is taken. */
export const WIDE_FROM = 3;

export const PANELS = [
  "figures",
  "funnel",
  "topIssues",
  "trend",
  "ranking",
  "ticker",
  "evaluation", // a scheme's boards, group by group
  "honours", // 表扬 and 督促 lists
  "indicators", // the registry's indicators against their targets
  "backlog", // counts of what lies about
  "ages", // overdue cases by age and department
  "recurrence",
  "disputes",
  "coverage", // 全覆盖: shares by shift, blind spots, rounds
  "sensors",
  "hotspots",
  "movers",
  "video", // 视频: camera tiles
  "cameraHealth", // 摄像机在线率, availability, whose they are
] as const;
export type PanelName = (typeof PANELS)[number];

const cell = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(SCENE_COLUMNS - 1));
const span = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(SCENE_COLUMNS));

const placeEntries = { x: cell, y: cell, w: span, h: span };
const inside = (place: { x: number; y: number; w: number; h: number }) =>
  place.x + place.w <= SCENE_COLUMNS && place.y + place.h <= SCENE_ROWS;
/** What is wrong with a scene as a whole; each has a sentence of its own. */
const BEYOND = "sceneBeyond";
const TWICE = "sceneTwice";
const OVERLAP = "sceneOverlap";
const NO_VIDEO = "sceneNoVideo";
const WHOLE: readonly TroubleCode[] = [BEYOND, TWICE, OVERLAP, NO_VIDEO];

const placeSchema = v.pipe(
  v.strictObject(placeEntries),
  v.check((place) => inside(place), BEYOND),
);
/** A rectangle of the grid, in cells from the top left. */
export type Place = v.InferOutput<typeof placeSchema>;

/** How many tiles a video panel shows at once. */
export const VIDEO_LAYOUTS = [1, 2, 4, 6, 8, 9, 13, 16, 25, 36, 64] as const;
export type VideoLayout = (typeof VIDEO_LAYOUTS)[number];

/** What a scene's video panel begins with. */
const videoSchema = v.strictObject({
  layout: v.picklist(VIDEO_LAYOUTS),
  /** Id of a group of cameras at its platform; "" for all cameras. */
  group: v.pipe(v.string(), v.maxLength(80)),
  /** How long a round (轮巡) stays with each set of cameras, s. */
  dwellSeconds: v.pipe(v.number(), v.safeInteger(), v.minValue(5), v.maxValue(600)),
});
export type SceneVideo = v.InferOutput<typeof videoSchema>;

const panelSchema = v.pipe(
  v.strictObject({
    panel: v.picklist(PANELS),
    ...placeEntries,
    /** How large its texts are, per cent of the usual. */
    text: v.optional(v.picklist(TEXT_PERCENTS)),
    video: v.optional(videoSchema),
  }),
  v.check((panel) => inside(panel), BEYOND),
  v.check(({ panel, video }) => panel === "video" || video === undefined, NO_VIDEO),
);

/** A layout in which panels may lie over each other, as while it is made. */
const looseLayout = v.strictObject({
  /** Left out in a scene without a map. */
  map: v.optional(placeSchema),
  /** How large the texts over the map are, per cent of the usual. */
  mapText: v.optional(v.picklist(TEXT_PERCENTS)),
  /** Where the list of cases behind a figure opens, over what is there. */
  drawer: placeSchema,
  panels: v.pipe(v.array(panelSchema), v.maxLength(MAX_PANELS)),
});

const layoutSchema = v.pipe(
  looseLayout,
  v.check((layout) => new Set(layout.panels.map((panel) => panel.panel)).size === layout.panels.length, TWICE),
  v.check((layout) => !anyOverlap([...(layout.map === undefined ? [] : [layout.map]), ...layout.panels]), OVERLAP),
);
export type Layout = v.InferOutput<typeof layoutSchema>;

/** A time of the hall's day. */
export const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const uid = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a scene is narrowed to when it opens, part by part as the filter's sentence has them (view.ts `Only`). */
const filterSchema = v.strictObject({
  which: v.optional(v.picklist(WHICH)),
  major: v.optional(v.pipe(v.string(), v.maxLength(100))),
  classUid: v.optional(uid),
  department: v.optional(uid),
  dutyGrid: v.optional(uid),
  source: v.optional(uid),
  stage: v.optional(v.picklist(STAGES)),
});
export type SceneFilter = v.InferOutput<typeof filterSchema>;

/** Times at which the windows dim, in the hall's zone, and to what share of their light. */
const dimSchema = v.pipe(
  v.strictObject({
    from: clockTime,
    to: clockTime,
    percent: v.pipe(v.number(), v.safeInteger(), v.minValue(30), v.maxValue(100)),
  }),
  v.check(({ from, to }) => from !== to, "begins as it ends"),
);
export type SceneDim = v.InferOutput<typeof dimSchema>;

/** The hall that a scene is made for: its texts are held against it when it is checked (direction/distance.ts). */
const viewingSchema = v.strictObject({
  metres: v.pipe(v.number(), v.minValue(0.5), v.maxValue(100)),
  pitchMm: v.pipe(v.number(), v.minValue(0.1), v.maxValue(20)),
  width: v.pipe(v.number(), v.safeInteger(), v.minValue(320), v.maxValue(32_768)),
  height: v.pipe(v.number(), v.safeInteger(), v.minValue(240), v.maxValue(16_384)),
});

const entries = {
  format: v.optional(v.literal(SCENE_FORMAT), SCENE_FORMAT),
  scene: v.pipe(v.string(), v.maxLength(80), v.regex(/^[a-z][A-Za-z0-9-]*$/)),
  /** As people count it, e.g. "3" or "2026-11". */
  version: v.optional(v.pipe(v.string(), v.maxLength(40)), ""),
  /** What the sentence above the map says when the scene opens; left out, as it was left. */
  filter: v.optional(filterSchema),
  /** Which time its figures are of when it opens: "live" is today, without a choice. Left out, as it was left. */
  time: v.optional(v.picklist(["live", "auto", ...PERIODS])),
  /** Left out, the hall's usual night. */
  dim: v.optional(dimSchema),
  viewing: v.optional(viewingSchema),
  /** How many displays the scene is drawn for; a shell with fewer shows the first ones. */
  displays: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(16)), 1),
};

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
export const sceneSchema = v.strictObject({
  ...entries,
  title: v.strictObject({ "zh-CN": name, en: name }),
  layouts: v.strictObject({ standard: layoutSchema, wide: layoutSchema }),
});
/** A scene as it is made: it may be without a name, and its panels may lie over each other. */
const draftSchema = v.strictObject({
  ...entries,
  title: v.strictObject({ "zh-CN": v.string(), en: v.string() }),
  layouts: v.strictObject({ standard: looseLayout, wide: looseLayout }),
});
export type Scene = v.InferOutput<typeof sceneSchema>;

function anyOverlap(places: readonly Place[]): boolean {
  return places.some((a, i) =>
    places.slice(i + 1).some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h),
  );
}

/** A scene that somebody is making; null for what cannot be laid on a grid. */
export function readSceneDraft(value: unknown): Scene | null {
  const result = v.safeParse(draftSchema, value);
  return result.success ? result.output : null;
}

/** What keeps a scene from being shown: where, and why in the checker's short words. */
export type SceneFault = TroubleError | v.BaseIssue<unknown>;

/** A scene as its file says it, or the first thing that is wrong with it. */
export function readScene(name: string, value: unknown): { readonly scene: Scene } | { readonly fault: SceneFault } {
  const newer = newerScene(name, value);
  if (newer !== null) return { fault: newer };
  const result = v.safeParse(sceneSchema, value);
  if (result.success) return { scene: result.output };
  const issue = result.issues[0];
  const whole = WHOLE.find((code) => code === issue.message);
  if (whole === undefined) return { fault: issue };
  return { fault: new TroubleError(whole, { scene: name, path: v.getDotPath(issue) ?? "" }) };
}

/**
 * Checks a scene file's content.
 * @throws TroubleError `sceneNewer` for one in a form that this program does not know; `sceneOverlap`, `sceneTwice`,
 * `sceneBeyond`, `sceneNoVideo` for panels that cannot be so; else `sceneBroken` naming the place and the reason
 */
export function parseScene(name: string, value: unknown): Scene {
  const read = readScene(name, value);
  if ("scene" in read) return read.scene;
  const { fault } = read;
  if (fault instanceof TroubleError) throw fault;
  throw new TroubleError("sceneBroken", { scene: name, path: v.getDotPath(fault) ?? "", why: fault.message });
}

/** A form of later programs is told as such: what is unknown in it is no mistake. */
function newerScene(name: string, value: unknown): TroubleError | null {
  if (typeof value !== "object" || value === null || !("format" in value)) return null;
  const { format } = value;
  if (typeof format !== "number" || format <= SCENE_FORMAT) return null;
  return new TroubleError("sceneNewer", { scene: name, path: "format", found: format, known: SCENE_FORMAT });
}

/** The layout for a window of this size (any unit). */
export function layoutFor(scene: Pick<Scene, "layouts">, width: number, height: number): Layout {
  return width >= WIDE_FROM * height ? scene.layouts.wide : scene.layouts.standard;
}
