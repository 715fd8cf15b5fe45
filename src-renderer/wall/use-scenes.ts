/** The scenes that this window can show now, and the one that it shows. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Scene } from "../../shared/scene.ts";
import type { Trouble } from "../../shared/trouble.ts";
import { useView } from "../link/react.ts";
import { createSceneReader } from "./scenes.ts";

export interface Scenes {
  readonly scenes: readonly Scene[];
  /** As it is now; one that is no longer there stays as it was until another is chosen. */
  readonly scene: Scene;
  readonly setScene: (scene: Scene) => void;
}

/** @param tell is told every trouble once */
export function useScenes(first: Scene, tell: (trouble: Trouble) => void): Scenes {
  const rows = useView({ view: "ruleFiles", kind: "scenes" }).value;
  const [read] = useState(() => createSceneReader());
  const { scenes, troubles } = useMemo(() => read(rows), [read, rows]);
  const [chosen, setScene] = useState(first);
  const known = scenes.find(({ scene }) => scene === chosen.scene);
  // Kept as it was last: what is shown does not go back to an older version when its file goes.
  if (known !== undefined && known !== chosen) setScene(known);
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const before = told.current;
    told.current = new Set(troubles.map((trouble) => JSON.stringify(trouble)));
    for (const trouble of troubles) if (!before.has(JSON.stringify(trouble))) tell(trouble);
  }, [troubles, tell]);
  return { scenes, scene: known ?? chosen, setScene };
}
