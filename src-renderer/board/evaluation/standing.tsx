/** One standing opened: score, formula, parts with their cases, ledger, what-if, and the rule it all follows. */
import type { ShownStanding, ShownStandings } from "../../../shared/view.ts";
import { Panel } from "../../kit/panel.tsx";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { BackButton } from "../back.tsx";
import { useDesk, type StandingAsked } from "../desk.ts";
import { shortHash, StatusMark } from "./choosers.tsx";
import { excludedCases } from "./entries.ts";
import { totalFormula } from "./formula.ts";
import { gradeOf } from "./group.tsx";
import { useHeld } from "./held.ts";
import { Ledger } from "./ledger.tsx";
import { Adjustments, Months, Parts } from "./parts.tsx";
import { periodText } from "./periods.ts";
import { moveOf, scoreText } from "./score.ts";
import { WhatIfs } from "./what-if.tsx";
import { MoveMark } from "./move.tsx";

export interface StandingDetailProps {
  readonly standing: StandingAsked;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

export function StandingDetail({ standing: asked, onBack, onClose }: StandingDetailProps) {
  const words = useWords();
  const desk = useDesk();
  const view = useHeld(useView({ view: "standings", scheme: asked.scheme, period: asked.period }));
  const shown = view.value?.shown ?? null;
  const ledger = useView({ view: "ledger", scheme: asked.scheme, period: asked.period }).value;
  const without = excludedCases(ledger?.entries ?? []);
  const group = shown?.groups.find(({ standings }) => standings.some(({ key }) => key === asked.key));
  const standing = group?.standings.find(({ key }) => key === asked.key);
  return (
    <div className="drawer-content">
      <Panel
        name="standing"
        title={
          <span className="cases-title">
            <BackButton onBack={onBack} />
            {standing === undefined ? words.text("standing.title") : words.name(standing)}
          </span>
        }
        tools={
          <>
            {shown !== null && <span className="panel-window">{periodText(shown.period.key, words)}</span>}
            {shown !== null && <StatusMark shown={shown} />}
            <button type="button" className="close" onClick={onClose} aria-label={words.text("standing.close")}>
              ✕
            </button>
          </>
        }
        source={desk.source}
        view={view}
        empty={view.value !== null && standing === undefined ? words.text("standing.gone") : null}
        skeleton={12}
      >
        {shown !== null && standing !== undefined && group !== undefined && (
          <article className="explained" data-key={standing.key}>
            <Headline shown={shown} standing={standing} members={group.standings} />
            {standing.parts.length > 0 && <Parts shown={shown} standing={standing} without={without} />}
            {standing.months.length > 0 && <Months shown={shown} standing={standing} />}
            {standing.parts.length > 0 && <Adjustments shown={shown} standing={standing} without={without} />}
            {typeof standing.key === "number" && <WhatIfs shown={shown} standing={standing} />}
            {shown.scheme.subject === "department" && typeof standing.key === "number" && (
              <Ledger shown={shown} standing={standing} department={standing.key} />
            )}
            <Rule shown={shown} />
          </article>
        )}
      </Panel>
    </div>
  );
}

interface HeadlineProps {
  readonly shown: ShownStandings;
  readonly standing: ShownStanding;
  readonly members: readonly ShownStanding[];
}

/** Score, rank, how sure both are, and the sum that gave them. */
function Headline({ shown, standing, members }: HeadlineProps) {
  const words = useWords();
  const formula = totalFormula(shown.scheme, standing, words);
  const grade = gradeOf(shown, standing, words.language);
  return (
    <header className="explained-head">
      <p className="explained-score">
        <b data-figure="standing.score" data-value={scoreText(standing.score)}>
          {scoreText(standing.score)}
        </b>
        <span>
          <span>
            {rankSentence(standing, members, words)}
            {grade !== null && (
              <span className="grade" title={grade}>
                {words.text("standings.grade", { grade: standing.grade ?? "" })}
              </span>
            )}
          </span>
          <small>{trustSentence(standing, members, words)}</small>
        </span>
        <span className="explained-moves">
          {(
            [
              ["before", standing.before, words.text(`standings.before.${shown.period.kind}`)],
              ["yearBefore", standing.yearBefore, words.text("standings.yearBefore")],
            ] as const
          )
            .filter(([name]) => name === "before" || shown.period.kind !== "year")
            .map(([name, then, against]) => (
              <span key={name}>
                <small>{against}</small>
                <MoveMark move={moveOf(standing, then)} against={against} />
              </span>
            ))}
        </span>
      </p>
      {formula !== null && (
        <p className="formula" data-formula>
          {formula}
        </p>
      )}
    </header>
  );
}

/** "A组第3名，共18个" or why there is no rank. */
function rankSentence(standing: ShownStanding, members: readonly ShownStanding[], words: Words): string {
  if (standing.rank === null) return words.text(`standing.unranked.${standing.unranked ?? "few"}`);
  const params = { rank: standing.rank, of: members.filter(({ rank }) => rank !== null).length };
  return standing.group === ""
    ? words.text("standing.rank", params)
    : words.text("standing.rankIn", { ...params, group: standing.group });
}

/** Sample, interval, and with whom the order is not certain. */
export function trustSentence(standing: ShownStanding, members: readonly ShownStanding[], words: Words): string {
  const { score, low, high, cases } = standing;
  if (score === null) return "";
  const parts = [words.text("standing.sample", { count: cases })];
  parts.push(
    low !== null && high !== null && high > low
      ? words.text("standing.interval", { low: scoreText(low), high: scoreText(high) })
      : words.text("standing.noInterval"),
  );
  const peers = members.filter(
    ({ key, tieGroup }) => tieGroup !== null && tieGroup === standing.tieGroup && key !== standing.key,
  );
  if (peers.length > 0) {
    const names = peers
      .slice(0, 3)
      .map((each) => words.name({ name: each.shortName, nameEn: each.shortNameEn }) || words.name(each));
    parts.push(
      words.text(peers.length > names.length ? "standing.tiedMany" : "standing.tied", {
        names: names.join(words.text("standings.and")),
        count: peers.length,
      }),
    );
  }
  return parts.join(words.text("standing.stop"));
}

/** By which rule: title, version, hash, and who published it. */
function Rule({ shown: { scheme, hash, frozen } }: { readonly shown: ShownStandings }) {
  const words = useWords();
  return (
    <section className="explained-part">
      <h3>{words.text("standing.rule")}</h3>
      <p>
        {scheme.title[words.language]}{" "}
        <small title={hash}>
          {words.text("standings.version", { version: scheme.version, hash: shortHash(hash) })}
        </small>
      </p>
      <p className="note">{scheme.source[words.language]}</p>
      <p className="note">{words.text("standing.basis", { basis: words.text(`basis.${scheme.basis}`) })}</p>
      {frozen !== null && <p className="note">{words.text("standing.frozenNote", { digest: frozen.digest })}</p>}
    </section>
  );
}
