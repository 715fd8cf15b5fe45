/** One wall: its picture, what it shows and why, its controls, and the lists of what is pushed and of what waits. */
import { useContext } from "react";
import { cannotDirect, type Asker } from "../../board/direction/may.ts";
import { titleOf, usePlaylists, useScenes } from "../../board/direction/choices.ts";
import { WallPicture } from "../../board/direction/wall-picture.tsx";
import type { WallLine } from "../../board/direction/walls.ts";
import { WallState } from "../../board/direction/wall-state.tsx";
import { ClockContext } from "../../kit/panel.tsx";
import { bothTexts, type WallKey } from "../../kit/text.ts";
import { momentText } from "../../kit/time.ts";
import { useWords } from "../../kit/words.ts";
import { useSeatActs, type SeatAct } from "../shell/acts.ts";
import { useSeat } from "../shell/desk.ts";
import { PushList } from "./push-list.tsx";
import { useDirectActs } from "./use-direct-acts.ts";
import { HOLD_MINUTES, WallControls } from "./wall-controls.tsx";

/** Scenes that have a digit. */
const WITH_KEY = 9;

export function WallCard({ wall }: { readonly wall: WallLine }) {
  const words = useWords();
  const { person, role } = useSeat();
  const scenes = useScenes();
  const playlists = usePlaylists();
  const acts = useDirectActs(wall.name);
  const asker: Asker = { role, person: person?.uid ?? 0 };
  const { state } = wall;
  const why = (act: Parameters<typeof cannotDirect>[0]) => cannotDirect(act, asker, state, words);
  const key = (id: string, stroke: string, title: WallKey, cannot: string | null, run: () => void): SeatAct => ({
    ...{ id: `wall.${id}`, group: "window", key: stroke, run },
    title: words.text(title),
    titles: bothTexts(title),
    ...(cannot === null ? {} : { cannot }),
  });
  const held = state?.held != null;
  const locked = state?.locked != null;
  useSeatActs([
    ...scenes.slice(0, WITH_KEY).map(({ name, title }, n): SeatAct => ({
      ...{ id: `wall.scene.${n}`, group: "window", key: String(n + 1), title: words.text("hall.show", { title }) },
      titles: bothTexts("hall.show", { title }),
      ...(why("scene") === null ? {} : { cannot: why("scene") as string }),
      run: () => acts.send({ do: "scene", scene: name }),
    })),
    key("hold", "h", held ? "hall.release" : "hall.hold", why(held ? "release" : "hold"), () =>
      acts.send(held ? { do: "release" } : { do: "hold", minutes: HOLD_MINUTES[0] }),
    ),
    key("restore", "r", "hall.restore", why("restore"), () => acts.send({ do: "restore" })),
    key("lock", "Shift+L", locked ? "hall.unlock" : "hall.lock", why(locked ? "unlock" : "lock"), () =>
      acts.send({ do: locked ? "unlock" : "lock" }),
    ),
  ]);
  return (
    <article className="wall-card" data-wall={wall.name} data-rev={state?.rev ?? 0} data-at={state?.at ?? 0}>
      <div className="wall-card-picture">
        <WallPicture windows={wall.windows} pushes={state?.pushes ?? []} />
        <WallState state={state} sceneTitle={titleOf(scenes, state?.scene ?? "")} playlists={playlists} />
        <WindowList wall={wall} />
      </div>
      <div className="wall-card-side">
        <WallControls wall={wall} scenes={scenes} playlists={playlists} acts={acts} why={why} />
        <PushList state={state} asker={asker} acts={acts} />
      </div>
    </article>
  );
}

/** Which windows the wall has, and which revision each truly shows. */
function WindowList({ wall }: { readonly wall: WallLine }) {
  const words = useWords();
  const { hubNow } = useContext(ClockContext);
  const scenes = useScenes();
  const now = hubNow() ?? 0;
  return (
    <table className="wall-windows">
      <caption className="seat-unseen">{words.text("hall.windowList")}</caption>
      <thead>
        <tr>
          <th scope="col">{words.text("hall.window")}</th>
          <th scope="col">{words.text("hall.window.shows")}</th>
          <th scope="col">{words.text("hall.window.size")}</th>
          <th scope="col">{words.text("hall.window.since")}</th>
        </tr>
      </thead>
      <tbody>
        {wall.windows.map((each) => {
          const behind = wall.state !== null && each.rev < wall.state.rev;
          return (
            <tr key={`${each.host} ${each.display}`} data-window-row={`${each.host} · ${each.display}`}>
              <td>
                <b>{each.display}</b> {each.host}
              </td>
              <td>
                {titleOf(scenes, each.scene) || words.text("hall.own")}
                {behind && <span className="amber"> ▲ {words.text("hall.window.behind")}</span>}
                {each.replaying && <span className="amber"> {words.text("hall.window.replay")}</span>}
              </td>
              <td>
                {each.width} × {each.height}
              </td>
              <td>{each.shownAt > 0 ? momentText(each.shownAt, now, words.timeZone, words.language) : "—"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
