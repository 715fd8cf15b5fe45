/** Changing a scene on its grid: panels are moved, made larger, added and taken out. Pure; nothing here checks what may be saved. */
import {
  SCENE_COLUMNS,
  SCENE_ROWS,
  type Layout,
  type PanelName,
  type Place,
  type Scene,
} from "../../../shared/scene.ts";
import type { TextPercent } from "../../../shared/direction/distance.ts";

/** The two layouts of a scene. */
export const SHAPES = ["standard", "wide"] as const;
export type Shape = (typeof SHAPES)[number];

/** What lies on the grid: the map, a panel, or the place where lists open over them. */
export type Item = "map" | "drawer" | PanelName;

export interface Laid {
  readonly item: Item;
  readonly place: Place;
}

/** Everything that lies on a grid, the drawer last. */
export function laidOn({ map, panels, drawer }: Layout): readonly Laid[] {
  return [
    ...(map === undefined ? [] : [{ item: "map" as const, place: map }]),
    ...panels.map(({ panel, x, y, w, h }) => ({ item: panel, place: { x, y, w, h } })),
    { item: "drawer", place: drawer },
  ];
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, Math.round(value)));

/** A place within the grid, at least one cell large. */
export function within({ x, y, w, h }: Place): Place {
  const [width, height] = [clamp(w, 1, SCENE_COLUMNS), clamp(h, 1, SCENE_ROWS)];
  return { x: clamp(x, 0, SCENE_COLUMNS - width), y: clamp(y, 0, SCENE_ROWS - height), w: width, h: height };
}

/** A place moved by so many cells; it stops at the edge. */
export const movedBy = (place: Place, dx: number, dy: number): Place =>
  within({ ...place, x: place.x + dx, y: place.y + dy });

/** A place whose right lower corner is moved by so many cells; it stops at the edge and at one cell. */
export const grownBy = ({ x, y, w, h }: Place, dw: number, dh: number): Place => ({
  ...{ x, y },
  w: clamp(w + dw, 1, SCENE_COLUMNS - x),
  h: clamp(h + dh, 1, SCENE_ROWS - y),
});

const meet = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** What lies over something else; the drawer may. */
export function overlapping(layout: Layout): ReadonlySet<Item> {
  const laid = laidOn(layout).filter(({ item }) => item !== "drawer");
  return new Set(
    laid.filter((one) => laid.some((other) => other !== one && meet(one.place, other.place))).map(({ item }) => item),
  );
}

/** Of a new panel, as large as there is room, up to this, and this at least where there is none: it then lies over others. */
const MOST: Readonly<Record<"w" | "h", number>> = { w: 8, h: 12 };
const LEAST: Readonly<Record<"w" | "h", number>> = { w: 4, h: 4 };

/** The largest free place, the upper left one of equals; the smallest one at the corner where nothing is free. */
export function freePlace(layout: Layout): Place {
  const taken = laidOn(layout).filter(({ item }) => item !== "drawer");
  let best: Place | null = null;
  for (let y = 0; y <= SCENE_ROWS - LEAST.h; y++) {
    for (let x = 0; x <= SCENE_COLUMNS - LEAST.w; x++) {
      for (let w = Math.min(MOST.w, SCENE_COLUMNS - x); w >= LEAST.w; w--) {
        for (let h = Math.min(MOST.h, SCENE_ROWS - y); h >= LEAST.h; h--) {
          if (best !== null && w * h <= best.w * best.h) break;
          const place = { x, y, w, h };
          if (!taken.some((other) => meet(other.place, place))) best = place;
        }
      }
    }
  }
  return best ?? { x: 0, y: 0, ...LEAST };
}

const inLayout = (scene: Scene, shape: Shape, layout: Layout): Scene => ({
  ...scene,
  layouts: { ...scene.layouts, [shape]: layout },
});

/** A layout with something of it elsewhere. */
function withPlace(layout: Layout, item: Item, place: Place): Layout {
  if (item === "map" || item === "drawer") return { ...layout, [item]: place };
  return { ...layout, panels: layout.panels.map((panel) => (panel.panel === item ? { ...panel, ...place } : panel)) };
}

export const placed = (scene: Scene, shape: Shape, item: Item, place: Place): Scene =>
  inLayout(scene, shape, withPlace(scene.layouts[shape], item, within(place)));

/** The scene with one thing more on a grid; one that is there already stays as it is. */
export function added(scene: Scene, shape: Shape, item: Exclude<Item, "drawer">): Scene {
  const layout = scene.layouts[shape];
  if (laidOn(layout).some((each) => each.item === item)) return scene;
  const place = freePlace(layout);
  if (item === "map") return inLayout(scene, shape, { ...layout, map: place });
  const video = item === "video" ? { video: { layout: 4, group: "", dwellSeconds: 20 } as const } : {};
  return inLayout(scene, shape, { ...layout, panels: [...layout.panels, { panel: item, ...place, ...video }] });
}

/** The scene without something on a grid. The drawer stays: lists must open somewhere. */
export function removed(scene: Scene, shape: Shape, item: Item): Scene {
  const layout = scene.layouts[shape];
  if (item === "drawer") return scene;
  if (item !== "map") {
    return inLayout(scene, shape, { ...layout, panels: layout.panels.filter(({ panel }) => panel !== item) });
  }
  const { map: _map, mapText: _text, ...rest } = layout;
  return inLayout(scene, shape, rest);
}

/** How large the texts of something are, per cent. */
export function textOf({ mapText, panels }: Layout, item: Item): TextPercent {
  return (item === "map" ? mapText : panels.find(({ panel }) => panel === item)?.text) ?? 100;
}

/** The scene with the texts of something so large; 100 is not written down. */
export function withText(scene: Scene, shape: Shape, item: Item, percent: TextPercent): Scene {
  const layout = scene.layouts[shape];
  if (item === "drawer") return scene;
  if (item === "map") {
    const { mapText: _text, ...rest } = layout;
    return inLayout(scene, shape, percent === 100 ? rest : { ...rest, mapText: percent });
  }
  const panels = layout.panels.map((panel) => {
    if (panel.panel !== item) return panel;
    const { text: _text, ...rest } = panel;
    return percent === 100 ? rest : { ...rest, text: percent };
  });
  return inLayout(scene, shape, { ...layout, panels });
}

/** What a video panel begins with, in this layout. */
export function withVideo(scene: Scene, shape: Shape, video: NonNullable<Layout["panels"][number]["video"]>): Scene {
  const layout = scene.layouts[shape];
  const panels = layout.panels.map((panel) => (panel.panel === "video" ? { ...panel, video } : panel));
  return inLayout(scene, shape, { ...layout, panels });
}

/** The JSON text of a scene as files have it: what is as usual is left out. */
export function sceneText(scene: Scene): string {
  const { format, scene: name, version, title, filter, time, dim, viewing, displays, layouts } = scene;
  const parts = filter === undefined ? [] : Object.entries(filter).filter(([, value]) => value !== undefined);
  const value = {
    ...{ format, scene: name, version, title },
    ...(parts.length === 0 ? {} : { filter: Object.fromEntries(parts) }),
    ...{ time, dim, viewing },
    ...(displays === 1 ? {} : { displays }),
    layouts,
  };
  return JSON.stringify(value, null, 2);
}
