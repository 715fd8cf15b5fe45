/** What the wall gives the map and what the map gives back. */
import type { BasemapWord } from "../../shared/basemap.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { RecurrenceGroup } from "../../shared/view.ts";

/** Where the ground comes from: the platform's own features, a base map that the shell serves, or nothing. */
export type Basemap =
  | { readonly kind: "features"; readonly features: readonly RecordOf<"features">[] }
  | { readonly kind: "served"; readonly word: BasemapWord }
  | { readonly kind: "none" };

/** [west, south, east, north] in WGS 84 degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Where to go and what to mark there. `zoom` is meant for a window 1080 units high. */
export type Selection =
  | { readonly lon: number; readonly lat: number; readonly zoom?: number }
  | { readonly bounds: Bounds }
  | { readonly grid: number };

/** What lies under a click; null when nothing does. */
export type Pick =
  | {
      readonly kind: "case" | "grid" | "camera" | "unit" | "component" | "sensor" | "place";
      readonly uid: number;
    }
  | { readonly kind: "spot"; readonly group: RecurrenceGroup }
  | null;

/** A colour for each grid that has one: red, green, blue, alpha. */
export interface GridFill {
  readonly uid: ArrayLike<number>;
  readonly rgba: Uint8Array;
}

/**
 * Which cases the map shows; a part that is null does not narrow. Sets are compared by identity: a new set for each change,
 * the same one while nothing changed.
 */
export interface PointFilter {
  readonly which: "all" | "open" | "overdueOpen" | "dueSoon";
  /** uids of classes, one of which must hold: those of a 大类, or a single one. */
  readonly classes: ReadonlySet<number> | null;
  /** uid of a department; 0 is the cases of none. */
  readonly department: number | null;
  /** uids of unit grids, one of which must hold: those of a duty grid. */
  readonly unitGrids: ReadonlySet<number> | null;
  /** Index in CASE_SOURCES. */
  readonly source: number | null;
  /** Index in STAGES. */
  readonly stage: number | null;
  /** Reported in [from, to), epoch ms. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Every case with a place. */
export const NO_FILTER: PointFilter = {
  which: "all",
  classes: null,
  department: null,
  unitGrids: null,
  source: null,
  stage: null,
  from: null,
  to: null,
};

/** `lost`: the graphics context went away and the map is being built again. `failed`: it could not be built. */
export interface MapStatus {
  readonly state: "starting" | "ready" | "lost" | "failed";
  /** Size of the drawing surface in device pixels, and the size it must have to be sharp. */
  readonly canvas: readonly [width: number, height: number];
  readonly expected: readonly [width: number, height: number];
  /** A key of map.json, e.g. "map.noGraphics". With "map.trouble", `reason` fills its blank. */
  readonly why?: "map.noGraphics" | "map.keepsFailing" | "map.trouble";
  readonly reason?: string;
}

/** Distances in CSS pixels that panels cover, kept free when the map fits bounds. */
export interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}
