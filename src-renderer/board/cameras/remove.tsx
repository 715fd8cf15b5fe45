/** Removing something from the register: asks once, says what stays, and is signed like every change. */
import { useState } from "react";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { useWords } from "../../kit/words.ts";
import { useRequest } from "../evaluation/request.ts";

export interface RemoveProps {
  readonly request: DeskRequest;
  /** What is asked before it is done. */
  readonly sure: string;
  readonly author: string;
  readonly onDone: () => void;
}

export function Remove({ request, sure, author, onDone }: RemoveProps) {
  const words = useWords();
  const { pending, problem, send, setProblem } = useRequest();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    if ((await send(request, author.trim())) !== null) onDone();
  };
  if (!asking) {
    return (
      <button type="button" data-remove onClick={() => setAsking(true)}>
        {words.text("register.remove")}
      </button>
    );
  }
  return (
    <span
      className="register-sure"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setAsking(false);
      }}
    >
      <span role="alert">{sure}</span>
      <button type="button" data-sure disabled={pending} onClick={() => void remove()}>
        {words.text("register.removeSure")}
      </button>
      <button type="button" autoFocus onClick={() => setAsking(false)}>
        {words.text("register.keep")}
      </button>
      {problem !== null && (
        <span className="form-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
