/** The walls as this window knows them, and what it may ask of them: shared by seats and remotes. */
import { useCallback, useEffect, useReducer, useSyncExternalStore } from "react";
import type { DirectAct, DirectAnswer, WallsValue, WallState, WallWindow } from "../../../shared/direction/wall.ts";
import type { Link } from "../../link/connection.ts";
import { useAct, useLink, useView } from "../../link/react.ts";
import { createEchoes, type Echoes, type ShownEcho } from "./echoes.ts";

/** One wall with its windows, as it is drawn. */
export interface WallLine {
  readonly name: string;
  /** Null while nobody has ever changed it: each window shows its own scene. */
  readonly state: WallState | null;
  readonly windows: readonly WallWindow[];
}

/** Every wall that has windows or a state, by name; those with windows first. Windows by their number. */
export function wallLines(value: Pick<WallsValue, "walls" | "windows"> | null): readonly WallLine[] {
  if (value === null) return [];
  const names = new Set([...value.windows.map(({ wall }) => wall), ...value.walls.map(({ wall }) => wall)]);
  const lines = [...names].map((name) => ({
    name,
    state: value.walls.find(({ wall }) => wall === name) ?? null,
    windows: value.windows
      .filter(({ wall }) => wall === name)
      .toSorted((a, b) => Number(a.display) - Number(b.display) || (a.host < b.host ? -1 : 1)),
  }));
  const rank = (line: WallLine) => (line.windows.length > 0 ? 0 : 1);
  return lines.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

export const useWalls = () => useView({ view: "walls" });

/** Asks the hub for a change of a wall; never rejects. */
export function useDirect(): (what: DirectAct) => Promise<DirectAnswer> {
  const act = useAct();
  return useCallback(
    async (what) => {
      const result = await act({ do: "direct", act: what });
      if (result.did === "direct") return result.answer;
      return { done: "no", trouble: result.did === "not" ? result.trouble : { code: "hubAway", params: {} } };
    },
    [act],
  );
}

const byLink = new WeakMap<Link, Echoes>();

/** The pictures of this window's link. */
function echoesOf(link: Link): Echoes {
  let echoes = byLink.get(link);
  if (echoes === undefined) {
    echoes = createEchoes({
      ask: async (host, display, had) => {
        const result = await link.act({ do: "echo", host, display, picture: had });
        return result.did === "echo" ? result.echo : null;
      },
      // The frame decoder lends its buffer; a picture keeps bytes of its own.
      open: (jpeg) => URL.createObjectURL(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" })),
      close: (url) => URL.revokeObjectURL(url),
    });
    byLink.set(link, echoes);
  }
  return echoes;
}

const hear = (tell: () => void) => {
  document.addEventListener("visibilitychange", tell);
  return () => document.removeEventListener("visibilitychange", tell);
};
const visibleNow = () => document.visibilityState === "visible";

/** Somebody can see this page. */
export const useVisible = (): boolean => useSyncExternalStore(hear, visibleNow, () => true);

/** The newest picture of a window of a wall; null while there is none. Nothing is asked for while the page is hidden. */
export function useEcho({ host, display, picture }: WallWindow): ShownEcho | null {
  const link = useLink();
  const visible = useVisible();
  const [, draw] = useReducer((draws: number) => draws + 1, 0);
  useEffect(() => (visible ? echoesOf(link).look(host, display, draw) : undefined), [link, host, display, visible]);
  useEffect(() => {
    if (visible && picture > 0) echoesOf(link).risen(host, display, picture);
  }, [link, host, display, picture, visible]);
  return echoesOf(link).shown(host, display);
}
