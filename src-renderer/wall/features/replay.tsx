/** Replay: a frame around the whole wall that says that this is not now, and the bar at its foot. */
import { useEffect, useMemo, useState } from "react";
import { useView } from "../../link/react.ts";
import { useWords } from "../../kit/words.ts";
import { createPointBuffers } from "../../map/buffers.ts";
import { dayOf, daysOfTrend, type ListedDay, type Stretch } from "../replay-days.ts";
import { replayKey } from "../replay-keys.ts";
import { createPlayer, type Player } from "../../map/replay-player.ts";
import "../replay.css";
import { useFeatures } from "./feature.ts";
import { ReplayChooser } from "./replay-chooser.tsx";
import { ReplayControls } from "./replay-controls.tsx";
import { ReplayShading } from "./replay-coverage.tsx";
import { useFollowedScenes } from "./replay-scenes.tsx";
import { ReplayStills } from "./replay-stills.tsx";
import { ReplayTracksOf } from "./replay-tracks.tsx";
import { useHubMinute } from "./replay-now.ts";

const LAST_DAYS = { view: "trend", hours: 168 } as const;
const monotonic = () => performance.now();
/** Longest wait between two steps while it plays, ms. */
const TICK_MS = 100;

export function ReplayFeature() {
  const { replayOpen } = useFeatures();
  return replayOpen ? <Opening /> : null;
}

/** Waits for the city's time and its last days before it chooses the day to begin with. */
function Opening() {
  const { timeZone } = useWords();
  const now = useHubMinute();
  const trend = useView(LAST_DAYS).value;
  const days = useMemo(
    () => (trend === null || now === null ? null : daysOfTrend(trend, now, timeZone)),
    [trend, now, timeZone],
  );
  const [newest] = days?.filter(({ reported }) => reported > 0) ?? [];
  if (days === null || now === null) return <Frame exercise={null} />;
  return <Replay days={days} now={now} first={newest?.from ?? now} />;
}

interface ReplayProps {
  readonly days: readonly ListedDay[];
  /** The minute at which the bar was opened or chosen anew is over; epoch ms. */
  readonly now: number;
  readonly first: number;
}

function Replay({ days, now, first }: ReplayProps) {
  const words = useWords();
  const { setReplaying, setReplayOpen } = useFeatures();
  const [stretch, setStretch] = useState<Stretch>(() => dayOf(first, now, words.timeZone));
  const { value, trouble } = useView({ view: "replay", ...stretch });
  const player = useMemo<Player | null>(
    () => (value === null ? null : createPlayer(value, words.timeZone, monotonic)),
    [value, words.timeZone],
  );
  const [nothing] = useState(() => createPointBuffers(1));
  const exercise = stretch.exercise !== "";

  const [following, setFollowing] = useState(false);

  useFollowedScenes(player, following);
  // Until the stretch is there the map is empty: what is now must not stand in the frame of then.
  useEffect(() => {
    if (player !== null) return;
    setReplaying({ points: nothing, now: () => stretch.from, tracks: null, exercise });
  }, [player, nothing, stretch, exercise, setReplaying]);
  useEffect(() => () => setReplaying(null), [setReplaying]);
  useEffect(() => {
    if (player === null) return;
    const timer = setInterval(() => player.tick(), TICK_MS);
    return () => clearInterval(timer);
  }, [player]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement ? event.target.tagName : "";
      const typing = event.target instanceof HTMLInputElement && event.target.type !== "range";
      const act = typing || player === null ? null : replayKey(event, field);
      if (act === null || player === null) return;
      event.preventDefault();
      event.stopPropagation();
      act(player);
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [player]);

  return (
    <>
      <Frame exercise={exercise ? (value?.title?.[words.language] ?? "") : null} />
      <section
        className="replay-bar"
        data-replay={player === null ? "loading" : "ready"}
        aria-label={words.text("replay.title")}
      >
        <ReplayChooser days={days} now={now} stretch={stretch} onChoose={setStretch} />
        {player !== null ? (
          <ReplayControls player={player} following={following} onFollow={setFollowing} />
        ) : (
          <p className="replay-wait" role={trouble === null ? "status" : "alert"}>
            {trouble === null ? words.text("replay.reading") : words.trouble(trouble)}
          </p>
        )}
        <button type="button" className="replay-leave" onClick={() => setReplayOpen(false)}>
          {words.text("replay.leave")} <kbd>Esc</kbd>
        </button>
        {player !== null && <ReplayStills player={player} />}
      </section>
      {player !== null && <ReplayTracksOf key={stretch.from} player={player} />}
      {player !== null && <ReplayShading player={player} />}
    </>
  );
}

/** Around the whole wall. `exercise` is the title of an exercise, null for the city itself. */
function Frame({ exercise }: { readonly exercise: string | null }) {
  const words = useWords();
  const live = words.text("replay.liveBoard");
  useEffect(() => {
    // The boards' own label is drawn by the style sheet, so that each board has it, whoever made it.
    document.documentElement.style.setProperty("--replay-live", JSON.stringify(live));
    return () => void document.documentElement.style.removeProperty("--replay-live");
  }, [live]);
  return (
    <div className="replay-frame" data-exercise={exercise !== null}>
      <p role="status">
        {exercise === null ? words.text("replay.notNow") : words.text("replay.exercise", { title: exercise })}
      </p>
    </div>
  );
}
