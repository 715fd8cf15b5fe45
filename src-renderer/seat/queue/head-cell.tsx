/** The head of a column, with the edge by which it is made wider: by pointer, or by arrows once it has the focus. */
import { useRef, type PointerEvent } from "react";
import { useWords } from "../../kit/words.ts";
import { NARROWEST, WIDEST } from "./columns.ts";

/** Units that an arrow makes it wider or narrower. */
const STEP = 8;

export interface HeadCellProps {
  readonly title: string;
  /** Units. */
  readonly width: number;
  readonly onResize: (width: number) => void;
}

export function HeadCell({ title, width, onResize }: HeadCellProps) {
  const words = useWords();
  const from = useRef<{ readonly x: number; readonly unit: number; readonly width: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const px = event.currentTarget.parentElement?.offsetWidth ?? width;
    from.current = { x: event.clientX, unit: px / width, width };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const held = from.current;
    if (held !== null) onResize(held.width + (event.clientX - held.x) / held.unit);
  };
  return (
    <span role="columnheader">
      <span>{title}</span>
      <i
        role="separator"
        aria-orientation="vertical"
        aria-label={words.text("queue.column.width", { title })}
        aria-valuenow={width}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (from.current = null)}
        onLostPointerCapture={() => (from.current = null)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
          onResize(width + (event.key === "ArrowRight" ? STEP : -STEP));
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </span>
  );
}
