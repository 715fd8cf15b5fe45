/**
 * What stands along the streets (部件): lamps, covers, bins, signs, each with its own 17-digit code, an owner and a state.
 * Pure in the seed, so that putting it again at every start changes nothing.
 */
import { ADMIN_CODE, type UnitGrid } from "./grids.ts";
import { toward } from "./people.ts";
import { isInside, lonLatOf, type LonLat } from "./plane.ts";
import { pointAlong } from "./places.ts";
import { between, pick, randomOf, weighted } from "./random.ts";
import type { RoadClass, Streets } from "./streets.ts";

export interface Standing {
  /** 6 admin, 2 major, 3 minor, 6 sequence (GB/T 47678.5-2026). */
  readonly code: string;
  /** Major and minor, as the class table has it. */
  readonly classCode: string;
  /** Index in COMPONENT_STATES. */
  readonly state: number;
  readonly lonLat: LonLat;
  readonly grid: UnitGrid;
  /** Departments by id. */
  readonly department: string;
  /** Epoch ms of the last survey or change. */
  readonly changedAt: number;
}

interface Kind {
  readonly classCode: string;
  readonly departments: readonly string[];
  /** Metres from one to the next on one side, by class of road; none stand where it is missing. */
  readonly every: Partial<Record<RoadClass, number>>;
  /** Metres from the middle of the road. */
  readonly aside: readonly [least: number, most: number];
}

const KINDS: readonly Kind[] = [
  {
    classCode: "01037",
    departments: ["zhaoming"],
    every: { arterial: 310, minor: 390, lane: 540 },
    aside: [7, 9],
  },
  {
    classCode: "01003",
    departments: ["paishui", "shizheng"],
    every: { arterial: 650, minor: 790, lane: 1_090 },
    aside: [4, 6],
  },
  { classCode: "01002", departments: ["paishui"], every: { arterial: 880, minor: 1_000, lane: 1_170 }, aside: [3, 5] },
  {
    classCode: "01001",
    departments: ["gongshui"],
    every: { arterial: 1_090, minor: 1_170, lane: 1_470 },
    aside: [5, 8],
  },
  { classCode: "01005", departments: ["gongdian"], every: { arterial: 1_340, minor: 1_890 }, aside: [6, 9] },
  {
    classCode: "01007",
    departments: ["dianxin", "yidong", "liantong"],
    every: { arterial: 1_170, minor: 1_590, lane: 1_890 },
    aside: [6, 10],
  },
  { classCode: "01011", departments: ["ranqi"], every: { arterial: 1_890, minor: 1_990 }, aside: [5, 8] },
  {
    classCode: "01027",
    departments: ["dianxin", "liantong", "guangdian"],
    every: { arterial: 3_360, minor: 3_150 },
    aside: [9, 12],
  },
  { classCode: "01048", departments: ["gongdian"], every: { minor: 4_200, lane: 3_780 }, aside: [10, 14] },
  { classCode: "02004", departments: ["gongjiao"], every: { arterial: 2_310 }, aside: [9, 11] },
  { classCode: "02010", departments: ["jiaojing"], every: { arterial: 1_470, minor: 2_100 }, aside: [7, 9] },
  {
    classCode: "02012",
    departments: ["minzheng"],
    every: { arterial: 1_890, minor: 1_680, lane: 2_100 },
    aside: [8, 10],
  },
  { classCode: "03005", departments: ["huanwei"], every: { arterial: 690, minor: 880, lane: 1_300 }, aside: [8, 11] },
  { classCode: "04002", departments: ["yuanlin"], every: { arterial: 540, minor: 710 }, aside: [8, 10] },
  { classCode: "04007", departments: ["yuanlin"], every: { arterial: 2_940, minor: 3_360 }, aside: [11, 15] },
];

const chooseState = weighted(
  ([0.957, 0.025, 0.006, 0.008, 0.004] as const).map((share, state) => [state, share] as const),
);
const [SURVEYED_FROM, SURVEYED_TO] = [Date.UTC(2024, 0, 8), Date.UTC(2025, 5, 30)];
const DAY = 86_400_000;

/** Everything that stands in the city of a seed, in the order of kinds and grids. */
export function standComponents(seed: number, streets: Streets, units: readonly UnitGrid[]): Standing[] {
  const sides = units.map((grid) => ({ grid, segments: streets.segmentsOf(grid.block) }));
  return KINDS.flatMap(({ classCode, departments, every, aside }) => {
    const found: Standing[] = [];
    for (const { grid, segments } of sides) {
      const random = randomOf(seed, "components", classCode, grid.code);
      for (const segment of segments) {
        const step = every[segment.line.class];
        if (step === undefined || segment.line.bridge) continue;
        // Where the first of a side stands is chance, so that short sides have their share too.
        for (let along = random() * step; along < segment.length; along += step) {
          const at = toward(pointAlong(segment, along), grid.middleXy, between(random, ...aside));
          const [state, department] = [chooseState(random), pick(random, departments)];
          const changedAt = Math.floor(between(random, SURVEYED_FROM, SURVEYED_TO) / DAY) * DAY;
          if (!isInside(at, grid.ring)) continue;
          const code = `${ADMIN_CODE}${classCode}${String(found.length + 1).padStart(6, "0")}`;
          found.push({ code, classCode, state, lonLat: lonLatOf(at), grid, department, changedAt });
        }
      }
    }
    return found;
  });
}
