/**
 * How a window follows its wall: hears the wall's newest state, has it ready behind the picture, and shows it in the frame of
 * its hub time (rules X42–X45). What it may not decide itself it asks of the hub.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { DirectAct, Region, WallState } from "../../../shared/direction/wall.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Link } from "../../link/connection.ts";
import { useAct, useLink, useView } from "../../link/react.ts";
import { atHubTime, BROWSER_FRAMES, wallClock, type WallClock } from "./clock.ts";
import { choosesScene, due, heard, NOTHING_HEARD, type Followed } from "./follow.ts";
import { wallOfMachine, type WindowPlace } from "./place.ts";

/** An act without the wall it is about: a window directs its own. */
export type OwnAct = DirectAct extends infer Act ? (Act extends DirectAct ? Omit<Act, "wall"> : never) : never;

export interface Direction {
  /** Null until the window knows its wall. */
  readonly wall: string | null;
  readonly display: string;
  readonly region: Region;
  readonly still: boolean;
  /** Drawn; null before anything was heard of the wall. */
  readonly shown: WallState | null;
  /** Next; what it needs is drawn out of sight. */
  readonly coming: WallState | null;
  /** Hub time at which `shown` was on the screen. */
  readonly shownAt: RefObject<number>;
  /** Somebody has chosen a scene for the whole wall. */
  readonly directed: boolean;
  /** Whoever is at this window may change the wall. */
  readonly mayDirect: boolean;
  /** Asks the hub; resolves to null once it is done, else to why not. */
  readonly direct: (act: OwnAct) => Promise<Trouble | null>;
}

const monotonic = () => performance.now();

export interface DirectionOptions {
  readonly place: WindowPlace;
  /** What moves when the wall switches: `data-switched` is set on it for the frame of the switch (direction.css). */
  readonly room: RefObject<HTMLElement | null>;
  /** In the same draw in which `state` becomes what is shown. `scene`: the hub chose it anew. */
  readonly onShown: (state: WallState, scene: boolean) => void;
  /** In the very frame of the switch, before anything else. */
  readonly onSwitch: (state: WallState) => void;
}

export function useDirection({ place, room, onShown, onSwitch }: DirectionOptions): Direction {
  const link = useLink();
  const act = useAct();
  const machine = useView({ view: "session" }).value?.machine ?? null;
  const wall = place.wall ?? (machine === null || machine === "" ? null : wallOfMachine(machine));
  const walls = useView({ view: "walls" }).value;
  const told = useMemo(() => walls?.walls.find((each) => each.wall === wall) ?? null, [walls, wall]);

  const [followed, setFollowed] = useState<Followed>(NOTHING_HEARD);
  const shownAt = useRef(0);
  const latest = useRef({ followed, onShown, onSwitch });
  useLayoutEffect(() => {
    latest.current = { ...latest.current, onShown, onSwitch };
  });
  const clock = useWallClock(link);

  /** Takes over what is followed from now on; the scene of a new state is chosen in the same draw. */
  const take = useCallback((next: Followed) => {
    const { followed: before, onShown: tell } = latest.current;
    if (next === before) return;
    latest.current = { ...latest.current, followed: next };
    setFollowed(next);
    if (next.shown !== null && next.shown !== before.shown) tell(next.shown, choosesScene(next.shown, before.shown));
  }, []);

  useEffect(() => {
    const now = clock.current?.now() ?? null;
    if (told === null || now === null) return;
    const before = latest.current.followed.shown;
    const next = heard(latest.current.followed, told, now);
    if (next.shown !== null && next.shown !== before) {
      latest.current.onSwitch(next.shown);
      shownAt.current = now;
    }
    take(next);
  }, [told, clock, take]);

  const coming = followed.coming[0] ?? null;
  useEffect(() => {
    const time = clock.current;
    if (coming === null || time === null) return;
    return atHubTime(
      time,
      coming.at,
      () => {
        // Only what is there out of sight can take the place of what is seen: a wall is never empty.
        const ready = room.current?.querySelector('[data-stage="coming"]') != null;
        const changes = ready && choosesScene(coming, latest.current.followed.shown);
        markSwitched(room.current, changes ? "scene" : "parts");
        flushSync(() => latest.current.onSwitch(coming));
        afterPaint(() => {
          shownAt.current = time.now() ?? coming.at;
          take(due(latest.current.followed, coming.at));
        });
      },
      BROWSER_FRAMES,
    );
  }, [coming, clock, room, take]);

  // What was only turned about in sight is now drawn so.
  useLayoutEffect(() => {
    markSwitched(room.current, null);
  }, [followed.shown, room]);

  const direct = useCallback(
    async (own: OwnAct): Promise<Trouble | null> => {
      if (wall === null) return { code: "hubAway", params: {} };
      const result = await act({ do: "direct", act: { ...own, wall } as DirectAct });
      if (result.did === "not") return result.trouble;
      return result.did === "direct" && result.answer.done === "no" ? result.answer.trouble : null;
    },
    [act, wall],
  );

  const { shown } = followed;
  const mayDirect = walls?.mayDirect ?? false;
  const { display, region, still } = place;
  return useMemo(
    () => ({
      ...{ wall, display, region, still, shown, coming, shownAt, mayDirect, direct },
      directed: shown !== null && shown.scene !== "",
    }),
    [wall, display, region, still, shown, coming, mayDirect, direct],
  );
}

/** One clock for the life of the window. */
function useWallClock(link: Link): RefObject<WallClock | null> {
  const made = useRef<WallClock | null>(null);
  useLayoutEffect(() => {
    const living = wallClock(link, monotonic);
    made.current = living;
    return () => {
      living.close();
      made.current = null;
    };
  }, [link]);
  return made;
}

function markSwitched(room: HTMLElement | null, how: "scene" | "parts" | null): void {
  if (how === null) room?.removeAttribute("data-switched");
  else room?.setAttribute("data-switched", how);
}

/** Once the frame that is being made is on the screen: the next task after it. */
function afterPaint(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}
