/**
 * 导播: what walls show. The hub keeps one state for each wall, changes it by acts, by time and by whoever else is let to, tells
 * every host, and writes every act down.
 *
 * Rules (docs/rules.md): X1 to X12.
 */
import { changed, type Actor, type Ground, type Moment } from "../../shared/direction/change.ts";
import { decideAct, newWall, tick } from "../../shared/direction/state.ts";
import type { DirectAct, DirectAnswer, Echo, WallState } from "../../shared/direction/wall.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { EchoRequest, HubTime, ShowsMessage, WallsMessage } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import { openRepertoire, shippedScenes, type Repertoire } from "./ground.ts";
import { keep, readKept } from "./kept.ts";
import { openWindows } from "./windows.ts";
import { seesRow, type Asker } from "./who.ts";

/** Real ms between two messages at least. */
export const TELL_EVERY_MS = 100;
/** Real ms between two looks at what time does. */
const LOOK_EVERY_MS = 200;
/** Walls that are kept though no window shows them. */
const MOST_WALLS = 64;

export interface DirectionOptions {
  readonly store: Pick<Store, "each" | "get" | "head" | "note" | "recordAct" | "setNote">;
  /** Hub time. */
  readonly time: () => HubTime;
  /** Tells every host that is welcome. */
  readonly tell: (message: WallsMessage) => void;
  readonly onError: (error: unknown) => void;
  /** Monotonic real ms. */
  readonly real?: () => number;
  /** Scenes that windows have in any case; those of the program when nothing is said. */
  readonly shipped?: readonly string[];
}

/** Changes one wall's state; gives the very same state back where there is nothing to change. */
export type WallChange = (state: WallState, moment: Moment, ground: Ground) => WallState;

export interface Direction {
  /** @param id of the connection that it comes by */
  act(id: string, asker: Asker, act: DirectAct): DirectAnswer;
  shows(id: string, asker: Asker, message: ShowsMessage): void;
  echo(asker: Asker, request: EchoRequest): Echo | null;
  /** A connection is over, or belongs to somebody else now. */
  gone(id: string): void;
  /** All walls and windows as they are now. */
  message(): WallsMessage;
  /** Lets something change walls by itself, e.g. a rule: what it gives is kept and told. Only walls that are known are changed. */
  change(wall: string, change: WallChange): void;
  /** Called at every look at the time, five times a second, before pushes and returns are looked at; for whatever changes walls by itself. */
  onLook(listener: (moment: Moment, repertoire: Repertoire) => void): void;
  close(): void;
}

export function openDirection({ store, time, tell, onError, ...options }: DirectionOptions): Direction {
  const real = options.real ?? (() => performance.now());
  const repertoire = openRepertoire(store, options.shipped ?? shippedScenes(), real);
  const windows = openWindows(real, Math.floor(time().now / 1_000));
  const states = new Map(readKept(store).map((state) => [state.wall, state]));
  const listeners: ((moment: Moment, repertoire: Repertoire) => void)[] = [];
  let toldAt = -Infinity;
  /** When a change of a state was told last: it does not wait for what windows say of themselves. */
  let stateToldAt = -Infinity;
  let telling: NodeJS.Timeout | null = null;
  let closed = false;

  const moment = (): Moment => {
    const { now, pace } = time();
    return { now: Math.floor(now), pace };
  };
  const walls = () => [...new Set([...states.keys(), ...windows.walls()])].toSorted();
  const stateOf = (wall: string) => states.get(wall) ?? newWall(wall);

  function ground(wall: string): Ground {
    const { scenes, playlists } = repertoire();
    const barred = (camera: number) => windows.scopes(wall).some((scope) => !seesRow(store, scope, "cameras", camera));
    return { scenes, playlists, barred };
  }

  /** Whoever has lost or got the right to a camera meanwhile shows it no more, or again. */
  const barredNow: WallChange = (state, at, { barred }) => {
    const is = (push: WallState["pushes"][number]) => push.what.show === "camera" && barred(push.what.uid);
    const differs = state.pushes.some((push) => push.barred !== is(push));
    if (!differs) return state;
    return changed(state, { pushes: state.pushes.map((push) => ({ ...push, barred: is(push) })) }, at);
  };

  function put(state: WallState): void {
    states.set(state.wall, state);
    if (states.size > MOST_WALLS) {
      const shown = windows.walls();
      const oldest = [...states.values()]
        .filter(({ wall }) => wall !== state.wall && !shown.has(wall))
        .toSorted((a, b) => a.at - b.at)[0];
      if (oldest !== undefined) states.delete(oldest.wall);
    }
    // What cannot be kept now, e.g. on a full disk, is shown all the same.
    try {
      keep(store, [...states.values()]);
    } catch (error) {
      onError(error);
    }
    if (closed || real() - stateToldAt < TELL_EVERY_MS) return told();
    stateToldAt = real();
    say();
  }

  function change(wall: string, by: WallChange): void {
    const before = stateOf(wall);
    const next = by(before, moment(), ground(wall));
    if (next !== before) put(next);
  }

  const message = (): WallsMessage => ({ walls: walls().map(stateOf), windows: windows.list() });

  function say(): void {
    if (telling !== null) clearTimeout(telling);
    telling = null;
    toldAt = real();
    tell(message());
  }

  function told(): void {
    if (closed || telling !== null) return;
    const wait = toldAt + TELL_EVERY_MS - real();
    if (wait <= 0) say();
    else telling = setTimeout(say, wait);
  }

  function look(): void {
    if (windows.tidy()) told();
    const now = moment();
    for (const listener of listeners) {
      // What changes walls by itself may fail; pushes end at their time all the same.
      try {
        listener(now, repertoire());
      } catch (error) {
        onError(error);
      }
    }
    for (const state of [...states.values()]) {
      change(state.wall, (before, at, on) => barredNow(tick(before, at, on), at, on));
    }
  }

  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      onError(error);
    }
  }, LOOK_EVERY_MS);

  /** What is pushed must be there for whoever pushes it. */
  function unseen(act: DirectAct, { scope }: Asker): boolean {
    if (act.do !== "push") return false;
    const { what } = act;
    if (what.show === "case") return !seesRow(store, scope, "cases", what.uid);
    return what.show === "camera" && !seesRow(store, scope, "cameras", what.uid);
  }

  function decide(id: string, asker: Asker, act: DirectAct): DirectAnswer {
    const { wall } = act;
    if (!walls().includes(wall)) return no("wallUnknown", { wall, known: walls().join(", ") || "—" });
    const before = stateOf(wall);
    const { role, person, host = "" } = asker;
    const who: Actor = { person: person?.uid ?? 0, name: person?.name ?? host, role, shows: windows.shows(id, wall) };
    const { state, answer } = decideAct(before, act, who, moment(), ground(wall));
    if (answer.done === "yes" && unseen(act, asker)) return no("pushGone", {});
    record(asker, act, before, state, answer);
    if (state !== before) put(state);
    return answer;
  }

  /** Acts that changed nothing are nobody's doing. */
  function record(asker: Asker, act: DirectAct, before: WallState, after: WallState, answer: DirectAnswer): void {
    if (answer.done === "yes" && before === after) return;
    const { wall, do: what, ...rest } = act;
    store.recordAct({
      at: moment().now,
      person: asker.person?.uid ?? 0,
      name: asker.person?.name ?? "",
      role: asker.role,
      machine: asker.host ?? "",
      act: "direct",
      outcome: answer.done === "yes" ? "done" : answer.trouble.code,
      subject: "walls",
      uid: 0,
      label: wall,
      text: what,
      before: JSON.stringify({ scene: before.scene }),
      after: JSON.stringify({ ...(answer.done === "yes" ? { scene: after.scene } : {}), ...rest }),
    });
  }

  return {
    act: decide,
    shows(id, { host = "", scope }, shown) {
      if (windows.take({ id, host, scope }, shown, moment().now)) told();
    },
    echo: ({ scope }, request) => windows.echo(scope, request),
    gone(id) {
      if (windows.gone(id)) told();
    },
    message,
    change(wall, by) {
      if (walls().includes(wall)) change(wall, by);
    },
    onLook: (listener) => void listeners.push(listener),
    close() {
      closed = true;
      clearInterval(timer);
      if (telling !== null) clearTimeout(telling);
    },
  };
}

const no = (code: Trouble["code"], params: Trouble["params"]): DirectAnswer => ({
  done: "no",
  trouble: { code, params },
});
