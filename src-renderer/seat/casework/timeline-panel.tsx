/** What happened to a case, fact by fact, with the stretches in which its handling clock stood still. */
import type { Fact } from "../../../shared/case/case.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { factSentence } from "../../board/facts.ts";
import { durationText, momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { timelineOf } from "./timeline.ts";

interface TimelineProps {
  readonly facts: readonly Fact[];
  readonly departments: ReadonlyMap<number, RecordOf<"departments">>;
  /** Hub time, epoch ms. */
  readonly now: number;
}

export function Timeline({ facts, departments, now }: TimelineProps) {
  const words = useWords();
  const moment = (at: number) => momentText(at, now, words.timeZone, words.language);
  const span = (ms: number) => durationText(ms, words.language);
  return (
    <section className="casework-card" data-card="timeline">
      <h2>{words.text("casework.timeline")}</h2>
      {facts.length === 0 && <p className="casework-note">{words.text("casework.timeline.none")}</p>}
      <ol className="casework-timeline">
        {timelineOf(facts).map((each, i) =>
          each.is === "fact" ? (
            <li key={i} data-fact={each.fact.kind}>
              <time dateTime={new Date(each.fact.at).toISOString()}>{moment(each.fact.at)}</time>
              <span>{factSentence(each.fact, words, departments, now)}</span>
              <small>
                {each.fact.by}
                {each.after !== null && ` · +${span(each.after)}`}
              </small>
            </li>
          ) : (
            <li key={i} data-pause={each.why}>
              <span aria-hidden="true" />
              <span>
                {words.text(each.to === null ? "casework.pause.running" : "casework.pause", {
                  why: words.text(`casework.pause.${each.why}`),
                  span: span((each.to ?? now) - each.from),
                })}
              </span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
