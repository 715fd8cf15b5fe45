/**
 * 推屏: what is pushed to a wall, what waits for a place, and in which order (rules X6 and X7). A push waits while its region
 * meets one that is shown or that waits before it; the same person's older one gives way; who may lock goes before others.
 */
import { mayLock } from "../rights.ts";
import type { Trouble } from "../trouble.ts";
import { changed, type Actor, type Ground, type Moment } from "./change.ts";
import { MOST_PUSHES, MOST_WAITING, type DirectAct, type Push, type Region, type WallState } from "./wall.ts";

type PushAct = Extract<DirectAct, { do: "push" }>;
type Lists = Pick<WallState, "pushes" | "waiting">;

/** Whether two regions share a cell. */
export const overlap = (a: Region, b: Region): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Where nobody is logged in the name says whose it is. */
const isOwn = (push: Push, { person, name }: Pick<Actor, "person" | "name">) =>
  push.person === person && (person !== 0 || push.name === name);

const shown = (push: Push, { now, pace }: Moment): Push => ({
  ...push,
  since: now,
  until: push.seconds === 0 ? null : now + push.seconds * 1_000 * pace,
});

/** One that has to make room keeps what is left of its time. */
const put = (push: Push, { now, pace }: Moment): Push => ({
  ...push,
  since: now,
  seconds: push.until === null ? push.seconds : Math.max(1, Math.ceil((push.until - now) / (1_000 * pace))),
  until: null,
});

/** Lets those that wait move up, in their order, as far as there is room. */
export function advance({ pushes, waiting }: Lists, moment: Moment): Lists {
  const up = [...pushes];
  const left: Push[] = [];
  for (const one of waiting) {
    const free = up.length < MOST_PUSHES && [...up, ...left].every(({ region }) => !overlap(region, one.region));
    if (free) up.push(shown(one, moment));
    else left.push(one);
  }
  return { pushes: up, waiting: left };
}

/** Takes a push: shown at once, or as one that waits. Asked twice under one id it is pushed once. */
export function takePush(
  state: WallState,
  { id, region, what, seconds }: PushAct,
  who: Actor,
  moment: Moment,
  ground: Ground,
): WallState | { readonly trouble: Trouble } {
  const known = [...state.pushes, ...state.waiting].find((one) => one.id === id);
  if (known !== undefined) {
    return isOwn(known, who) ? state : { trouble: { code: "pushOthers", params: { name: known.name } } };
  }
  const { person, name } = who;
  const leads = mayLock(who.role);
  const barred = what.show === "camera" && ground.barred(what.uid);
  const one: Push = { id, region, what, person, name, leads, since: moment.now, seconds, until: null, barred };
  const isOlder = (push: Push) => isOwn(push, who) && overlap(push.region, region);
  const replaces = state.pushes.some(isOlder);
  const rest = {
    pushes: state.pushes.filter((push) => !isOlder(push)),
    waiting: state.waiting.filter((push) => !isOlder(push)),
  };
  const lists = advance(placed(rest, one, replaces, moment), moment);
  if (lists.waiting.length > MOST_WAITING) return { trouble: { code: "pushesFull", params: { most: MOST_WAITING } } };
  return changed(state, lists, moment);
}

/** Where a new one goes: at once into the place of what it replaces, before others by who leads, else behind those that wait. */
function placed({ pushes, waiting }: Lists, one: Push, replaces: boolean, moment: Moment): Lists {
  if (replaces && pushes.every(({ region }) => !overlap(region, one.region))) {
    return { pushes: [...pushes, shown(one, moment)], waiting };
  }
  return one.leads ? withRoom({ pushes, waiting }, one, moment) : { pushes, waiting: [...waiting, one] };
}

/** Before the others: those that are in its place wait next after those who lead as well. */
function withRoom({ pushes, waiting }: Lists, one: Push, moment: Moment): Lists {
  const yields = (push: Push) => !push.leads && overlap(push.region, one.region);
  const away = pushes.filter(yields).map((push) => put(push, moment));
  const before = waiting.filter(({ leads }) => leads);
  const after = waiting.filter(({ leads }) => !leads);
  return { pushes: pushes.filter((push) => !yields(push)), waiting: [...before, one, ...away, ...after] };
}

/** Takes one back; one that is not there is taken back already. */
export function unpush(
  state: WallState,
  id: string,
  who: Actor,
  mayClear: boolean,
  moment: Moment,
): WallState | { readonly trouble: Trouble } {
  const found = [...state.pushes, ...state.waiting].find((one) => one.id === id);
  if (found === undefined) return state;
  if (!mayClear && !isOwn(found, who)) return { trouble: { code: "pushOthers", params: { name: found.name } } };
  const rest = { pushes: without(state.pushes, id), waiting: without(state.waiting, id) };
  return changed(state, advance(rest, moment), moment);
}

const without = (list: readonly Push[], id: string) => list.filter((one) => one.id !== id);

/** Pushes whose time is over go; what waits moves up, unless the wall is locked. The same object when nothing changes. */
export function endPushes(state: WallState, moment: Moment): WallState {
  const pushes = state.pushes.filter(({ until }) => until === null || until > moment.now);
  const lists =
    state.locked === null ? advance({ pushes, waiting: state.waiting }, moment) : { pushes, waiting: state.waiting };
  const same = pushes.length === state.pushes.length && lists.waiting.length === state.waiting.length;
  return same ? state : changed(state, lists, moment);
}
