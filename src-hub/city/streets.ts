/**
 * The streets of the sheet: arterials on given lines, then each super-block between them cut again and again until its
 * blocks have the size of their part of town. What is cut by chance meets in T-junctions, and some cuts run through a
 * whole row, so that the web looks grown and not ruled.
 */
import names from "../../resources/city/names.json" with { type: "json" };
import { HALF_U, HALF_V, RIVER_NORTH, RIVER_SOUTH, bendOf, distance, type Xy } from "./plane.ts";
import { between, randomOf } from "./random.ts";

export type RoadClass = "arterial" | "minor" | "lane";

/** A rectangle of the sheet. */
export interface Rect {
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

export interface SuperBlock extends Rect {
  /** 0 in the north … 6 in the south; rows 4 to 6 lie south of the river. */
  readonly row: number;
  /** 0 in the west … 5 in the east. */
  readonly column: number;
}

export interface Block extends Rect {
  readonly superBlock: SuperBlock;
}

/** A straight street of the sheet. `h` runs west–east at v = at, `v` runs south–north at u = at. */
export interface Line {
  readonly way: "h" | "v";
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly class: RoadClass;
  readonly name: string;
  readonly nameEn: string;
  readonly bridge: boolean;
}

/** A piece of street between two crossings, as it lies on the plane. */
export interface Segment {
  readonly line: Line;
  readonly from: string;
  readonly to: string;
  readonly shape: readonly Xy[];
  readonly length: number;
}

export interface Streets {
  readonly superBlocks: readonly SuperBlock[];
  readonly blocks: readonly Block[];
  readonly lines: readonly Line[];
  readonly segments: readonly Segment[];
  /** Outline of a rectangle of the sheet on the plane, counter-clockwise, with every crossing on it as a corner. */
  ringOf(rect: Rect): Xy[];
  /** The segments that bound a rectangle. */
  segmentsOf(rect: Rect): Segment[];
  /** A line of the sheet, bent onto the plane. */
  shapeOf(line: Pick<Line, "way" | "at" | "from" | "to">): Xy[];
}

export const NORTH_COLUMNS = [-HALF_U, -2_950, -1_700, -450, 900, 2_500, HALF_U];
export const SOUTH_COLUMNS = [-HALF_U, -2_800, -1_600, -450, 1_000, 2_500, HALF_U];
const ROWS: readonly (readonly [south: number, north: number])[] = [
  [2_050, HALF_V],
  [1_150, 2_050],
  [350, 1_150],
  [RIVER_NORTH, 350],
  [-1_450, RIVER_SOUTH],
  [-2_250, -1_450],
  [-HALF_V, -2_250],
];
const FIRST_SOUTH_ROW = 4;
const BRIDGES = [-HALF_U, -450, 2_500, HALF_U];

const EAST_WEST: Record<number, readonly [string, string]> = {
  [HALF_V]: ["北环路", "North Ring Road"],
  2050: ["文昌大道", "Wenchang Avenue"],
  1150: ["解放大道", "Jiefang Avenue"],
  350: ["人民路", "Renmin Road"],
  [RIVER_NORTH]: ["滨江北路", "Binjiang North Road"],
  [RIVER_SOUTH]: ["滨江南路", "Binjiang South Road"],
  "-1450": ["建设路", "Jianshe Road"],
  "-2250": ["江南大道", "Jiangnan Avenue"],
  [-HALF_V]: ["南环路", "South Ring Road"],
};
const NORTH_SOUTH: Record<number, readonly [string, string]> = {
  [-HALF_U]: ["西环路", "West Ring Road"],
  "-2950": ["学府路", "Xuefu Road"],
  "-1700": ["中山路", "Zhongshan Road"],
  "-450": ["临澜大道", "Linlan Avenue"],
  900: ["东湖路", "Donghu Road"],
  2500: ["长虹路", "Changhong Road"],
  [HALF_U]: ["东环路", "East Ring Road"],
  "-2800": ["站前路", "Zhanqian Road"],
  "-1600": ["朝阳路", "Chaoyang Road"],
  1000: ["南洲路", "Nanzhou Road"],
};
const BRIDGE_NAMES: Record<number, readonly [string, string]> = {
  [-HALF_U]: ["西环大桥", "West Ring Bridge"],
  "-450": ["临澜大桥", "Linlan Bridge"],
  2500: ["长虹大桥", "Changhong Bridge"],
  [HALF_U]: ["东环大桥", "East Ring Bridge"],
};

/** The lake and the hill stay whole: nobody builds streets through them. */
export function isLake(block: SuperBlock): boolean {
  return block.row === 1 && block.column === 4;
}
export function isHill(block: SuperBlock): boolean {
  return block.row === 0 && block.column === 0;
}

/** Lays out the streets under a seed. */
export function layStreets(seed: number): Streets {
  const bend = bendOf(seed);
  const superBlocks = ROWS.flatMap(([v0, v1], row) => {
    const columns = row < FIRST_SOUTH_ROW ? NORTH_COLUMNS : SOUTH_COLUMNS;
    return columns.slice(1).map((u1, column) => ({ u0: columns[column] as number, u1, v0, v1, row, column }));
  });
  const cuts: Omit<Line, "name" | "nameEn" | "bridge">[] = [];
  const blocks = superBlocks.flatMap((superBlock) => cutUp(seed, superBlock, cuts));
  const lines = nameLines(seed, cuts);
  const crossings = crossingsOf(blocks);

  const pieces = (line: Pick<Line, "way" | "at" | "from" | "to">) => {
    const stops = (crossings.get(`${line.way}${line.at}`) ?? []).filter((stop) => stop >= line.from && stop <= line.to);
    return stops.slice(1).map((to, i) => ({ from: stops[i] as number, to }));
  };
  const point = (way: "h" | "v", at: number, along: number) => (way === "h" ? bend(along, at) : bend(at, along));
  const shape = (way: "h" | "v", at: number, from: number, to: number): Xy[] => {
    const count = Math.max(1, Math.ceil((to - from) / 70));
    return Array.from({ length: count + 1 }, (_, i) =>
      point(way, at, i === count ? to : from + ((to - from) * i) / count),
    );
  };
  const shapeOf: Streets["shapeOf"] = (line) => {
    const points = pieces(line).flatMap(({ from, to }, i) => shape(line.way, line.at, from, to).slice(i === 0 ? 0 : 1));
    return points.length > 0 ? points : shape(line.way, line.at, line.from, line.to);
  };
  const node = (way: "h" | "v", at: number, along: number) => (way === "h" ? `${along},${at}` : `${at},${along}`);
  const segments = lines.flatMap((line) =>
    (line.bridge ? [{ from: line.from, to: line.to }] : pieces(line)).map(({ from, to }) => {
      const points = shape(line.way, line.at, from, to);
      const length = points.slice(1).reduce((sum, p, i) => sum + distance(p, points[i] as Xy), 0);
      return { line, from: node(line.way, line.at, from), to: node(line.way, line.at, to), shape: points, length };
    }),
  );
  const sides = ({ u0, u1, v0, v1 }: Rect) =>
    [
      { way: "h", at: v0, from: u0, to: u1 },
      { way: "v", at: u1, from: v0, to: v1 },
      { way: "h", at: v1, from: u0, to: u1 },
      { way: "v", at: u0, from: v0, to: v1 },
    ] as const;
  const segmentAt = new Map(segments.map((segment) => [`${segment.from}|${segment.to}`, segment]));
  return {
    superBlocks,
    blocks,
    lines,
    segments,
    shapeOf,
    ringOf: (rect) =>
      sides(rect).flatMap((side, i) => {
        const points = shapeOf(side);
        return (i < 2 ? points : points.toReversed()).slice(0, -1);
      }),
    segmentsOf: (rect) =>
      sides(rect).flatMap((side) =>
        pieces(side).flatMap(({ from, to }) => {
          const segment = segmentAt.get(`${node(side.way, side.at, from)}|${node(side.way, side.at, to)}`);
          return segment === undefined ? [] : [segment];
        }),
      ),
  };
}

/** Blocks are small in the old town by the river and grow towards the ring: area in m² of the sheet. */
function targetArea(u: number, v: number): number {
  const far = Math.hypot((u + 420) / 4_300, (v - 60) / 3_100);
  return 58_000 + 125_000 * Math.min(1, far ** 1.2);
}

function cutUp(seed: number, superBlock: SuperBlock, cuts: Omit<Line, "name" | "nameEn" | "bridge">[]): Block[] {
  if (isLake(superBlock)) return [{ ...superBlock, superBlock }];
  const { row, column } = superBlock;
  const south = row >= FIRST_SOUTH_ROW;
  const random = randomOf(seed, "cut", row, column);
  const ofRow = between(randomOf(seed, "row", row), 0.4, 0.6);
  const ofColumn = between(randomOf(seed, "column", column, south ? "s" : "n"), 0.4, 0.6);
  const blocks: Block[] = [];

  const cut = (rect: Rect, depth: number, cutH: boolean, cutV: boolean): void => {
    const { u0, u1, v0, v1 } = rect;
    const width = u1 - u0;
    const height = v1 - v0;
    const target = targetArea((u0 + u1) / 2, (v0 + v1) / 2) * between(random, 0.75, 1.5);
    if (depth > 0 && (width * height < target * 1.25 || Math.max(width, height) < 230)) {
      blocks.push({ ...rect, superBlock });
      return;
    }
    // One street of the row and one of the column run on through their neighbours, most of the time.
    if (!cutH && random() < 0.8) {
      split(rect, "h", superBlock.v0 + (superBlock.v1 - superBlock.v0) * ofRow, depth, true, cutV);
    } else if (!cutV && random() < 0.7 && inside(superBlock.u0 + (superBlock.u1 - superBlock.u0) * ofColumn, u0, u1)) {
      split(rect, "v", superBlock.u0 + (superBlock.u1 - superBlock.u0) * ofColumn, depth, cutH, true);
    } else if (height > width * between(random, 0.8, 1.25)) {
      split(rect, "h", between(random, v0 + height * 0.36, v0 + height * 0.64), depth, true, cutV);
    } else {
      split(rect, "v", between(random, u0 + width * 0.36, u0 + width * 0.64), depth, cutH, true);
    }
  };
  const split = (rect: Rect, way: "h" | "v", exact: number, depth: number, cutH: boolean, cutV: boolean): void => {
    const at = Math.round(exact * 10) / 10;
    const [from, to] = way === "h" ? [rect.u0, rect.u1] : [rect.v0, rect.v1];
    cuts.push({ way, at, from, to, class: depth < 2 ? "minor" : "lane" });
    cut(way === "h" ? { ...rect, v1: at } : { ...rect, u1: at }, depth + 1, cutH, cutV);
    cut(way === "h" ? { ...rect, v0: at } : { ...rect, u0: at }, depth + 1, cutH, cutV);
  };
  cut(superBlock, 0, false, false);
  return blocks;
}

function inside(value: number, low: number, high: number): boolean {
  const margin = (high - low) * 0.25;
  return value > low + margin && value < high - margin;
}

/** Where streets meet, per line of the sheet, ascending. Both sides of a street share these corners. */
function crossingsOf(blocks: readonly Rect[]): Map<string, number[]> {
  const sets = new Map<string, Set<number>>();
  const add = (key: string, ...stops: number[]) => {
    const set = sets.get(key) ?? new Set();
    sets.set(key, set);
    for (const stop of stops) set.add(stop);
  };
  for (const { u0, u1, v0, v1 } of blocks) {
    for (const v of [v0, v1]) add(`h${v}`, u0, u1);
    for (const u of [u0, u1]) add(`v${u}`, v0, v1);
  }
  return new Map([...sets].map(([key, set]) => [key, [...set].toSorted((a, b) => a - b)]));
}

function nameLines(seed: number, cuts: readonly Omit<Line, "name" | "nameEn" | "bridge">[]): Line[] {
  const lines: Line[] = [];
  for (const [v, [name, nameEn]] of Object.entries(EAST_WEST)) {
    lines.push({ way: "h", at: Number(v), from: -HALF_U, to: HALF_U, class: "arterial", name, nameEn, bridge: false });
  }
  const northSouth = (u: number, from: number, to: number) => {
    const [name, nameEn] = NORTH_SOUTH[u] as readonly [string, string];
    lines.push({ way: "v", at: u, from, to, class: "arterial", name, nameEn, bridge: false });
  };
  for (const u of NORTH_COLUMNS) northSouth(u, RIVER_NORTH, HALF_V);
  for (const u of SOUTH_COLUMNS) northSouth(u, -HALF_V, RIVER_SOUTH);
  for (const u of BRIDGES) {
    const [name, nameEn] = BRIDGE_NAMES[u] as readonly [string, string];
    lines.push({ way: "v", at: u, from: RIVER_SOUTH, to: RIVER_NORTH, class: "arterial", name, nameEn, bridge: true });
  }
  const random = randomOf(seed, "street names");
  const shuffled = (list: readonly string[][]) =>
    list
      .map((entry) => [random(), entry] as const)
      .toSorted((a, b) => a[0] - b[0])
      .map(([, entry]) => entry);
  const minor = shuffled(names.minor);
  const oldTown = shuffled(names.oldTown);
  const lanes = shuffled(names.lanes);
  const given = new Map<string, readonly [string, string]>();
  let laneCount = 0;
  for (const cut of cuts) {
    const key = `${cut.way}${cut.at}${cut.class === "lane" ? cut.from : ""}`;
    let name = given.get(key);
    if (name === undefined) {
      if (cut.class === "lane") {
        const [zh, en] = lanes[laneCount % lanes.length] as [string, string];
        const number = Math.floor(laneCount++ / lanes.length);
        name =
          number === 0
            ? [`${zh}巷`, `${en} Lane`]
            : [`${zh}${"二三四五六七八九"[number - 1] ?? number}巷`, `${en} Lane ${number + 1}`];
      } else {
        const [u, v] = cut.way === "h" ? [(cut.from + cut.to) / 2, cut.at] : [cut.at, (cut.from + cut.to) / 2];
        const central = Math.abs(u + 420) < 1_300 && v > RIVER_NORTH && v < 1_150;
        const [zh, en] = ((central ? oldTown.pop() : undefined) ?? minor.pop() ?? ["新建路", "Xinjian Road"]) as [
          string,
          string,
        ];
        name = [zh, en];
      }
      given.set(key, name);
    }
    lines.push({ ...cut, name: name[0], nameEn: name[1], bridge: false });
  }
  return lines;
}
