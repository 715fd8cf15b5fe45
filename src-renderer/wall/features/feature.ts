/** What the wall's features share: the map's parts, which layers are shown, and a replay where one runs. */
import { createContext, useContext } from "react";
import type { TrackColumns } from "../../../shared/track.ts";
import type { ShadeLevel } from "../../../shared/view.ts";
import type { PointBuffers } from "../../map/buffers.ts";
import type { GridFill } from "../../map/props.ts";
import type { Parts } from "../../map/parts/all.ts";

/** Layers that can be switched on and off, in the order of the menu. */
export const LAYERS = [
  "cases",
  "heat",
  "movers",
  "trails",
  "cameras",
  "cones",
  "near",
  "sensors",
  "places",
  "components",
  "spots",
] as const;
export type LayerName = (typeof LAYERS)[number];

/** Layers that show what is measured or counted now, and would be taken for then in a replay. */
export const OF_NOW: ReadonlySet<LayerName> = new Set(["heat", "trails", "sensors", "spots"]);

/** What grids are shaded by: not at all, by a measure or an indicator, or by when eyes were last on them. */
export type ShadeChoice =
  | { readonly by: "none" }
  /** `indicator`: a Measure, or an id of the registry. */
  | { readonly by: "figure"; readonly indicator: string; readonly level: ShadeLevel }
  | { readonly by: "coverage" };

/** What the map shows in place of the living city. */
export interface Replaying {
  readonly points: PointBuffers;
  /** The moment shown, epoch ms. */
  readonly now: () => number;
  readonly tracks: TrackColumns | null;
  readonly exercise: boolean;
}

/** Pages that lie over the scene, one at a time. */
export type Overlay = "search" | "filter" | "layers" | null;

export interface Features {
  readonly parts: Parts | null;
  readonly layers: ReadonlySet<LayerName>;
  readonly setLayer: (layer: LayerName, shown: boolean) => void;
  readonly overlay: Overlay;
  readonly setOverlay: (overlay: Overlay) => void;
  /** What grids are shaded by, kept for each scene. Whoever is chosen works the colours out and gives them to `setFill`. */
  readonly shade: ShadeChoice;
  readonly setShade: (shade: ShadeChoice) => void;
  /** Colours of the chosen shade; only the feature whose shade is chosen may call it. */
  readonly setFill: (fill: GridFill | null) => void;
  /** The bar of replay is open. */
  readonly replayOpen: boolean;
  readonly setReplayOpen: (open: boolean) => void;
  readonly replaying: Replaying | null;
  readonly setReplaying: (replaying: Replaying | null) => void;
  /** The unit that the map follows, null for none. */
  readonly follow: number | null;
  readonly setFollow: (unit: number | null) => void;
}

export const FeaturesContext = createContext<Features | null>(null);

/** Throws outside of a wall: a broken invariant. */
export function useFeatures(): Features {
  const features = useContext(FeaturesContext);
  if (features === null) throw new Error("no wall around this feature");
  return features;
}
