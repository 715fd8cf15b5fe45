/** The map beside the list: the cases of the queue that burn first, as far as a map can show them one by one. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { FONT_FAMILY, loadCharacters } from "../../kit/fonts.ts";
import { usePixelUnit, useReducedMotion } from "../../kit/unit.ts";
import { useWords } from "../../kit/words.ts";
import { useColumns, useLine, useLink, useView } from "../../link/react.ts";
import { applyPoints, createPointBuffers, type PointBuffers } from "../../map/buffers.ts";
import { labelTexts } from "../../map/labels.ts";
import { NO_FILTER, type Basemap, type MapStatus, type Pick } from "../../map/props.ts";
import { MapStage } from "../../map/stage.tsx";

/** More cases are not asked for one by one. */
const MOST_POINTS = 2_000;
const NO_ROWS: readonly never[] = [];
/** Characters that the map writes beside its labels. */
const FIGURES = "0123456789,.+";
/** How close the map goes to the marked case. */
const ZOOM = 15;

export interface MapPaneProps {
  readonly uids: Uint32Array;
  readonly focus: number;
  readonly onMark: (uid: number) => void;
}

export function MapPane({ uids, focus, onMark }: MapPaneProps) {
  const words = useWords();
  const link = useLink();
  const { welcome } = useLine();
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const features = useDrawnFeatures();
  const [buffers] = useState(() => createPointBuffers(MOST_POINTS));
  const [points, setPoints] = useState<PointBuffers | null>(null);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const reducedMotion = useReducedMotion();
  const wanted = useMemo(() => Array.from(uids.subarray(0, MOST_POINTS)), [uids]);
  useColumns({ view: "points", query: { uids: wanted } }, (value, reset) => {
    applyPoints(buffers, value, reset);
    setPoints(buffers);
  });
  const line = useView({ view: "queueLines", uids: focus === 0 ? [] : [focus] }).value?.[0];
  const served = welcome?.basemap ?? null;
  const basemap = useMemo<Basemap>(() => {
    if (served !== null) return { kind: "served", word: served };
    return features === null || features.length === 0 ? { kind: "none" } : { kind: "features", features };
  }, [served, features]);
  const { west, south, east, north } = platform ?? { west: 0, south: 0, east: 0, north: 0 };
  const bounds = useMemo(
    () => (west < east && south < north ? ([west, south, east, north] as const) : null),
    [west, south, east, north],
  );
  const [lon, lat] = [line?.lon ?? null, line?.lat ?? null];
  const selection = useMemo(() => (lon === null || lat === null ? null : { lon, lat, zoom: ZOOM }), [lon, lat]);
  const latest = useRef(onMark);
  useEffect(() => {
    latest.current = onMark;
  });
  const onPick = useCallback((what: Pick) => {
    if (what?.kind === "case") latest.current(what.uid);
  }, []);
  const trouble = status?.state === "lost" || status?.state === "failed" ? (status.why ?? "map.lost") : null;
  return (
    <section className="queue-map" aria-label={words.text("map.title")} data-state={status?.state ?? "starting"}>
      {features !== null && bounds !== null && (
        <Boundary retryKey={pixelUnit} fallback={(why) => <p className="queue-note">{why}</p>}>
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
            cameras={NO_ROWS}
            spots={NO_ROWS}
            paused={false}
            selection={selection}
            onPick={onPick}
            pixelUnit={pixelUnit}
            onStatus={setStatus}
            reducedMotion={reducedMotion}
          />
        </Boundary>
      )}
      {trouble !== null && <p className="queue-note">{words.foreign(trouble)}</p>}
      {uids.length > MOST_POINTS && (
        <p className="queue-map-note">{words.text("queue.map.first", { count: MOST_POINTS })}</p>
      )}
      {line !== undefined && lon === null && <p className="queue-map-note">{words.text("queue.map.unlocated")}</p>}
    </section>
  );
}

const noParts = () => {};

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
