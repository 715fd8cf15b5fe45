/** Where a case lies: its point, the grids around it and the cameras, on a map of its own that moves from case to case. */
import { useEffect, useMemo, useState } from "react";
import { usePixelUnit, useReducedMotion } from "../../kit/unit.ts";
import { FONT_FAMILY, loadCharacters } from "../../kit/fonts.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { useWords } from "../../kit/words.ts";
import { useColumns, useLine, useLink, useView } from "../../link/react.ts";
import { applyPoints, createPointBuffers, type PointBuffers } from "../../map/buffers.ts";
import { labelTexts } from "../../map/labels.ts";
import { NO_FILTER, type Basemap, type MapStatus } from "../../map/props.ts";
import { MapStage } from "../../map/stage.tsx";
import type { RecordOf } from "../../../shared/tables.ts";

interface SpotMapProps {
  readonly uid: number;
  readonly lon: number;
  readonly lat: number;
}

const NO_ROWS: readonly never[] = [];
/** How close the map goes. */
const ZOOM = 16.5;
const FIGURES = "0123456789,.+";

export function SpotMap({ uid, lon, lat }: SpotMapProps) {
  const words = useWords();
  const link = useLink();
  const { welcome } = useLine();
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const drawn = useDrawnFeatures();
  const [points, setPoints] = useState<PointBuffers | null>(null);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const reducedMotion = useReducedMotion();
  const wanted = welcome?.basemap ?? null;
  const basemap = useMemo<Basemap>(() => {
    if (wanted !== null) return { kind: "served", word: wanted };
    return drawn === null || drawn.length === 0 ? { kind: "none" } : { kind: "features", features: drawn };
  }, [wanted, drawn]);
  const selection = useMemo(() => ({ lon, lat, zoom: ZOOM }), [lon, lat]);
  const { west, south, east, north } = platform ?? { west: 0, south: 0, east: 0, north: 0 };
  const bounds = useMemo(
    () => (west < east && south < north ? ([west, south, east, north] as const) : null),
    [west, south, east, north],
  );
  const trouble = status?.state === "lost" || status?.state === "failed" ? (status.why ?? "map.lost") : null;
  return (
    <section className="casework-card casework-map" data-card="map" data-state={status?.state ?? "starting"}>
      <h2>{words.text("casework.map")}</h2>
      <div className="casework-map-place">
        <CasePoint key={uid} uid={uid} onPoints={setPoints} />
        {drawn !== null && bounds !== null && (
          <Boundary retryKey={pixelUnit} fallback={(why) => <p className="casework-note">{why}</p>}>
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
              onParts={noParts}
              tracks={null}
              units={NO_ROWS}
              cameras={cameras}
              spots={NO_ROWS}
              paused={false}
              selection={selection}
              onPick={noPick}
              pixelUnit={pixelUnit}
              onStatus={setStatus}
              reducedMotion={reducedMotion}
            />
          </Boundary>
        )}
        {trouble !== null && <p className="casework-note">{words.foreign(trouble)}</p>}
      </div>
    </section>
  );
}

const noParts = () => {};
const noPick = () => {};

/** The ground's features once the characters of their labels are there: a label drawn before stays a box. */
function useDrawnFeatures(): readonly RecordOf<"features">[] | null {
  const features = useView({ view: "features" }).value;
  const [drawn, setDrawn] = useState<readonly RecordOf<"features">[] | null>(null);
  useEffect(() => {
    if (features === null) return;
    let current = true;
    void loadCharacters(labelTexts(features) + FIGURES).then(() => {
      if (current) setDrawn(features);
    });
    return () => {
      current = false;
    };
  }, [features]);
  return drawn;
}

/** The point of one case. The map keeps the one before until it is there. */
function CasePoint(props: { readonly uid: number; readonly onPoints: (points: PointBuffers) => void }) {
  const { uid, onPoints } = props;
  const [buffers] = useState(() => createPointBuffers(4));
  useColumns({ view: "points", query: { uids: [uid] } }, (value, reset) => {
    applyPoints(buffers, value, reset);
    onPoints(buffers);
  });
  return null;
}
