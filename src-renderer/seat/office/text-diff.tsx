/** Two texts as one, with what went and what came; what stayed is left out but for a little around. */
import { Fragment } from "react";
import { useWords } from "../../kit/words.ts";
import { firstLines, hunksOf, type DiffLine } from "./line-diff.ts";
import "./text-diff.css";

const MARKS = { same: " ", gone: "−", new: "+" } as const;
/** Lines that are drawn: who changes more reads the text itself. */
const MOST_LINES = 400;

export function TextDiff({ lines }: { readonly lines: readonly DiffLine[] }) {
  const words = useWords();
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return <p className="office-note">{words.text("office.diff.same")}</p>;
  const { shown, cut } = firstLines(hunks, MOST_LINES);
  return (
    <div className="text-diff" tabIndex={0} role="region" aria-label={words.text("office.diff.label")}>
      {shown.map((hunk, i) => (
        <Fragment key={`${hunk[0]?.before ?? ""} ${hunk[0]?.after ?? ""}`}>
          {i > 0 && <p aria-hidden="true">⋯</p>}
          {hunk.map((line) => (
            <pre key={`${line.before ?? ""} ${line.after ?? ""}`} data-how={line.how}>
              <span className="diff-number">{line.after ?? line.before}</span>
              <span aria-hidden="true">{MARKS[line.how]} </span>
              {line.how !== "same" && <span className="only-read">{words.text(`office.diff.${line.how}`)}</span>}
              <span className="diff-text">{line.text}</span>
            </pre>
          ))}
        </Fragment>
      ))}
      {cut && <p className="office-note">{words.text("office.diff.more")}</p>}
    </div>
  );
}
