/** Colours of the map (design: colour has jobs). Red only for overdue, amber for due soon, stages in blue to violet. */

export type Rgb = readonly [red: number, green: number, blue: number];

export const PALETTE = {
  page: "#0b1118",
  water: "#0d1f33",
  green: "#12231c",
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
} as const;

export const OVERDUE: Rgb = [255, 77, 79];
export const DUE_SOON: Rgb = [255, 176, 32];

/** Hue of each stage that is in time, in stage order. */
export const STAGE_COLORS: readonly Rgb[] = [
  [120, 200, 255], // reported
  [78, 161, 255], // filed
  [124, 140, 255], // dispatched
  [164, 134, 255], // handling
  [34, 184, 207], // checking
  [104, 120, 140], // closed
];

/** A cluster's disc and figures, and its ring's parts: overdue, due soon, in time, closed. */
export const CLUSTER_COLORS = {
  disc: [13, 21, 32] as Rgb,
  ink: [232, 240, 250] as Rgb,
  badgeInk: [24, 4, 6] as Rgb,
  lights: [OVERDUE, DUE_SOON, [78, 161, 255], [104, 120, 140]] as readonly Rgb[],
} as const;

/** Hue of each kind of mover. */
export const UNIT_COLORS: Readonly<Record<string, Rgb>> = {
  patroller: [130, 230, 240],
  sanitation: [190, 180, 255],
  patrolCar: [150, 200, 255],
};
export const OTHER_UNIT_COLOR: Rgb = [166, 180, 200];
export const CAMERA_COLOR: Rgb = [110, 132, 160];
export const CAMERA_OFFLINE_COLOR: Rgb = [110, 120, 134];
