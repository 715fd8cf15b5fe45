/** Static points that rounds are made to. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Part, PartContext } from "./part.ts";

export interface PlacePart extends Part {
  set(
    value: { readonly places: WholeValues["places"]; readonly coverage: WholeValues["coverage"]["places"] } | null,
  ): void;
}

export function createPlacePart(_context: PartContext): PlacePart {
  return { set: () => undefined };
}
