/** One group of a scheme on its board. */
import type { ShownPeriod, ShownStanding, ShownStandings } from "../../../shared/view.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { Pages } from "./pages.tsx";
import { MoveMark } from "./move.tsx";
import { moveOf, scoreText } from "./score.ts";
import { bracketsOf, scaleOf, whiskerOf } from "./whisker.ts";

interface GroupProps {
  readonly shown: ShownStandings;
  readonly group: string;
  readonly standings: readonly ShownStanding[];
  /** Rows of the longest group, so that rows of all boards stand level. */
  readonly rows: number;
  readonly only: boolean;
}

export function GroupBoard({ shown, group, standings, rows, only }: GroupProps) {
  const words = useWords();
  const ranked = standings.filter(({ rank }) => rank !== null);
  const unranked = standings.filter(({ rank }) => rank === null);
  const end = scaleOf(ranked);
  const placeOf = new Map(ranked.map(({ key }, i) => [key, i]));
  // Rows keep their place in the document and slide to their rank, so that a change is seen as a movement.
  const still = ranked.toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1));
  const subject = shown.scheme.subject;
  const title =
    group === ""
      ? words.text(only ? `standings.all.${subject}` : "ranking.noGroup")
      : words.text("ranking.group", { group });
  return (
    <section className="standings-board" data-group={group}>
      <header className="standings-head">
        <h3>
          {title}
          <small>{words.text("standings.ranked", { count: ranked.length })}</small>
        </h3>
        <small className="standings-scale">{words.text("standings.scale", { end })}</small>
        <small>{words.text("standings.score")}</small>
        <small>{words.text(`standings.before.${shown.period.kind}`)}</small>
        <small>{shown.period.kind === "year" ? "" : words.text("standings.yearBefore")}</small>
      </header>
      <Pages className="standings-rows" rows={rows}>
        {bracketsOf(ranked).map(({ first, last }) => (
          <span
            key={first}
            className="tie"
            title={words.text("standings.tieWhy")}
            style={{ "--first": first, "--span": last - first + 1 } as React.CSSProperties}
          >
            <i>{words.text("standings.tie")}</i>
          </span>
        ))}
        {still.map((standing) => (
          <Row
            key={standing.key}
            standing={standing}
            place={placeOf.get(standing.key) ?? 0}
            end={end}
            scheme={shown.scheme.scheme}
            period={shown.period}
            gradeTitle={gradeOf(shown, standing, words.language)}
          />
        ))}
      </Pages>
      <Unranked shown={shown} standings={unranked} />
    </section>
  );
}

/** A grade's own words, or its letter. */
export function gradeOf(shown: ShownStandings, { grade }: ShownStanding, language: "zh-CN" | "en"): string | null {
  if (grade === null) return null;
  return shown.scheme.grades.find((each) => each.grade === grade)?.title[language] ?? grade;
}

interface RowProps {
  readonly standing: ShownStanding;
  readonly place: number;
  readonly end: number;
  readonly scheme: string;
  readonly period: ShownPeriod;
  readonly gradeTitle: string | null;
}

function Row({ standing, place, end, scheme, period, gradeTitle }: RowProps) {
  const words = useWords();
  const desk = useDesk();
  const full = words.name(standing);
  const short = words.name({ name: standing.shortName, nameEn: standing.shortNameEn }) || full;
  const whisker = whiskerOf(standing, end);
  const vetoed = standing.vetoedBy.length > 0;
  return (
    <div
      role="listitem"
      className="standing-row"
      data-key={standing.key}
      data-rank={standing.rank}
      data-score={scoreText(standing.score)}
      style={{ transform: `translateY(${place * 100}%)` }}
    >
      <span className="standing-rank">{standing.rank}</span>
      <span className="standing-who">
        <button
          type="button"
          className="standing-name"
          title={full}
          aria-label={words.text("standings.open", {
            name: full,
            rank: standing.rank ?? 0,
            score: scoreText(standing.score),
          })}
          onClick={() => desk.openStanding({ scheme, period: period.key, key: standing.key })}
        >
          {short}
        </button>
        <small>
          {vetoed && <span className="standing-tag">{words.text("standings.vetoed")}</span>}
          {gradeTitle !== null && (
            <span title={gradeTitle}>{words.text("standings.grade", { grade: standing.grade ?? "" })}</span>
          )}
          <span>{words.text("standings.cases", { count: standing.cases })}</span>
        </small>
      </span>
      <span className="standing-bar" aria-hidden="true">
        {whisker !== null && <span className="standing-fill" style={{ width: `${whisker.bar}%` }} />}
        {whisker?.span != null && (
          <span
            className="whisker"
            style={{ left: `${whisker.span.from}%`, width: `${whisker.span.to - whisker.span.from}%` }}
          />
        )}
      </span>
      <b className="standing-score">{scoreText(standing.score)}</b>
      <MoveMark move={moveOf(standing, standing.before)} against={words.text(`standings.before.${period.kind}`)} />
      {period.kind !== "year" && (
        <MoveMark move={moveOf(standing, standing.yearBefore)} against={words.text("standings.yearBefore")} />
      )}
    </div>
  );
}

/** Those without a rank, and why: each still opens. Few cases give a score but no rank. */
function Unranked({
  shown,
  standings,
}: {
  readonly shown: ShownStandings;
  readonly standings: readonly ShownStanding[];
}) {
  const words = useWords();
  const desk = useDesk();
  if (standings.length === 0) return null;
  const reasonOf = ({ unranked }: ShownStanding) => unranked ?? "few";
  return (
    <div className="standings-unranked">
      {(["few", "noCases", "noMonths"] as const).map((reason) => {
        const those = standings.filter((each) => reasonOf(each) === reason);
        if (those.length === 0) return null;
        return (
          <p key={reason} data-unranked={reason}>
            <b>{words.text(`standings.unranked.${reason}`, { count: those.length })}</b>
            {those.map((each) => (
              <button
                key={each.key}
                type="button"
                title={words.name(each)}
                onClick={() =>
                  desk.openStanding({ scheme: shown.scheme.scheme, period: shown.period.key, key: each.key })
                }
              >
                {words.name({ name: each.shortName, nameEn: each.shortNameEn }) || words.name(each)}
                {each.score !== null && (
                  <small>{words.text("standings.fewScore", { score: scoreText(each.score), count: each.cases })}</small>
                )}
              </button>
            ))}
          </p>
        );
      })}
    </div>
  );
}
