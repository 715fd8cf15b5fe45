/** Fields with a few answers: what a patroller saw, how satisfied the caller is, and until when a letter is to be answered. */
import { Input, Radio } from "antd";
import { useWords } from "../../../kit/words.ts";
import { SCORES } from "../draft.ts";
import { ariaOf, FieldFrame, type FieldProps } from "./field.tsx";

export function ConfirmedField({ draft, change, id, problem }: FieldProps) {
  const words = useWords();
  return (
    <FieldFrame field="confirmed" id={id} problem={problem} required group>
      <Radio.Group
        aria-label={words.text("casework.field.confirmed")}
        value={draft.confirmed ?? null}
        onChange={(event) => change({ confirmed: event.target.value as boolean })}
      >
        <Radio value autoFocus>
          {words.text("casework.confirmed.yes")}
        </Radio>
        <Radio value={false}>{words.text("casework.confirmed.no")}</Radio>
      </Radio.Group>
    </FieldFrame>
  );
}

/** The key of a score's word: minus signs are no part of a key. */
const SCORE_WORDS = {
  100: "casework.score.best",
  80: "casework.score.good",
  50: "casework.score.fair",
  0: "casework.score.bad",
  "-100": "casework.score.worst",
} as const;

export function ScoreField({ draft, change, id, problem }: FieldProps) {
  const words = useWords();
  return (
    <FieldFrame field="score" id={id} problem={problem} required group>
      <Radio.Group
        aria-label={words.text("casework.field.score")}
        value={draft.score ?? null}
        onChange={(event) => change({ score: event.target.value as number })}
      >
        {SCORES.map((score, i) => (
          <Radio key={score} value={score} autoFocus={i === 0}>
            {words.text(SCORE_WORDS[score])} <small>{score}</small>
          </Radio>
        ))}
      </Radio.Group>
    </FieldFrame>
  );
}

export function AnswerByField({ draft, change, id, problem }: FieldProps) {
  return (
    <FieldFrame field="answerBy" id={id} problem={problem} required={false}>
      <Input
        {...ariaOf({ id, problem })}
        type="datetime-local"
        value={draft.answerBy ?? ""}
        onChange={(event) => change({ answerBy: event.target.value })}
      />
    </FieldFrame>
  );
}
