/** Open cases of the same class near the point: it may be one of them. */
import { Button } from "antd";
import { useContext } from "react";
import { stageOf, stateOfCode } from "../../../shared/case/state.ts";
import type { AroundValue } from "../../../shared/view.ts";
import { StageMark, isLineOverdue } from "../../board/mark.tsx";
import { ClockContext } from "../../kit/panel.tsx";
import { ageText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";

/** Nearer than this it may be the same, m (domain: duplicates are of one class, near, and open). */
export const NEAR_METRES = 50;

type Near = AroundValue["cases"][number];

/** The open cases of the class within fifty metres, the nearest first. */
export function similarOf(around: AroundValue | null, className: string): readonly Near[] {
  return (around?.cases ?? [])
    .filter((line) => line.className === className && line.metres <= NEAR_METRES)
    .filter(({ state }) => stageOf(stateOfCode(state)) !== "closed")
    .toSorted((a, b) => a.metres - b.metres);
}

export interface SimilarProps {
  /** Null while there is no point or no class. */
  readonly cases: readonly Near[] | null;
  readonly onSame: (line: Near) => void;
}

export function Similar({ cases, onSame }: SimilarProps) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const now = hubNow() ?? 0;
  return (
    <section className="newcase-similar" aria-label={words.text("newcase.similar")} aria-live="polite">
      <h2>{words.text("newcase.similar")}</h2>
      {cases === null && <p>{words.text("newcase.similar.place")}</p>}
      {cases?.length === 0 && <p>{words.text("newcase.similar.none")}</p>}
      {cases !== null && cases.length > 0 && (
        <ul>
          {cases.map((line) => (
            <li key={line.uid} data-similar={line.uid}>
              <StageMark state={line.state} overdue={isLineOverdue(line, now)} />
              <span>
                {line.caseNo} {line.address}
                <small>
                  {" "}
                  {words.text("newcase.similar.at", {
                    metres: Math.round(line.metres),
                    age: ageText(now - line.reportedAt, words.language),
                  })}
                </small>
              </span>
              <Button size="small" onClick={() => onSame(line)}>
                {words.text("newcase.similar.same")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
