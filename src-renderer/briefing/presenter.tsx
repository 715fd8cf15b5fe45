/** The speaker's screen: the step as the hall sees it, the next one, notes, and the time. */
import { useContext, useState, type ReactNode } from "react";
import type { FrozenBriefing } from "../../shared/briefing.ts";
import { monthOf, periodKeyOf } from "../../shared/evaluation/period-key.ts";
import { periodText } from "../board/evaluation/periods.ts";
import { ClockContext } from "../kit/panel.tsx";
import { clockText } from "../kit/time.ts";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import { elapsedText } from "./clock.ts";
import { BriefingContext, useBriefing } from "./context.ts";
import { Notes } from "./notes.tsx";
import { Stage, type StageProps } from "./stage.tsx";

export interface PresenterProps extends StageProps {
  /** Takes the figures anew, in all windows, of a period by its key. */
  readonly onAgain: (period: string) => void;
  /** The sheet for ink, over the step. */
  readonly children: ReactNode;
}

export function Presenter({ taking, shown, onAgain, children }: PresenterProps) {
  const words = useWords();
  const now = useBriefing();
  const { file, act } = now;
  const step = file.steps[shown.step];
  const next = file.steps[shown.step + 1];
  if (step === undefined) return null;
  return (
    <div className="briefing-presenter">
      <div className="briefing-current">
        <Stage taking={taking} shown={shown} />
        {children}
      </div>
      <Notes key={step.step} file={file} step={step} />
      <aside>
        <Times step={shown.step} />
        <section aria-label={words.text("briefing.next")}>
          <h2>{words.text("briefing.next")}</h2>
          {next === undefined ? (
            <p className="briefing-end">{words.text("briefing.end")}</p>
          ) : (
            <div className="briefing-small" aria-hidden="true">
              <BriefingContext value={{ ...now, small: true }}>
                <Stage taking={taking} shown={{ ...shown, step: shown.step + 1, black: false, way: [] }} />
              </BriefingContext>
            </div>
          )}
        </section>
        <nav aria-label={words.text("briefing.steps")}>
          <button type="button" disabled={shown.step === 0} onClick={() => act({ do: "by", steps: -1 })}>
            {words.text("briefing.previous")} <kbd>←</kbd>
          </button>
          <button type="button" disabled={next === undefined} onClick={() => act({ do: "by", steps: 1 })}>
            {words.text("briefing.forth")} <kbd>→</kbd>
          </button>
          <button type="button" aria-pressed={shown.black} onClick={() => act({ do: "black" })}>
            {words.text("briefing.black")} <kbd>B</kbd>
          </button>
          <button type="button" data-again onClick={() => onAgain(taking.frozen.period.key)}>
            {words.text("briefing.again")}
          </button>
          <select
            data-period
            aria-label={words.text("briefing.choosePeriod")}
            value={taking.frozen.period.key}
            onChange={(event) => onAgain(event.target.value)}
          >
            {periodsFrom(taking.frozen, words.timeZone).map((key) => (
              <option key={key} value={key}>
                {periodText(key, words)}
              </option>
            ))}
          </select>
        </nav>
        <ol className="briefing-steps">
          {file.steps.map((each, i) => (
            <li key={each.step}>
              <button
                type="button"
                aria-current={i === shown.step ? "step" : undefined}
                onClick={() => act({ do: "to", step: i })}
              >
                {i + 1} {each.title[words.language]}
              </button>
            </li>
          ))}
        </ol>
      </aside>
    </div>
  );
}

/** The period shown, and months, quarters and years that the shown one can be changed to, the newest first. */
function periodsFrom({ at, period, since }: FrozenBriefing, timeZone: string): string[] {
  const newest = monthOf(at, timeZone);
  const oldest = since === null ? newest : monthOf(since, timeZone);
  const list = Array.from({ length: Math.max(1, newest - oldest + 1) }, (_, i) => newest - i);
  const keys = (["month", "quarter", "year"] as const).flatMap((kind) => list.map((month) => periodKeyOf(kind, month)));
  return [...new Set([period.key, ...keys])];
}

/** The hall's clock, how long it has gone on, and how long at this step. */
function Times({ step }: { readonly step: number }) {
  const words = useWords();
  const { clock, hubNow } = useContext(ClockContext);
  const [began, setBegan] = useState(() => clock());
  const [at, setAt] = useState({ step, since: began });
  if (at.step !== step) setAt({ step, since: clock() });
  const hub = useBeat(() => {
    const now = hubNow();
    return now === null ? null : clockText(now, words.timeZone);
  });
  const all = useBeat(() => elapsedText(clock() - began));
  const here = useBeat(() => elapsedText(clock() - at.since));
  return (
    <div className="briefing-times">
      <dl>
        <div>
          <dt>{words.text("briefing.time")}</dt>
          <dd>{hub ?? "—"}</dd>
        </div>
        <div>
          <dt>{words.text("briefing.elapsed")}</dt>
          <dd data-elapsed>{all}</dd>
        </div>
        <div>
          <dt>{words.text("briefing.elapsed.step")}</dt>
          <dd>{here}</dd>
        </div>
      </dl>
      <button
        type="button"
        onClick={() => {
          setBegan(clock());
          setAt({ step, since: clock() });
        }}
      >
        {words.text("briefing.timer.zero")}
      </button>
    </div>
  );
}
