/** Which scene was on the screen at the moment shown, when it changed, and a switch that changes scenes with the replay. */
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Scene } from "../../../shared/scene.ts";
import type { SceneShown } from "../../../shared/view.ts";
import type { Words } from "../../kit/text.ts";
import { useWords } from "../../kit/words.ts";
import type { Player } from "../../map/replay-player.ts";
import { sceneChanges, sceneToFollow, scenesAt } from "../replay-screen.ts";
import { useShowing } from "../showing.ts";

/** Marks are drawn this far apart at least, in parts of the scale. */
const PARTS = 480;

function titleOf({ scene, replaying }: SceneShown, all: readonly Scene[], words: Words): string {
  const title = all.find((each) => each.scene === scene)?.title[words.language] ?? scene;
  return replaying ? words.text("replay.sceneReplaying", { scene: title }) : title;
}

/** Follows what was on the screen while it is switched on; at the end the scene is there that was there before. */
export function useFollowedScenes(player: Player | null, on: boolean): void {
  const { scene, show } = useShowing();
  const [first] = useState(scene);
  const latest = useRef(show);
  const moved = useRef(false);
  const subscribe = player?.subscribe ?? NEVER;
  const read = () => (player === null ? null : sceneToFollow(player.value, player.played().at));
  const followed = useSyncExternalStore(subscribe, read, read);
  useEffect(() => {
    latest.current = show;
  });
  useEffect(() => {
    if (!on || followed === null) return;
    moved.current = true;
    latest.current(followed);
  }, [on, followed]);
  useEffect(
    () => () => {
      if (moved.current) latest.current(first);
    },
    [first],
  );
}

const NEVER = () => () => {};

export interface ReplayScenesProps {
  readonly player: Player;
  readonly following: boolean;
  readonly onFollow: (on: boolean) => void;
}

/** "当时画面：综合态势"; of an exercise, which nobody's screen showed, nothing. */
export function ReplayScenes({ player, following, onFollow }: ReplayScenesProps) {
  const words = useWords();
  const { value } = player;
  const { scenes: all } = useShowing();
  const read = () =>
    [...new Set(scenesAt(value, player.played().at).map((it) => titleOf(it, all, words)))].join(
      words.text("replay.sceneAnd"),
    );
  const scenes = useSyncExternalStore(player.subscribe, read, read);
  if (value.exercise !== "") return null;
  const said =
    value.scenes.length === 0 ? "replay.noScenes" : scenes === "" ? "replay.sceneUnknown" : ("replay.scene" as const);
  return (
    <p className="replay-screen">
      <span data-replay-scene={scenes}>{words.text(said, { scenes })}</span>
      {value.scenes.length > 0 && (
        <button type="button" data-replay-follow aria-pressed={following} onClick={() => onFollow(!following)}>
          {words.text("replay.follow")}
        </button>
      )}
      {value.stills.length === 0 && <span>{words.text("replay.noStills")}</span>}
    </p>
  );
}

/** A stroke on the scale for each time that another scene came on the screen. */
export function SceneMarks({ player }: { readonly player: Player }) {
  const words = useWords();
  const { path, count } = useMemo(() => {
    const { from, to } = player.value;
    const changes = sceneChanges(player.value);
    const parts = new Set(changes.map((at) => Math.min(PARTS - 1, Math.floor(((at - from) / (to - from)) * PARTS))));
    return { path: [...parts].map((part) => `M${part} 0h1v4h-1z`).join(""), count: changes.length };
  }, [player]);
  if (count === 0) return null;
  return (
    <svg
      className="replay-scene-marks"
      viewBox={`0 0 ${PARTS} 4`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.text("replay.sceneChanges", { count })}
    >
      <path d={path} />
    </svg>
  );
}
