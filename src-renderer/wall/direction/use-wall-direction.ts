/** The direction of this window's wall with everything that it moves at the window: the scene, the veil, the keys. */
import { useCallback, useMemo, useState, type RefObject } from "react";
import type { WallState } from "../../../shared/direction/wall.ts";
import type { Scene } from "../../../shared/scene.ts";
import type { Words } from "../../kit/text.ts";
import { choosesScene } from "./follow.ts";
import type { WindowPlace } from "./place.ts";
import { HOLD_MINUTES, holdKey, leaveKey } from "./reason.ts";
import { useDirection, type Direction, type OwnAct } from "./use-direction.ts";
import type { Veil } from "./veil.ts";

export interface WallDirection {
  readonly direction: Direction;
  /** The scene that comes next, to be drawn out of sight; null while none does. */
  readonly coming: Scene | null;
  /** A scene chosen at this window: for the whole wall where that may be, else here. */
  readonly chooseScene: (scene: Scene) => void;
  readonly keys: { readonly hold: () => void; readonly restore: () => void; readonly leave: () => boolean };
  /** Asked for at this window. */
  readonly testCard: boolean;
  readonly setTestCard: (shown: boolean) => void;
}

export interface WallDirectionOptions {
  readonly place: WindowPlace;
  readonly room: RefObject<HTMLElement | null>;
  readonly veil: Veil;
  readonly scenes: readonly Scene[];
  readonly scene: Scene;
  /** Shows a scene at this window. */
  readonly showScene: (scene: Scene) => void;
  /** Asks for a scene that is not there, or not yet; that it is not is told. */
  readonly want: (scene: string) => void;
  readonly notify: (sentence: string) => void;
  readonly words: Words;
}

export function useWallDirection(options: WallDirectionOptions): WallDirection {
  const { place, room, veil, scenes, scene, showScene, want, notify, words } = options;
  const [testCard, setTestCard] = useState(false);
  const sceneOf = (name: string) => scenes.find((each) => each.scene === name) ?? null;

  const onShown = (state: WallState, chosen: boolean) => {
    if (!chosen) return;
    const next = sceneOf(state.scene);
    // A scene that is gone, or not there yet, leaves the picture as it is: a wall is never empty.
    if (next !== null) showScene(next);
    else if (state.scene !== "") want(state.scene);
  };
  const direction = useDirection({ place, room, onShown, onSwitch: (state) => veil.set(state.visitor) });
  const { direct, directed, mayDirect, shown, coming: next } = direction;

  const ask = useCallback(
    async (act: OwnAct, done?: string): Promise<void> => {
      const trouble = await direct(act);
      if (trouble !== null) notify(words.trouble(trouble));
      else if (done !== undefined) notify(done);
    },
    [direct, notify, words],
  );
  const keys = useMemo(
    () => ({
      hold() {
        const act = holdKey(shown);
        void ask(
          act,
          act.do === "release"
            ? words.text("directed.releaseDone")
            : words.text("directed.holdDone", { minutes: HOLD_MINUTES }),
        );
      },
      restore() {
        if (shown !== null && (shown.returnTo !== null || shown.pushes.length > 0)) void ask({ do: "restore" });
        else notify(words.text("directed.nothingToLeave"));
      },
      leave() {
        const act = leaveKey(shown);
        if (act !== null) void ask(act);
        return act !== null;
      },
    }),
    [shown, ask, notify, words],
  );
  const chooseScene = (chosen: Scene) => {
    if (directed && mayDirect) void ask({ do: "scene", scene: chosen.scene });
    else showScene(chosen);
  };
  const chosen = next !== null && choosesScene(next, shown) ? sceneOf(next.scene) : null;
  const coming = chosen !== null && chosen.scene !== scene.scene ? chosen : null;
  return { direction, coming, chooseScene, keys, testCard, setTestCard };
}
