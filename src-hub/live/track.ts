/** A row of a report of positions, and what its columns are. */
import { LOCATED } from "../../shared/track.ts";
import type { TracksMessage } from "../../shared/wire/hub.ts";

/** [uid, lon, lat, heading, speed, status, at, device, alarm, fuel, mileage] as `tracksSchema` has them. */
export type Track = TracksMessage["rows"][number];

export const isFix = (track: Track): boolean => (track[7] & LOCATED) !== 0;

const METRES_PER_DEGREE = 111_320;

/** Metres between two positions, near enough within a city. */
export function distanceMetres(a: Track, b: Track): number {
  const north = (b[2] - a[2]) * METRES_PER_DEGREE;
  const east = (b[1] - a[1]) * METRES_PER_DEGREE * Math.cos((((a[2] + b[2]) / 2) * Math.PI) / 180);
  return Math.hypot(north, east);
}
