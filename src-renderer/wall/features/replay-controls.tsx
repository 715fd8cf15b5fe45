/** The moment shown, what was open then, and everything that moves it. */
import { useMemo, useSyncExternalStore, type CSSProperties } from "react";
import { densityOf } from "../../../shared/replay/cursor.ts";
import { useDesk } from "../../board/desk.ts";
import { clockText, fullDateText, timeText, weekdayText } from "../../kit/time.ts";
import type { WallKey } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import { hoursOf } from "../replay-days.ts";
import { CoveredShare } from "./replay-coverage.tsx";
import { SPEEDS, type Player } from "../../map/replay-player.ts";
import { ReplayScenes, SceneMarks, type ReplayScenesProps } from "./replay-scenes.tsx";

const MINUTE = 60_000;
/** Parts of the scale that changes are counted in. */
const PARTS = 240;

interface Step {
  readonly what: WallKey;
  readonly sign: string;
  readonly keys: string;
  readonly act: (player: Player) => void;
}

const by = (ms: number) => (player: Player) => player.seek(player.played().at + ms);
const BACK: readonly Step[] = [
  { what: "replay.previous", sign: "⇤", keys: ",", act: (player) => player.toPrevious() },
  { what: "replay.hourBack", sign: "«", keys: "Shift ←", act: by(-60 * MINUTE) },
  { what: "replay.minuteBack", sign: "‹", keys: "←", act: by(-MINUTE) },
];
const ON: readonly Step[] = [
  { what: "replay.minuteOn", sign: "›", keys: "→", act: by(MINUTE) },
  { what: "replay.hourOn", sign: "»", keys: "Shift →", act: by(60 * MINUTE) },
  { what: "replay.next", sign: "⇥", keys: ".", act: (player) => player.toNext() },
];

export function ReplayControls({ player, following, onFollow }: ReplayScenesProps) {
  const words = useWords();
  const { timeZone, language } = words;
  const { at, playing, speed, counts } = useSyncExternalStore(player.subscribe, player.played, player.played);
  const { from, to, withoutFacts, tracks } = player.value;
  // "Open" narrows nothing here: what is over is not drawn.
  const { which = "open", ...parts } = useDesk().only;
  const narrowed = (which !== "open" && which !== "all") || Object.keys(parts).length > 0;
  const moment = clockText(at, timeZone);
  const steps = (list: readonly Step[]) =>
    list.map(({ what, sign, keys, act }) => (
      <button
        key={what}
        type="button"
        data-replay-step={what}
        aria-label={words.text(what)}
        title={`${words.text(what)} ${keys}`}
        onClick={() => act(player)}
      >
        {sign}
      </button>
    ));
  return (
    <>
      <p className="replay-time">
        <time data-replay-at={at}>{moment}</time>
        <small>{`${fullDateText(at, timeZone, language)} ${weekdayText(at, timeZone, language)}`}</small>
      </p>
      <div className="replay-acts" role="group" aria-label={words.text("replay.acts")}>
        {steps(BACK)}
        <button
          type="button"
          className="replay-play"
          data-replay-play={playing}
          aria-label={words.text(playing ? "replay.pause" : "replay.play")}
          title={`${words.text(playing ? "replay.pause" : "replay.play")} ${words.text("replay.space")}`}
          onClick={() => (playing ? player.pause() : player.play())}
        >
          {playing ? "❚❚" : "▶"}
        </button>
        {steps(ON)}
      </div>
      <div className="switch replay-speed" role="group" aria-label={words.text("replay.speed")}>
        {SPEEDS.map((each) => (
          <button
            key={each}
            type="button"
            data-replay-speed={each}
            aria-pressed={each === speed}
            onClick={() => player.setSpeed(each)}
          >
            {each}×
          </button>
        ))}
      </div>
      <dl className="replay-counts" aria-label={words.text("replay.counts")}>
        <div>
          <dt>{words.text("replay.open")}</dt>
          <dd data-replay-open={counts.open}>{counts.open.toLocaleString("en-US")}</dd>
        </div>
        <div className={counts.overdue > 0 ? "red" : ""}>
          <dt>{words.text("replay.overdue")}</dt>
          <dd data-replay-overdue={counts.overdue}>{counts.overdue.toLocaleString("en-US")}</dd>
        </div>
        <div>
          <dt>{words.text("replay.closed")}</dt>
          <dd data-replay-closed={counts.closed}>{counts.closed.toLocaleString("en-US")}</dd>
        </div>
        <CoveredShare player={player} />
      </dl>
      <div className="replay-scale">
        <Density player={player} />
        <SceneMarks player={player} />
        <input
          type="range"
          aria-label={words.text("replay.scrub")}
          aria-valuetext={moment}
          min={from}
          max={to}
          step={1_000}
          value={at}
          style={{ "--replay-done": `${((at - from) / (to - from)) * 100}%` } as CSSProperties}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
        <p className="replay-hours" aria-hidden="true">
          {hoursOf(from, to, timeZone).map((hour) => (
            <span key={hour} style={{ left: `${((hour - from) / (to - from)) * 100}%` }}>
              {timeText(hour, timeZone)}
            </span>
          ))}
        </p>
      </div>
      <ReplayScenes player={player} following={following} onFollow={onFollow} />
      <p className="replay-notes">
        {withoutFacts > 0 && <span>{words.text("replay.withoutFacts", { count: withoutFacts })}</span>}
        {tracks === null && <span>{words.text("replay.noTracks")}</span>}
        {narrowed && <span>{words.text("replay.narrowed")}</span>}
        <span>{words.text("replay.boardsLive")}</span>
      </p>
    </>
  );
}

/** How much happened when, over the scale. */
function Density({ player }: { readonly player: Player }) {
  const words = useWords();
  const { path, title } = useMemo(() => {
    const density = densityOf(player.value, PARTS);
    const most = Math.max(1, ...density);
    const bars = [...density].map((count, i) => (count === 0 ? "" : `M${i} 20h1v${-(count / most) * 20}h-1z`));
    return { path: bars.join(""), title: words.text("replay.density", { count: player.value.events.after.length }) };
  }, [player, words]);
  return (
    <svg viewBox={`0 0 ${PARTS} 20`} preserveAspectRatio="none" role="img" aria-label={title}>
      <path d={path} />
    </svg>
  );
}
