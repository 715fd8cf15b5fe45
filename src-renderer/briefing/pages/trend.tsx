/** Thirteen months: reported and closed, bars from zero, the last month and the same one a year before marked. */
import type { CSSProperties } from "react";
import { monthOf, periodKeyOf } from "../../../shared/evaluation/period-key.ts";
import { periodText } from "../../board/evaluation/periods.ts";
import { dateText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useBriefing } from "../context.ts";
import { Num } from "../number.tsx";

const STEPS = ["reported", "closed"] as const;

export function TrendPage() {
  const words = useWords();
  const { trend, since } = useBriefing().frozen;
  const { timeZone, language } = words;
  const first = since === null ? null : periodKeyOf("month", monthOf(since, timeZone));
  const most = Math.max(1, ...trend.flatMap(({ reported, closed }) => [reported.n, closed.n]));
  if (trend.every(({ reported, closed }) => reported.n + closed.n === 0)) {
    return <p className="briefing-empty">{words.text("briefing.noCases")}</p>;
  }
  return (
    <div className="briefing-trend">
      <p className="briefing-legend">
        {STEPS.map((step) => (
          <span key={step} data-step={step}>
            <i aria-hidden="true" />
            {words.text(`milestone.${step}`)}
          </span>
        ))}
      </p>
      <ol>
        {trend.map((month, i) => {
          const title = periodText(month.month, words);
          const mark = i === trend.length - 1 ? "now" : i === trend.length - 13 ? "yearBefore" : undefined;
          return (
            <li key={month.month} data-month={month.month} data-mark={mark}>
              {STEPS.map((step) => (
                <span key={step} className="briefing-column" data-step={step}>
                  <Num
                    name={`trend.${month.month}.${step}`}
                    count={month[step]}
                    what={`${title} · ${words.text(`milestone.${step}`)}`}
                  />
                  <span aria-hidden="true" style={{ "--share": month[step].n / most } as CSSProperties} />
                </span>
              ))}
              <small>
                {title}
                {mark === "yearBefore" && <b>{words.text("briefing.sameMonth")}</b>}
                {since !== null && month.month === first && (
                  <span>{words.text("briefing.since", { day: dateText(since, timeZone, language) })}</span>
                )}
              </small>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
