/** Where a case lies: its point, the grids around it and the cameras, on a map of its own that moves from case to case. */
import { useMemo } from "react";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { PushButton } from "../direction/push-button.tsx";
import { SmallMap } from "../../map/small-map.tsx";

interface SpotMapProps {
  readonly uid: number;
  /** WGS 84 degrees. */
  readonly lon: number;
  readonly lat: number;
}

/** How close the map goes. */
const ZOOM = 16.5;
const NO_ROWS: readonly never[] = [];

export function SpotMap({ uid, lon, lat }: SpotMapProps) {
  const words = useWords();
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  const title = words.text("casework.map");
  const uids = useMemo(() => [uid], [uid]);
  return (
    <section className="casework-card casework-map" data-card="map">
      <h2>
        {title}
        <PushButton what={{ show: "map", lon, lat, zoom: ZOOM }} small />
      </h2>
      <SmallMap
        className="casework-map-place"
        noteClass="casework-note"
        label={title}
        uids={uids}
        cameras={cameras}
        {...{ lon, lat }}
        zoom={ZOOM}
      />
    </section>
  );
}
