/** 全覆盖: what the visits in the cache come to, by shift, grid and place. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

export function coverageAnswer(day: string, source: Source): WholeValues["coverage"] {
  throw new Error(`coverage of ${day} at ${source.now()} is not counted yet`);
}

export function visitsOfAnswer(
  _asked: { readonly kind: "grid" | "place"; readonly subject: number; readonly day: string },
  _source: Source,
): WholeValues["visitsOf"] {
  return { visits: [] };
}
