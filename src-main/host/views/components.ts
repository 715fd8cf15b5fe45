/** Components (部件) in a box, and one of them. */
import type { WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

export interface ComponentsAsked {
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly limit: number;
}

export function componentsAnswer(_asked: ComponentsAsked, _source: Source): WholeValues["components"] {
  return {
    total: 0,
    uid: new Uint32Array(0),
    lon: new Float64Array(0),
    lat: new Float64Array(0),
    state: new Uint8Array(0),
    classUid: new Uint32Array(0),
  };
}

export function componentAnswer(_uid: number, _source: Source): WholeValues["component"] {
  return null;
}
