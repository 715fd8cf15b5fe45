/** Which window belongs on which display. Pure: main and windows only carry it out. */
import { WALL_COLUMNS, WALL_ROWS, type Region } from "../../shared/direction/wall.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What identifies a display, as far as the system tells. Pixels are device-independent. */
export interface DisplayMark {
  readonly id: number;
  readonly label: string;
  readonly bounds: Box;
}

/**
 * The displays a scene takes at its start: the largest ones, left to right, top to bottom. A wall is larger than the
 * operator's own screen.
 */
export function chooseDisplays(displays: readonly DisplayMark[], wanted: number): DisplayMark[] {
  const area = ({ bounds }: DisplayMark): number => bounds.width * bounds.height;
  return displays
    .toSorted((a, b) => area(b) - area(a) || a.id - b.id)
    .slice(0, Math.max(1, wanted))
    .toSorted((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
}

/**
 * Finds the windows' displays again after something was unplugged, returned or changed: by id, else by name and size,
 * else by size and place. A window whose display is away gets null and waits: it never moves to another screen.
 */
export function matchDisplays(wishes: readonly DisplayMark[], present: readonly DisplayMark[]): (DisplayMark | null)[] {
  const sameSize = (a: Box, b: Box): boolean => a.width === b.width && a.height === b.height;
  const tests: readonly ((wish: DisplayMark, seen: DisplayMark) => boolean)[] = [
    (wish, seen) => wish.id === seen.id,
    (wish, seen) => wish.label !== "" && wish.label === seen.label && sameSize(wish.bounds, seen.bounds),
    (wish, seen) => sameBox(wish.bounds, seen.bounds),
  ];
  const found: (DisplayMark | null)[] = wishes.map(() => null);
  const taken = new Set<number>();
  for (const test of tests) {
    wishes.forEach((wish, slot) => {
      if (found[slot] !== null) return;
      const match = present.find((seen) => !taken.has(seen.id) && test(wish, seen));
      if (match === undefined) return;
      taken.add(match.id);
      found[slot] = match;
    });
  }
  return found;
}

export function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/**
 * The part of the wall that each display is, in cells of the whole: as the displays stand beside each other, so a scene spans
 * them. Sizes that do not go by cells are rounded to whole ones.
 */
export function regionsOf(boxes: readonly Box[]): Region[] {
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const across = Math.max(...boxes.map(({ x, width }) => x + width)) - left;
  const down = Math.max(...boxes.map(({ y, height }) => y + height)) - top;
  const span = (from: number, size: number, whole: number, cells: number) => {
    const first = Math.min(cells - 1, Math.round((from / whole) * cells));
    return [first, Math.max(1, Math.min(cells, Math.round(((from + size) / whole) * cells)) - first)] as const;
  };
  return boxes.map((box) => {
    const [x, w] = span(box.x - left, box.width, across, WALL_COLUMNS);
    const [y, h] = span(box.y - top, box.height, down, WALL_ROWS);
    return { x, y, w, h };
  });
}
