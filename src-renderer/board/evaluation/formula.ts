/** A score as the sum people would write: the total from its parts, a part from its figures. */
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import { printedScore } from "../../../shared/evaluation/score.ts";
import type { IndicatorFigure, PartResult, Standing } from "../../../shared/evaluation/standing.ts";
import type { Part, Scheme } from "../../../shared/rules/scheme.ts";
import { countText } from "../../kit/number.ts";
import type { Words } from "../../kit/text.ts";
import { percentText, plainText, scoreText, shareText, signedText } from "./score.ts";

export const indicatorTitle = (id: string, words: Words): string => indicatorOf(id)?.title[words.language] ?? id;

export const partTitle = (scheme: Scheme, part: string, words: Words): string =>
  scheme.parts.find((each) => each.part === part)?.title[words.language] ?? part;

/**
 * How the score came about, from its parts or its months: "综合 72.35 = 数字城管 30.85 + 现场抽检 18.40 + …".
 * A scheme of one part over indicators is written out to them. Null without a score.
 */
export function totalFormula(scheme: Scheme, standing: Standing, words: Words): string | null {
  if (standing.score === null) return null;
  const total = `${words.text("standing.total")} ${scoreText(standing.score)}`;
  const months = standing.months.flatMap(({ score }) => (score === null ? [] : [score]));
  if (standing.parts.length === 0 && months.length > 0) {
    const sum = months.map((score) => scoreText(score)).join(" + ");
    const mean = sumOf(months) / months.length;
    const right = months.length === 1 ? sum : `${braced(sum, words)}÷${months.length}`;
    return equation(total, right, reads(mean, standing.score));
  }
  if (standing.vetoedBy.length > 0) return `${total} = ${words.text("standing.vetoedTo")}`;
  const base = baseFormula(scheme, standing, words);
  const adjusted =
    standing.adjusted === 0
      ? ""
      : ` ${standing.adjusted < 0 ? "−" : "+"} ${words.text("standing.adjusted")} ${scoreText(Math.abs(standing.adjusted))}`;
  const below = (standing.base ?? 0) + standing.adjusted < 0;
  const floor = below ? words.text("standing.floor") : "";
  return equation(total, `${base}${adjusted}${floor}`, below || reads(sumOfParts(standing), standing.score));
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + printedScore(value), 0);

/** What the printed numbers of the formula come to. */
function sumOfParts({ parts, adjusted }: Standing): number {
  const counted = parts.filter(({ points }) => points !== null);
  const weight = (of: readonly PartResult[]) => of.reduce((sum, part) => sum + part.weight, 0);
  const scale = counted.length === parts.length ? 1 : weight(parts) / weight(counted);
  const sign = adjusted < 0 ? -1 : 1;
  return sumOf(counted.map(({ points }) => points as number)) * scale + sign * printedScore(Math.abs(adjusted));
}

/** Does a sum of printed numbers read as the printed score? Rounding each of them may leave a hundredth. */
const reads = (sum: number, score: number) => printedScore(Math.max(0, sum)) === printedScore(score);

/** The parts that counted, scaled up when some were left out. */
function baseFormula(scheme: Scheme, standing: Standing, words: Words): string {
  const counted = standing.parts.filter(({ points }) => points !== null);
  const only = counted.length === 1 && standing.parts.length === 1 ? counted[0] : undefined;
  const onlyPart = scheme.parts.find(({ part }) => part === only?.part);
  if (only !== undefined && onlyPart?.rule.by === "mix" && onlyPart.weight === 100) return mixText(only.figures, words);
  const sum = counted.map(({ part, points }) => `${partTitle(scheme, part, words)} ${scoreText(points)}`).join(" + ");
  if (counted.length === standing.parts.length) return sum;
  const all = standing.parts.reduce((total, { weight }) => total + weight, 0);
  const used = counted.reduce((total, { weight }) => total + weight, 0);
  return `${counted.length === 1 ? sum : braced(sum, words)}×${plainText(all)}÷${plainText(used)}`;
}

const braced = (text: string, words: Words) => (words.language === "en" ? `(${text})` : `（${text}）`);

/** Chinese braces bring their own room. "≈" where the numbers as printed miss the result by rounding. */
const equation = (left: string, right: string, exact = true) =>
  `${left} ${exact ? "=" : "≈"}${right.startsWith("（") ? "" : " "}${right}`;

const rateOf = ({ n, d }: IndicatorFigure) => percentText({ n: n.count, d: d?.count ?? 0 });

/** Rates with nothing due leave their share to the others. */
function mixText(figures: readonly IndicatorFigure[], words: Words): string {
  const judged = figures.filter(({ value }) => value !== null);
  const sum = judged
    .map((figure) => `${indicatorTitle(figure.indicator, words)} ${rateOf(figure)}×${shareText(figure.share)}`)
    .join(" + ");
  if (judged.length === figures.length) return sum;
  const shares = judged.reduce((total, { share }) => total + share, 0);
  return `${braced(sum, words)}÷${shareText(shares)}`;
}

/** A part's points from its figures: "30.85 =（问题解决率 60.74%×55% + 及时解决率 40.01%×45%）×60". */
export function partFormula(part: Part, result: PartResult, words: Words): string {
  if (result.points === null) return words.text("part.leftOut");
  const points = scoreText(result.points);
  const weight = plainText(part.weight);
  const { rule } = part;
  const first = result.figures[0];
  const nothing =
    rule.by === "given"
      ? false
      : rule.by === "ledger"
        ? result.entries.length === 0
        : result.counted === null && result.figures.every(({ value }) => value === null);
  if (nothing) return words.text(result.points > 0 ? "part.nothingFull" : "part.nothingZero", { points });
  switch (rule.by) {
    case "rate":
      if (first === undefined) return points;
      return rule.complement
        ? equation(points, `${braced(`1−${indicatorTitle(first.indicator, words)} ${rateOf(first)}`, words)}×${weight}`)
        : `${points} = ${indicatorTitle(first.indicator, words)} ${rateOf(first)}×${weight}`;
    case "mix":
      return equation(points, `${braced(mixText(result.figures, words), words)}×${weight}`);
    case "bands":
      return `${points} = ${bandText(rule, result, words)}×${shareText(part.weight / 100)}`;
    case "threshold":
      return `${points} = ${weight}${rule.of.map((each) => thresholdText(each, result.figures, words)).join("")}`;
    case "ledger":
      return words.text("part.ledger", {
        points,
        count: result.entries.length,
        mean: scoreText((result.points / part.weight) * 100),
        weight: shareText(part.weight / 100),
      });
    case "given":
      return words.text("part.given", { points });
  }
}

type Bands = Extract<Part["rule"], { by: "bands" }>;

/** The band a count or rate fell into, with its points: "60（320件，251–500件档）". */
function bandText(rule: Bands, { counted, figures }: PartResult, words: Words): string {
  const figure = figures[0];
  const value = counted?.count ?? figure?.value ?? 0;
  const isRate = counted === null && figure?.d != null && indicatorOf(figure.indicator)?.unit === "rate";
  const write = (each: number) => (isRate ? shareText(each) : countText(each, words.language));
  const at = rule.bands.findIndex(({ to }) => value <= to);
  const score = at < 0 ? rule.beyond : (rule.bands[at]?.score ?? rule.beyond);
  const band =
    at < 0
      ? words.text("part.bandBeyond", { from: write(rule.bands.at(-1)?.to ?? 0) })
      : words.text("part.bandTo", { to: write(rule.bands[at]?.to ?? 0) });
  const what = counted === null ? indicatorTitle(figure?.indicator ?? "", words) : words.text(`term.${counted.term}`);
  const shown = isRate && figure !== undefined ? rateOf(figure) : write(value);
  return `${plainText(score)}${braced(`${what} ${shown}${words.text("part.comma")}${band}`, words)}`;
}

type Threshold = Extract<Part["rule"], { by: "threshold" }>["of"][number];

/** What one threshold took off: " −（70%−按期结案率 65.20%）×1"; where it was reached, that it was. */
function thresholdText(
  { indicator, at, lossPerPoint }: Threshold,
  figures: readonly IndicatorFigure[],
  words: Words,
): string {
  const figure = figures.find((each) => each.indicator === indicator);
  if (figure === undefined || figure.value === null) return "";
  const rate = `${indicatorTitle(indicator, words)} ${rateOf(figure)}`;
  if (figure.value >= at) return braced(`${rate} ≥ ${shareText(at)}`, words);
  const room = words.language === "en" ? " " : "";
  return ` −${room}${braced(`${shareText(at)}−${rate}`, words)}×${plainText(lossPerPoint * 100)}`;
}

/** What the adjustments came to, and what the cap made of them. Null without any. */
export function adjustedText(scheme: Scheme, standing: Standing, words: Words): string | null {
  if (standing.adjustments.length === 0) return null;
  const sum = standing.adjustments.reduce((total, { points }) => total + points, 0);
  const params = { sum: signedText(sum), counted: signedText(standing.adjusted) };
  if (scheme.adjustmentCap === null) return words.text("adjustments.sum", { sum: params.sum });
  const capped = Math.abs(sum - standing.adjusted) > 1e-9;
  return words.text(capped ? "adjustments.capped" : "adjustments.within", {
    ...params,
    cap: plainText(scheme.adjustmentCap),
  });
}
