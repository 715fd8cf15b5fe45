/** How the tiles of a video panel lie: the usual pictures of 1 to 64, some with one large tile. */
import type { VideoLayout } from "../../shared/scene.ts";

/** A tile's rectangle, in steps from the top left. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The largest first, the others line by line. */
  readonly cells: readonly Cell[];
}

/** Layouts with a large tile: steps across, and where the large one lies. */
const LARGE: Partial<Record<VideoLayout, readonly [across: number, large: Cell]>> = {
  6: [3, { x: 0, y: 0, w: 2, h: 2 }],
  8: [4, { x: 0, y: 0, w: 3, h: 3 }],
  13: [4, { x: 1, y: 1, w: 2, h: 2 }],
};

const covers = (large: Cell, x: number, y: number) =>
  x >= large.x && x < large.x + large.w && y >= large.y && y < large.y + large.h;

/** The tiles of a layout; they fill its rectangle without a gap (V25). */
export function gridOf(layout: VideoLayout): Grid {
  if (layout === 2) {
    const cells = [0, 1].map((x) => ({ x, y: 0, w: 1, h: 1 }));
    return { columns: 2, rows: 1, cells };
  }
  const [across, large] = LARGE[layout] ?? [Math.round(Math.sqrt(layout)), null];
  const all = Array.from({ length: across * across }, (_, i) => ({
    x: i % across,
    y: Math.floor(i / across),
    w: 1,
    h: 1,
  }));
  const small = large === null ? all : all.filter(({ x, y }) => !covers(large, x, y));
  return { columns: across, rows: across, cells: large === null ? small : [large, ...small] };
}

export type Direction = "left" | "right" | "up" | "down";

const STEPS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

export const DIRECTION_OF_KEY: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** The tile that lies beside another, the one most level with its middle; itself at the edge. */
export function beside({ cells }: Grid, from: number, direction: Direction): number {
  const at = cells[from];
  if (at === undefined) return 0;
  const [dx, dy] = STEPS[direction];
  const middle = ({ x, y, w, h }: Cell) => [x + w / 2, y + h / 2] as const;
  const [x, y] = middle(at);
  let [best, least] = [from, Infinity];
  cells.forEach((cell, i) => {
    const [toX, toY] = middle(cell);
    const ahead = (toX - x) * dx + (toY - y) * dy;
    const aside = Math.abs((toX - x) * dy) + Math.abs((toY - y) * dx);
    // Only what begins where this tile ends, or further on.
    const beyond =
      dx > 0
        ? cell.x >= at.x + at.w
        : dx < 0
          ? cell.x + cell.w <= at.x
          : dy > 0
            ? cell.y >= at.y + at.h
            : cell.y + cell.h <= at.y;
    if (!beyond || ahead + aside * 2 >= least) return;
    [best, least] = [i, ahead + aside * 2];
  });
  return best;
}
