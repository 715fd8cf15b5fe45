/** The head of the wall: whose city, which scene, which period, how the line stands, and what time it is there. */
import { useContext } from "react";
import type { Scene } from "../../shared/scene.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { PeriodChoice } from "../../shared/view.ts";
import { SignMark, type Sign } from "../board/sync/card.tsx";
import { CLOCK_OFF_MS, clockSentence } from "../board/sync/words.ts";
import { useLine, useLink } from "../link/react.ts";
import { ClockContext } from "../kit/panel.tsx";
import type { Freshness } from "../kit/freshness.ts";
import { clockText, fullDateText, timeText, weekdayText } from "../kit/time.ts";
import { useBeat } from "../kit/tick.ts";
import { useWords } from "../kit/words.ts";
import { useDirected } from "./direction/direction-context.ts";
import { Signs } from "./direction/signs.tsx";
import { PERIOD_KEYS, type Action } from "./keys.ts";
import { lineWord } from "../board/judge.ts";
import { lineSentence } from "../board/line.ts";

export interface HeaderProps {
  readonly platform: RecordOf<"platforms"> | null;
  readonly scenes: readonly Scene[];
  readonly scene: Scene;
  /** False in a scene where nothing goes by the period. */
  readonly periods: boolean;
  /** The period chosen, and what `auto` turned out to be. */
  readonly period: PeriodChoice;
  readonly resolved: PeriodChoice;
  readonly freshness: Freshness;
  readonly act: (action: Action) => void;
}

export function Header({ platform, scenes, scene, periods, period, resolved, freshness, act }: HeaderProps) {
  const words = useWords();
  const shown = period === "auto" ? resolved : period;
  const product = words.text("product.title");
  const name = platform === null ? product : words.name(platform);
  return (
    <header className="head" data-line-state={lineWord(freshness)}>
      <div className="head-name">
        <h1 title={`${name} · ${product}`}>{name}</h1>
        <nav className="head-scenes" aria-label={words.text("scene.choose")}>
          {scenes.map(({ scene: each, title }) => (
            <button
              key={each}
              type="button"
              data-scene-tab={each}
              aria-current={each === scene.scene ? "page" : undefined}
              onClick={() => act({ do: "scene", scene: each })}
            >
              {title[words.language]}
            </button>
          ))}
        </nav>
      </div>
      {periods ? (
        <div className="switch head-period" role="group" aria-label={words.text("period.choose")}>
          {PERIOD_KEYS.map((each) => (
            <button
              key={each}
              type="button"
              data-period={each}
              aria-pressed={each === shown}
              onClick={() => act({ do: "period", period: each })}
            >
              {words.text(`period.${each}`)}
            </button>
          ))}
        </div>
      ) : (
        <span />
      )}
      <div className="head-state">
        <DirectionSigns />
        <LineState freshness={freshness} onOpen={() => act({ do: "sync" })} />
        <Marks onOpen={() => act({ do: "sync" })} />
        {platform?.demo === 1 && <Invented />}
        <HubClock />
        <span className="head-keys">
          <button
            type="button"
            lang={words.language === "en" ? "zh-CN" : "en"}
            title={words.text("language.switch")}
            aria-label={words.text("language.switch")}
            onClick={() => act({ do: "language" })}
          >
            {words.text("language.other")}
          </button>
          <button
            type="button"
            title={words.text("help.fullscreen")}
            aria-label={words.text("help.fullscreen")}
            onClick={() => act({ do: "fullscreen" })}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />
            </svg>
          </button>
          <button
            type="button"
            title={words.text("help.open")}
            aria-label={words.text("help.open")}
            onClick={() => act({ do: "help" })}
          >
            ?
          </button>
        </span>
      </div>
    </header>
  );
}

/** Held, locked, visited …: what somebody asked of the whole wall. */
function DirectionSigns() {
  const direction = useDirected();
  return direction === null ? null : <Signs state={direction.shown} />;
}

interface OpensProps {
  /** Opens the page that tells more. */
  readonly onOpen: () => void;
}

function LineState({ freshness, onOpen }: OpensProps & { readonly freshness: Freshness }) {
  const words = useWords();
  const { clock } = useContext(ClockContext);
  const link = useLink();
  const pace = useLine().report?.pace ?? 1;
  const sentence = useBeat(() => {
    const now = clock();
    const said = lineSentence(freshness, now, words);
    const hubNow = link.hubNow();
    // Since when, for whoever comes into the hall later: only a line that is cut has such an instant.
    if (freshness.state !== "stale" || freshness.since === null || hubNow === null) return said;
    const since = hubNow - (now - freshness.since) * pace;
    return `${words.text("line.since", { moment: timeText(since, words.timeZone) })} · ${said}`;
  });
  return (
    <p className="line" role="status">
      <button type="button" data-sync-open title={`${sentence} · ${words.text("sync.open")}`} onClick={onOpen}>
        <i aria-hidden="true" />
        <span>{sentence}</span>
      </button>
    </p>
  );
}

/** What else the page would tell: requests that wait, requests that were not done, and a clock that is wrong. */
function Marks({ onOpen }: OpensProps) {
  const words = useWords();
  const report = useLine().report;
  if (report === null) return null;
  const { waiting, conflicts } = report.outbox;
  const off = report.clockOffMs;
  const mark = (name: string, value: number, sign: Sign, sentence: string, short: string) => (
    <button
      type="button"
      className={`head-mark head-mark-${name}`}
      data-mark={name}
      data-value={value}
      title={sentence}
      aria-label={sentence}
      onClick={onOpen}
    >
      <SignMark sign={sign} />
      <span>{short}</span>
    </button>
  );
  return (
    <>
      {waiting > 0 &&
        mark("waiting", waiting, "waits", words.text("line.waiting", { count: waiting }), String(waiting))}
      {conflicts > 0 &&
        mark("conflicts", conflicts, "look", words.text("line.conflicts", { count: conflicts }), String(conflicts))}
      {off !== null &&
        Math.abs(off) > CLOCK_OFF_MS &&
        mark(
          "clock",
          off,
          "clock",
          `${clockSentence(off, words)} · ${words.text("sync.clock.harmless")}`,
          clockSentence(off, words),
        )}
    </>
  );
}

/** Invented data says so, and says how fast its time runs. */
function Invented() {
  const words = useWords();
  const pace = useLine().report?.pace ?? 1;
  return (
    <p className="invented">
      {words.text("clock.invented")}
      {pace !== 1 && ` · ${words.text("clock.demo", { pace })}`}
    </p>
  );
}

/** Hub time in the city's own zone. */
function HubClock() {
  const words = useWords();
  const link = useLink();
  const time = useBeat(() => {
    const now = link.hubNow();
    return now === null ? null : clockText(now, words.timeZone);
  });
  const date = useBeat(() => {
    const now = link.hubNow();
    return now === null
      ? null
      : `${fullDateText(now, words.timeZone, words.language)} ${weekdayText(now, words.timeZone, words.language)}`;
  });
  return (
    <div
      className="clock"
      aria-label={words.text("clock.label")}
      title={`${words.text("clock.label")} · ${words.timeZone}`}
    >
      <time>{time ?? "--:--:--"}</time>
      <small>{date ?? ""}</small>
    </div>
  );
}
