/** Making a period final: a small form, because there is no way back. */
import { useState } from "react";
import type { ShownStandings } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useAuthor } from "./author.ts";
import { RequestForm, Signature } from "./form.tsx";
import { periodText } from "./periods.ts";
import { useRequest } from "./request.ts";

/** The key to it, once the period is over; nothing while it runs, and nothing when it is final. */
export function Freeze({ shown }: { readonly shown: ShownStandings }) {
  const words = useWords();
  const platform = useView({ view: "city" }).value?.platform?.platform ?? null;
  const [open, setOpen] = useState(false);
  if (shown.frozen !== null || shown.period.running || platform === null) return null;
  return (
    <span className="freeze">
      <button type="button" data-freeze aria-expanded={open} onClick={() => setOpen((now) => !now)}>
        {words.text("freeze.key")}
      </button>
      {open && <FreezeForm shown={shown} platform={platform} onOver={() => setOpen(false)} />}
    </span>
  );
}

interface FormProps {
  readonly shown: ShownStandings;
  readonly platform: string;
  readonly onOver: () => void;
}

function FreezeForm({ shown, platform, onOver }: FormProps) {
  const words = useWords();
  const { author, name, keep } = useAuthor();
  const { pending, problem, send, setProblem } = useRequest();
  const { scheme, period } = shown;
  const freeze = async () => {
    if (author.trim() === "") return setProblem(words.text("form.nameMissing"));
    if ((await send({ ask: "freeze", platform, scheme: scheme.scheme, period: period.key }, author.trim())) === null)
      return;
    keep();
    onOver();
  };
  return (
    <RequestForm className="freeze-form" problem={problem} onSubmit={freeze} onCancel={onOver}>
      <p>
        {words.text("freeze.what", { scheme: scheme.title[words.language], period: periodText(period.key, words) })}
      </p>
      <Signature author={author} onName={name} size={10} autoFocus />
      <button type="submit" disabled={pending}>
        {words.text(pending ? "freeze.pending" : "freeze.confirm")}
      </button>
      <button type="button" onClick={onOver}>
        {words.text("form.cancel")}
      </button>
    </RequestForm>
  );
}
