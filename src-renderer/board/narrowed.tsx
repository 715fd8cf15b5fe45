/** The small mark of a board whose figures are narrowed, with what they are narrowed to. */
import { narrows, ofFlow } from "../../shared/only.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { onlyWords } from "./only.ts";

export function NarrowedMark() {
  const words = useWords();
  const { only, onlyNames } = useDesk();
  if (!narrows(only)) return null;
  const sentence = onlyWords(ofFlow(only), onlyNames, words)
    .map(({ word }) => word)
    .join(" · ");
  const said = words.text("filter.narrowed", { sentence });
  return (
    <span className="narrowed" data-narrowed title={said} aria-label={said} role="img">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 3h12L9.5 8.5V13L6.5 14.5V8.5Z" />
      </svg>
    </span>
  );
}
