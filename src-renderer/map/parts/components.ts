/** Components (部件) in view. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Part, PartContext } from "./part.ts";

export interface ComponentPart extends Part {
  set(value: WholeValues["components"] | null): void;
}

export function createComponentPart(_context: PartContext): ComponentPart {
  return { set: () => undefined };
}
