/** Where everybody was at an instant of a replay, between the fixes that were recorded. */
import { LOCATED, type TrackColumns } from "../../shared/track.ts";
import type { ReplayTracks } from "../../shared/view.ts";

/** Two fixes further apart than this are no way: who walked it is not known. Milliseconds, and degrees (about 2 km). */
const GAP = 120_000;
const JUMP = 0.02;
/** A fix older than this is shown no more. */
const HIDDEN_AFTER = 600_000;
/** Stretches kept: the one shown, the one before and what is to come. */
const KEPT = 4;
const METRES_PER_DEGREE = 111_320;

export interface ReplayMovers {
  /** Takes the positions of the stretch that begins at `from`; the oldest taken is let go. */
  put(from: number, tracks: ReplayTracks): void;
  at(instant: number): TrackColumns;
}

interface Way {
  readonly at: number[];
  readonly lon: number[];
  readonly lat: number[];
  readonly heading: number[];
  readonly status: number[];
}

export function createReplayMovers(): ReplayMovers {
  const stretches = new Map<number, ReplayTracks>();
  let ways: ReadonlyMap<number, Way> | null = null;

  function waysOf(): ReadonlyMap<number, Way> {
    const all = new Map<number, Way>();
    for (const [, tracks] of [...stretches].toSorted(([a], [b]) => a - b)) {
      for (let i = 0; i < tracks.at.length; i++) {
        const unit = tracks.unit[i] as number;
        let way = all.get(unit);
        if (way === undefined) all.set(unit, (way = { at: [], lon: [], lat: [], heading: [], status: [] }));
        way.at.push(tracks.at[i] as number);
        way.lon.push(tracks.lon[i] as number);
        way.lat.push(tracks.lat[i] as number);
        way.heading.push(tracks.heading[i] as number);
        way.status.push(tracks.status[i] as number);
      }
    }
    return all;
  }

  return {
    put(from, tracks) {
      if (stretches.get(from) === tracks) return;
      stretches.delete(from);
      stretches.set(from, tracks);
      for (const oldest of stretches.keys()) {
        if (stretches.size <= KEPT) break;
        stretches.delete(oldest);
      }
      ways = null;
    },
    at(instant) {
      ways ??= waysOf();
      const rows: (readonly [uid: number, ...Place])[] = [];
      for (const [uid, way] of ways) {
        const place = placeOn(way, instant);
        if (place !== null) rows.push([uid, ...place]);
      }
      const column = (k: number) => Float64Array.from(rows, (row) => row[k] as number);
      const none = new Float32Array(rows.length).fill(Number.NaN);
      return {
        uid: Uint32Array.from(rows, ([uid]) => uid),
        lon: column(1),
        lat: column(2),
        heading: Float32Array.from(column(3)),
        speed: Float32Array.from(column(4)),
        status: Uint8Array.from(column(5)),
        at: column(6),
        device: new Uint32Array(rows.length).fill(LOCATED),
        alarm: new Uint32Array(rows.length),
        fuel: none,
        mileage: none,
      };
    },
  };
}

type Place = [lon: number, lat: number, heading: number, speed: number, status: number, at: number];

/** Fixes up to and with an instant. */
function before(at: readonly number[], instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] as number) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeOn(way: Way, instant: number): Place | null {
  const next = before(way.at, instant);
  const last = next - 1;
  if (last < 0 || instant - (way.at[last] as number) > HIDDEN_AFTER) return null;
  const [lon, lat, at] = [way.lon[last] as number, way.lat[last] as number, way.at[last] as number];
  const [heading, status] = [way.heading[last] as number, way.status[last] as number];
  if (next >= way.at.length) return [lon, lat, heading, 0, status, at];
  const [toLon, toLat, until] = [way.lon[next] as number, way.lat[next] as number, way.at[next] as number];
  const jumps = Math.abs(toLon - lon) > JUMP || Math.abs(toLat - lat) > JUMP;
  if (jumps || until - at > GAP) return [lon, lat, heading, 0, status, at];
  const share = (instant - at) / (until - at);
  const east = (toLon - lon) * Math.cos((lat * Math.PI) / 180);
  const metres = Math.hypot(east, toLat - lat) * METRES_PER_DEGREE;
  const speed = (metres / (until - at)) * 3_600;
  return [lon + (toLon - lon) * share, lat + (toLat - lat) * share, heading, speed, status, instant];
}
