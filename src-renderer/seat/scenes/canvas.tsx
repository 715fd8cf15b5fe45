/** The grid: panels are moved by their face and pulled by their corner, or with arrows and Shift with arrows. */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { SCENE_COLUMNS, SCENE_ROWS, type Layout, type Place } from "../../../shared/scene.ts";
import { useWords } from "../../kit/words.ts";
import { useItemName } from "./reading.ts";
import { grownBy, laidOn, movedBy, overlapping, type Item, type Shape } from "./scene-edit.ts";

export interface CanvasProps {
  readonly layout: Layout;
  readonly shape: Shape;
  readonly chosen: Item | null;
  /** Nothing can be changed, only looked at. */
  readonly fixed: boolean;
  readonly onChoose: (item: Item) => void;
  /** Called once for each drag, at its end. */
  readonly onPlace: (item: Item, place: Place) => void;
  readonly onRemove: (item: Item) => void;
}

interface Drag {
  readonly item: Item;
  readonly how: typeof movedBy;
  readonly from: Place;
  readonly x: number;
  readonly y: number;
  readonly place: Place;
}

const percent = (cells: number, of: number) => `${(cells / of) * 100}%`;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

export function Canvas({ layout, shape, chosen, fixed, onChoose, onPlace, onRemove }: CanvasProps) {
  const words = useWords();
  const nameOf = useItemName();
  const board = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const over = overlapping(layout);

  const begin = (event: PointerEvent, item: Item, from: Place, how: typeof movedBy) => {
    onChoose(item);
    if (fixed || event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ item, how, from, x: event.clientX, y: event.clientY, place: from });
  };
  const follow = (event: PointerEvent) => {
    const box = board.current?.getBoundingClientRect();
    if (drag === null || box === undefined) return;
    const dx = Math.round(((event.clientX - drag.x) / box.width) * SCENE_COLUMNS);
    const dy = Math.round(((event.clientY - drag.y) / box.height) * SCENE_ROWS);
    setDrag({ ...drag, place: drag.how(drag.from, dx, dy) });
  };
  const end = () => {
    if (drag !== null && !samePlace(drag.place, drag.from)) onPlace(drag.item, drag.place);
    setDrag(null);
  };
  const onKey = (event: KeyboardEvent, item: Item, place: Place) => {
    const arrow = ARROWS[event.key];
    if (fixed || event.ctrlKey || event.altKey || event.metaKey) return;
    if (arrow !== undefined) {
      event.preventDefault();
      const next = (event.shiftKey ? grownBy : movedBy)(place, ...arrow);
      if (!samePlace(next, place)) onPlace(item, next);
    } else if ((event.key === "Delete" || event.key === "Backspace") && item !== "drawer") {
      event.preventDefault();
      onRemove(item);
    }
  };
  return (
    <div
      ref={board}
      className="scene-grid"
      data-shape={shape}
      role="group"
      aria-label={words.text("scenes.grid")}
      onPointerMove={follow}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
    >
      {laidOn(layout).map(({ item, place: laid }) => {
        const place = drag?.item === item ? drag.place : laid;
        return (
          <div
            key={item}
            className="scene-item"
            role="button"
            tabIndex={0}
            data-item={item}
            data-over={over.has(item) || undefined}
            aria-pressed={item === chosen}
            aria-label={words.text("scenes.itemAt", { name: nameOf(item), ...place })}
            style={{
              left: percent(place.x, SCENE_COLUMNS),
              top: percent(place.y, SCENE_ROWS),
              width: percent(place.w, SCENE_COLUMNS),
              height: percent(place.h, SCENE_ROWS),
            }}
            onFocus={() => onChoose(item)}
            onPointerDown={(event) => begin(event, item, laid, movedBy)}
            onKeyDown={(event) => onKey(event, item, laid)}
          >
            <strong>{nameOf(item)}</strong>
            <small>
              {place.x},{place.y} · {place.w}×{place.h}
            </small>
            {over.has(item) && <em>▲ {words.text("scenes.over")}</em>}
            {!fixed && (
              <span
                className="scene-corner"
                aria-hidden="true"
                onPointerDown={(event) => begin(event, item, laid, grownBy)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

const samePlace = (a: Place, b: Place) => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
