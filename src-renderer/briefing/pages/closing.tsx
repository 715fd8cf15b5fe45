/** 小结: the conclusions, each in one sentence. */
import { useWords } from "../../kit/words.ts";
import { conclusionsOf } from "../conclusions.ts";
import { useBriefing } from "../context.ts";

export function ClosingPage() {
  const words = useWords();
  const { frozen, file } = useBriefing();
  return (
    <ul className="briefing-closing">
      {conclusionsOf(frozen, file, words).map(({ name, met, text }) => (
        <li key={name} data-conclusion={name} data-met={met ?? "none"}>
          <i aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
