/**
 * What becomes of a wall by acts and by time. Pure: the hub hands in the time and what there is to show, and keeps what comes
 * out (rules X1 to X12).
 */
import { mayClear, mayDirect, mayLock } from "../rights.ts";
import type { Trouble } from "../trouble.ts";
import { changed, type Actor, type Ground, type Moment } from "./change.ts";
import { advance, endPushes, takePush, unpush } from "./pushes.ts";
import { SCENE_LEAD_MS, type DirectAct, type DirectAnswer, type Reason, type WallState } from "./wall.ts";

const MINUTE = 60_000;

export interface Decided {
  /** The very same object when nothing changed. */
  readonly state: WallState;
  readonly answer: DirectAnswer;
}

/** A wall that nobody has changed yet. */
export function newWall(wall: string): WallState {
  return {
    wall,
    rev: 0,
    at: 0,
    scene: "",
    reason: null,
    returnTo: null,
    returnAt: null,
    held: null,
    locked: null,
    pushes: [],
    waiting: [],
    playlist: null,
    visitor: false,
    testCard: false,
  };
}

/** Nothing changes the wall by itself now: it is held or locked (X5). */
export const isStill = ({ held, locked }: WallState, now: number): boolean =>
  locked !== null || (held !== null && held.until > now);

/** Another scene, and where to go back from it; the playlist is over when a person has chosen (X3). */
export function showScene(
  state: WallState,
  scene: string,
  reason: Reason,
  returnAt: number | null,
  moment: Moment,
): WallState {
  // What comes in the place of a rule's scene goes back to what was there before both; so do all steps of a playlist.
  const stays = state.returnAt !== null || state.scene === scene || reason.by === "playlist";
  const returnTo = stays ? state.returnTo : state.scene;
  const playlist = reason.by === "person" ? null : state.playlist;
  return changed(state, { scene, reason, returnTo, returnAt, playlist }, moment);
}

/** A wall's state after an act, and what to answer. Total: never throws. */
export function decideAct(state: WallState, act: DirectAct, who: Actor, moment: Moment, ground: Ground): Decided {
  const no = refusal(state, act, who, ground);
  if (no !== null) return { state, answer: { done: "no", trouble: no } };
  const next = done(state, act, who, moment, ground);
  if ("trouble" in next) return { state, answer: { done: "no", trouble: next.trouble } };
  const waiting = act.do === "push" ? next.waiting.findIndex(({ id }) => id === act.id) + 1 : 0;
  return { state: next, answer: { done: "yes", rev: next.rev, waiting } };
}

function refusal({ locked }: WallState, act: DirectAct, who: Actor, ground: Ground): Trouble | null {
  const { role } = who;
  if (!mayDirect(role, act.do) || (role === "wall" && !who.shows)) return { code: "wallNotAllowed", params: {} };
  // Esc ends a visit at the wall itself; visitors are led in by somebody at a seat.
  if (role === "wall" && act.do === "visitor" && act.on) return { code: "wallNotAllowed", params: {} };
  if (locked !== null && !mayLock(role)) return { code: "wallLocked", params: { name: locked.name } };
  if (act.do === "scene" && !ground.scenes.has(act.scene)) {
    return { code: "sceneUnknown", params: { scene: act.scene, known: listed(ground.scenes) } };
  }
  if (act.do === "playlist" && act.playlist !== "" && !ground.playlists.has(act.playlist)) {
    return { code: "playlistUnknown", params: { playlist: act.playlist, known: listed(ground.playlists.keys()) } };
  }
  return null;
}

const listed = (names: Iterable<string>) => [...names].toSorted().join(", ") || "—";

function done(
  state: WallState,
  act: DirectAct,
  who: Actor,
  moment: Moment,
  ground: Ground,
): WallState | { readonly trouble: Trouble } {
  const { now, pace } = moment;
  const { person, name } = who;
  switch (act.do) {
    case "scene":
      if (state.scene === act.scene && state.returnAt === null && state.playlist === null) return state;
      return showScene(state, act.scene, { by: "person", name }, null, moment);
    case "hold":
      return changed(state, { held: { name, until: now + act.minutes * MINUTE * pace } }, moment);
    case "release":
      return state.held === null
        ? state
        : changed(state, { held: null, playlist: again(state, moment, ground) }, moment);
    case "lock":
      if (state.locked !== null && state.locked.person === person && state.locked.name === name) return state;
      return changed(state, { locked: { person, name } }, moment);
    case "unlock": {
      if (state.locked === null) return state;
      const free = { ...state, locked: null };
      return changed(free, { ...advance(free, moment), playlist: again(free, moment, ground) }, moment);
    }
    case "push":
      return takePush(state, act, who, moment, ground);
    case "unpush":
      return unpush(state, act.id, who, mayClear(who.role), moment);
    case "restore":
      return restored(state, name, moment, ground);
    case "playlist":
      return played(state, act.playlist, name, moment, ground);
    case "visitor":
      return state.visitor === act.on ? state : changed(state, { visitor: act.on }, moment);
    case "testCard":
      return state.testCard === act.on ? state : changed(state, { testCard: act.on }, moment);
  }
}

/**
 * Every push is taken back, and the scene before the last change comes again: that before a playlist, or a playlist that a rule
 * has interrupted (X8).
 */
function restored(state: WallState, name: string, moment: Moment, ground: Ground): WallState {
  const { returnTo, returnAt, pushes, waiting, testCard } = state;
  if (returnTo === null && pushes.length === 0 && waiting.length === 0 && !testCard) return state;
  const none = { pushes: [], waiting: [], testCard: false };
  if (returnTo === null) return changed(state, none, moment);
  const playlist = returnAt === null ? null : again(state, moment, ground);
  const reason: Reason = playlist === null ? { by: "person", name } : { by: "playlist", playlist: playlist.name };
  return changed(state, { ...none, scene: returnTo, reason, returnTo: null, returnAt: null, playlist }, moment);
}

function played(state: WallState, playlist: string, name: string, moment: Moment, ground: Ground): WallState {
  if (playlist === "") return state.playlist === null ? state : changed(state, { playlist: null }, moment);
  if (state.playlist?.name === playlist && state.returnAt === null) return state;
  const steps = ground.playlists.get(playlist) ?? [];
  const step = steps.findIndex(({ scene }) => ground.scenes.has(scene));
  const first = steps[step];
  if (first === undefined) return state;
  const next = showScene(state, first.scene, { by: "person", name }, null, moment);
  const nextAt = next.at + first.seconds * 1_000 * moment.pace;
  return { ...next, reason: { by: "playlist", playlist }, playlist: { name: playlist, step, nextAt } };
}

/** A playlist that stood still shows its step for its whole time again. */
function again({ playlist }: WallState, { now, pace }: Moment, ground: Ground): WallState["playlist"] {
  const step = playlist === null ? undefined : ground.playlists.get(playlist.name)?.[playlist.step];
  if (playlist === null || step === undefined) return playlist;
  return { ...playlist, nextAt: now + (SCENE_LEAD_MS + step.seconds * 1_000) * pace };
}

/** What the passing of time does: pushes and holds end, what waits moves up, a rule's scene goes back. The same object when nothing. */
export function tick(state: WallState, moment: Moment, ground: Ground): WallState {
  const { now } = moment;
  let next = endPushes(state, moment);
  if (next.held !== null && next.held.until <= now) {
    next = changed(next, { held: null, playlist: again(next, moment, ground) }, moment);
  }
  if (isStill(next, now) || next.returnAt === null || next.returnAt > now) return next;
  const { returnTo } = next;
  const back = { scene: returnTo ?? next.scene, reason: { by: "return" } as const, returnTo: null, returnAt: null };
  return changed(next, { ...back, playlist: again(next, moment, ground) }, moment);
}
