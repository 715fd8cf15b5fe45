/** What the desk's answer to a request means for who asked. */
import { useCallback } from "react";
import type { DeskAnswer, DeskRequest } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";
import type { Sent } from "./import-drawer.tsx";

/** The sentence why it was not done; null when it was, or when it is safe on its way. */
export function useTold(): (answer: DeskAnswer) => string | null {
  const words = useWords();
  return useCallback(
    (answer) => {
      if (answer.answer === "refused") {
        const why = words.refusal(answer.refused);
        return answer.by === undefined || answer.by === ""
          ? why
          : words.text("office.refusedBy", { why, by: answer.by });
      }
      return answer.answer === "trouble" ? words.trouble(answer.trouble) : null;
    },
    [words],
  );
}

/** Sends one row of a table to the desk. */
export function useSendRow(): (request: DeskRequest) => Promise<Sent> {
  const { ask } = useSeat();
  const tell = useTold();
  return useCallback(
    async (request) => {
      const answer = await ask(request).answer;
      const why = tell(answer);
      if (why !== null) return { how: "not", why };
      return { how: answer.answer === "queued" ? "queued" : "done" };
    },
    [ask, tell],
  );
}
