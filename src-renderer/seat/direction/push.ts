/** 推屏 from anywhere at a seat: one dialog asks where on which wall, and what was pushed can be taken back at the foot. */
import { createContext, useContext } from "react";
import type { Pushed } from "../../../shared/direction/wall.ts";
import { bothTexts } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useSeatActs } from "../shell/acts.ts";

/** The key of 推屏, on every page the same. */
export const PUSH_KEY = "Shift+P";

/** One thing that was pushed from this window. Times are monotonic ms. */
export interface PushBar {
  readonly id: string;
  readonly wall: string;
  readonly name: string;
  /** What the hub said, in words. */
  readonly said: string;
  readonly until: number;
  readonly state: "done" | "taking" | "taken" | "failed";
}

export interface Pushing {
  /** Why nothing can be pushed from here; null when it can. */
  readonly cannot: string | null;
  /** Asks where to. */
  ask(what: Pushed): void;
  readonly bars: readonly PushBar[];
  takeBack(id: string): void;
}

export const PushContext = createContext<Pushing | null>(null);

/** Pushing from this window. Outside of a seat nothing can be pushed, e.g. in a test of one component. */
export const usePushing = (): Pushing | null => useContext(PushContext);

/** The key of 推屏 for what a page shows now; `null` for nothing to push. */
export function usePushKey(what: Pushed | null): void {
  const words = useWords();
  const pushing = usePushing();
  const cannot = what === null ? words.text("hall.push.nothing") : (pushing?.cannot ?? null);
  useSeatActs(
    pushing === null
      ? []
      : [
          {
            ...{ id: "wall.push", group: "window", key: PUSH_KEY },
            title: words.text("hall.push"),
            titles: bothTexts("hall.push"),
            ...(cannot === null ? {} : { cannot }),
            run: () => {
              if (what !== null) pushing.ask(what);
            },
          },
        ],
  );
}
