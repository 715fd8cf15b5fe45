/** Sends commands so that nothing typed is lost (Z32). */
import { useCallback, useEffect, useMemo } from "react";
import { requestText } from "../../board/sync/requests.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import type { CaseCommand } from "./commands.ts";
import { createSentDrafts } from "./sent-drafts.ts";
import { draftKey } from "./use-draft.ts";

export interface Sending {
  readonly uid: number;
  readonly caseNo: string;
  readonly command: CaseCommand;
  /** Name of a department by its uid, "" for an unknown one. */
  department(uid: number): string;
}

/** Gives commands away with eight seconds to take them back, and lets go of their drafts once they are done. */
export function useSender(): (sending: Sending) => void {
  const seat = useSeat();
  const words = useWords();
  const act = useAct();
  const entries = useView({ view: "outbox" }).value?.entries;
  const drafts = useMemo(() => createSentDrafts((key) => void act({ do: "keep", key, value: null })), [act]);
  useEffect(() => drafts.look(entries ?? []), [drafts, entries]);
  return useCallback(
    ({ uid, caseNo, command, department }) => {
      const request = { ask: "case", uid, command } as const;
      const what = words.text("casework.sent", { caseNo, what: requestText(request, department, words) });
      const asked = seat.askWithUndo(request, what);
      drafts.sent(asked.id, draftKey(uid, command.kind));
      void asked.answer.then((answer) => drafts.heard(asked.id, answer));
    },
    [seat, words, drafts],
  );
}
