/** The map of a new case: a click sets its point. */
import { useWords } from "../../kit/words.ts";
import { useView } from "../../link/react.ts";
import { SmallMap } from "../../map/small-map.tsx";

const ZOOM = 16.5;
const NO_ROWS: readonly never[] = [];

export interface PlaceMapProps {
  /** Null before there is a point; WGS 84 degrees. */
  readonly point: { readonly lon: number; readonly lat: number } | null;
  readonly onPlace: (lon: number, lat: number) => void;
}

export function PlaceMap({ point, onPlace }: PlaceMapProps) {
  const words = useWords();
  const cameras = useView({ view: "cameras" }).value ?? NO_ROWS;
  return (
    <SmallMap
      className="newcase-map"
      noteClass="newcase-note"
      label={words.text("newcase.map")}
      uids={null}
      cameras={cameras}
      lon={point?.lon ?? null}
      lat={point?.lat ?? null}
      zoom={ZOOM}
      onPlace={onPlace}
    />
  );
}
