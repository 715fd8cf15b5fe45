/** A part of the map: one kind of thing on it, with its own layers, that whoever shows it fills. */
import type { Layer } from "@deck.gl/core";
import type { LngLat, Map as MapLibre, Point } from "maplibre-gl";
import type { Language } from "../../../shared/text.ts";
import type { Pick } from "../props.ts";

/** What a part is given of its map. */
export interface PartContext {
  readonly map: MapLibre;
  /** CSS pixels per unit. */
  readonly unit: number;
  /** log2 of the unit: a zoom meant for a window of 1080 units is this much deeper. */
  readonly zoomShift: number;
  readonly fontFamily: string;
  readonly language: Language;
  /** The style's layer that deck.gl layers of parts lie below. */
  readonly beforeId: string;
  /** Runs at once, or when the style is there to take sources and layers. */
  readonly whenLoaded: (work: () => void) => void;
  /** Puts these deck.gl layers in place of the part's former ones. */
  readonly draw: (layers: readonly Layer[]) => void;
}

export interface At {
  readonly lngLat: LngLat;
  readonly point: Point;
}

export interface Part {
  /** What of this part lies there; null when nothing does. */
  pick?(at: At): Pick;
  close?(): void;
}
