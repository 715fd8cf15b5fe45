/** The map's place on the wall: gathers what the map needs, loads the glyphs first, and says why there is no map. */
import { useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { RecordOf } from "../../shared/tables.ts";
import type { TrackColumns } from "../../shared/track.ts";
import type { CaseQuery, RecurrenceGroup } from "../../shared/view.ts";
import { useDesk } from "../board/desk.ts";
import { useFeatures } from "./features/feature.ts";
import { usePointFilter } from "./point-filter.ts";
import { useColumns, useLink, useTracks, useView } from "../link/react.ts";
import { FONT_FAMILY } from "../kit/fonts.ts";
import { Age, CauseText, FreshnessContext } from "../kit/panel.tsx";
import { useWords } from "../kit/words.ts";
import { usePixelUnit, useReducedMotion } from "../kit/unit.ts";
import { applyPoints, createPointBuffers, type PointBuffers } from "../map/buffers.ts";
import { creditOf } from "../map/credit.ts";
import type { Parts } from "../map/parts/all.ts";
import { NO_FILTER, type GridFill, type MapStatus, type Pick, type Selection } from "../map/props.ts";
import { MapStage } from "../map/stage.tsx";
import { useGround } from "../map/use-ground.ts";
import { Boundary } from "../kit/boundary.tsx";

export interface GroundProps {
  readonly platform: RecordOf<"platforms"> | null;
  /** All cases that have a place. */
  readonly points: PointBuffers;
  /** The cases behind the opened figure, which the map then shows alone; null when none is opened. */
  readonly drill: CaseQuery | null;
  readonly selection: Selection | null;
  /** Colours of the shade that is chosen. */
  readonly fill: GridFill | null;
  readonly onParts: (parts: Parts | null) => void;
  /** Not seen in this scene. */
  readonly paused: boolean;
  /** Nothing more will come by itself: the copy of the hub is whole. */
  readonly settled: boolean;
  readonly onPick: (what: Pick) => void;
}

const NO_ROWS: readonly never[] = [];
/** More rings than this are no picture any more. */
const MARKED_SPOTS = 300;

export function Ground({ platform, points, drill, selection, fill, onParts, paused, settled, onPick }: GroundProps) {
  const words = useWords();
  const { replaying, layers, shade } = useFeatures();
  const { only, period, notify } = useDesk();
  const looking = usePointFilter(only, period);
  // A period is of now; what is played back is of its own time.
  const replayed = useMemo(() => ({ ...looking, from: null, to: null }), [looking]);
  const link = useLink();
  const grids = useView({ view: "grids" }).value ?? NO_ROWS;
  const units = useView({ view: "units" }).value ?? NO_ROWS;
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const [tracks, setTracks] = useState<TrackColumns | null>(null);
  const [status, setStatus] = useState<MapStatus | null>(null);
  const pixelUnit = usePixelUnit();
  const reducedMotion = useReducedMotion();
  const freshness = useContext(FreshnessContext);
  useTracks(setTracks);
  useColumns({ view: "points", query: { period: "all" } }, (value, reset) => applyPoints(points, value, reset));

  const [groups, setGroups] = useState<readonly RecurrenceGroup[]>(NO_ROWS);
  const [drilled, setDrilled] = useState<PointBuffers | null>(null);

  const onFontTrouble = useCallback(() => notify(words.text("notice.fonts")), [notify, words]);
  const { basemap, bounds, ready } = useGround(platform, onFontTrouble);

  // Whose data and whose map: the archive names its makers itself.
  const [mapCredit, setMapCredit] = useState("");
  useEffect(() => {
    let current = true;
    void creditOf(basemap).then((credit) => {
      if (current) setMapCredit(credit);
    });
    return () => {
      current = false;
    };
  }, [basemap]);
  const credit = [platform?.attribution ?? "", mapCredit].filter((part) => part !== "").join(" · ");

  const soft =
    status?.state === "ready" &&
    (status.canvas[0] + 1 < status.expected[0] || status.canvas[1] + 1 < status.expected[1]);
  const spots = layers.has("spots");
  const shown = replaying?.points ?? (drill === null ? points : (drilled ?? points));
  const filter = replaying !== null ? replayed : shown === points ? looking : NO_FILTER;
  const built = ready && bounds !== null;
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
            points={layers.has("cases") ? shown : null}
            pointFilter={filter}
            hubNow={replaying?.now ?? (() => link.hubNow() ?? 0)}
            grids={grids}
            fill={shade.by === "none" ? null : fill}
            onParts={onParts}
            tracks={!layers.has("movers") ? null : replaying === null ? tracks : replaying.tracks}
            units={units}
            cameras={layers.has("cameras") ? cameras : NO_ROWS}
            spots={groups}
            paused={paused}
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
      {status !== null && status.state !== "lost" && status.state !== "failed" && status.why === "map.trouble" && (
        <p className="ground-soft" role="status">
          {words.foreign(status.why, { reason: status.reason ?? "" })}
        </p>
      )}
      {soft && status !== null && status.why === undefined && (
        <p className="ground-soft">
          {words.foreign("map.notSharp", {
            width: status.canvas[0],
            height: status.canvas[1],
            expectedWidth: status.expected[0],
            expectedHeight: status.expected[1],
          })}
        </p>
      )}
      {credit !== "" && (
        <p className="ground-credit" title={credit}>
          {credit}
        </p>
      )}
      {freshness.state === "stale" && freshness.cause !== null && (
        <p className="ground-age" role="status">
          <Age freshness={freshness} loaded /> · <CauseText cause={freshness.cause} />
        </p>
      )}
      {spots && !paused && <SpotGroups onGroups={setGroups} />}
      {drill !== null && <DrillPoints key={JSON.stringify(drill)} query={drill} onPoints={setDrilled} />}
    </section>
  );
}

/** Asks for the recurrences while they are marked. */
function SpotGroups({ onGroups }: { readonly onGroups: (groups: readonly RecurrenceGroup[]) => void }) {
  const groups = useView({ view: "recurrence", limit: MARKED_SPOTS }).value?.groups;
  useEffect(() => onGroups(groups ?? NO_ROWS), [groups, onGroups]);
  useEffect(() => () => onGroups(NO_ROWS), [onGroups]);
  return null;
}

/** Fetches the places of the opened figure's cases. The map keeps what it shows until the first of them are there. */
function DrillPoints({
  query,
  onPoints,
}: {
  readonly query: CaseQuery;
  readonly onPoints: (points: PointBuffers | null) => void;
}) {
  const [buffers] = useState(() => createPointBuffers());
  useColumns({ view: "points", query }, (value, reset) => {
    applyPoints(buffers, value, reset);
    onPoints(buffers);
  });
  useEffect(() => () => onPoints(null), [onPoints]);
  return null;
}
