/** All parts of one map, in the order they lie in, the lowest first; what lies higher is picked first. */
import { createBorderPart, type BorderPart } from "./borders.ts";
import { createComponentPart, type ComponentPart } from "./components.ts";
import { createConePart, type ConePart } from "./cones.ts";
import { createHeatPart, type HeatPart } from "./heat.ts";
import { createFanPart, type FanPart } from "./fan.ts";
import type { At, PartContext } from "./part.ts";
import { createPlacePart, type PlacePart } from "./places.ts";
import { createSensorPart, type SensorPart } from "./sensors.ts";
import { createTrailPart, type TrailPart } from "./trails.ts";
import type { Pick } from "../props.ts";

export const PART_NAMES = ["borders", "heat", "cones", "components", "trails", "places", "sensors", "fan"] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface Parts {
  readonly borders: BorderPart;
  readonly heat: HeatPart;
  readonly cones: ConePart;
  readonly components: ComponentPart;
  readonly trails: TrailPart;
  readonly places: PlacePart;
  readonly sensors: SensorPart;
  readonly fan: FanPart;
}

/** @param contextOf the part's own share of the map. */
export function createParts(contextOf: (name: PartName) => PartContext): Parts {
  return {
    borders: createBorderPart(contextOf("borders")),
    heat: createHeatPart(contextOf("heat")),
    cones: createConePart(contextOf("cones")),
    components: createComponentPart(contextOf("components")),
    trails: createTrailPart(contextOf("trails")),
    places: createPlacePart(contextOf("places")),
    sensors: createSensorPart(contextOf("sensors")),
    fan: createFanPart(contextOf("fan")),
  };
}

/** What lies there of any part. */
export function pickPart(parts: Parts, at: At): Pick {
  for (const name of PART_NAMES.toReversed()) {
    const found = parts[name].pick?.(at) ?? null;
    if (found !== null) return found;
  }
  return null;
}

export function closeParts(parts: Parts): void {
  for (const name of PART_NAMES) parts[name].close?.();
}
