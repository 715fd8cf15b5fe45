/** The tiles in their places: moving among them, moving them, and looking at one alone. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { VideoLayout } from "../../shared/scene.ts";
import type { CameraLine } from "../../shared/view.ts";
import { useWords } from "../kit/words.ts";
import { stillEvery } from "./budget.ts";
import { GridTile } from "./grid-tile.tsx";
import { beside, DIRECTION_OF_KEY, gridOf } from "./layouts.ts";
import type { TileState, WishedRung } from "./tile-props.ts";
import type { Alarm, TourCell } from "./tour.ts";
import { focusCamera, pauseTour, useFocusedCamera, useVideoDesk } from "./video-desk.ts";

export interface TilesProps {
  readonly cameras: readonly CameraLine[];
  readonly cells: readonly TourCell[];
  readonly layout: VideoLayout;
  readonly alarms: readonly Alarm[];
  readonly set: readonly number[];
  readonly touring: boolean;
  readonly rungs: ReadonlyMap<string, WishedRung>;
  readonly onState: (state: TileState) => void;
  /** Two tiles change places. */
  readonly onMove: (a: number, b: number) => void;
}

export function Tiles({ cameras, cells, layout, alarms, set, touring, rungs, onState, onMove }: TilesProps) {
  const words = useWords();
  const { covered } = useVideoDesk();
  const alone = useFocusedCamera();
  const place = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [dragged, setDragged] = useState<number | null>(null);
  const grid = gridOf(layout);
  const lines = useMemo(() => new Map(cameras.map((line) => [line.uid, line])), [cameras]);
  const byKey = useMemo(() => new Map(alarms.map((alarm) => [alarm.key, alarm])), [alarms]);
  const stills = [...rungs.values()].filter((rung) => rung === "still").length;

  // The keyboard follows the picture that is looked at alone, and stays with it when it goes back to its place.
  const was = useRef(alone);
  useEffect(() => {
    const before = was.current;
    was.current = alone;
    const camera = alone ?? before;
    if (camera !== null && alone !== before) {
      place.current?.querySelector<HTMLElement>(`[data-tile="${camera}"]`)?.focus({ preventScroll: true });
    }
  }, [alone]);

  // A turn of the round takes the chosen tile away from under the keyboard: it goes on in the tile that took its place.
  const inside = useRef(false);
  useEffect(() => {
    if (!inside.current || document.activeElement !== document.body) return;
    place.current?.querySelector<HTMLElement>(`[data-cell="${active}"]`)?.focus({ preventScroll: true });
  }, [cells, active]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (alone !== null) {
      if (event.key === "Escape" || event.key === "Enter") focusCamera(null);
      else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        focusCamera(neighbour(set, alone, event.key === "ArrowRight" ? 1 : -1));
      } else return;
      event.preventDefault();
      return;
    }
    const direction = DIRECTION_OF_KEY[event.key];
    if (direction !== undefined) {
      const next = beside(grid, active, direction);
      if (event.shiftKey) onMove(active, next);
      setActive(next);
      place.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus({ preventScroll: true });
    } else if (event.key === "Enter") {
      const camera = cells[active]?.camera ?? null;
      if (camera !== null) focusCamera(camera);
    } else if (event.key === " ") pauseTour();
    else return;
    event.preventDefault();
  };

  // Covered tiles cost nothing.
  if (covered) return null;
  const large = alone === null ? undefined : lines.get(alone);
  return (
    <div
      ref={place}
      className="video-grid"
      role="group"
      aria-label={words.text("video.title")}
      data-layout={layout}
      data-alone={alone ?? undefined}
      style={{
        gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
      }}
      onKeyDown={onKeyDown}
      onFocus={() => (inside.current = true)}
      onBlur={({ target, relatedTarget }) => {
        if (target.isConnected && !(relatedTarget instanceof Node && place.current?.contains(relatedTarget))) {
          inside.current = false;
        }
      }}
    >
      {large !== undefined && (
        <GridTile
          key={large.uid}
          cell={-1}
          line={large}
          area="1 / 1 / -1 / -1"
          rung={rungs.get(String(large.uid)) ?? "sub"}
          why="focus"
          alarm={null}
          alone
          active
          stillEveryMs={stillEvery(1)}
          onState={onState}
        />
      )}
      {alone === null &&
        cells.map(({ camera, alarm: key }, i) => {
          const { x, y, w, h } = grid.cells[i] ?? { x: 0, y: 0, w: 1, h: 1 };
          const area = `${y + 1} / ${x + 1} / span ${h} / span ${w}`;
          const line = camera === null ? undefined : lines.get(camera);
          if (line === undefined) return <EmptyCell key={`empty ${i}`} area={area} cell={i} active={i === active} />;
          const alarm = key === null ? null : (byKey.get(key) ?? null);
          return (
            <GridTile
              key={line.uid}
              cell={i}
              line={line}
              area={area}
              rung={rungs.get(String(line.uid)) ?? "still"}
              why={alarm?.why ?? (touring ? "tour" : "tile")}
              alarm={alarm}
              alone={false}
              active={i === active}
              stillEveryMs={stillEvery(stills)}
              onState={onState}
              onActive={setActive}
              dragged={dragged}
              onDrag={setDragged}
              onMove={onMove}
            />
          );
        })}
    </div>
  );
}

/** The camera so many further in the set; beyond the last comes the first. One outside of the set leads into it. */
export function neighbour(set: readonly number[], from: number, steps: 1 | -1): number {
  const at = set.indexOf(from);
  if (set.length === 0) return from;
  return set[(Math.max(at, 0) + (at < 0 ? 0 : steps) + set.length) % set.length] as number;
}

function EmptyCell({ area, cell, active }: { readonly area: string; readonly cell: number; readonly active: boolean }) {
  const words = useWords();
  return (
    <div className="video-cell video-free" style={{ gridArea: area }} data-cell={cell} tabIndex={active ? 0 : -1}>
      {words.text("video.free")}
    </div>
  );
}
