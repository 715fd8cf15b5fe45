/** Positions as the boards of movers read them. */
import { useState } from "react";
import type { TrackColumns } from "../../../shared/track.ts";
import { useTracks } from "../../link/react.ts";

/** The newest report of positions; null before the first. */
export function useLatestTracks(): TrackColumns | null {
  const [tracks, setTracks] = useState<TrackColumns | null>(null);
  useTracks(setTracks);
  return tracks;
}

/** What a report says of one unit. Numbers that the unit does not tell are null. */
export interface UnitTrack {
  readonly lon: number;
  readonly lat: number;
  readonly heading: number | null;
  /** km/h */
  readonly speed: number;
  /** Of the last fix, epoch ms. */
  readonly at: number;
  readonly device: number;
  readonly alarm: number;
  /** Litres, km. */
  readonly fuel: number | null;
  readonly mileage: number | null;
  /** Its row in the columns. */
  readonly row: number;
}

const told = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** What is known of a unit now; null where it is not told of. */
export function trackOf(tracks: TrackColumns | null, uid: number): UnitTrack | null {
  const row = tracks?.uid.indexOf(uid) ?? -1;
  if (tracks === null || row < 0) return null;
  return {
    lon: tracks.lon[row] as number,
    lat: tracks.lat[row] as number,
    heading: told(tracks.heading[row] as number),
    speed: tracks.speed[row] as number,
    at: tracks.at[row] as number,
    device: tracks.device[row] as number,
    alarm: tracks.alarm[row] as number,
    fuel: told(tracks.fuel[row] as number),
    mileage: told(tracks.mileage[row] as number),
    row,
  };
}
