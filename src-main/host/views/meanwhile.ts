/** What happened while the line was cut. */
import type { MeanwhileValue } from "../../../shared/seat.ts";
import type { Source } from "./source.ts";

export function meanwhileAnswer(_source: Source): MeanwhileValue | null {
  return null;
}
