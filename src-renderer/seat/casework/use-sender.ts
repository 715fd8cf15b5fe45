/**
 * Sends commands so that nothing typed is lost: a draft goes only once the hub has done what it said.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z32 A draft outlives its sending until the hub has done it: taken back or refused, it can be taken up as it was typed.
 */
import { useCallback, useEffect, useRef } from "react";
import { requestText } from "../../board/sync/requests.ts";
import { useWords } from "../../kit/words.ts";
import { useAct, useView } from "../../link/react.ts";
import { useSeat } from "../shell/desk.ts";
import type { CaseCommand } from "./commands.ts";
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
  /** Keys of drafts by the id of what was sent of them. */
  const sent = useRef(new Map<string, string>());
  const settle = useCallback(
    (id: string) => {
      const key = sent.current.get(id);
      if (key === undefined) return;
      sent.current.delete(id);
      void act({ do: "keep", key, value: null });
    },
    [act],
  );
  useEffect(() => {
    for (const { message, state } of entries ?? []) if (state === "done") settle(message.id);
  }, [entries, settle]);
  return useCallback(
    ({ uid, caseNo, command, department }) => {
      const request = { ask: "case", uid, command } as const;
      const what = words.text("casework.sent", { caseNo, what: requestText(request, department, words) });
      const asked = seat.askWithUndo(request, what);
      sent.current.set(asked.id, draftKey(uid, command.kind));
      void asked.answer.then((answer) => {
        if (answer.answer === "done") settle(asked.id);
      });
    },
    [seat, words, settle],
  );
}
