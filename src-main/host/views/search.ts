/** One box for everything that has a name, a number or an address. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

export function searchAnswer(
  _asked: { readonly text: string; readonly limit: number },
  { beside }: Source,
): WholeValues["search"] {
  return { found: [], indexing: beside.search.indexing() };
}
