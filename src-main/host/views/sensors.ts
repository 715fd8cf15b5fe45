/** Stations against their limits. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

export function sensorsAnswer(_source: Source): WholeValues["sensors"] {
  return [];
}

export function readingsAnswer(
  _asked: { readonly sensor: number; readonly hours: number },
  _source: Source,
): WholeValues["readings"] {
  return { series: [] };
}
