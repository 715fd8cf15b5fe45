/** Scenes as large buttons, and beneath them hold, restore and lock. */
import type { DirectAct } from "../../shared/direction/wall.ts";
import { useWords } from "../kit/words.ts";
import type { RemoteAct, RemoteWall } from "./remote-wall.ts";

/** How long a wall is held by one press, minutes. */
const HOLD_MINUTES = 10;

export function ScenesTab({ wall }: { readonly wall: RemoteWall }) {
  const words = useWords();
  const { state } = wall.line;
  const noScene = wall.why("scene");
  const held = state?.held != null;
  const locked = state?.locked != null;
  return (
    <>
      {noScene !== null && <p className="remote-note">{noScene}</p>}
      <div className="remote-scenes" role="group" aria-label={words.text("hall.scenes")}>
        {wall.scenes.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className="remote-button"
            data-scene={name}
            aria-pressed={state?.scene === name}
            disabled={noScene !== null}
            onClick={() => void wall.send({ do: "scene", scene: name })}
          >
            {title}
          </button>
        ))}
      </div>
      <div className="remote-row">
        <ActButton
          wall={wall}
          act={held ? { do: "release" } : { do: "hold", minutes: HOLD_MINUTES }}
          pressed={held}
          word={held ? words.text("hall.release") : words.text("hall.holdFor", { count: HOLD_MINUTES })}
        />
        <ActButton wall={wall} act={{ do: "restore" }} word={words.text("hall.restore")} />
        <ActButton
          wall={wall}
          act={{ do: locked ? "unlock" : "lock" }}
          pressed={locked}
          word={words.text(locked ? "hall.unlock" : "hall.lock")}
        />
      </div>
    </>
  );
}

export interface ActButtonProps {
  readonly wall: RemoteWall;
  readonly act: RemoteAct;
  readonly word: string;
  readonly pressed?: boolean;
}

/** A button of one act. One that cannot be done now is there, and says why when it is held. */
export function ActButton({ wall, act, word, pressed }: ActButtonProps) {
  const kind: DirectAct["do"] = act.do;
  const why = wall.why(kind);
  return (
    <button
      type="button"
      className="remote-button"
      data-do={kind}
      aria-pressed={pressed}
      disabled={why !== null || wall.busy === kind}
      title={why ?? undefined}
      onClick={() => void wall.send(act)}
    >
      {word}
    </button>
  );
}
