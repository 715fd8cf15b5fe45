/** 回显: the wall as it truly is, small, in the frame of every page; it can be folded, and then asks for no picture. */
import { useState } from "react";
import { WallPicture } from "../../board/direction/wall-picture.tsx";
import { useWalls, wallLines, type WallLine } from "../../board/direction/walls.ts";
import { useWords } from "../../kit/words.ts";
import { hashOf } from "../shell/route.ts";
import "./direction.css";

/** Folded on this machine; and the wall that is looked at. */
const FOLDED = "citywall.seat.echoFolded";
const WALL = "citywall.seat.echoWall";

export function EchoStrip() {
  const words = useWords();
  const { value } = useWalls();
  const [folded, setFolded] = useState(() => localStorage.getItem(FOLDED) !== null);
  const [chosen, choose] = useState(() => localStorage.getItem(WALL) ?? "");
  const lines = wallLines(value).filter(({ windows }) => windows.length > 0);
  const at = Math.max(
    0,
    lines.findIndex(({ name }) => name === chosen),
  );
  const wall = lines[at];
  if (wall === undefined) return null;
  const fold = () => {
    if (folded) localStorage.removeItem(FOLDED);
    else localStorage.setItem(FOLDED, "1");
    setFolded(!folded);
  };
  const next = () => {
    const name = (lines[(at + 1) % lines.length] as WallLine).name;
    localStorage.setItem(WALL, name);
    choose(name);
  };
  return (
    <section className="echo-strip" data-echo-strip={wall.name} aria-label={words.text("hall.echo")}>
      <header>
        <button type="button" aria-expanded={!folded} onClick={fold}>
          <span aria-hidden="true">{folded ? "▸" : "▾"}</span> {words.text("hall.echo")}
        </button>
        {lines.length > 1 ? (
          <button type="button" title={words.text("hall.echo.next")} onClick={next}>
            {wall.name} ({at + 1}/{lines.length})
          </button>
        ) : (
          <span>{wall.name}</span>
        )}
      </header>
      {!folded && (
        <a className="echo-strip-link" href={hashOf({ page: "direction", rest: [wall.name] })}>
          <WallPicture windows={wall.windows} pushes={wall.state?.pushes ?? []} small />
        </a>
      )}
    </section>
  );
}
