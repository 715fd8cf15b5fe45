/** Which scene this window shows: told to the host, which writes it down (rule Y11), and to those of the wall who change it. */
import { createContext, useContext, useEffect } from "react";
import type { Scene } from "../../shared/scene.ts";
import { useAct, useLine } from "../link/react.ts";
import { SHIPPED } from "./scenes.ts";

export interface Showing {
  readonly scene: string;
  /** Every scene that there is. */
  readonly scenes: readonly Scene[];
  /** Shows the scene of a name, where there is one. */
  readonly show: (scene: string) => void;
}

export const ShowingContext = createContext<Showing>({ scene: "", scenes: SHIPPED.scenes, show: () => {} });
export const useShowing = () => useContext(ShowingContext);

/** Tells the host what is shown, again with every greeting: a host that was started anew knows nothing of it. */
export function useTellScene(scene: string, replaying: boolean): void {
  const act = useAct();
  const { connected, welcome } = useLine();
  useEffect(() => {
    if (connected && welcome !== null) void act({ do: "scene", scene, replaying });
  }, [act, connected, welcome, scene, replaying]);
}
