/** The funnel 上报 · 受理 · 立案 · 派遣 · 处置 · 结案: each step with its count, its share of the step before, and both counts. */
import type { Milestone } from "../../shared/evaluation/columns.ts";
import { useView } from "../link/react.ts";
import { Panel } from "../kit/panel.tsx";
import { countsText, countText, rateText } from "../kit/number.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { NarrowedMark } from "./narrowed.tsx";
import { emptySentence, useFlowOnly, useNarrow } from "./only.ts";
import { goalOf, GoalBar, useTargets } from "./targets.tsx";

/**
 * The indicator whose target belongs to a step, where the step's own rate is counted as the registry says. Handling has
 * none: its rate is of what was due (湛河 2021), the funnel's of what was dispatched.
 */
const INDICATORS: Partial<Record<Milestone, string>> = {
  accepted: "acceptRate",
  filed: "filingRate",
  dispatched: "dispatchRate",
  closed: "finishRate",
};

export function FunnelBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "funnel", period: desk.period, ...useFlowOnly() });
  const narrow = useNarrow();
  const steps = view.value?.funnel.steps ?? [];
  const first = steps[0]?.count ?? 0;
  const targets = useTargets();
  const period = view.value?.window.period ?? desk.period;
  const empty = view.value === null || first > 0 ? null : emptySentence(desk, "empty.period", words);
  return (
    <Panel
      name="funnel"
      title={words.text("funnel.title")}
      tools={
        <>
          <NarrowedMark />
          <span className="panel-window" data-window={period}>
            {words.text(`period.${period}`)}
          </span>
        </>
      }
      source={desk.source}
      foot={words.text("funnel.foot", { period: words.text(`within.${period}`) })}
      view={view}
      empty={empty}
      skeleton={6}
    >
      <ol className="funnel">
        {steps.map(({ milestone, count, ofPrevious }, i) => (
          <li key={milestone} className="funnel-step">
            <span className="funnel-label">{words.text(`milestone.${milestone}`)}</span>
            <GoalBar
              share={first === 0 ? 0 : count / first}
              goal={goalOf(
                targets.get(INDICATORS[milestone] ?? ""),
                milestone === "closed" ? { n: count, d: first } : ofPrevious,
                words,
              )}
              whole={milestone === "closed" || first === 0 ? 1 : ofPrevious.d / first}
              numbered
            />
            <Figure
              name={`funnel.${milestone}`}
              value={count}
              drill={narrow({ query: { period, milestone } })}
              className="funnel-count"
            >
              {countText(count, words.language)}
            </Figure>
            <span className="rate">
              {i > 0 && (
                <>
                  <b>{rateText(ofPrevious)}</b>
                  <small>{countsText(ofPrevious, words.language)}</small>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
