/**
 * Playlists (轮播): scenes one after another, each for its time.
 *
 * Rules (docs/rules.md), quoted by the tests: X71, X72.
 */
import { changed, type Ground, type Moment, type PlaylistStep } from "./change.ts";
import { SCENE_LEAD_MS, type WallState } from "./wall.ts";
import { isStill, showScene } from "./state.ts";

/** The step after another, round and round; scenes that are gone are passed over. Null when there is none to show. */
export function stepAfter(
  steps: readonly PlaylistStep[],
  step: number,
  scenes: ReadonlySet<string>,
): { readonly step: number; readonly scene: string; readonly seconds: number } | null {
  for (let i = 1; i <= steps.length; i++) {
    const place = (Math.min(step, steps.length - 1) + i) % steps.length;
    const found = steps[place] as PlaylistStep;
    if (scenes.has(found.scene)) return { step: place, ...found };
  }
  return null;
}

/**
 * What a playlist does by the passing of time: its next step once the time of this one is over. It stands still while the wall
 * is held or locked, and while a rule's scene is shown. A playlist that is gone, or has nothing left to show, ends; its last
 * scene stays. The very same state when nothing changed.
 */
export function played(state: WallState, moment: Moment, { scenes, playlists }: Ground): WallState {
  const { playlist } = state;
  const { now, pace } = moment;
  if (playlist === null || playlist.nextAt > now || state.returnAt !== null || isStill(state, now)) return state;
  const next = stepAfter(playlists.get(playlist.name) ?? [], playlist.step, scenes);
  if (next === null) return changed(state, { playlist: null }, moment);
  const { name } = playlist;
  return {
    ...showScene(state, next.scene, { by: "playlist", playlist: name }, null, moment),
    playlist: { name, step: next.step, nextAt: now + (SCENE_LEAD_MS + next.seconds * 1_000) * pace },
  };
}
