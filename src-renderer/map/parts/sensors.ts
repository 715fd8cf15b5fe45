/** Stations of dust and noise. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Part, PartContext } from "./part.ts";

export interface SensorPart extends Part {
  set(value: WholeValues["sensors"] | null): void;
}

export function createSensorPart(_context: PartContext): SensorPart {
  return { set: () => undefined };
}
