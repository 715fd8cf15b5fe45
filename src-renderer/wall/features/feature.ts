/** What the wall's features share: the map's parts, which layers are shown, and a replay where one runs. */
import { createContext, useContext } from "react";
import type { TrackColumns } from "../../../shared/track.ts";
import type { PointBuffers } from "../../map/buffers.ts";
import type { GridFill, Shade } from "../../map/props.ts";
import type { Parts } from "../../map/parts/all.ts";

/** Layers that can be switched on and off, in the order of the menu. */
export const LAYERS = [
  "cases",
  "heat",
  "movers",
  "trails",
  "cameras",
  "cones",
  "sensors",
  "places",
  "components",
  "spots",
] as const;
export type LayerName = (typeof LAYERS)[number];
/** What is shown when a wall begins. */
export const SHOWN_FIRST: ReadonlySet<LayerName> = new Set<LayerName>(["cases", "movers", "cameras", "sensors"]);

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
  /** How grids are shaded, and the colours of a shade that a feature worked out. */
  readonly shade: Shade;
  readonly setShade: (shade: Shade) => void;
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
