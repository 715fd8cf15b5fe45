/** One step as the hall sees it: head, page, and the foot with the instant and the scheme of all its figures. */
import type { ComponentType } from "react";
import type { BriefingPage } from "../../shared/rules/briefings.ts";
import { periodText } from "../board/evaluation/periods.ts";
import { fullDateText, momentText, timeText } from "../kit/time.ts";
import { useWords } from "../kit/words.ts";
import type { Taking } from "./channel.ts";
import { useBriefing } from "./context.ts";
import { BriefingDrawer } from "./drawer.tsx";
import { ClosingPage } from "./pages/closing.tsx";
import { FunnelPage } from "./pages/funnel.tsx";
import { HeadlinesPage } from "./pages/headlines.tsx";
import { IssuesPage } from "./pages/issues.tsx";
import { MomentPage } from "./pages/moment.tsx";
import { RankingPage } from "./pages/ranking.tsx";
import { TrendPage } from "./pages/trend.tsx";
import { TypicalPage } from "./pages/typical.tsx";
import type { Shown } from "./shown.ts";

const PAGES: Readonly<Record<BriefingPage, ComponentType>> = {
  headlines: HeadlinesPage,
  funnel: FunnelPage,
  ranking: RankingPage,
  trend: TrendPage,
  issues: IssuesPage,
  typical: TypicalPage,
  moment: MomentPage,
  closing: ClosingPage,
};

/** Digits of a scheme's hash that are printed. */
const HASH_DIGITS = 8;

export interface StageProps {
  readonly taking: Taking;
  readonly shown: Shown;
}

export function Stage({ taking, shown }: StageProps) {
  const words = useWords();
  const { file, frozen, small } = useBriefing();
  const step = file.steps[shown.step];
  if (step === undefined) return null;
  const Page = PAGES[step.page];
  const covered = shown.way.length > 0;
  return (
    <section
      className="briefing-stage"
      data-step={step.step}
      data-at={frozen.at}
      aria-label={step.title[words.language]}
      inert={small || shown.black}
    >
      <header className="briefing-head">
        <p>{words.name(frozen.platform) || file.title[words.language]}</p>
        <h1>{step.title[words.language]}</h1>
        <p className="briefing-place">
          {words.text("briefing.place", { step: shown.step + 1, steps: file.steps.length })}
        </p>
      </header>
      <div className="briefing-page" data-page={step.page}>
        <Page />
      </div>
      <Foot taking={taking} />
      {covered && <BriefingDrawer way={shown.way} />}
      {shown.black && <div className="briefing-black" data-black />}
    </section>
  );
}

/** The instant of the figures, what they are compared with, and the scheme with its version: on every step. */
function Foot({ taking }: { readonly taking: Taking }) {
  const words = useWords();
  const { frozen } = useBriefing();
  const { timeZone, language } = words;
  const { at, period, partial, before, board } = frozen;
  const moment = `${fullDateText(at, timeZone, language)} ${timeText(at, timeZone)}`;
  return (
    <footer className="briefing-foot" data-foot>
      <p>
        <b>{words.text("briefing.asOf", { moment })}</b>
        <span>
          {words.text(period.running ? "briefing.period.running" : "briefing.period", {
            period: periodText(period.key, words),
          })}
        </span>
        {partial && (
          <span>
            {words.text("briefing.partial", {
              period: periodText(before.key, words),
              until: momentText(before.to, at, timeZone, language),
            })}
          </span>
        )}
        {board === null ? (
          <span>{words.text("briefing.noScheme.short")}</span>
        ) : (
          <span>
            {words.text("briefing.scheme", {
              title: board.title[language],
              version: board.version,
              hash: board.hash.slice(0, HASH_DIGITS),
            })}{" "}
            {board.final === null
              ? words.text("briefing.provisional")
              : words.text("briefing.final", { moment: momentText(board.final, at, timeZone, language) })}
          </span>
        )}
      </p>
      {taking.cutAt !== null && (
        <p className="briefing-cut" role="status">
          {words.text("briefing.cut", { moment: momentText(taking.cutAt, at, timeZone, language) })}
        </p>
      )}
    </footer>
  );
}
