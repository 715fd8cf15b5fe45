/** The scenes that this window can show now, and the one that it shows. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Scene } from "../../shared/scene.ts";
import type { Trouble } from "../../shared/trouble.ts";
import { useView } from "../link/react.ts";
import { createSceneReader } from "./scenes.ts";

/**
 * What a scene that was asked for by name means now: it is shown as soon as it is there; before that it is told once that it
 * is not, as soon as the hub's scenes have been heard.
 */
export function wantedNow(
  wanted: string | null,
  told: boolean,
  scenes: readonly Scene[],
  heard: boolean,
): { readonly show: Scene } | { readonly tell: Trouble } | null {
  if (wanted === null) return null;
  const show = scenes.find(({ scene }) => scene === wanted);
  if (show !== undefined) return { show };
  if (!heard || told) return null;
  const known = scenes.map(({ scene }) => scene).join(", ");
  return { tell: { code: "sceneUnknown", params: { scene: wanted, known } } };
}

export interface Scenes {
  readonly scenes: readonly Scene[];
  /** As it is now; one that is no longer there stays as it was until another is chosen. */
  readonly scene: Scene;
  readonly setScene: (scene: Scene) => void;
  /** Asks for a scene that is not there; null for none any more. */
  readonly want: (name: string | null) => void;
}

export interface ScenesOptions {
  readonly first: Scene;
  /** Asked for at the start, and none that ships; null for none. */
  readonly wanted: string | null;
  /** Shows a wanted scene that has come, and wants none any more. */
  readonly show: (scene: Scene) => void;
  /** Is told every trouble once. */
  readonly tell: (trouble: Trouble) => void;
}

export function useScenes(options: ScenesOptions): Scenes {
  const { tell } = options;
  const rows = useView({ view: "ruleFiles", kind: "scenes" }).value;
  const [read] = useState(() => createSceneReader());
  const { scenes, troubles } = useMemo(() => read(rows), [read, rows]);
  const [chosen, setScene] = useState(options.first);
  const known = scenes.find(({ scene }) => scene === chosen.scene);
  // Kept as it was last: what is shown does not go back to an older version when its file goes.
  if (known !== undefined && known !== chosen) setScene(known);
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const before = told.current;
    told.current = new Set(troubles.map((trouble) => JSON.stringify(trouble)));
    for (const trouble of troubles) if (!before.has(JSON.stringify(trouble))) tell(trouble);
  }, [troubles, tell]);
  const [wanted, want] = useState(options.wanted);
  const toldOf = useRef<string | null>(null);
  const show = useRef(options.show);
  useEffect(() => {
    show.current = options.show;
  });
  useEffect(() => {
    const now = wantedNow(wanted, toldOf.current === wanted, scenes, rows !== null);
    if (now === null) return;
    // Whoever shows it wants none any more.
    if ("show" in now) return show.current(now.show);
    toldOf.current = wanted;
    tell(now.tell);
  }, [wanted, scenes, rows, tell]);
  return { scenes, scene: known ?? chosen, setScene, want };
}
