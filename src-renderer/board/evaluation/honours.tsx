/** 表扬 and 督促: two lists, told apart by their place and their heading. */
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { ShownStandings } from "../../../shared/view.ts";
import { Panel } from "../../kit/panel.tsx";
import { countText, rateText } from "../../kit/number.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk } from "../desk.ts";
import { emptinessOf } from "./board.tsx";
import { useChosen } from "./chosen.ts";
import { useHeld } from "./held.ts";
import { honoursOf, type Mention, type Reason } from "./honours.ts";
import { periodText } from "./periods.ts";
import { scoreText } from "./score.ts";

/** A reason as one short line; `brief` leaves the counts to the explanation. */
export function reasonText(
  reason: Reason,
  { scheme }: Pick<ShownStandings, "scheme">,
  words: Words,
  brief = false,
): string {
  const { language } = words;
  switch (reason.why) {
    case "veto":
      return words.text("honours.veto");
    case "score":
      return words.text("honours.score");
    case "bestMonth":
    case "weakestMonth":
      return words.text(`honours.${reason.why}`, {
        month: periodText(reason.period, words),
        score: scoreText(reason.score),
      });
    case "count":
      return words.text("honours.count", { what: words.text(`term.${reason.term}`), count: reason.count });
    case "part":
      return words.text("honours.part", {
        part: scheme.parts.find(({ part }) => part === reason.part)?.title[language] ?? reason.part,
        points: scoreText(reason.points),
        weight: reason.weight,
      });
    case "rate": {
      const params = {
        rate: indicatorOf(reason.indicator)?.title[language] ?? reason.indicator,
        value: rateText(reason),
        n: countText(reason.n, language),
        d: countText(reason.d, language),
      };
      if (brief) return `${params.rate} ${params.value}`;
      return reason.missing === null || reason.missing === 0
        ? words.text("honours.rate", params)
        : words.text("honours.rateShort", { ...params, missing: countText(reason.missing, language) });
    }
  }
}

export function HonoursBoard() {
  const words = useWords();
  const desk = useDesk();
  const view = useHeld(useView({ view: "standings", ...useChosen() }));
  const shown = view.value?.shown ?? null;
  const lists = shown === null ? null : honoursOf(shown);
  const none = lists !== null && lists.honour.length + lists.concern.length === 0;
  return (
    <Panel
      name="honours"
      title={words.text("honours.title")}
      tools={shown !== null && <span className="panel-window">{periodText(shown.period.key, words)}</span>}
      source={desk.source}
      foot={words.text("honours.foot")}
      view={view}
      empty={emptinessOf(view.value, desk.noCases, words) ?? (none ? words.text("honours.empty") : null)}
      skeleton={6}
    >
      {shown !== null && lists !== null && (
        <div
          className="honours"
          style={{ "--lines": Math.max(lists.honour.length, lists.concern.length) } as React.CSSProperties}
        >
          <List name="honour" mentions={lists.honour} shown={shown} />
          <List name="concern" mentions={lists.concern} shown={shown} />
        </div>
      )}
    </Panel>
  );
}

interface ListProps {
  readonly name: "honour" | "concern";
  readonly mentions: readonly Mention[];
  readonly shown: ShownStandings;
}

function List({ name, mentions, shown }: ListProps) {
  const words = useWords();
  const desk = useDesk();
  const many = shown.groups.length > 1;
  return (
    <section className="honours-list" data-list={name}>
      <h3>
        {words.text(`honours.${name}`)}
        <small>{words.text(`honours.${name}Why`)}</small>
      </h3>
      <ol>
        {mentions.map(({ standing, reason, mover, move }) => (
          <li key={standing.key} data-key={standing.key}>
            <button
              type="button"
              className="mention"
              onClick={() =>
                desk.openStanding({ scheme: shown.scheme.scheme, period: shown.period.key, key: standing.key })
              }
            >
              <span className="mention-rank">
                {many && standing.group !== ""
                  ? words.text("honours.rankIn", { group: standing.group, rank: standing.rank ?? 0 })
                  : words.text("honours.rank", { rank: standing.rank ?? 0 })}
              </span>
              <span className="mention-name" title={words.name(standing)}>
                {words.name({ name: standing.shortName, nameEn: standing.shortNameEn }) || words.name(standing)}
              </span>
              <b>{scoreText(standing.score)}</b>
              <small>
                {mover && move !== null && (
                  <span className="mention-move">
                    {words.text(`honours.mover.${name}`, {
                      move: words.text(`standings.move.${move.way}`, { by: move.by }),
                    })}
                  </span>
                )}
                {reasonText(reason, shown, words, mover)}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
