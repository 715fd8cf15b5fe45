/** What is typed and not sent or saved yet, kept on this machine's disk for who is logged in, so that nothing takes it away. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAct, useView } from "../../link/react.ts";

/** A pause in typing after which it is kept, ms. */
const PAUSE_MS = 500;

/** How a draft is written down. Keep the same object. */
export interface DraftForm<T> {
  /** @param text as it is kept; null for nothing, which is a draft too */
  read(text: string | null): T;
  /** Null for a draft of which nothing is to be kept. */
  write(draft: T): string | null;
}

export interface KeptDraft<T> {
  /** As it is typed; before that as it was kept. */
  readonly draft: T;
  /** What was kept has been read, or cannot be. */
  readonly ready: boolean;
  /** It is on the disk as it stands. */
  readonly kept: boolean;
  /** Another draft, kept after the pause; one of which nothing is to be kept is let go of at once. */
  readonly change: (draft: T) => void;
  /** Keeps what still waits for the pause. It is done by itself too when the form goes. */
  readonly flush: () => void;
}

interface Typed<T> {
  readonly key: string;
  readonly draft: T;
}

/**
 * The draft of one key, for one form at a time.
 *
 * @param key as `keep` acts have it; another key is another draft
 */
export function useKeptDraft<T>(key: string, form: DraftForm<T>): KeptDraft<T> {
  const act = useAct();
  const notes = useView({ view: "kept", prefix: key });
  const [typed, type] = useState<Typed<T> | null>(null);
  const [kept, setKept] = useState(true);
  const unsaved = useRef<Typed<T> | null>(null);
  const flush = useCallback(() => {
    const next = unsaved.current;
    unsaved.current = null;
    if (next === null) return;
    void act({ do: "keep", key: next.key, value: form.write(next.draft) }).then(() => {
      if (unsaved.current === null) setKept(true);
    });
  }, [act, form]);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(flush, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, flush]);
  useEffect(() => flush, [flush, key]);
  const change = useCallback(
    (draft: T) => {
      const next = { key, draft };
      unsaved.current = next;
      setKept(false);
      type(next);
      if (form.write(draft) === null) flush();
    },
    [key, form, flush],
  );
  const note = notes.value?.find((each) => each.key === key)?.value ?? null;
  const read = useMemo(() => form.read(note), [form, note]);
  const mine = typed?.key === key ? typed : null;
  return {
    draft: mine === null ? read : mine.draft,
    ready: mine !== null || notes.value !== null || notes.trouble !== null,
    kept,
    change,
    flush,
  };
}

/** A draft that is kept as it is. */
export const PLAIN: DraftForm<string | null> = { read: (text) => text, write: (text) => text };
