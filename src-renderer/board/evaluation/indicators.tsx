/** The registry's indicators of the city for a period: value with its counts, the way to the target, the period before. */
import { useState } from "react";
import { indicatorOf, type Indicator } from "../../../shared/evaluation/indicators.ts";
import { SUM_TERMS, type Term } from "../../../shared/evaluation/terms.ts";
import type { IndicatorLine, ShownPeriod } from "../../../shared/view.ts";
import { Panel } from "../../kit/panel.tsx";
import { countText } from "../../kit/number.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { useDesk, type Drill } from "../desk.ts";
import { Figure } from "../figure.tsx";
import { useChosen } from "./chosen.ts";
import { useHeld } from "./held.ts";
import { Pages } from "./pages.tsx";
import { periodText } from "./periods.ts";
import { signedText } from "./score.ts";
import { barOf, changeOf, distanceOf, distanceText, minutesText, targetText, valueOf, valueText } from "./target.ts";
import { TargetEditor, TargetUndo, type TargetChange } from "./target-editor.tsx";

/** Those with a target first, then those with something to count, each in the registry's order. */
export function inOrder(lines: readonly IndicatorLine[]): IndicatorLine[] {
  const weight = (line: IndicatorLine) => (line.target !== null ? 0 : (valueOf(line) ?? 0) !== 0 ? 1 : 2);
  return lines
    .filter(({ indicator }) => indicatorOf(indicator) !== undefined)
    .toSorted((a, b) => weight(a) - weight(b));
}

export function IndicatorsBoard() {
  const words = useWords();
  const desk = useDesk();
  const { period } = useChosen();
  const view = useHeld(useView({ view: "indicators", period, department: 0 }));
  const platform = useView({ view: "city" }).value?.platform?.platform ?? null;
  /** Which indicator's target is being edited, and the last change, which can be undone for a while. */
  const [edited, edit] = useState<string | null>(null);
  const [change, setChange] = useState<TargetChange | null>(null);
  const lines = inOrder(view.value?.lines ?? []);
  const shown = view.value?.period ?? null;
  const nothing = view.value !== null && lines.every((line) => (valueOf(line) ?? 0) === 0 && line.target === null);
  return (
    <Panel
      name="indicators"
      title={words.text("indicators.title")}
      tools={shown !== null && <span className="panel-window">{periodText(shown.key, words)}</span>}
      source={desk.source}
      foot={words.text("indicators.foot")}
      view={view}
      empty={nothing ? words.text(desk.noCases ? "empty.noCases" : "indicators.empty") : null}
      skeleton={8}
    >
      <div className="indicators">
        <p className="indicator-head" aria-hidden="true">
          <span>{words.text("indicators.indicator")}</span>
          <span>{words.text("indicators.value")}</span>
          <span>{words.text("indicators.target")}</span>
          <span>{words.text("indicators.before")}</span>
        </p>
        <Pages className="indicator-rows" rows={lines.length}>
          {lines.map((line) => {
            const indicator = indicatorOf(line.indicator);
            if (indicator === undefined || shown === null) return null;
            return (
              <Line
                key={line.indicator}
                line={line}
                indicator={indicator}
                period={shown}
                onEdit={platform === null ? null : () => edit(edited === line.indicator ? null : line.indicator)}
              >
                {edited === line.indicator && platform !== null && (
                  <TargetEditor
                    platform={platform}
                    indicator={indicator}
                    target={line.target}
                    onDone={(done) => {
                      edit(null);
                      if (done !== null) setChange(done);
                    }}
                  />
                )}
                {change?.indicator === line.indicator && edited !== line.indicator && platform !== null && (
                  <TargetUndo
                    key={change.id}
                    platform={platform}
                    indicator={indicator}
                    change={change}
                    onOver={() => setChange(null)}
                  />
                )}
              </Line>
            );
          })}
        </Pages>
      </div>
    </Panel>
  );
}

interface LineProps {
  readonly line: IndicatorLine;
  readonly indicator: Indicator;
  readonly period: ShownPeriod;
  /** Null while nobody knows whose target it would be. */
  readonly onEdit: (() => void) | null;
  readonly children: React.ReactNode;
}

function Line({ line, indicator, period, onEdit, children }: LineProps) {
  const words = useWords();
  const { unit, better } = indicator;
  const title = indicator.title[words.language];
  const distance = distanceOf(line, better, unit);
  const bar = barOf(line, unit);
  const drill = (term: Term): Drill => ({
    query: { period: "all", between: [period.from, period.to], basis: indicator.basis, term },
  });
  return (
    <div
      role="listitem"
      className="indicator"
      data-indicator={line.indicator}
      data-target={line.target?.value}
      data-met={distance?.met}
    >
      <span className="indicator-title" title={indicator.source[words.language]}>
        {title}
      </span>
      <span className="indicator-value">
        <b data-value={valueOf(line) ?? ""}>{valueText(line, unit, words.language)}</b>
        <small>
          {indicator.n === null || unit === "count" ? (
            line.d !== null && `${countText(line.n, words.language)} / ${countText(line.d, words.language)}`
          ) : (
            <>
              {SUM_TERMS.has(indicator.n) ? (
                countText(line.n, words.language)
              ) : (
                <Figure name={`indicators.${line.indicator}.n`} value={line.n} drill={drill(indicator.n)} />
              )}
              {line.d !== null && indicator.d !== null && (
                <>
                  {" / "}
                  <Figure name={`indicators.${line.indicator}.d`} value={line.d} drill={drill(indicator.d)} />
                </>
              )}
            </>
          )}
          {indicator.n !== null && unit === "count" && (
            <Figure name={`indicators.${line.indicator}.n`} value={line.n} drill={drill(indicator.n)}>
              {words.text("indicators.cases")}
            </Figure>
          )}
        </small>
      </span>
      <span className="indicator-target">
        <span className="indicator-goal">
          <button
            type="button"
            className="indicator-edit"
            data-edit
            disabled={onEdit === null}
            aria-label={words.text("indicators.edit", { indicator: title })}
            title={line.target === null ? undefined : words.text("indicators.setBy", { by: line.target.setBy || "—" })}
            onClick={onEdit ?? undefined}
          >
            {line.target === null
              ? words.text("indicators.noTarget")
              : words.text(better === "up" ? "indicators.atLeast" : "indicators.atMost", {
                  target: targetText(line.target.value, unit, words),
                })}
            <svg viewBox="0 0 14 14" aria-hidden="true">
              <path d="M2 12l.7-3L9.6 2.1l2.3 2.3L5 11.3z" />
            </svg>
          </button>
          {distance !== null && (
            <small data-met={distance.met}>
              <i aria-hidden="true" />
              {words.text(distance.met ? "indicators.met" : "indicators.missed")}
              <span>{distanceText(distance, unit, words)}</span>
            </small>
          )}
        </span>
        {bar !== null && (
          <span className="indicator-bar" aria-hidden="true">
            <span style={{ width: `${bar.value}%` }} />
            {bar.target !== null && <i style={{ left: `${bar.target}%` }} />}
          </span>
        )}
      </span>
      <Change change={changeOf(line, line.before, unit)} unit={unit} />
      {children}
    </div>
  );
}

/** Up or down against the period before, by shape and sign, in the unit of the change. */
function Change({ change, unit }: { readonly change: number | null; readonly unit: Indicator["unit"] }) {
  const words = useWords();
  if (change === null)
    return (
      <span className="move" data-way="none">
        —
      </span>
    );
  const rounded = Math.round(change * 10) / 10;
  const way = rounded > 0 ? "up" : rounded < 0 ? "down" : "same";
  return (
    <span className="move" data-way={way}>
      <span>
        <i aria-hidden="true" />
        {way === "same"
          ? words.text("standings.move.same")
          : unit === "minutes"
            ? `${change > 0 ? "+" : "−"}${minutesText(Math.abs(change), words.language)}`
            : words.text(`indicators.change.${unit}`, { amount: signedText(rounded).replace(/0$/, "") })}
      </span>
    </span>
  );
}
