/** What is typed into a form, kept on this machine's disk for who is logged in, so that nothing takes it away. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useAct, useView } from "../../link/react.ts";
import { readDraft, isEmptyDraft, type CommandDraft } from "./draft.ts";

/** A pause in typing after which it is kept, ms. */
const PAUSE_MS = 500;

/** The key under which the draft of a command on a case is kept. */
export const draftKey = (uid: number, kind: string): string => `draft/command/${uid}/${kind}`;

export interface KeptDraft {
  readonly draft: CommandDraft;
  /** Nothing has been read of the disk yet. */
  readonly loading: boolean;
  /** It is on the disk as it stands. */
  readonly kept: boolean;
  change(part: CommandDraft): void;
}

/** The draft of a key as it was kept, and as it is typed on. It is written after a pause, and when the form goes. */
export function useKeptDraft(key: string): KeptDraft {
  const act = useAct();
  const notes = useView({ view: "kept", prefix: key });
  const [typed, setTyped] = useState<CommandDraft | null>(null);
  const [kept, setKept] = useState(true);
  const unsaved = useRef<CommandDraft | null>(null);
  const loading = notes.rev === 0 && notes.trouble === null;
  const note = notes.value?.find((each) => each.key === key);
  const draft = typed ?? readDraft(note?.value);

  const save = useCallback(() => {
    const next = unsaved.current;
    if (next === null) return;
    unsaved.current = null;
    void act({ do: "keep", key, value: isEmptyDraft(next) ? null : JSON.stringify(next) }).then(() => setKept(true));
  }, [act, key]);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(save, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, save]);
  useEffect(() => save, [save]);

  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const change = useCallback((part: CommandDraft) => {
    const next = { ...latest.current, ...part };
    latest.current = next;
    unsaved.current = next;
    setKept(false);
    setTyped(next);
  }, []);
  return { draft, loading, kept, change };
}
