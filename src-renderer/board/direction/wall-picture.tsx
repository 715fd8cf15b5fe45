/** A wall as it truly is: the newest picture of each of its windows, in its place, with its number; pushes are outlined. */
import type { ReactNode } from "react";
import type { Push, WallWindow } from "../../../shared/direction/wall.ts";
import { ageText } from "../../kit/time.ts";
import { useBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import { useLine, useLink } from "../../link/react.ts";
import { percentOf, wallRatio } from "./region.ts";
import { useEcho } from "./walls.ts";
import "./direction.css";

export interface WallPictureProps {
  readonly windows: readonly WallWindow[];
  readonly pushes: readonly Push[];
  /** Numbers and ages are left out where there is no room for them. */
  readonly small?: boolean;
  readonly children?: ReactNode;
}

export function WallPicture({ windows, pushes, small = false, children }: WallPictureProps) {
  const words = useWords();
  return (
    <div
      className="wall-picture"
      data-wall-picture
      data-small={small}
      style={{ aspectRatio: String(Math.min(8, Math.max(0.5, wallRatio(windows)))) }}
    >
      {windows.map((window) => (
        <WindowPicture key={`${window.host}\n${window.display}`} window={window} small={small} />
      ))}
      {windows.length === 0 && <p className="wall-picture-none">{words.text("hall.noWindow")}</p>}
      {pushes.map(({ id, region }, n) => (
        <i key={id} className="wall-picture-push" data-push-at={id} style={percentOf(region)} aria-hidden="true">
          {n + 1}
        </i>
      ))}
      {children}
    </div>
  );
}

/** Older than this, ms, a picture is no echo of now, and says so. */
const OLD_MS = 5_000;

function WindowPicture({ window, small }: { readonly window: WallWindow; readonly small: boolean }) {
  const words = useWords();
  const link = useLink();
  const echo = useEcho(window);
  const pace = useLine().report?.pace ?? 1;
  const age = useBeat(() => {
    const now = link.hubNow();
    return echo === null || now === null ? null : Math.max(0, Math.floor((now - echo.at) / pace / 1_000)) * 1_000;
  });
  const old = age !== null && age > OLD_MS;
  const told = `${window.host} · ${window.display}`;
  return (
    <figure
      className="window-picture"
      data-window={told}
      data-picture={echo?.picture ?? 0}
      data-rev={echo?.rev ?? 0}
      data-taken-at={echo?.at ?? 0}
      data-shows-rev={window.rev}
      data-shown-at={window.shownAt}
      data-scene={window.scene}
      data-old={old || undefined}
      style={percentOf(window.region)}
    >
      {echo === null ? (
        <p>{words.text(window.picture === 0 ? "hall.noPicture" : "hall.pictureComing")}</p>
      ) : (
        <img src={echo.url} alt={words.text("hall.pictureOf", { window: told })} draggable={false} />
      )}
      <figcaption>
        <b>{window.display}</b>
        {!small && <span>{window.host}</span>}
        {age !== null && (!small || old) && <small>{ageText(age, words.language)}</small>}
      </figcaption>
    </figure>
  );
}
