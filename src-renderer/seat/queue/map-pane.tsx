/** The map beside the list: the cases of the queue that burn first, as far as a map can show them one by one. */
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import type { Pick } from "../../map/props.ts";
import { PushButton } from "../direction/push-button.tsx";
import { SmallMap } from "../../map/small-map.tsx";

/** More cases are not asked for one by one. */
const MOST_POINTS = 2_000;
/** How close the map goes to the marked case. */
const ZOOM = 15;
const NO_ROWS: readonly never[] = [];

export interface MapPaneProps {
  readonly uids: Uint32Array;
  readonly focus: number;
  readonly onMark: (uid: number) => void;
}

export function MapPane({ uids, focus, onMark }: MapPaneProps) {
  const words = useWords();
  const wanted = useMemo(() => Array.from(uids.subarray(0, MOST_POINTS)), [uids]);
  const line = useView({ view: "queueLines", uids: focus === 0 ? [] : [focus] }).value?.[0];
  const latest = useRef(onMark);
  useEffect(() => {
    latest.current = onMark;
  });
  const onPick = useCallback((what: Pick) => {
    if (what?.kind === "case") latest.current(what.uid);
  }, []);
  return (
    <SmallMap
      className="queue-map"
      noteClass="queue-note"
      label={words.text("map.title")}
      uids={wanted}
      cameras={NO_ROWS}
      lon={line?.lon ?? null}
      lat={line?.lat ?? null}
      zoom={ZOOM}
      onPick={onPick}
    >
      {uids.length > MOST_POINTS && (
        <p className="queue-map-note">{words.text("queue.map.first", { count: MOST_POINTS })}</p>
      )}
      {line !== undefined && line.lon !== null && line.lat !== null && (
        <p className="queue-map-push">
          <PushButton what={{ show: "map", lon: line.lon, lat: line.lat, zoom: ZOOM }} />
        </p>
      )}
      {line !== undefined && line.lon === null && <p className="queue-map-note">{words.text("queue.map.unlocated")}</p>}
    </SmallMap>
  );
}
