/** The way through the drawer and where the map goes with it. */
import { useCallback, useMemo, useState } from "react";
import type { Desk, Drill } from "../board/desk.ts";
import type { PointBuffers } from "../map/buffers.ts";
import type { Selection } from "../map/props.ts";
import { besides, deeper, type Opened, type Way } from "./opened.ts";
import { boundsOfDepartment, selectionOfCase } from "./target.ts";

/** How close the map goes to the place of a list. */
const SPOT_ZOOM = 16;

type Openers = Pick<Desk, "open" | "openCase" | "openStanding" | "openThing">;

export interface WayThrough {
  readonly way: Way;
  /** What a click on the wall opens: a new way, except for a case beside an open list. */
  readonly outer: Openers;
  /** What a click in the drawer opens: one step deeper. */
  readonly inner: Openers;
  /** Opens a case without moving the map, which shows it already. */
  readonly begin: (opened: Opened) => void;
  readonly back: () => void;
  readonly close: () => void;
}

/** @param go moves the map. */
export function useWay(points: PointBuffers, go: (selection: Selection) => void): WayThrough {
  const [way, setWay] = useState<Way>([]);

  const goToList = useCallback(
    ({ query, place }: Drill) => {
      if (place !== undefined) go({ ...place, zoom: SPOT_ZOOM });
      else if (query.unitGrid !== undefined) go({ grid: query.unitGrid });
      else if (query.department !== undefined) {
        const box = boundsOfDepartment(points, query.department);
        if (box !== null) go({ bounds: box });
      }
    },
    [points, go],
  );

  const openers = useCallback(
    (step: (way: Way, opened: Opened) => Way, stepToCase: (way: Way, opened: Opened) => Way): Openers => ({
      open: (drill) => {
        setWay((now) => step(now, { show: "cases", drill }));
        goToList(drill);
      },
      openCase: (line) => {
        setWay((now) => stepToCase(now, { show: "case", uid: line.uid }));
        const target = selectionOfCase(line);
        if (target !== null) go(target);
      },
      openStanding: (standing) => setWay((now) => step(now, { show: "standing", standing })),
      openThing: (thing) => setWay((now) => step(now, { show: "thing", thing })),
    }),
    [goToList, go],
  );
  const outer = useMemo(() => openers((_, opened) => [opened], besides), [openers]);
  const inner = useMemo(() => openers(deeper, deeper), [openers]);

  const begin = useCallback((opened: Opened) => setWay([opened]), []);
  const back = useCallback(() => setWay((now) => now.slice(0, -1)), []);
  const close = useCallback(() => setWay([]), []);
  return { way, outer, inner, begin, back, close };
}
