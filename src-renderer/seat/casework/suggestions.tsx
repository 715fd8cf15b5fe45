/** Who should handle it, with the reasons in words, and how often this month somebody chose another. */
import { Button } from "antd";
import type { Suggestion, SuggestValue } from "../../../shared/seat.ts";
import { rateText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";

/** Why a department is proposed, and what speaks against it, each as n of d. */
export function ReasonsOf({ suggestion }: { readonly suggestion: Suggestion }) {
  const words = useWords();
  return (
    <small className="casework-reasons">
      {suggestion.reasons
        .map(({ why, n, d }) => words.text(`case.suggest.${why}`, { n, d }))
        .join(words.text("casework.comma"))}
    </small>
  );
}

interface SuggestionsProps {
  readonly value: SuggestValue;
  /** Takes the nth of them, counted from 0. */
  readonly onTake: (nth: number) => void;
}

export function Suggestions({ value, onTake }: SuggestionsProps) {
  const words = useWords();
  const { suggestions, month } = value;
  return (
    <section className="casework-card" data-card="suggest">
      <h2>{words.text("casework.suggest.title")}</h2>
      {suggestions.length === 0 && <p className="casework-note">{words.text("casework.suggest.none")}</p>}
      <ol className="casework-suggestions">
        {suggestions.map((each, i) => (
          <li key={each.department} data-suggestion={each.department}>
            <Button type="text" onClick={() => onTake(i)}>
              <kbd>{i + 1}</kbd> <b>{words.name(each)}</b>
            </Button>
            <ReasonsOf suggestion={each} />
          </li>
        ))}
      </ol>
      <p className="casework-note" data-figure="suggest.overridden" data-value={month.overridden}>
        {words.text("casework.suggest.month", {
          suggested: month.suggested,
          overridden: month.overridden,
          rate: rateText({ n: month.overridden, d: month.suggested }),
        })}
      </p>
    </section>
  );
}
