/** Who should handle a case, by who handled its like. */
import type { SuggestValue } from "../../../shared/seat.ts";
import type { Source } from "./source.ts";

export function suggestAnswer(_uid: number, _source: Source): SuggestValue {
  return { suggestions: [], month: { suggested: 0, overridden: 0 } };
}
