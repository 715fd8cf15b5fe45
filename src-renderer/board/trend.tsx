/** Reported and closed by hour. The drawing is the chart's; the hours themselves are buttons, so a keyboard reaches them. */
import { useView } from "../link/react.ts";
import { Panel } from "../kit/panel.tsx";
import { countText } from "../kit/number.ts";
import { dateText, timeText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import { TrendChart } from "./chart.tsx";
import { useDesk } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { NarrowedMark } from "./narrowed.tsx";
import { emptySentence, useFlowOnly, useNarrow } from "./only.ts";

const HOURS = 24;

export function TrendBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "trend", hours: HOURS, ...useFlowOnly() });
  const narrow = useNarrow();
  const trend = view.value;
  const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0);
  const reported = sum(trend?.reported ?? []);
  const closed = sum(trend?.closed ?? []);
  const empty = trend === null || reported + closed > 0 ? null : emptySentence(desk, "empty.trend", words);
  return (
    <Panel
      name="trend"
      title={words.text("trend.title")}
      tools={
        <>
          <NarrowedMark />
          <span className="legend">
            <span className="legend-reported">
              {words.text("trend.reported")}
              {trend !== null && (
                <Figure
                  name="trend.reported"
                  value={reported}
                  drill={narrow({
                    query: { between: [trend.from, trend.from + trend.reported.length * trend.step] },
                  })}
                />
              )}
            </span>
            <span className="legend-closed">
              {words.text("trend.closed")}
              {trend !== null && (
                <b data-figure="trend.closed" data-value={closed}>
                  {countText(closed, words.language)}
                </b>
              )}
            </span>
          </span>
        </>
      }
      source={desk.source}
      foot={
        trend === null
          ? undefined
          : words.text("trend.foot", {
              hours: trend.reported.length,
              until: `${dateText(trend.until, words.timeZone, words.language)} ${timeText(trend.until, words.timeZone)}`,
            })
      }
      view={view}
      empty={empty}
      skeleton={3}
    >
      {trend !== null && (
        <div className="trend">
          <TrendChart
            reported={trend.reported}
            closed={trend.closed}
            labels={trend.reported.map((_, i) => timeText(trend.from + i * trend.step, words.timeZone))}
          />
          <div className="trend-hours">
            {trend.reported.map((count, i) => {
              const from = trend.from + i * trend.step;
              const hour = `${timeText(from, words.timeZone)}–${timeText(from + trend.step, words.timeZone)}`;
              return (
                <button
                  key={from}
                  type="button"
                  data-figure="trend.hour"
                  data-value={count}
                  title={words.text("trend.hour", { hour, reported: count, closed: trend.closed[i] ?? 0 })}
                  aria-label={words.text("trend.hour", { hour, reported: count, closed: trend.closed[i] ?? 0 })}
                  onClick={() => desk.open(narrow({ query: { between: [from, from + trend.step] } }))}
                />
              );
            })}
          </div>
        </div>
      )}
    </Panel>
  );
}
