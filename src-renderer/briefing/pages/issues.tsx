/** 突出问题: the classes with most cases, and what lies about. */
import { useWords } from "../../kit/words.ts";
import { ChangeMark } from "../change.tsx";
import { useBriefing } from "../context.ts";
import { countChange } from "../headlines.ts";
import { Num } from "../number.tsx";

const LEFT = ["overdueOpen", "suspended", "sentBackOften"] as const;

export function IssuesPage() {
  const words = useWords();
  const { issues, left } = useBriefing().frozen;
  const most = Math.max(1, ...issues.map(({ count }) => count.n));
  return (
    <div className="briefing-issues">
      {issues.length === 0 ? (
        <p className="briefing-empty">{words.text("briefing.noCases")}</p>
      ) : (
        <ol>
          {issues.map(({ classUid, count, overdue, before, ...names }, i) => {
            const name = words.name(names) || words.text("issues.unnamed");
            return (
              <li key={classUid}>
                <b className="briefing-rank">{i + 1}</b>
                <span className="briefing-name" title={name}>
                  {name}
                </span>
                <span className="bar briefing-bar" aria-hidden="true">
                  <span style={{ width: `${(count.n / most) * 100}%` }} />
                </span>
                <Num name={`issue.${classUid}`} count={count} what={name} className="briefing-middle" />
                <span className={overdue.n > 0 ? "briefing-late red" : "briefing-late"}>
                  <small>{words.text("measure.overdueOpen")}</small>
                  <Num
                    name={`issue.${classUid}.overdue`}
                    count={overdue}
                    what={`${name} · ${words.text("measure.overdueOpen")}`}
                  />
                </span>
                <ChangeMark change={countChange(count.n, before, words)} against="before" />
              </li>
            );
          })}
        </ol>
      )}
      <section aria-label={words.text("briefing.left")}>
        <h2>{words.text("briefing.left")}</h2>
        <ul>
          {LEFT.map((measure) => (
            <li key={measure}>
              <Num
                name={`left.${measure}`}
                count={left[measure]}
                what={words.text(`measure.${measure}`)}
                className={`briefing-big ${measure === "overdueOpen" && left[measure].n > 0 ? "red" : ""}`}
              />
              <span>{words.text(`measure.${measure}`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
