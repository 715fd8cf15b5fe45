/** Choosing a part of a wall: in its cells, by key, by pointer and by name; and where its windows lie in it. Pure. */
import { WALL_COLUMNS, WALL_ROWS, WHOLE_WALL, type Region, type WallWindow } from "../../../shared/direction/wall.ts";

const [HALF_W, HALF_H] = [WALL_COLUMNS / 2, WALL_ROWS / 2];

/** Parts that have a name, in the order in which they are offered. */
export const PRESETS = {
  whole: WHOLE_WALL,
  left: { x: 0, y: 0, w: HALF_W, h: WALL_ROWS },
  right: { x: HALF_W, y: 0, w: HALF_W, h: WALL_ROWS },
  topLeft: { x: 0, y: 0, w: HALF_W, h: HALF_H },
  topRight: { x: HALF_W, y: 0, w: HALF_W, h: HALF_H },
  bottomLeft: { x: 0, y: HALF_H, w: HALF_W, h: HALF_H },
  bottomRight: { x: HALF_W, y: HALF_H, w: HALF_W, h: HALF_H },
} as const satisfies Readonly<Record<string, Region>>;
export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as readonly Preset[];

/** What is offered first: a quarter hides least of what is there. */
export const FIRST_REGION: Region = PRESETS.topRight;

export const sameRegion = (a: Region, b: Region): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

/** The preset that a region is; null for one of its own. */
export const presetOf = (region: Region): Preset | null =>
  PRESET_NAMES.find((name) => sameRegion(PRESETS[name], region)) ?? null;

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * The region after a key: an arrow moves it by a cell, with shift the arrow moves its right or lower edge. It never leaves the
 * wall and never has less than one cell. Null for a key that means nothing here.
 */
export function steered(region: Region, key: string, shift: boolean): Region | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  const [dx, dy] = step;
  const { x, y, w, h } = region;
  return shift
    ? { x, y, w: between(1, w + dx, WALL_COLUMNS - x), h: between(1, h + dy, WALL_ROWS - y) }
    : { x: between(0, x + dx, WALL_COLUMNS - w), y: between(0, y + dy, WALL_ROWS - h), w, h };
}

interface Cell {
  readonly x: number;
  readonly y: number;
}

/** The cell of a point, in shares of the wall's width and height; beyond the edge it is the cell at the edge. */
export const cellAt = (across: number, down: number): Cell => ({
  x: between(0, Math.floor(across * WALL_COLUMNS), WALL_COLUMNS - 1),
  y: between(0, Math.floor(down * WALL_ROWS), WALL_ROWS - 1),
});

/** The region from one cell to another, both included. */
export function spanned(from: Cell, to: Cell): Region {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  return { x, y, w: Math.abs(from.x - to.x) + 1, h: Math.abs(from.y - to.y) + 1 };
}

/** Width over height of a whole wall, by the pixels of its windows; 16:9 while there is none. */
export function wallRatio(windows: readonly Pick<WallWindow, "region" | "width" | "height">[]): number {
  const [first] = windows.filter(({ width, height }) => width > 0 && height > 0);
  if (first === undefined) return 16 / 9;
  const { region, width, height } = first;
  return ((width / region.w) * WALL_COLUMNS) / ((height / region.h) * WALL_ROWS);
}

/** A region as shares of the wall, in percent, for `left`, `top`, `width` and `height`. */
export const percentOf = ({ x, y, w, h }: Region) => ({
  left: `${(x / WALL_COLUMNS) * 100}%`,
  top: `${(y / WALL_ROWS) * 100}%`,
  width: `${(w / WALL_COLUMNS) * 100}%`,
  height: `${(h / WALL_ROWS) * 100}%`,
});
