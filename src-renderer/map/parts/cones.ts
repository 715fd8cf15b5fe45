/** What cameras look at: a fan for each that has a bearing. */
import type { RecordOf } from "../../../shared/tables.ts";
import type { Part, PartContext } from "./part.ts";

export interface Cones {
  readonly cameras: readonly RecordOf<"cameras">[];
  readonly metres: number;
  readonly degrees: number;
}

export interface ConePart extends Part {
  set(value: Cones | null): void;
}

export function createConePart(_context: PartContext): ConePart {
  return { set: () => undefined };
}
