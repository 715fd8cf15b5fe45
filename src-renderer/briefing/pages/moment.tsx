/** 回放: the day of the busiest hour, played on the map from that hour on. */
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { FrozenBriefing } from "../../../shared/briefing.ts";
import { windowOf } from "../../../shared/evaluation/period.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { FONT_FAMILY } from "../../kit/fonts.ts";
import { countText } from "../../kit/number.ts";
import { clockText, dateText, timeText } from "../../kit/time.ts";
import { usePixelUnit } from "../../kit/unit.ts";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { NO_FILTER, type MapStatus } from "../../map/props.ts";
import { createPlayer, type Player } from "../../map/replay-player.ts";
import { MapStage } from "../../map/stage.tsx";
import { useGround } from "../../map/use-ground.ts";
import { useBriefing, useDial } from "../context.ts";
import { Num } from "../number.tsx";

const NO_ROWS: readonly never[] = [];
const nothing = (): void => undefined;
const monotonic = () => performance.now();
const TICK_MS = 100;
const MINUTE = 60_000;

type Moment = NonNullable<FrozenBriefing["moment"]>;

export function MomentPage() {
  const words = useWords();
  const { frozen, small } = useBriefing();
  const { moment } = frozen;
  if (moment === null) return <p className="briefing-empty">{words.text("briefing.noCases")}</p>;
  const { timeZone, language } = words;
  const hour = `${dateText(moment.from, timeZone, language)} ${timeText(moment.from, timeZone)}–${timeText(moment.to, timeZone)}`;
  return (
    <div className="briefing-moment">
      <p className="briefing-lead">
        <span>{words.text("briefing.moment", { hour })}</span>
        <Num name="moment" count={moment.count} what={hour} className="briefing-big" />
        <span>{words.text("briefing.moment.reported")}</span>
      </p>
      {small ? <p className="briefing-empty">{words.text("briefing.moment.onWall")}</p> : <Replayed moment={moment} />}
    </div>
  );
}

function Replayed({ moment }: { readonly moment: Moment }) {
  const words = useWords();
  const { frozen } = useBriefing();
  const { timeZone } = words;
  const stretch = useMemo(() => {
    const { from = moment.from, to = moment.to } = windowOf("day", moment.from, timeZone);
    return { from, to: Math.min(to, Math.max(frozen.at, moment.from + MINUTE)) };
  }, [moment, timeZone, frozen.at]);
  const { value, trouble } = useView({ view: "replay", ...stretch, exercise: "" });
  const player = useMemo(() => (value === null ? null : createPlayer(value, timeZone, monotonic)), [value, timeZone]);
  useEffect(() => {
    if (player === null) return;
    const timer = setInterval(() => player.tick(), TICK_MS);
    return () => clearInterval(timer);
  }, [player]);
  if (player === null) {
    return (
      <p className="briefing-empty" role={trouble === null ? "status" : "alert"}>
        {trouble === null ? words.text("replay.reading") : words.trouble(trouble)}
      </p>
    );
  }
  return (
    <>
      <MomentMap player={player} />
      <Controls player={player} start={Math.min(moment.to, stretch.to)} />
    </>
  );
}

function MomentMap({ player }: { readonly player: Player }) {
  const words = useWords();
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const { basemap, bounds, ready } = useGround(platform);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const trouble = status?.state === "lost" || status?.state === "failed" ? (status.why ?? "map.lost") : null;
  return (
    <section className="briefing-map" aria-label={words.text("map.title")} data-state={status?.state ?? "starting"}>
      {ready && bounds !== null && (
        <Boundary retryKey={pixelUnit} fallback={(why) => <p className="briefing-empty">{why}</p>}>
          <MapStage
            basemap={basemap}
            bounds={bounds}
            fontFamily={FONT_FAMILY}
            language={words.language}
            points={player.points}
            pointFilter={NO_FILTER}
            hubNow={() => player.played().at}
            grids={grids}
            fill={null}
            onParts={nothing}
            tracks={null}
            units={NO_ROWS}
            cameras={NO_ROWS}
            spots={NO_ROWS}
            paused={false}
            selection={null}
            onPick={nothing}
            pixelUnit={pixelUnit}
            onStatus={setStatus}
            reducedMotion
          />
        </Boundary>
      )}
      {trouble !== null && <p className="briefing-empty">{words.foreign(trouble)}</p>}
      <p className="briefing-then">{words.text("replay.notNow")}</p>
    </section>
  );
}

/** The place in time is a dial: the speaker's window moves that of the wall. While it plays each goes by itself. */
function Controls({ player, start }: { readonly player: Player; readonly start: number }) {
  const words = useWords();
  const { at, playing, counts } = useSyncExternalStore(player.subscribe, player.played, player.played);
  const [asked, ask] = useDial("moment.at", start);
  const [plays, play] = useDial("moment.plays", 0);
  useEffect(() => player.seek(asked), [player, asked]);
  useEffect(() => (plays === 1 ? player.play() : player.pause()), [player, plays]);
  const { from, to } = player.value;
  const figure = (name: "open" | "overdue" | "closed", late = false) => (
    <span className={late && counts[name] > 0 ? "red" : ""}>
      <small>{words.text(`replay.${name}`)}</small>
      <b data-moment={name}>{countText(counts[name], words.language)}</b>
    </span>
  );
  return (
    <div className="briefing-replay" data-moment-at={at}>
      <button
        type="button"
        aria-label={words.text(playing ? "replay.pause" : "replay.play")}
        onClick={() => {
          if (playing) ask(at);
          play(playing ? 0 : 1);
        }}
      >
        {playing ? "❚❚" : "▶"}
      </button>
      <time>{clockText(at, words.timeZone)}</time>
      <input
        type="range"
        min={from}
        max={to}
        step={MINUTE}
        value={at}
        aria-label={words.text("replay.scrub")}
        aria-valuetext={clockText(at, words.timeZone)}
        onChange={(event) => ask(Number(event.target.value))}
      />
      {figure("open")}
      {figure("overdue", true)}
      {figure("closed")}
    </div>
  );
}
