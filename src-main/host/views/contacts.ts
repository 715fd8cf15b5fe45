/** Whom to call at departments. */
import type { ContactLine } from "../../../shared/seat.ts";
import type { Source } from "./source.ts";

export function contactsAnswer(_department: number, _source: Source): readonly ContactLine[] {
  return [];
}
