/**
 * Movers between fixes: each glides from where it is shown to its newest fix in the time the next fix takes to come.
 *
 * Nothing is guessed ahead: a mover is shown up to one interval late, and never where it has not been.
 */
import type { TrackColumns } from "../../shared/track.ts";

/** Older fixes are drawn faded, then not at all. Milliseconds. */
export const FADE_AFTER = 60_000;
export const HIDE_AFTER = 600_000;

/** A jump longer than this (degrees, about 2 km) is a new place, not a way to glide. */
const JUMP = 0.02;

interface Way {
  fromLon: number;
  fromLat: number;
  fromHeading: number;
  lon: number;
  lat: number;
  heading: number;
  /** Clock of this window, ms: when the way began and how long it takes. */
  start: number;
  span: number;
  at: number;
}

export interface Glide {
  readonly ways: Map<number, Way>;
  /** When the last message came, ms of this window's clock. */
  received: number;
}

export function createGlide(): Glide {
  return { ways: new Map(), received: -Infinity };
}

/** Where a mover is shown at a moment. `heading` in degrees clockwise from north, NaN when unknown. */
export interface Place {
  lon: number;
  lat: number;
  heading: number;
}

function turned(from: number, to: number, t: number): number {
  if (Number.isNaN(to)) return from;
  if (Number.isNaN(from)) return to;
  const turn = ((to - from + 540) % 360) - 180;
  return from + turn * t;
}

function placeOn(way: Way, now: number): Place {
  const t = Math.min(1, Math.max(0, (now - way.start) / way.span));
  return {
    lon: way.fromLon + (way.lon - way.fromLon) * t,
    lat: way.fromLat + (way.lat - way.fromLat) * t,
    heading: turned(way.fromHeading, way.heading, Math.min(1, t * 2)),
  };
}

/** Takes a message of fixes in. Units it does not name are gone. `now` is the window's clock in ms. */
export function receiveFixes(glide: Glide, tracks: TrackColumns, now: number): void {
  const span = Math.min(3000, Math.max(300, now - glide.received));
  const named = new Set<number>();
  for (let i = 0; i < tracks.uid.length; i++) {
    const uid = tracks.uid[i] as number;
    const lon = tracks.lon[i] as number;
    const lat = tracks.lat[i] as number;
    const heading = tracks.heading[i] as number;
    const at = tracks.at[i] as number;
    named.add(uid);
    if (Number.isNaN(lon) || Number.isNaN(lat)) {
      glide.ways.delete(uid);
      continue;
    }
    const known = glide.ways.get(uid);
    const shown = known === undefined ? undefined : placeOn(known, now);
    const jumps = shown === undefined || Math.abs(shown.lon - lon) > JUMP || Math.abs(shown.lat - lat) > JUMP;
    const from = shown === undefined || jumps ? { lon, lat, heading } : shown;
    glide.ways.set(uid, {
      fromLon: from.lon,
      fromLat: from.lat,
      fromHeading: from.heading,
      lon,
      lat,
      heading: Number.isNaN(heading) ? from.heading : heading,
      start: now,
      span: Number.isFinite(span) ? span : 1000,
      at,
    });
  }
  for (const uid of glide.ways.keys()) if (!named.has(uid)) glide.ways.delete(uid);
  glide.received = now;
}

/** Where the mover is shown now, null when it has no place. */
export function placeOf(glide: Glide, uid: number, now: number): Place | null {
  const way = glide.ways.get(uid);
  return way === undefined ? null : placeOn(way, now);
}

/** True while some mover is still on its way, so that drawing again would show a difference. */
export function isGliding(glide: Glide, now: number): boolean {
  for (const way of glide.ways.values()) {
    if (now < way.start + way.span && (way.lon !== way.fromLon || way.lat !== way.fromLat)) return true;
  }
  return false;
}

/** Steps smaller than this (CSS pixels) nobody sees; a mover that turns is drawn at least this often (ms). */
const STEP = 0.25;
const TURN_EVERY = 250;

/**
 * How long (ms) the drawn places stay good: until the quickest mover would be a visible step further. At a walk and with
 * the whole city in view that is long, however often the screen could draw.
 * @param pixelsPerDegree how far apart two places one degree of longitude apart are drawn now.
 */
export function placesGoodFor(glide: Glide, now: number, pixelsPerDegree: number): number {
  let quickest = 0;
  for (const way of glide.ways.values()) {
    if (now >= way.start + way.span) continue;
    const degrees = Math.hypot(way.lon - way.fromLon, (way.lat - way.fromLat) / Math.cos((way.lat * Math.PI) / 180));
    quickest = Math.max(quickest, degrees / way.span);
  }
  return Math.min(TURN_EVERY, STEP / (quickest * pixelsPerDegree));
}

/** How visible a fix of this age is: 1 when fresh, fading from one minute, 0 after ten. `age` in ms. */
export function presence(age: number): number {
  if (age <= FADE_AFTER) return 1;
  if (age > HIDE_AFTER) return 0;
  return 0.55 - 0.3 * ((age - FADE_AFTER) / (HIDE_AFTER - FADE_AFTER));
}
