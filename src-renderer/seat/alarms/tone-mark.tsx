/** The urgency of an alarm as a shape and a word; red is for the urgent ones only. */
import type { AlarmTone } from "../../../shared/alarm.ts";
import { useWords } from "../../kit/words.ts";

const SHAPES: Readonly<Record<AlarmTone, string>> = {
  calm: "M8 2.5a5.5 5.5 0 1 0 .01 0Z",
  pressing: "M8 1.5 14.5 8 8 14.5 1.5 8Z",
  urgent: "M8 1.5 15 14H1Z",
};

export function ToneMark({ tone }: { readonly tone: AlarmTone }) {
  const words = useWords();
  return (
    <span className={`alarm-tone alarm-tone-${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[tone]} />
      </svg>
      {words.text(`alarms.tone.${tone}`)}
    </span>
  );
}
