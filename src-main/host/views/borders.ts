/** The grids as their borders were at an instant. */
import type { WholeValues } from "../../../shared/view.ts";
import { records } from "../cache/read.ts";
import type { Source } from "./source.ts";

export function bordersAnswer(at: number, source: Source): WholeValues["borders"] {
  return { at, grids: records(source.handle, "grids"), changes: [] };
}
