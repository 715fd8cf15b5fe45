/** Where the map goes when something is clicked. */
import { STAGE_INDEX_OF_STATE_CODE, STAGES } from "../../shared/case/state.ts";
import { EMPTY_SLOT, type CaseLine } from "../../shared/view.ts";
import type { Bounds, Selection } from "../map/props.ts";
import type { PointBuffers } from "../map/buffers.ts";

const CASE_ZOOM = 16;
const CLOSED = STAGES.indexOf("closed");

/** A case's own place, or its grid when the place is not known. */
export function selectionOfCase(line: Pick<CaseLine, "lon" | "lat" | "unitGrid">): Selection | null {
  if (line.lon !== null && line.lat !== null) return { lon: line.lon, lat: line.lat, zoom: CASE_ZOOM };
  return line.unitGrid === 0 ? null : { grid: line.unitGrid };
}

/** The box around a department's open cases; null when it has none on the map. */
export function boundsOfDepartment(points: PointBuffers, department: number): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    const state = points.state[i] as number;
    if (state === EMPTY_SLOT || points.department[i] !== department || STAGE_INDEX_OF_STATE_CODE[state] === CLOSED)
      continue;
    const lon = points.lon[i] as number;
    const lat = points.lat[i] as number;
    if (Number.isNaN(lon) || Number.isNaN(lat)) continue;
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west <= east ? [west, south, east, north] : null;
}
