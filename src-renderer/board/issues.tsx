/** 高发问题: the classes most reported in the window. */
import { useView } from "../link/react.ts";
import { Panel } from "../kit/panel.tsx";
import { countText } from "../kit/number.ts";
import { useWords } from "../kit/words.ts";
import { useDesk } from "./desk.ts";
import { Figure } from "./figure.tsx";
import { NarrowedMark } from "./narrowed.tsx";
import { emptySentence, useFlowOnly, useNarrow } from "./only.ts";

const SHOWN = 20;

export function IssuesBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useView({ view: "topIssues", period: desk.period, limit: SHOWN, ...useFlowOnly() });
  const narrow = useNarrow();
  const issues = view.value?.issues ?? [];
  const period = view.value?.window.period ?? desk.period;
  const largest = issues[0]?.count ?? 0;
  const burning = issues.some((issue) => issue.overdueOpen > 0);
  const empty = view.value === null || issues.length > 0 ? null : emptySentence(desk, "empty.period", words);
  return (
    <Panel
      name="topIssues"
      title={words.text("issues.title")}
      tools={
        <>
          <NarrowedMark />
          <span className="panel-window">{words.text(`period.${period}`)}</span>
        </>
      }
      source={desk.source}
      foot={words.text("issues.foot")}
      view={view}
      empty={empty}
    >
      <ol className={burning ? "issues" : "issues issues-calm"}>
        {issues.map((issue) => {
          const name = words.name(issue) || words.text("issues.unnamed");
          const major = words.name({ name: issue.majorName, nameEn: issue.majorNameEn });
          return (
            <li key={issue.classUid} className="issue" data-class={issue.classUid}>
              <span className="issue-name" title={major === "" ? name : `${major} · ${name}`}>
                {name}
              </span>
              <span className="bar">
                <span style={{ width: `${largest === 0 ? 0 : (issue.count / largest) * 100}%` }} />
              </span>
              <Figure
                name="topIssues.count"
                value={issue.count}
                drill={narrow({ query: { period, classUid: issue.classUid }, subject: issue })}
                className="issue-count"
              >
                {countText(issue.count, words.language)}
              </Figure>
              {issue.overdueOpen > 0 ? (
                <Figure
                  name="topIssues.overdue"
                  value={issue.overdueOpen}
                  drill={narrow({
                    query: { period, classUid: issue.classUid, measure: "overdueOpen" },
                    subject: issue,
                  })}
                  className="issue-overdue red"
                >
                  {words.text("issues.overdue", { count: issue.overdueOpen })}
                </Figure>
              ) : (
                burning && <span className="issue-overdue" />
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
