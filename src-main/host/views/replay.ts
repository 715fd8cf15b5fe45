/** A stretch of time as the facts tell it. */
import type { ReplayTracks, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

export interface ReplayAsked {
  readonly from: number;
  readonly to: number;
  readonly exercise: string;
}

export function replayAnswer(asked: ReplayAsked, _source: Source): WholeValues["replay"] {
  throw new Error(`no replay of ${asked.from} yet`);
}

export function replayTracksAnswer({ from, to }: ReplayAsked, { beside }: Source): ReplayTracks {
  return beside.history.tracks(from, to);
}

export function exercisesAnswer(_source: Source): WholeValues["exercises"] {
  return [];
}
