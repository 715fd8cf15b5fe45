/** One tile in its place: chosen, dragged, held by an alarm, taken a snapshot of, turned. */
import { memo, useRef, type DragEvent, type KeyboardEvent } from "react";
import type { LookReason } from "../../shared/video/stream.ts";
import type { CameraLine } from "../../shared/view.ts";
import { useWords } from "../kit/words.ts";
import { PtzPad } from "./ptz.tsx";
import { keepTile, takeSnapshot, type SnappedTile } from "./snapshot.ts";
import type { TileHandle, TileState, WishedRung } from "./tile-props.ts";
import { CameraTile } from "./tile.tsx";
import type { Alarm } from "./tour.ts";
import { focusCamera, useVideoDesk } from "./video-desk.ts";

export interface GridTileProps {
  readonly cell: number;
  readonly line: CameraLine;
  /** CSS grid-area; "" where it is in no grid. */
  readonly area: string;
  readonly rung: WishedRung;
  readonly why: LookReason;
  readonly alarm: Alarm | null;
  /** It is looked at alone. */
  readonly alone: boolean;
  /** The keyboard comes here. */
  readonly active: boolean;
  readonly stillEveryMs: number;
  readonly onState?: (state: TileState) => void;
  readonly onActive?: (cell: number) => void;
  /** The cell that is being dragged. */
  readonly dragged?: number | null;
  readonly onDrag?: (cell: number | null) => void;
  readonly onMove?: (a: number, b: number) => void;
}

/** Takes what a camera's tile shows, and says so where there is nothing to take. */
export function useSnap(): (uid: number) => void {
  const words = useWords();
  const { notify } = useVideoDesk();
  return (uid) =>
    void takeSnapshot(uid).then((without) => {
      if (without !== null) notify(words.text("video.noFrame", { name: words.name(without) }));
    });
}

export const GridTile = memo(function GridTile(props: GridTileProps) {
  const { cell, line, area, rung, why, alarm, alone, active, stillEveryMs, onState, onActive } = props;
  const { dragged = null, onDrag, onMove } = props;
  const words = useWords();
  const { openCamera } = useVideoDesk();
  const snap = useSnap();
  const kept = useRef<SnappedTile | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const { uid } = line;
  const onHandle = (handle: TileHandle | null) => {
    if (kept.current !== null) keepTile(kept.current, false);
    kept.current = handle === null || element.current === null ? null : { line, element: element.current, handle };
    if (kept.current !== null) keepTile(kept.current, true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "s" || event.key === "S") {
      snap(uid);
    } else if (event.key === "i" || event.key === "I") openCamera(uid);
    else return;
    event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    if (dragged !== null) onMove?.(dragged, cell);
    onDrag?.(null);
  };
  return (
    <div
      ref={element}
      className="video-cell"
      style={{ gridArea: area === "" ? undefined : area }}
      data-tile={uid}
      data-cell={cell}
      data-alarm={alarm?.key}
      data-over={dragged !== null && dragged !== cell ? true : undefined}
      tabIndex={active ? 0 : -1}
      draggable={onMove !== undefined}
      onKeyDown={onKeyDown}
      onFocus={() => onActive?.(cell)}
      onClick={() => !alone && focusCamera(uid)}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        onDrag?.(cell);
      }}
      onDragOver={(event) => dragged !== null && event.preventDefault()}
      onDragEnd={() => onDrag?.(null)}
      onDrop={onDrop}
    >
      <CameraTile
        camera={line}
        rung={rung}
        why={why}
        caseUid={alarm?.caseUid ?? 0}
        focused={alone}
        stillEveryMs={stillEveryMs}
        onState={onState}
        onHandle={onHandle}
      />
      {alarm !== null && (
        <p className="video-reason" title={alarm.reason}>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <path d="M5 .5 9.5 9h-9Z" />
          </svg>
          {alarm.reason}
        </p>
      )}
      <p className="video-acts">
        <button
          type="button"
          className="camera-act"
          data-act="snapshot"
          title={words.text("video.snapshotKey")}
          onClick={(event) => {
            event.stopPropagation();
            snap(uid);
          }}
        >
          {words.text("video.snapshot")} <kbd>S</kbd>
        </button>
        <button
          type="button"
          className="camera-act"
          data-act="card"
          onClick={(event) => {
            event.stopPropagation();
            openCamera(uid);
          }}
        >
          {words.text("video.card")} <kbd>I</kbd>
        </button>
        {alone && (
          <button type="button" className="camera-act" data-act="back" onClick={() => focusCamera(null)}>
            {words.text("video.back")} <kbd>Esc</kbd>
          </button>
        )}
      </p>
      {alone && line.kind === "ptz" && <PtzPad line={line} around={element} />}
    </div>
  );
});
