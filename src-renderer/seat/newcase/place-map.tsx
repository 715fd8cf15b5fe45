/** The map of a new case: a click sets its point. */
import { useEffect, useMemo, useState } from "react";
import type { RecordOf } from "../../../shared/tables.ts";
import { Boundary } from "../../kit/boundary.tsx";
import { FONT_FAMILY, loadCharacters } from "../../kit/fonts.ts";
import { usePixelUnit, useReducedMotion } from "../../kit/unit.ts";
import { useWords } from "../../kit/words.ts";
import { useLine, useLink, useView } from "../../link/react.ts";
import { labelTexts } from "../../map/labels.ts";
import { NO_FILTER, type Basemap } from "../../map/props.ts";
import { MapStage } from "../../map/stage.tsx";

const NO_ROWS: readonly never[] = [];
const ZOOM = 16.5;
const FIGURES = "0123456789,.+";
const nothing = (): void => undefined;

export interface PlaceMapProps {
  /** Null before there is a point. */
  readonly point: { readonly lon: number; readonly lat: number } | null;
  readonly onPlace: (lon: number, lat: number) => void;
}

export function PlaceMap({ point, onPlace }: PlaceMapProps) {
  const words = useWords();
  const link = useLink();
  const { welcome } = useLine();
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const features = useView({ view: "features" }).value;
  const [drawn, setDrawn] = useState<readonly RecordOf<"features">[] | null>(null);
  const pixelUnit = usePixelUnit();
  const reducedMotion = useReducedMotion();
  useEffect(() => {
    if (features === null) return;
    let current = true;
    void loadCharacters(labelTexts(features) + FIGURES).then(() => current && setDrawn(features));
    return () => {
      current = false;
    };
  }, [features]);
  const served = welcome?.basemap ?? null;
  const basemap = useMemo<Basemap>(() => {
    if (served !== null) return { kind: "served", word: served };
    return drawn === null || drawn.length === 0 ? { kind: "none" } : { kind: "features", features: drawn };
  }, [served, drawn]);
  const { west = 0, south = 0, east = 0, north = 0 } = platform ?? {};
  const bounds = useMemo(
    () => (west < east ? ([west, south, east, north] as const) : null),
    [west, south, east, north],
  );
  const [lon, lat] = [point?.lon ?? null, point?.lat ?? null];
  const selection = useMemo(() => (lon === null || lat === null ? null : { lon, lat, zoom: ZOOM }), [lon, lat]);
  return (
    <section className="newcase-map" aria-label={words.text("newcase.map")}>
      {drawn !== null && bounds !== null && (
        <Boundary retryKey={pixelUnit} fallback={(why) => <p>{why}</p>}>
          <MapStage
            basemap={basemap}
            bounds={bounds}
            fontFamily={FONT_FAMILY}
            language={words.language}
            points={null}
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
            onPlace={onPlace}
            pixelUnit={pixelUnit}
            onStatus={nothing}
            reducedMotion={reducedMotion}
          />
        </Boundary>
      )}
    </section>
  );
}
