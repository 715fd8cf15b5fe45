/** What can be done with a wall, as buttons; each that cannot says why. */
import { Button, Dropdown, Select, Space } from "antd";
import type { DirectAct } from "../../../shared/direction/wall.ts";
import type { Choice } from "../../board/direction/choices.ts";
import type { WallLine } from "../../board/direction/walls.ts";
import { useWords } from "../../kit/words.ts";
import { minutesText } from "./push-dialog.tsx";
import type { DirectActs } from "./use-direct-acts.ts";

/** How long a wall can be held, minutes; the first is what the key does. */
export const HOLD_MINUTES = [10, 5, 30, 60, 120] as const;

export interface WallControlsProps {
  readonly wall: WallLine;
  readonly scenes: readonly Choice[];
  readonly playlists: readonly Choice[];
  readonly acts: DirectActs;
  /** Why an act cannot be done now; null when it can. */
  readonly why: (act: DirectAct["do"]) => string | null;
}

export function WallControls({ wall, scenes, playlists, acts, why }: WallControlsProps) {
  const words = useWords();
  const { state } = wall;
  const { send, busy } = acts;
  const of = (act: DirectAct["do"]) => ({ disabled: why(act) !== null, title: why(act) ?? undefined, "data-do": act });
  const held = state?.held != null;
  const locked = state?.locked != null;
  const noScene = why("scene");
  const holdMenu = {
    items: HOLD_MINUTES.toSorted((a, b) => a - b).map((minutes) => ({
      ...{ key: String(minutes), label: minutesText(minutes, words) },
      onClick: () => send({ do: "hold", minutes }),
    })),
  };
  return (
    <section className="wall-controls" aria-label={words.text("hall.controls")}>
      <h2>{words.text("hall.scenes")}</h2>
      {noScene !== null && <p className="seat-note">{noScene}</p>}
      <div className="wall-scenes" role="group" aria-label={words.text("hall.scenes")}>
        {scenes.map(({ name, title }, n) => (
          <button
            key={name}
            type="button"
            data-scene={name}
            aria-pressed={state?.scene === name}
            disabled={noScene !== null}
            title={noScene ?? undefined}
            onClick={() => send({ do: "scene", scene: name })}
          >
            {n < 9 && <kbd>{n + 1}</kbd>}
            <span>{title}</span>
          </button>
        ))}
      </div>
      <div className="wall-acts">
        {held ? (
          <Button
            {...of("release")}
            type="primary"
            loading={busy === "release"}
            onClick={() => send({ do: "release" })}
          >
            {words.text("hall.release")} <kbd>H</kbd>
          </Button>
        ) : (
          <Space.Compact>
            <Button
              {...of("hold")}
              loading={busy === "hold"}
              onClick={() => send({ do: "hold", minutes: HOLD_MINUTES[0] })}
            >
              {words.text("hall.holdFor", { count: HOLD_MINUTES[0] })} <kbd>H</kbd>
            </Button>
            <Dropdown menu={holdMenu} trigger={["click"]} disabled={why("hold") !== null}>
              <Button aria-label={words.text("hall.holdLonger")}>▾</Button>
            </Dropdown>
          </Space.Compact>
        )}
        <Button {...of("restore")} loading={busy === "restore"} onClick={() => send({ do: "restore" })}>
          {words.text("hall.restore")} <kbd>R</kbd>
        </Button>
        <Button
          {...of(locked ? "unlock" : "lock")}
          type={locked ? "primary" : "default"}
          aria-pressed={locked}
          onClick={() => send({ do: locked ? "unlock" : "lock" })}
        >
          {words.text(locked ? "hall.unlock" : "hall.lock")} <kbd>⇧L</kbd>
        </Button>
        <Button
          {...of("visitor")}
          type={state?.visitor === true ? "primary" : "default"}
          aria-pressed={state?.visitor === true}
          onClick={() => send({ do: "visitor", on: state?.visitor !== true })}
        >
          {words.text("hall.visitor")}
        </Button>
        <Button
          {...of("testCard")}
          type={state?.testCard === true ? "primary" : "default"}
          aria-pressed={state?.testCard === true}
          onClick={() => send({ do: "testCard", on: state?.testCard !== true })}
        >
          {words.text("hall.testCard")}
        </Button>
        <label className="wall-playlist">
          {words.text("hall.playlist")}
          <Select
            value={state?.playlist?.name ?? ""}
            disabled={why("playlist") !== null}
            data-do="playlist"
            options={[
              { value: "", label: words.text("hall.playlist.none") },
              ...playlists.map(({ name, title }) => ({ value: name, label: title })),
            ]}
            onChange={(playlist: string) => send({ do: "playlist", playlist })}
          />
        </label>
      </div>
    </section>
  );
}
