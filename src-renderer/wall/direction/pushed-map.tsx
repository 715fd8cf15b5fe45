/** A part of the map that was pushed: the city's ground with all its cases, standing at the place that somebody showed. */
import { useMemo, useState } from "react";
import { FONT_FAMILY } from "../../kit/fonts.ts";
import { usePixelUnit } from "../../kit/unit.ts";
import { useWords } from "../../kit/words.ts";
import { useLink, useView } from "../../link/react.ts";
import type { PointBuffers } from "../../map/buffers.ts";
import { NO_FILTER, type MapStatus } from "../../map/props.ts";
import { MapStage } from "../../map/stage.tsx";
import { useGround } from "../../map/use-ground.ts";

const NO_ROWS: readonly never[] = [];
const nothing = (): void => undefined;

export interface PushedMapProps {
  /** WGS 84 degrees; `zoom` is meant for a window 1080 units high. */
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
  readonly points: PointBuffers;
}

export function PushedMap({ lon, lat, zoom, points }: PushedMapProps) {
  const words = useWords();
  const link = useLink();
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const { basemap, bounds, ready } = useGround(platform);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const selection = useMemo(() => ({ lon, lat, zoom }), [lon, lat, zoom]);
  const trouble = status?.state === "lost" || status?.state === "failed" ? (status.why ?? "map.lost") : null;
  return (
    <section className="push-map" aria-label={words.text("map.title")} data-state={status?.state ?? "starting"}>
      {ready && bounds !== null && (
        <MapStage
          basemap={basemap}
          bounds={bounds}
          fontFamily={FONT_FAMILY}
          language={words.language}
          points={points}
          pointFilter={NO_FILTER}
          hubNow={() => link.hubNow() ?? 0}
          grids={grids}
          fill={null}
          onParts={nothing}
          tracks={null}
          units={NO_ROWS}
          cameras={cameras}
          spots={NO_ROWS}
          paused={false}
          selection={selection}
          onPick={nothing}
          pixelUnit={pixelUnit}
          onStatus={setStatus}
          reducedMotion
        />
      )}
      {trouble !== null && <p className="push-note">{words.foreign(trouble)}</p>}
    </section>
  );
}
