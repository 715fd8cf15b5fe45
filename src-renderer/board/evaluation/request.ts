/** A request to the hub's desk from a form: under way, done, or why not, in words. */
import { useCallback, useState } from "react";
import type { DeskAnswer, DeskRequest } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useAsk } from "../../link/react.ts";

export interface Requesting {
  readonly pending: boolean;
  /** The sentence why the last request was not done; null while there is none. */
  readonly problem: string | null;
  /** Sends and tells whether it was done. */
  readonly send: (request: DeskRequest, by: string) => Promise<boolean>;
  readonly setProblem: (problem: string | null) => void;
}

export function useRequest(): Requesting {
  const ask = useAsk();
  const words = useWords();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = useCallback(
    async (request: DeskRequest, by: string) => {
      setPending(true);
      setProblem(null);
      const answer: DeskAnswer = await ask(request, by);
      setPending(false);
      if (answer.answer === "done") return true;
      // What is safe in the outbox is as good as sent: what becomes of it is told there.
      if (answer.answer === "queued") return true;
      setProblem(answer.answer === "refused" ? words.refusal(answer.refused) : words.trouble(answer.trouble));
      return false;
    },
    [ask, words],
  );
  return { pending, problem, send, setProblem };
}
