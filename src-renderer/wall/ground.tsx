/** The map's place on the wall: gathers what the map needs, loads the glyphs first, and says why there is no map. */
import { useEffect, useMemo, useState } from "react";
import type { RecordOf } from "../../shared/tables.ts";
import type { TrackColumns } from "../../shared/track.ts";
import { useColumns, useLine, useLink, useTracks, useView } from "../link/react.ts";
import { FONT_FAMILY, loadCharacters } from "../kit/fonts.ts";
import { useWords } from "../kit/words.ts";
import { usePixelUnit, useReducedMotion } from "../kit/unit.ts";
import { applyPoints, type PointBuffers } from "../map/buffers.ts";
import { labelTexts } from "../map/labels.ts";
import type { Basemap, MapStatus, Pick, Selection, Shade } from "../map/props.ts";
import { MapStage } from "../map/stage.tsx";
import { Boundary } from "../kit/boundary.tsx";

export interface GroundProps {
  readonly platform: RecordOf<"platforms"> | null;
  readonly points: PointBuffers;
  readonly selection: Selection | null;
  readonly shade: Shade;
  /** Nothing more will come by itself: the copy of the hub is whole. */
  readonly settled: boolean;
  readonly onPick: (what: Pick) => void;
  readonly notify: (sentence: string) => void;
}

const NO_ROWS: readonly never[] = [];
/** Characters the map writes beside its labels: counts in clusters. */
const FIGURES = "0123456789,.+";

export function Ground({ platform, points, selection, shade, settled, onPick, notify }: GroundProps) {
  const words = useWords();
  const link = useLink();
  const { welcome } = useLine();
  const features = useView({ view: "features" }).value;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const gridLoad = useView({ view: "gridLoad" }).value;
  const units = useView({ view: "units" }).value ?? NO_ROWS;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const [tracks, setTracks] = useState<TrackColumns | null>(null);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const reducedMotion = useReducedMotion();
  useTracks(setTracks);
  useColumns({ view: "points", query: { period: "all", measure: "open" } }, (value, reset) =>
    applyPoints(points, value, reset),
  );

  // A label drawn before its glyphs are there stays a box, so features reach the map only once the characters of their
  // labels are loaded.
  const [drawn, setDrawn] = useState<readonly RecordOf<"features">[] | null>(null);
  useEffect(() => {
    if (features === null) return;
    let current = true;
    void loadCharacters(labelTexts(features) + FIGURES).then((whole) => {
      if (!current) return;
      if (!whole) notify(words.text("notice.fonts"));
      setDrawn(features);
    });
    return () => {
      current = false;
    };
  }, [features, notify, words]);

  const attribution = platform?.attribution ?? "";
  const wanted = welcome?.basemap ?? "none";
  const basemap = useMemo<Basemap>(() => {
    if (wanted === "pmtiles") {
      return { kind: "pmtiles", url: new URL("/basemap.pmtiles", window.location.href).href, attribution };
    }
    return drawn === null || drawn.length === 0 ? { kind: "none" } : { kind: "features", features: drawn };
  }, [wanted, attribution, drawn]);

  const { west, south, east, north } = platform ?? { west: 0, south: 0, east: 0, north: 0 };
  const bounds = useMemo(
    () => (west < east && south < north ? ([west, south, east, north] as const) : null),
    [west, south, east, north],
  );

  const soft =
    status?.state === "ready" &&
    (status.canvas[0] + 1 < status.expected[0] || status.canvas[1] + 1 < status.expected[1]);
  const built = drawn !== null && bounds !== null;
  return (
    <section
      className="ground"
      data-panel="map"
      data-state={built ? (status?.state ?? "starting") : settled && bounds === null ? "empty" : "loading"}
      aria-label={words.text("map.title")}
    >
      {built ? (
        <Boundary retryKey={pixelUnit} fallback={(why) => <p className="ground-note">{why}</p>}>
          <MapStage
            basemap={basemap}
            bounds={bounds}
            fontFamily={FONT_FAMILY}
            language={words.language}
            points={points}
            hubNow={() => link.hubNow() ?? 0}
            grids={grids}
            gridLoad={gridLoad}
            shade={shade}
            tracks={tracks}
            units={units}
            cameras={cameras}
            selection={selection}
            onPick={onPick}
            pixelUnit={pixelUnit}
            onStatus={setStatus}
            reducedMotion={reducedMotion}
          />
        </Boundary>
      ) : (
        <p className="ground-note">{words.text(settled && bounds === null ? "map.noCity" : "map.waiting")}</p>
      )}
      {status !== null && (status.state === "lost" || status.state === "failed") && (
        <p className="ground-note" role="alert">
          {words.foreign(status.why ?? "map.lost")}
        </p>
      )}
      {soft && status !== null && (
        <p className="ground-soft">
          {words.foreign("map.notSharp", {
            width: status.canvas[0],
            height: status.canvas[1],
            expectedWidth: status.expected[0],
            expectedHeight: status.expected[1],
          })}
        </p>
      )}
      {attribution !== "" && <p className="ground-credit">{attribution}</p>}
    </section>
  );
}
