/** Whether a position can be true: what cannot is set aside with a reason, counted and told, and moves nobody. */
import { distanceMetres, type Track } from "./track.ts";

/** A terminal's clock may run ahead of the hub's by so much, ms. */
const AHEAD_MS = 60_000;
/** Nobody moves faster than this, m/s: 216 km/h, more than any vehicle of a city. */
const FASTEST = 60;
/** Two good fixes of something that stands may lie so far apart, m. */
const SCATTER = 150;
/** A position on the equator at the meridian of Greenwich is a terminal that has none. */
const NOWHERE = 0.01;

/** Each has a sentence `hub.fixAside.<reason>`. */
export const ASIDE_REASONS = ["future", "speed", "jump", "place"] as const;
export type AsideReason = (typeof ASIDE_REASONS)[number];

/**
 * Why this position is set aside; null for a good one. A wrong first position is left behind by itself: the longer ago it
 * was, the farther its unit may have come since.
 * @param before the unit's last good position @param now hub time, epoch ms
 */
export function asideReason(track: Track, before: Track | undefined, now: number): AsideReason | null {
  const [, lon, lat, , speed, , at] = track;
  if (at > now + AHEAD_MS) return "future";
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return "place";
  if (Math.abs(lon) < NOWHERE && Math.abs(lat) < NOWHERE) return "place";
  if (speed < 0 || speed / 3.6 > FASTEST) return "speed";
  if (before === undefined) return null;
  const seconds = Math.max(0, at - before[6]) / 1_000;
  return distanceMetres(before, track) > SCATTER + FASTEST * seconds ? "jump" : null;
}
