/** The arrangement of the queue's columns as it is kept for a person. */
import { useCallback, useEffect, useMemo, useState } from "react";
import { useAct, useView } from "../../link/react.ts";
import { LAYOUT_KEY, layoutOf, type ColumnLayout } from "./columns.ts";

/** A pause after which an arrangement is kept, ms. */
const PAUSE_MS = 500;

export function useLayout(): readonly [readonly ColumnLayout[], (next: readonly ColumnLayout[]) => void] {
  const act = useAct();
  const note = useView({ view: "kept", prefix: LAYOUT_KEY }).value?.find(({ key }) => key === LAYOUT_KEY)?.value;
  const [changed, setChanged] = useState<readonly ColumnLayout[] | null>(null);
  const kept = useMemo(() => layoutOf(note), [note]);
  useEffect(() => {
    if (changed === null) return;
    const timer = setTimeout(() => void act({ do: "keep", key: LAYOUT_KEY, value: JSON.stringify(changed) }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [changed, act]);
  const change = useCallback((next: readonly ColumnLayout[]) => setChanged(next), []);
  return [changed ?? kept, change];
}
