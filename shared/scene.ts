/**
 * A scene: one arrangement of panels on the wall, as data (resources/scenes/*.json).
 *
 * The screen is a grid of 24 columns and 24 rows below the header. A scene names two layouts of the same panels:
 * `standard` for ordinary screens and `wide` for strips of 3:1 and more.
 */
import * as v from "valibot";
import { TroubleError } from "./trouble.ts";

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
const BEYOND = "reaches beyond the grid";

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
  v.strictObject({ panel: v.picklist(PANELS), ...placeEntries, video: v.optional(videoSchema) }),
  v.check((panel) => inside(panel), BEYOND),
  v.check(({ panel, video }) => panel === "video" || video === undefined, "is no video panel"),
);

const layoutSchema = v.pipe(
  v.strictObject({
    /** Left out in a scene without a map. */
    map: v.optional(placeSchema),
    /** Where the list of cases behind a figure opens, over what is there. */
    drawer: placeSchema,
    panels: v.pipe(v.array(panelSchema), v.maxLength(MAX_PANELS)),
  }),
  v.check(
    (layout) => new Set(layout.panels.map((panel) => panel.panel)).size === layout.panels.length,
    "shows a panel twice",
  ),
  v.check(
    (layout) => !anyOverlap([...(layout.map === undefined ? [] : [layout.map]), ...layout.panels]),
    "has panels that overlap",
  ),
);
export type Layout = v.InferOutput<typeof layoutSchema>;

export const sceneSchema = v.strictObject({
  scene: v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9-]*$/)),
  title: v.strictObject({ "zh-CN": v.string(), en: v.string() }),
  /** How many displays the scene is drawn for; a shell with fewer shows the first ones. */
  displays: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(16)), 1),
  layouts: v.strictObject({ standard: layoutSchema, wide: layoutSchema }),
});
export type Scene = v.InferOutput<typeof sceneSchema>;

function anyOverlap(places: readonly Place[]): boolean {
  return places.some((a, i) =>
    places.slice(i + 1).some((b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h),
  );
}

/** Checks a scene file's content. Throws `TroubleError("sceneBroken")` naming the place and the reason. */
export function parseScene(name: string, value: unknown): Scene {
  const result = v.safeParse(sceneSchema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new TroubleError("sceneBroken", { scene: name, path: v.getDotPath(issue) ?? "", why: issue.message });
}

/** The layout for a window of this size (any unit). */
export function layoutFor(scene: Scene, width: number, height: number): Layout {
  return width >= WIDE_FROM * height ? scene.layouts.wide : scene.layouts.standard;
}
