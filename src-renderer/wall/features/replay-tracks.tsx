/** Asks for positions around the moment shown, and gives the map the points and where everybody was. */
import { useEffect, useState, useSyncExternalStore } from "react";
import type { TrackColumns } from "../../../shared/track.ts";
import { useView } from "../../link/react.ts";
import { createReplayMovers, type ReplayMovers } from "../replay-movers.ts";
import type { Player } from "../../map/replay-player.ts";
import { useFeatures } from "./feature.ts";

/** Positions come in stretches of this length, ms. */
const STRETCH = 600_000;
/** How often places are worked out, real ms: the map glides between them. Slower than from 60 times on. */
const CALM_MS = 1_000;
const QUICK_MS = 400;

export function ReplayTracksOf({ player }: { readonly player: Player }) {
  const { setReplaying } = useFeatures();
  const { value } = player;
  const [movers] = useState(createReplayMovers);
  const [tracks, setTracks] = useState<TrackColumns | null>(null);
  const at = () => Math.floor((player.played().at - value.from) / STRETCH);
  const stretch = useSyncExternalStore(player.subscribe, at, at);
  const recorded = value.tracks !== null;

  useEffect(() => {
    setReplaying({ points: player.points, now: () => player.played().at, tracks, exercise: value.exercise !== "" });
  }, [player, tracks, value, setReplaying]);

  useEffect(() => {
    if (!recorded) return;
    let drawn = Number.NaN;
    let drawnAt = Number.NEGATIVE_INFINITY;
    const draw = () => {
      const played = player.played();
      const now = performance.now();
      const every = !played.playing ? 0 : played.speed >= 60 ? QUICK_MS : CALM_MS;
      if (played.at === drawn || now - drawnAt < every) return;
      drawn = played.at;
      drawnAt = now;
      setTracks(movers.at(played.at));
    };
    draw();
    return player.subscribe(draw);
  }, [player, movers, recorded]);

  if (!recorded) return null;
  const ends = Math.ceil((value.to - value.from) / STRETCH);
  return [stretch - 1, stretch, stretch + 1]
    .filter((each) => each >= 0 && each < ends)
    .map((each) => (
      <OneStretch
        key={each}
        player={player}
        from={value.from + each * STRETCH}
        movers={movers}
        onThere={() => setTracks(movers.at(player.played().at))}
      />
    ));
}

interface OneStretchProps {
  readonly player: Player;
  readonly from: number;
  readonly movers: ReplayMovers;
  readonly onThere: () => void;
}

function OneStretch({ player, from, movers, onThere }: OneStretchProps) {
  const { to, exercise } = player.value;
  const tracks = useView({ view: "replayTracks", from, to: Math.min(to, from + STRETCH), exercise }).value;
  useEffect(() => {
    if (tracks === null) return;
    movers.put(from, tracks);
    onThere();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once, when the positions come
  }, [tracks, from, movers]);
  return null;
}
