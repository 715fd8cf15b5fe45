/** What a wall shows, since when and why; held, locked, in a playlist, before visitors: one line of marks each. */
import { useContext } from "react";
import type { WallState as State } from "../../../shared/direction/wall.ts";
import { ClockContext } from "../../kit/panel.tsx";
import { useBeat } from "../../kit/tick.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useLine } from "../../link/react.ts";
import { titleOf, type Choice } from "./choices.ts";
import { leftText, reasonText, secondsLeft } from "./words.ts";

export interface WallStateProps {
  readonly state: State | null;
  readonly sceneTitle: string;
  readonly playlists: readonly Choice[];
}

export function WallState({ state, sceneTitle, playlists }: WallStateProps) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  if (state === null || state.scene === "") {
    return <p className="wall-state">{words.text("hall.nobodyChose")}</p>;
  }
  const reason = reasonText(
    state.reason?.by === "playlist"
      ? { by: "playlist", playlist: titleOf(playlists, state.reason.playlist) }
      : state.reason,
    words,
  );
  const now = hubNow() ?? state.at;
  return (
    <div className="wall-state" data-scene={state.scene}>
      <p>
        <b>{sceneTitle}</b>
        <span>
          {reason}
          {reason === "" ? "" : " · "}
          {words.text("hall.from", { moment: momentText(state.at, now, words.timeZone, words.language) })}
        </span>
      </p>
      <ul className="wall-marks">
        {state.returnAt !== null && (
          <li>
            <Left until={state.returnAt} text="hall.mark.return" />
          </li>
        )}
        {state.held !== null && (
          <li data-mark="held">
            <span aria-hidden="true">‖</span> {words.text("hall.mark.held", { name: state.held.name })} ·{" "}
            <Left until={state.held.until} text={null} />
          </li>
        )}
        {state.locked !== null && (
          <li data-mark="locked">
            <span aria-hidden="true">■</span> {words.text("hall.mark.locked", { name: state.locked.name })}
          </li>
        )}
        {state.playlist !== null && (
          <li data-mark="playlist">
            {words.text("hall.mark.playlist", {
              name: titleOf(playlists, state.playlist.name),
              step: state.playlist.step + 1,
            })}
          </li>
        )}
        {state.visitor && <li data-mark="visitor">{words.text("hall.mark.visitor")}</li>}
        {state.testCard && <li data-mark="testCard">{words.text("hall.mark.testCard")}</li>}
      </ul>
    </div>
  );
}

/** What is left until a hub time, counted down at the hub's pace. */
function Left({ until, text }: { readonly until: number; readonly text: "hall.mark.return" | null }) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const pace = useLine().report?.pace ?? 1;
  const left = useBeat(() => secondsLeft(until, hubNow() ?? until, pace));
  const said = leftText(left, words);
  return <span>{text === null ? said : words.text(text, { left: said })}</span>;
}
