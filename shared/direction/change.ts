/** What changes of a wall go by: who, when, and what there is; and how a change becomes the next revision. */
import type { Role } from "../roles.ts";
import { SCENE_LEAD_MS, SWITCH_LEAD_MS, type WallState } from "./wall.ts";

/** Who acts. */
export interface Actor {
  /** Uid of who is logged in, 0 where nobody is. */
  readonly person: number;
  readonly name: string;
  readonly role: Role;
  /** Their machine shows a window of the wall. */
  readonly shows: boolean;
}

/** Hub time, epoch ms, and hub ms per real ms. */
export interface Moment {
  readonly now: number;
  readonly pace: number;
}

/** One step of a playlist: how long its scene stays, real seconds. */
export interface PlaylistStep {
  readonly scene: string;
  readonly seconds: number;
}

/** What there is to be shown, by name. */
export interface Ground {
  readonly scenes: ReadonlySet<string>;
  readonly playlists: ReadonlyMap<string, readonly PlaylistStep[]>;
  /** Whether the wall may not show a camera. */
  barred(camera: number): boolean;
}

/** A state with changes as the next revision: shown on every window at once, a moment from now (X2). */
export function changed(state: WallState, changes: Partial<WallState>, { now, pace }: Moment): WallState {
  const another = changes.scene !== undefined && changes.scene !== state.scene;
  const at = Math.ceil(now + (another ? SCENE_LEAD_MS : SWITCH_LEAD_MS) * pace);
  return { ...state, ...changes, rev: state.rev + 1, at: Math.max(at, state.at) };
}
