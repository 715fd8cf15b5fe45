/** Grids shaded by a measure or an indicator, with the legend that says which, of when, and what the colours stand for. */
import { useEffect, useMemo } from "react";
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { ShadeCell } from "../../../shared/view.ts";
import { useDesk } from "../../board/desk.ts";
import { useFlowOnly } from "../../board/only.ts";
import { countsText, countText, rateText } from "../../kit/number.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useFeatures, type ShadeChoice } from "./feature.ts";
import { FEW, shadedOf, type ShadeStep } from "./shade-fill.ts";
import { indicatorName, isMeasure, shadePeriod } from "./shade-query.ts";

const NO_ROWS: readonly never[] = [];
type FigureShade = Extract<ShadeChoice, { by: "figure" }>;

export function ShadeFeature() {
  const { shade } = useFeatures();
  return shade.by === "figure" ? <FigureShading key={`${shade.indicator} ${shade.level}`} shade={shade} /> : null;
}

/** "92.1%", "1,204", "86 min": a value of the indicator in words. */
export function valueText(indicator: string, value: number, words: Words): string {
  const unit = indicatorOf(indicator)?.unit ?? "count";
  if (unit === "rate") return rateText({ n: Math.round(value * 100_000), d: 100_000 });
  const shown = countText(Math.round(value), words.language);
  return unit === "count" ? shown : words.text(`shade.${unit}`, { value: shown });
}

/** A cell's value with what it is made of. */
export function cellText(indicator: string, { n, d }: ShadeCell, words: Words): string {
  if (d === null) return words.text("shade.cases", { count: n });
  const rate = indicatorOf(indicator)?.unit === "rate" ? rateText({ n, d }) : valueText(indicator, n / d, words);
  return `${rate} · ${countsText({ n, d }, words.language)}`;
}

/** What the map's colours are asked for; shared with the list of the same values. */
export function useShade({ indicator, level }: FigureShade) {
  const desk = useDesk();
  return useView({
    view: "shade",
    indicator,
    level,
    period: shadePeriod(indicator, desk.period),
    ...useFlowOnly(),
  });
}

function FigureShading({ shade }: { readonly shade: FigureShade }) {
  const words = useWords();
  const { setFill } = useFeatures();
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const value = useShade(shade).value;
  const ramp = shade.indicator === "overdueOpen" ? "overdue" : shade.indicator === "open" ? "open" : "rate";
  const shaded = useMemo(
    () => (value === null ? null : shadedOf(value, shade.level, grids, ramp)),
    [value, shade.level, grids, ramp],
  );
  useEffect(() => {
    if (shaded !== null) setFill(shaded.fill);
  }, [shaded, setFill]);
  useEffect(() => () => setFill(null), [setFill]);
  if (value === null || shaded === null || grids.length === 0) return null;
  const definition = indicatorOf(shade.indicator)?.source[words.language];
  const name = indicatorName(shade.indicator, words);
  const { period } = value.window;
  const when =
    period === "all" && isMeasure(shade.indicator) ? words.text("shade.now") : words.text(`within.${period}`);
  const tends = !value.rate
    ? "shade.more"
    : value.better === "down"
      ? ("shade.highIsBad" as const)
      : ("shade.lowIsBad" as const);
  return (
    <aside className="legend-card" data-legend={shade.indicator} aria-label={words.text("shade.legend", { name })}>
      <h3 title={definition}>
        {name}
        <small>
          {words.text(`shade.level.${shade.level}`)} · {when}
        </small>
      </h3>
      {shaded.steps.length === 0 ? (
        <p>{words.text("shade.nothing")}</p>
      ) : (
        <ol>
          {shaded.steps.map((step) => (
            <Step key={step.from} step={step} indicator={shade.indicator} />
          ))}
        </ol>
      )}
      <p>
        {words.text(tends)}
        {shaded.few && ` ${words.text("shade.few", { count: FEW })}`}
      </p>
    </aside>
  );
}

function Step({ step, indicator }: { readonly step: ShadeStep; readonly indicator: string }) {
  const words = useWords();
  const [from, to] = [step.from, step.to].map((value) => valueText(indicator, value, words));
  return (
    <li>
      <i style={{ background: step.color }} />
      {from === to ? from : `${from}–${to}`}
    </li>
  );
}
