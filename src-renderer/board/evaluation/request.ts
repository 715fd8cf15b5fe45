/** A request to the hub's desk from a form: under way, done, kept for later, or why not, in words. */
import { useCallback, useState } from "react";
import type { DeskAnswer, DeskRequest } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useAsk } from "../../link/react.ts";
import { useDesk } from "../desk.ts";

export interface Requesting {
  readonly pending: boolean;
  /** The sentence why the last request was not done; null while there is none. */
  readonly problem: string | null;
  /**
   * Sends and tells what came of it: done, or safe in the outbox until the hub is back, which is said at the foot of the
   * window; null when it was neither, and `problem` says why.
   */
  readonly send: (request: DeskRequest, by: string) => Promise<"done" | "queued" | null>;
  readonly setProblem: (problem: string | null) => void;
}

export function useRequest(): Requesting {
  const ask = useAsk();
  const words = useWords();
  const { notify } = useDesk();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = useCallback(
    async (request: DeskRequest, by: string) => {
      setPending(true);
      setProblem(null);
      const answer: DeskAnswer = await ask(request, by);
      setPending(false);
      if (answer.answer === "done") return "done";
      if (answer.answer === "queued") {
        notify(words.text("notice.queued"));
        return "queued";
      }
      setProblem(answer.answer === "refused" ? words.refusal(answer.refused) : words.trouble(answer.trouble));
      return null;
    },
    [ask, words, notify],
  );
  return { pending, problem, send, setProblem };
}
