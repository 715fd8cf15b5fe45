/** Who was there and when, the latest first. */
import type { WholeValues } from "../../../shared/view.ts";
import type { VisitBy } from "../../../shared/place-kinds.ts";
import { durationText, momentText, timeText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";

/** More than these nobody reads one by one. */
const LISTED = 60;

export function VisitList({
  visits,
  now,
}: {
  readonly visits: WholeValues["visitsOf"]["visits"];
  readonly now: number;
}) {
  const words = useWords();
  return (
    <>
      <ol className="facts visit-list">
        {visits.slice(0, LISTED).map(({ by, eye, fromAt, toAt, ...names }) => (
          <li key={`${by} ${eye} ${fromAt}`} data-by={by}>
            <time dateTime={new Date(fromAt).toISOString()}>
              {momentText(fromAt, now, words.timeZone, words.language)}–{timeText(toAt, words.timeZone)}
            </time>
            <span>
              {words.name(names) || "—"} · {words.text(`coverage.by.${by as VisitBy}`)}
            </span>
            <small>{durationText(toAt - fromAt, words.language)}</small>
          </li>
        ))}
      </ol>
      {visits.length > LISTED && <p className="coverage-none">{words.text("coverage.visits.first", { count: LISTED })}</p>}
    </>
  );
}
