/** The way a unit has come. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Part, PartContext } from "./part.ts";

export interface TrailPart extends Part {
  set(value: WholeValues["trail"] | null): void;
}

export function createTrailPart(_context: PartContext): TrailPart {
  return { set: () => undefined };
}
