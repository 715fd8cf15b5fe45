/**
 * Which state of its wall a window draws: the newest one whose hub time has come. What is to come is known before, so that it
 * can be got ready behind the picture (rules X42, X43). Pure.
 */
import type { WallState } from "../../../shared/direction/wall.ts";

export interface Followed {
  /** Drawn; null before anything was heard. */
  readonly shown: WallState | null;
  /** Heard and not yet due, in the order of their times. */
  readonly coming: readonly WallState[];
}

export const NOTHING_HEARD: Followed = { shown: null, coming: [] };

const newest = ({ shown, coming }: Followed) => coming.at(-1) ?? shown;

/**
 * A state is heard, new or once more.
 * @param now hub time, epoch ms
 */
export function heard(followed: Followed, state: WallState, now: number): Followed {
  const last = newest(followed);
  if (last !== null && last.rev === state.rev && last.at === state.at) return followed;
  // A hub with another past begins to count anew: what it said before counts for nothing.
  const kept = last !== null && state.rev < last.rev ? [] : followed.coming.filter(({ at }) => at < state.at);
  if (state.at <= now) return { shown: state, coming: [] };
  return { shown: followed.shown, coming: [...kept, state] };
}

/** What is due is shown: of several the last. The same object where nothing is. */
export function due(followed: Followed, now: number): Followed {
  const shown = followed.coming.findLast(({ at }) => at <= now);
  if (shown === undefined) return followed;
  return { shown, coming: followed.coming.filter(({ at }) => at > now) };
}

/**
 * Whether the hub chose a scene with this state, after the one before. A push or a lock leaves the scene to whoever stands
 * before the wall; so does a wall that nobody directs.
 */
export function choosesScene(state: WallState, before: WallState | null): boolean {
  if (state.scene === "") return false;
  if (before === null || before.scene !== state.scene) return true;
  return JSON.stringify(before.reason) !== JSON.stringify(state.reason);
}

/** The pushes of the state shown and of the next one, each with when it is there. */
export function pushesOf(shown: WallState | null, next: WallState | null) {
  const [now, then] = [shown?.pushes ?? [], next?.pushes ?? shown?.pushes ?? []];
  const stays = new Set(then.map(({ id }) => id));
  const here = new Set(now.map(({ id }) => id));
  return [
    ...now.map((push) => ({ push, when: stays.has(push.id) ? ("shown" as const) : ("leaving" as const) })),
    ...then.filter(({ id }) => !here.has(id)).map((push) => ({ push, when: "coming" as const })),
  ];
}
