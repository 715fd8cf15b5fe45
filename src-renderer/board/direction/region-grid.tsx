/** Choosing the part of a wall by pointer or by arrows, over the picture of what is there now. */
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Region } from "../../../shared/direction/wall.ts";
import { useWords } from "../../kit/words.ts";
import { cellAt, percentOf, presetOf, PRESET_NAMES, PRESETS, spanned, steered } from "./region.ts";
import { regionText } from "./words.ts";
import { WallPicture } from "./wall-picture.tsx";
import type { WallLine } from "./walls.ts";

export interface RegionGridProps {
  readonly wall: WallLine;
  readonly region: Region;
  readonly onRegion: (region: Region) => void;
}

export function RegionGrid({ wall, region, onRegion }: RegionGridProps) {
  const words = useWords();
  const from = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const cellOf = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  const onKey = (event: KeyboardEvent) => {
    const next = steered(region, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onRegion(next);
  };
  return (
    <div className="region-grid">
      <WallPicture windows={wall.windows} pushes={wall.state?.pushes ?? []} small>
        <div
          className="region-cells"
          role="slider"
          tabIndex={0}
          aria-label={words.text("hall.region")}
          aria-valuetext={regionText(region, words)}
          aria-valuenow={region.x}
          data-region={`${region.x},${region.y},${region.w},${region.h}`}
          onKeyDown={onKey}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = cellOf(event);
            onRegion(spanned(from.current, from.current));
          }}
          onPointerMove={(event) => {
            if (from.current !== null) onRegion(spanned(from.current, cellOf(event)));
          }}
          onPointerUp={() => (from.current = null)}
          onPointerCancel={() => (from.current = null)}
        >
          <i className="region-chosen" style={percentOf(region)} />
        </div>
      </WallPicture>
      <div className="switch region-presets" role="group" aria-label={words.text("hall.region.presets")}>
        {PRESET_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            data-preset={name}
            aria-pressed={presetOf(region) === name}
            onClick={() => onRegion(PRESETS[name])}
          >
            {words.text(`hall.region.${name}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
