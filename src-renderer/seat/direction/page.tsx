/** 导播: every wall as it truly is, what is pushed to it and by whom, and all that can be done with it. */
import { Alert, Button, Empty, Skeleton } from "antd";
import { useContext, useState } from "react";
import type { WallsValue } from "../../../shared/direction/wall.ts";
import { PANELS } from "../../../shared/scene.ts";
import { BOARD_TITLE } from "../../board/direction/names.ts";
import { useWalls, wallLines } from "../../board/direction/walls.ts";
import { FreshnessContext } from "../../kit/panel.tsx";
import { useWords } from "../../kit/words.ts";
import { useSeat } from "../shell/desk.ts";
import type { Route } from "../shell/route.ts";
import { usePushing } from "./push.ts";
import { WallCard } from "./wall-card.tsx";
import "./direction.css";

/** `#/direction` or, for one wall first, `#/direction/NAME`. */
export function DirectionPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const { go } = useSeat();
  const { value, trouble } = useWalls();
  const freshness = useContext(FreshnessContext);
  const lines = wallLines(value);
  const chosen = lines.find(({ name }) => name === route.rest[0]) ?? lines[0];
  return (
    <section className="seat-page direction-page" data-stale={freshness.state === "stale"}>
      <header className="direction-head">
        <h1>{words.text("seat.page.direction")}</h1>
        <p className="seat-note">{rightsText(value)}</p>
        <PushBoard />
      </header>
      {trouble !== null && <Alert type="error" showIcon title={words.trouble(trouble)} />}
      {value?.current === false && <Alert type="warning" showIcon title={words.text("hall.cut")} />}
      {value === null && trouble === null && <Skeleton active={false} paragraph={{ rows: 8 }} />}
      {value !== null && chosen === undefined && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.text("hall.none")} />
      )}
      {lines.length > 1 && (
        <nav className="switch direction-walls" aria-label={words.text("hall.walls")}>
          {lines.map(({ name, windows }) => (
            <button key={name} type="button" aria-pressed={name === chosen?.name} onClick={() => go("direction", name)}>
              {name}
              <small> {words.text("hall.windows", { count: windows.length })}</small>
            </button>
          ))}
        </nav>
      )}
      {chosen !== undefined && <WallCard key={chosen.name} wall={chosen} />}
    </section>
  );

  function rightsText(of: WallsValue | null): string {
    if (of === null) return "";
    return words.text(of.mayLock ? "hall.rights.lock" : of.mayDirect ? "hall.rights.direct" : "hall.rights.push");
  }
}

/** A board that is on no page of a seat is pushed from here. */
function PushBoard() {
  const words = useWords();
  const pushing = usePushing();
  const [open, setOpen] = useState(false);
  if (pushing === null) return null;
  return (
    <div className="direction-boards">
      <Button
        aria-expanded={open}
        disabled={pushing.cannot !== null}
        title={pushing.cannot ?? undefined}
        onClick={() => setOpen(!open)}
      >
        {words.text("hall.push.board")}
      </Button>
      {open && (
        <ul className="direction-board-list" aria-label={words.text("hall.push.board")}>
          {PANELS.map((panel) => {
            const title = words.text(BOARD_TITLE[panel]);
            return (
              <li key={panel}>
                <button
                  type="button"
                  data-board={panel}
                  onClick={() => {
                    setOpen(false);
                    pushing.ask({ show: "board", panel });
                  }}
                >
                  {title}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
