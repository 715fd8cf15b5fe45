/** Which open cases, closed in time, move a subject up, and to where. */
import { useState } from "react";
import type { ShownStanding, ShownStandings, WhatIf } from "../../../shared/view.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { CaseRow } from "../ticker.tsx";
import { scoreText, signedText } from "./score.ts";

/** Rows shown before the rest is asked for. */
const FIRST = 8;

/** One sentence a step: "再按期办结2件，可由第5名升至第3名（得分82.10）"; or why there is none. */
export function stepSentences({ rank, score, cases, steps }: WhatIf, words: Words): string[] {
  if (cases.length === 0) return [words.text("whatIf.noCases")];
  if (rank === null || score === null) return [words.text("whatIf.unranked", { count: cases.length })];
  if (rank === 1) return [words.text("whatIf.first")];
  if (steps.length === 0) return [words.text("whatIf.noStep", { count: cases.length })];
  return steps.map((step) => {
    const closed = cases.slice(0, step.close);
    const late = closed.filter(isLate).length;
    const params = { count: step.close, rank, to: step.rank, score: scoreText(step.score) };
    if (late > 0) return words.text("whatIf.stepLate", { ...params, late });
    return words.text(closed.every(({ inTime }) => inTime) ? "whatIf.step" : "whatIf.stepPlain", params);
  });
}

/** Too late already; a case without a deadline is neither late nor in time. */
const isLate = ({ inTime, line }: WhatIf["cases"][number]) => !inTime && line.deadline !== null;

interface Props {
  readonly shown: ShownStandings;
  readonly standing: ShownStanding;
}

export function WhatIfs({ shown, standing }: Props) {
  const words = useWords();
  const desk = useDesk();
  const [all, showAll] = useState(false);
  const { value, trouble, rev } = useView({
    view: "whatIf",
    scheme: shown.scheme.scheme,
    period: shown.period.key,
    key: standing.key,
  });
  // Nothing can change any more.
  if (shown.frozen !== null || (rev > 0 && value === null)) return null;
  const cases = value === null ? [] : all ? value.cases : value.cases.slice(0, FIRST);
  const stepAfter = new Map(value?.steps.map((step) => [step.close, step.rank] as const));
  return (
    <section className="explained-part what-if" data-section="what-if">
      <h3>{words.text("whatIf.title")}</h3>
      {trouble !== null && (
        <p className="form-problem" role="alert">
          {words.trouble(trouble)}
        </p>
      )}
      {value !== null && (
        <>
          <ul className="steps">
            {stepSentences(value, words).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <ol className="what-if-cases">
            {cases.map(({ line, inTime, gain }, i) => (
              <li key={line.uid} data-in-time={inTime}>
                <CaseRow line={line} at={line.deadline ?? line.reportedAt} onOpen={desk.openCase} />
                <small className="gain">
                  {!inTime && line.deadline !== null && line.submittedAt !== null && `${words.text("whatIf.late")} `}
                  {words.text("whatIf.gain", { points: signedText(gain) })}
                </small>
                {stepAfter.has(i + 1) && (
                  <p className="step-mark">
                    {words.text("whatIf.mark", { count: i + 1, rank: stepAfter.get(i + 1) ?? 0 })}
                  </p>
                )}
              </li>
            ))}
          </ol>
          {!all && value.cases.length > FIRST && (
            <button type="button" className="more" onClick={() => showAll(true)}>
              {words.text("whatIf.more", { count: value.cases.length - FIRST })}
            </button>
          )}
        </>
      )}
    </section>
  );
}
