/** A map in a panel of a page: the city's ground and grids, some cases, perhaps the cameras; and why there is no map. */
import { useMemo, useState, type ReactNode } from "react";
import type { CameraLine } from "../../shared/view.ts";
import { Boundary } from "../kit/boundary.tsx";
import { FONT_FAMILY } from "../kit/fonts.ts";
import { usePixelUnit } from "../kit/unit.ts";
import { useWords } from "../kit/words.ts";
import { useColumns, useLink, useView } from "../link/react.ts";
import { applyPoints, createPointBuffers, type PointBuffers } from "./buffers.ts";
import { NO_FILTER, type MapStatus, type Pick } from "./props.ts";
import { MapStage } from "./stage.tsx";
import { useGround } from "./use-ground.ts";

const NO_ROWS: readonly never[] = [];
const nothing = (): void => undefined;

export interface SmallMapProps {
  /** Of the element that the map fills: it must be positioned. */
  readonly className: string;
  /** Of the sentence that says why there is no map. */
  readonly noteClass: string;
  readonly label: string;
  /** The cases that are shown; null for a map without cases. The map keeps what it shows until others are there. */
  readonly uids: readonly number[] | null;
  /** None where they are not to be shown. */
  readonly cameras: readonly CameraLine[];
  /** Where the map goes, WGS 84 degrees; null leaves it where it is. */
  readonly lon: number | null;
  readonly lat: number | null;
  /** Meant for a window 1080 units high. */
  readonly zoom: number;
  /** Keep the same function. */
  readonly onPick?: (what: Pick) => void;
  /** Where every click lies, WGS 84 degrees. */
  readonly onPlace?: (lon: number, lat: number) => void;
  /** What is written over the map. */
  readonly children?: ReactNode;
}

export function SmallMap(props: SmallMapProps) {
  const { className, noteClass, label, uids, cameras, lon, lat, zoom, onPick, onPlace, children } = props;
  const words = useWords();
  const link = useLink();
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const { basemap, bounds, ready } = useGround(platform);
  const [points, setPoints] = useState<PointBuffers | null>(null);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const selection = useMemo(() => (lon === null || lat === null ? null : { lon, lat, zoom }), [lon, lat, zoom]);
  const trouble = status?.state === "lost" || status?.state === "failed" ? (status.why ?? "map.lost") : null;
  return (
    <section className={className} aria-label={label} data-state={status?.state ?? "starting"}>
      {uids !== null && <CasePoints uids={uids} onPoints={setPoints} />}
      {ready && bounds !== null && (
        <Boundary retryKey={pixelUnit} fallback={(why) => <p className={noteClass}>{why}</p>}>
          <MapStage
            basemap={basemap}
            bounds={bounds}
            fontFamily={FONT_FAMILY}
            language={words.language}
            points={uids === null ? null : points}
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
            onPick={onPick ?? nothing}
            {...(onPlace === undefined ? {} : { onPlace })}
            pixelUnit={pixelUnit}
            onStatus={setStatus}
            // One works beside it: it stands still, and costs nothing where there is no graphics card.
            reducedMotion
          />
        </Boundary>
      )}
      {trouble !== null && <p className={noteClass}>{words.foreign(trouble)}</p>}
      {children}
    </section>
  );
}

interface CasePointsProps {
  readonly uids: readonly number[];
  readonly onPoints: (points: PointBuffers) => void;
}

/** Asks for the places of the cases. One set of buffers serves all: a patch that begins anew replaces what was there. */
function CasePoints({ uids, onPoints }: CasePointsProps) {
  const [buffers] = useState(() => createPointBuffers());
  useColumns({ view: "points", query: { uids } }, (value, reset) => {
    applyPoints(buffers, value, reset);
    onPoints(buffers);
  });
  return null;
}
