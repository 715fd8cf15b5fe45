/** Colours of the map (design: colour has jobs). Red only for overdue, amber for due soon, stages in blue to violet. */
import { WALL_THEME, type WallTheme } from "../kit/wall-theme.ts";

export type Rgb = readonly [red: number, green: number, blue: number];

interface Ground {
  readonly page: string;
  readonly land: string;
  readonly water: string;
  readonly shore: string;
  readonly green: string;
  readonly building: string;
  readonly border: string;
  readonly roads: { readonly arterial: string; readonly minor: string; readonly lane: string };
  readonly casing: string;
  readonly label: string;
  readonly labelPlace: string;
  readonly labelWater: string;
  readonly labelGreen: string;
  readonly halo: string;
  readonly grid: string;
  readonly gridOverdue: string;
  readonly focus: string;
  readonly spot: string;
}

const GROUNDS: Readonly<Record<WallTheme, Ground>> = {
  night: {
    page: "#0b1118",
    land: "#0f1722",
    water: "#0d1f33",
    shore: "#16304d",
    green: "#12231c",
    building: "#141e2b",
    border: "#2a3a50",
    roads: { arterial: "#3a5070", minor: "#2b3d56", lane: "#1d2a3b" },
    casing: "#0d141d",
    label: "#8fa3bd",
    labelPlace: "#b4c3d6",
    labelWater: "#5f8fc0",
    labelGreen: "#6b9a83",
    halo: "#0b1118",
    grid: "#4ea1ff",
    gridOverdue: "#ff4d4f",
    focus: "#ffffff",
    spot: "#a99bff",
  },
  day: {
    page: "#eef1f4",
    land: "#f3f5f7",
    water: "#cfdfee",
    shore: "#a9c4dd",
    green: "#dfeadf",
    building: "#e6eaee",
    border: "#b9c4d0",
    roads: { arterial: "#b4c0cd", minor: "#c8d1da", lane: "#d9dfe6" },
    casing: "#f8fafb",
    label: "#56677d",
    labelPlace: "#37485b",
    labelWater: "#3f719f",
    labelGreen: "#44704f",
    halo: "#f6f8fa",
    grid: "#0a5fbd",
    gridOverdue: "#c0211f",
    focus: "#15202d",
    spot: "#5b4bc4",
  },
};

interface Marks {
  readonly overdue: Rgb;
  readonly dueSoon: Rgb;
  readonly stages: readonly Rgb[];
  readonly inTime: Rgb;
  readonly closed: Rgb;
  readonly disc: Rgb;
  readonly ink: Rgb;
  readonly badgeInk: Rgb;
  readonly units: Readonly<Record<string, Rgb>>;
  readonly otherUnit: Rgb;
  readonly camera: Rgb;
  readonly cameraOffline: Rgb;
}

/** Stages in their order: reported, filed, dispatched, handling, checking, closed. */
export const MARK_COLORS: Readonly<Record<WallTheme, Marks>> = {
  night: {
    overdue: [255, 77, 79],
    dueSoon: [255, 176, 32],
    stages: [
      [120, 200, 255],
      [78, 161, 255],
      [124, 140, 255],
      [164, 134, 255],
      [34, 184, 207],
      [104, 120, 140],
    ],
    inTime: [78, 161, 255],
    closed: [104, 120, 140],
    disc: [13, 21, 32],
    ink: [232, 240, 250],
    badgeInk: [24, 4, 6],
    units: { patroller: [130, 230, 240], sanitation: [190, 180, 255], patrolCar: [150, 200, 255] },
    otherUnit: [166, 180, 200],
    camera: [110, 132, 160],
    cameraOffline: [110, 120, 134],
  },
  day: {
    overdue: [216, 30, 32],
    dueSoon: [226, 142, 0],
    stages: [
      [24, 130, 205],
      [12, 92, 190],
      [72, 80, 200],
      [122, 74, 196],
      [0, 122, 140],
      [128, 140, 156],
    ],
    inTime: [12, 92, 190],
    closed: [128, 140, 156],
    disc: [255, 255, 255],
    ink: [21, 32, 45],
    badgeInk: [255, 255, 255],
    units: { patroller: [0, 110, 124], sanitation: [92, 74, 190], patrolCar: [20, 104, 180] },
    otherUnit: [86, 103, 125],
    camera: [86, 103, 125],
    cameraOffline: [150, 158, 168],
  },
};

export const PALETTE: Ground = GROUNDS[WALL_THEME];
const MARK = MARK_COLORS[WALL_THEME];

export const OVERDUE: Rgb = MARK.overdue;
export const DUE_SOON: Rgb = MARK.dueSoon;

/** Hue of each stage that is in time, in stage order. */
export const STAGE_COLORS: readonly Rgb[] = MARK.stages;

/** A cluster's disc and figures, and its ring's parts: overdue, due soon, in time, closed. */
export const CLUSTER_COLORS = {
  disc: MARK.disc,
  ink: MARK.ink,
  badgeInk: MARK.badgeInk,
  lights: [OVERDUE, DUE_SOON, MARK.inTime, MARK.closed] as readonly Rgb[],
} as const;

/** Hue of each kind of mover. */
export const UNIT_COLORS: Readonly<Record<string, Rgb>> = MARK.units;
export const OTHER_UNIT_COLOR: Rgb = MARK.otherUnit;
export const CAMERA_COLOR: Rgb = MARK.camera;
export const CAMERA_OFFLINE_COLOR: Rgb = MARK.cameraOffline;
