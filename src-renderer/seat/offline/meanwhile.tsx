/** What happened while the line was cut: the counts, the cases, and a key that says one has seen it. */
import { Button } from "antd";
import type { MeanwhileValue } from "../../../shared/seat.ts";
import { StageMark, isLineOverdue } from "../../board/mark.tsx";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";

const COUNTS = ["mine", "reported", "closed", "becameOverdue", "changed"] as const;

export interface MeanwhileProps {
  readonly value: MeanwhileValue;
  readonly now: number;
  readonly onOpen: (uid: number) => void;
  readonly onSeen: () => void;
}

export function Meanwhile({ value, now, onOpen, onSeen }: MeanwhileProps) {
  const words = useWords();
  const { from, to, counts, lines, sent, refused } = value;
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const span = durationText(to - from, words.language);
  return (
    <section className="seat-card offline-meanwhile" aria-label={words.text("offline.meanwhile")}>
      <h2>{words.text("offline.meanwhile")}</h2>
      <p className="seat-note">{words.text("offline.meanwhile.span", { from: moment(from), to: moment(to), span })}</p>
      <dl>
        {COUNTS.map((count) => (
          <div key={count} data-figure={`meanwhile.${count}`} data-value={counts[count]}>
            <dt>{words.text(`offline.meanwhile.${count}`)}</dt>
            <dd>{counts[count]}</dd>
          </div>
        ))}
      </dl>
      {sent + refused > 0 && <p>{words.text("offline.meanwhile.own", { sent, refused })}</p>}
      {lines.length === 0 ? (
        <p>{words.text("offline.meanwhile.none")}</p>
      ) : (
        <ul aria-label={words.text("offline.cases")}>
          {lines.map((line) => (
            <li key={line.uid}>
              <button type="button" onClick={() => onOpen(line.uid)}>
                <StageMark state={line.state} overdue={isLineOverdue(line, now)} />
                <span>{line.caseNo}</span>
                <span>{words.name({ name: line.className, nameEn: line.classNameEn })}</span>
                <span className="offline-address">{line.address}</span>
                <time>{moment(line.changedAt)}</time>
              </button>
            </li>
          ))}
        </ul>
      )}
      {lines.length < counts.changed && lines.length > 0 && (
        <p className="seat-note">{words.text("offline.meanwhile.more", { count: lines.length })}</p>
      )}
      <Button type="primary" onClick={onSeen}>
        {words.text("offline.meanwhile.seen")}
      </Button>
    </section>
  );
}
