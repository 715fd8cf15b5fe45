/** Density of cases, as a glow that never hides a mark. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Part, PartContext } from "./part.ts";

export interface HeatPart extends Part {
  set(value: WholeValues["heat"]["cells"] | null): void;
}

export function createHeatPart(_context: PartContext): HeatPart {
  return { set: () => undefined };
}
