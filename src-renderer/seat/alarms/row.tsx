/** One alarm of the list. */
import { useContext } from "react";
import type { AlarmLine } from "../../../shared/alarm.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { ageText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { ToneMark } from "./tone-mark.tsx";
import { stateText, subjectText } from "./words.ts";

export interface AlarmRowProps {
  readonly alarm: AlarmLine;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

export function AlarmRow({ alarm, chosen, onChoose, onOpen }: AlarmRowProps) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const age = useBeat(() => {
    const now = hubNow();
    return now === null ? "" : ageText(now - alarm.since, words.language);
  });
  const now = hubNow() ?? alarm.since;
  return (
    <li
      id={rowId(alarm.key)}
      className="alarm-row"
      role="option"
      aria-selected={chosen}
      data-state={alarm.state}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <ToneMark tone={alarm.risen} />
      <span className="alarm-kind">{words.text(`alarms.subject.${alarm.subject}`)}</span>
      <span className="alarm-title">
        <strong>{words.name({ name: alarm.title, nameEn: alarm.titleEn })}</strong> {subjectText(alarm, words)}
      </span>
      <span className="alarm-age" title={momentText(alarm.since, now, words.timeZone, words.language)}>
        {words.text("alarms.since", { age })}
      </span>
      <span className="alarm-state">
        {stateText(alarm, now, words)}
        {alarm.risen !== alarm.tone && (
          <small> {words.text("alarms.rose", { tone: words.text(`alarms.tone.${alarm.tone}`) })}</small>
        )}
        {alarm.note !== "" && <small> {alarm.note}</small>}
      </span>
    </li>
  );
}

/** The id of an alarm's row in the document. */
export const rowId = (key: string): string => `alarm-${key.replaceAll(/[^\w-]/g, "-")}`;
