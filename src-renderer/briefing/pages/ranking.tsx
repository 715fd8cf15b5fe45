/** 部门排名: the head and the foot of each group, with scores from zero and what they rest on. */
import type { FrozenRank } from "../../../shared/briefing.ts";
import { moveOf, scoreText } from "../../board/evaluation/score.ts";
import { scaleOf, whiskerOf } from "../../board/evaluation/whisker.ts";
import { rateText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useBriefing } from "../context.ts";
import { nameOf } from "../headlines.ts";
import { Counts } from "../number.tsx";
import { endsOf } from "../ranked.ts";

const HEAD = 6;
const FOOT = 3;

export function RankingPage() {
  const words = useWords();
  const { board } = useBriefing().frozen;
  const groups = board?.groups.filter(({ lines }) => lines.some(({ rank }) => rank !== null)) ?? [];
  if (board === null) return <p className="briefing-empty">{words.text("briefing.noScheme")}</p>;
  if (groups.length === 0) return <p className="briefing-empty">{words.text("briefing.noRank")}</p>;
  return (
    <div className="briefing-groups">
      {groups.map(({ group, lines }) => {
        const { head, between, foot, unranked } = endsOf(lines, HEAD, FOOT);
        const end = scaleOf(lines);
        const row = (line: FrozenRank) => <Row key={line.key} line={line} end={end} shareOf={board.shareOf} />;
        return (
          <section key={group} data-group={group}>
            <h2>
              {group === "" ? board.title[words.language] : words.text("briefing.group", { group })}
              {board.shareOf !== "" && <small>{nameOf(board.shareOf, words).title}</small>}
            </h2>
            <h3>{words.text("briefing.commended")}</h3>
            <ol>{head.map(row)}</ol>
            {between > 0 && <p className="briefing-between">{words.text("briefing.between", { count: between })}</p>}
            {foot.length > 0 && <h3>{words.text("briefing.urged")}</h3>}
            <ol>{foot.map(row)}</ol>
            {unranked > 0 && <p className="briefing-between">{words.text("briefing.unranked", { count: unranked })}</p>}
          </section>
        );
      })}
    </div>
  );
}

function Row({ line, end, shareOf }: { readonly line: FrozenRank; readonly end: number; readonly shareOf: string }) {
  const words = useWords();
  const name = words.name(line);
  const whisker = whiskerOf(line, end);
  const move = moveOf(line, line.before);
  return (
    <li data-rank={line.rank} data-key={line.key}>
      <b className="briefing-rank">{line.rank}</b>
      <span className="briefing-name" title={name}>
        {words.name({ name: line.shortName, nameEn: line.shortNameEn }) || name}
      </span>
      <span className="bar briefing-bar" aria-hidden="true">
        <span style={{ width: `${whisker?.bar ?? 0}%` }} />
        {whisker?.span != null && (
          <i style={{ left: `${whisker.span.from}%`, width: `${whisker.span.to - whisker.span.from}%` }} />
        )}
      </span>
      <b className="briefing-score">{scoreText(line.score)}</b>
      <span className="briefing-change" data-way={move?.way ?? "none"}>
        {move === null ? (
          "—"
        ) : (
          <>
            {move.way !== "same" && <i aria-hidden="true" />}
            <span>{move.way === "same" ? words.text("standings.move.same") : String(move.by)}</span>
          </>
        )}
      </span>
      <span className="briefing-rate">
        {line.share !== null && (
          <>
            <b>{rateText({ n: line.share.n.n, d: line.share.d?.n ?? 0 })}</b>
            <small>
              <Counts
                name={`ranking.${line.key}`}
                n={line.share.n}
                d={line.share.d}
                what={`${name} · ${nameOf(shareOf, words).title}`}
              />
            </small>
          </>
        )}
      </span>
    </li>
  );
}
