/** A change against an earlier time, by shape and sign. */
import { useWords } from "../kit/words.ts";
import type { Change } from "./headlines.ts";

export function ChangeMark({
  change,
  against,
}: {
  readonly change: Change;
  readonly against: "before" | "yearBefore";
}) {
  const words = useWords();
  return (
    <span className="briefing-change" data-against={against} data-way={change.way ?? "none"}>
      <small>{words.text(`briefing.${against}`)}</small>
      {change.way !== null && change.way !== "same" && <i aria-hidden="true" />}
      <span>{change.text}</span>
    </span>
  );
}
