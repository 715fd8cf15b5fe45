/** A text that is kept on this machine's disk for who is logged in while it is typed: nothing takes it away. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useAct, useView } from "../../link/react.ts";

/** A pause in typing after which it is kept, ms. */
const PAUSE_MS = 500;

export interface KeptText {
  /** As it is typed; before that as it was kept; null for nothing. */
  readonly text: string | null;
  /** What was kept has been read. */
  readonly ready: boolean;
  /** Another text, kept after the pause; null lets go of it at once. */
  change(text: string | null): void;
}

/** @param key as `keep` acts have it; another key is another text */
export function useKeptText(key: string): KeptText {
  const act = useAct();
  const notes = useView({ view: "kept", prefix: key });
  const [typed, type] = useState<{ readonly key: string; readonly text: string | null } | null>(null);
  const unsaved = useRef<{ readonly key: string; readonly text: string | null } | null>(null);
  const save = useCallback(() => {
    const next = unsaved.current;
    unsaved.current = null;
    if (next !== null) void act({ do: "keep", key: next.key, value: next.text });
  }, [act]);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(save, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, save]);
  useEffect(() => save, [save, key]);
  const change = useCallback(
    (text: string | null) => {
      unsaved.current = { key, text };
      type(unsaved.current);
      if (text === null) save();
    },
    [key, save],
  );
  const kept = notes.value?.find((note) => note.key === key)?.value ?? null;
  const mine = typed?.key === key ? typed : null;
  return { text: mine === null ? kept : mine.text, ready: mine !== null || notes.value !== null, change };
}
