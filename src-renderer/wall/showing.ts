/** Which scene this window shows: told to the host, which writes it down (rule Y11), and to those of the wall who change it. */
import { createContext, useContext, useEffect } from "react";
import { useAct, useLine } from "../link/react.ts";

export interface Showing {
  readonly scene: string;
  /** Shows the scene of a name, where there is one. */
  readonly show: (scene: string) => void;
}

export const ShowingContext = createContext<Showing>({ scene: "", show: () => {} });
export const useShowing = () => useContext(ShowingContext);

/** Tells the host what is shown, again with every greeting: a host that was started anew knows nothing of it. */
export function useTellScene(scene: string, replaying: boolean): void {
  const act = useAct();
  const { connected, welcome } = useLine();
  useEffect(() => {
    if (connected && welcome !== null) void act({ do: "scene", scene, replaying });
  }, [act, connected, welcome, scene, replaying]);
}
