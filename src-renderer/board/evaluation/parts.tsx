/** What a score is made of: each part with the figures it rests on, the adjustments, or the months of a longer period. */
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { AdjustmentResult, IndicatorFigure, PartResult, TermCount } from "../../../shared/evaluation/standing.ts";
import type { Basis } from "../../../shared/evaluation/terms.ts";
import type { Part } from "../../../shared/rules/scheme.ts";
import type { ShownStanding, ShownStandings } from "../../../shared/view.ts";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useDesk } from "../desk.ts";
import { Figure } from "../figure.tsx";
import { drillOf } from "./drill.ts";
import { adjustedText, partFormula } from "./formula.ts";
import { periodText } from "./periods.ts";
import { percentText, plainText, scoreText, shareText, signedText } from "./score.ts";

interface Props {
  readonly shown: ShownStandings;
  readonly standing: ShownStanding;
  /** uids of the cases that the ledger excludes: no figure counts them, so no list shows them. */
  readonly without: readonly number[];
}

export function Parts({ shown, standing, without }: Props) {
  const words = useWords();
  return (
    <section className="explained-part">
      <h3>{words.text("standing.parts")}</h3>
      {standing.parts.map((result) => {
        const part = shown.scheme.parts.find((each) => each.part === result.part);
        return part === undefined ? null : (
          <PartCard key={result.part} shown={shown} standing={standing} without={without} part={part} result={result} />
        );
      })}
      {standing.excludedBy.length > 0 && (
        <p className="note">{words.text("part.excluded", { count: standing.excludedBy.length })}</p>
      )}
      {shown.frozen !== null && <p className="note">{words.text("part.frozen")}</p>}
    </section>
  );
}

function PartCard({
  shown,
  standing,
  without,
  part,
  result,
}: Props & { readonly part: Part; readonly result: PartResult }) {
  const words = useWords();
  const { points, weight, low, high } = result;
  return (
    <div className="part" data-part={part.part}>
      <p className="part-head">
        <b>{part.title[words.language]}</b>
        <span>
          <b>{scoreText(points)}</b> / {plainText(weight)}
        </span>
      </p>
      <span className="standing-bar" aria-hidden="true">
        <span className="standing-fill" style={{ width: `${((points ?? 0) / weight) * 100}%` }} />
        {low !== null && high !== null && high > low && (
          <span
            className="whisker"
            style={{ left: `${(low / weight) * 100}%`, width: `${((high - low) / weight) * 100}%` }}
          />
        )}
      </span>
      <p className="formula">{partFormula(part, result, words)}</p>
      <ul className="part-figures">
        {result.figures.map((figure) => (
          <FigureLine
            key={figure.indicator}
            shown={shown}
            standing={standing}
            without={without}
            part={part}
            figure={figure}
          />
        ))}
        {result.counted !== null && (
          <li>
            <Term shown={shown} standing={standing} without={without} part={part} counted={result.counted} />
          </li>
        )}
      </ul>
    </div>
  );
}

/** "完成数 82 ÷ 应结案数 135 = 60.74%", each count opening its cases. */
function FigureLine({
  shown,
  standing,
  without,
  part,
  figure,
}: Props & { readonly part: Part; readonly figure: IndicatorFigure }) {
  const words = useWords();
  const indicator = indicatorOf(figure.indicator);
  return (
    <li title={indicator?.source[words.language]}>
      <span className="part-figure">
        {indicator?.title[words.language] ?? figure.indicator}
        {part.rule.by === "mix" && <small>{words.text("part.share", { share: shareText(figure.share) })}</small>}
      </span>
      <span className="part-sum">
        <Term shown={shown} standing={standing} without={without} part={part} counted={figure.n} />
        {figure.d !== null && (
          <>
            {" ÷ "}
            <Term shown={shown} standing={standing} without={without} part={part} counted={figure.d} />
            {" = "}
            <b>
              {indicator?.unit === "rate"
                ? percentText({ n: figure.n.count, d: figure.d.count })
                : figure.value === null
                  ? "—"
                  : scoreText(figure.value)}
            </b>
          </>
        )}
      </span>
    </li>
  );
}

interface TermProps extends Props {
  readonly part?: Part;
  /** An adjustment's own. */
  readonly basis?: Basis | undefined;
  readonly counted: TermCount;
}

/** A count with its name, opening its cases where cases can be asked for by subject. */
function Term({ shown, standing, without, part, basis, counted }: TermProps) {
  const words = useWords();
  const drill = drillOf(shown, standing, counted.term, { sources: part?.sources, basis }, without);
  const name = words.text(`term.${counted.term}`);
  return (
    <span className="term">
      <small>{name}</small>{" "}
      {drill === null ? (
        <b>{countText(counted.count, words.language)}</b>
      ) : (
        <Figure name={`standing.${part?.part ?? "adjustment"}.${counted.term}`} value={counted.count} drill={drill} />
      )}
    </span>
  );
}

/** The positive and negative list, with its cap. */
export function Adjustments({ shown, standing, without }: Props) {
  const words = useWords();
  const { scheme } = shown;
  const sum = adjustedText(scheme, standing, words);
  if (sum === null && standing.vetoedBy.length === 0) return null;
  const told = standing.adjustments.filter(
    ({ points, entries, counted }) => points !== 0 || entries.length > 0 || counted !== null,
  );
  return (
    <section className="explained-part" data-section="adjustments">
      <h3>{words.text("adjustments.title")}</h3>
      <ul className="adjustments">
        {told.map((result) => (
          <AdjustmentLine key={result.item} shown={shown} standing={standing} without={without} result={result} />
        ))}
        {standing.vetoedBy.length > 0 && (
          <li>
            <span>{words.text("ledger.kind.veto")}</span>
            <b>{words.text("ledger.effect.veto")}</b>
          </li>
        )}
      </ul>
      {sum !== null && (
        <p className="note">{told.every(({ points }) => points === 0) ? words.text("adjustments.none") : sum}</p>
      )}
    </section>
  );
}

function AdjustmentLine({ shown, standing, without, result }: Props & { readonly result: AdjustmentResult }) {
  const words = useWords();
  const rule = shown.scheme.adjustments.find(({ item }) => item === result.item);
  const basis = rule?.by === "fall" ? rule.basis : undefined;
  return (
    <li data-item={result.item}>
      <span>
        {rule?.title[words.language] ?? result.item}
        {result.entries.length > 0 && (
          <small>{words.text("adjustments.entries", { count: result.entries.length })}</small>
        )}
        {result.counted !== null && (
          <small>
            <Term shown={shown} standing={standing} without={without} basis={basis} counted={result.counted.now} />
            {result.counted.before !== null &&
              words.text("adjustments.before", { before: countText(result.counted.before, words.language) })}
          </small>
        )}
      </span>
      <b>{signedText(result.points)}</b>
    </li>
  );
}

/** The months whose mean a quarter or a year is; each opens. */
export function Months({ shown, standing }: Omit<Props, "without">) {
  const words = useWords();
  const desk = useDesk();
  return (
    <section className="explained-part" data-section="months">
      <h3>{words.text("standing.months")}</h3>
      <ul className="months">
        {standing.months.map(({ period, score }) => (
          <li key={period}>
            <button
              type="button"
              disabled={score === null}
              onClick={() => desk.openStanding({ scheme: shown.scheme.scheme, period, key: standing.key })}
            >
              <small>{periodText(period, words)}</small>
              <b>{score === null ? words.text("months.none") : scoreText(score)}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
