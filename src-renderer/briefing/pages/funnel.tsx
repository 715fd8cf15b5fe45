/** From report to closing: each step with its count, its share of the step before, and the change. */
import { countsText, rateText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { ChangeMark } from "../change.tsx";
import { useBriefing } from "../context.ts";
import { countChange } from "../headlines.ts";
import { Num } from "../number.tsx";

export function FunnelPage() {
  const words = useWords();
  const { funnel } = useBriefing().frozen;
  const first = funnel[0]?.count.n ?? 0;
  if (first === 0) return <p className="briefing-empty">{words.text("briefing.noCases")}</p>;
  return (
    <ol className="briefing-funnel">
      {funnel.map(({ milestone, count, before }, i) => {
        const of = { n: count.n, d: funnel[i - 1]?.count.n ?? 0 };
        const title = words.text(`milestone.${milestone}`);
        return (
          <li key={milestone}>
            <span className="briefing-label">{title}</span>
            <span className="bar briefing-bar" aria-hidden="true">
              <span style={{ width: `${(count.n / first) * 100}%` }} />
            </span>
            <Num name={`funnel.${milestone}`} count={count} what={title} className="briefing-big" />
            <span className="briefing-rate">
              {i > 0 && (
                <>
                  <b>{rateText(of)}</b>
                  <small>{countsText(of, words.language)}</small>
                </>
              )}
            </span>
            <ChangeMark change={countChange(count.n, before, words)} against="before" />
          </li>
        );
      })}
    </ol>
  );
}
