/** What is typed into the form of a command, kept while it is not sent. */
import { useCallback, useEffect, useRef } from "react";
import { useKeptDraft, type DraftForm } from "../shell/kept-draft.ts";
import { readDraft, isEmptyDraft, type CommandDraft } from "./draft.ts";

/** The key under which the draft of a command on a case is kept. */
export const draftKey = (uid: number, kind: string): string => `draft/command/${uid}/${kind}`;

const FORM: DraftForm<CommandDraft> = {
  read: (text) => readDraft(text ?? undefined),
  write: (draft) => (isEmptyDraft(draft) ? null : JSON.stringify(draft)),
};

export interface KeptCommandDraft {
  readonly draft: CommandDraft;
  /** Nothing has been read of the disk yet. */
  readonly loading: boolean;
  /** It is on the disk as it stands. */
  readonly kept: boolean;
  /** Parts of the draft anew; several in a row are taken together. Stays the same function. */
  readonly change: (part: CommandDraft) => void;
}

/** The draft of a command under a key. */
export function useCommandDraft(key: string): KeptCommandDraft {
  const { draft, ready, kept, change: keep } = useKeptDraft(key, FORM);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const change = useCallback(
    (part: CommandDraft) => {
      latest.current = { ...latest.current, ...part };
      keep(latest.current);
    },
    [keep],
  );
  return { draft, loading: !ready, kept, change };
}
