/**
 * Movers between fixes: each glides from where it is shown to its newest fix in the time the next fix takes to come.
 *
 * Nothing is guessed ahead: a mover is shown up to one interval late, and never where it has not been. Ways are kept in
 * typed arrays by slot, so that thousands of movers leave nothing behind, neither per message nor per frame.
 */
import type { TrackColumns } from "../../shared/track.ts";

/** Older fixes are drawn faded, then not at all. Milliseconds. */
export const FADE_AFTER = 60_000;
export const HIDE_AFTER = 600_000;

/** A jump longer than this (degrees, about 2 km) is a new place, not a way to glide. */
const JUMP = 0.02;

/** One column of numbers for each of these. Times are of this window's clock, ms. */
const COLUMNS = ["fromLon", "fromLat", "fromHeading", "lon", "lat", "heading", "start", "span"] as const;
type Column = (typeof COLUMNS)[number];

export interface Glide {
  /** The slot of each mover's way. */
  readonly slots: Map<number, number>;
  uid: Uint32Array;
  /** The message that named it last. */
  message: Uint32Array;
  columns: Record<Column, Float64Array>;
  /** Slots in use: 0 to this. */
  count: number;
  /** Messages taken so far. */
  messages: number;
  /** When the last message came, ms of this window's clock. */
  received: number;
}

export function createGlide(): Glide {
  return {
    slots: new Map(),
    uid: new Uint32Array(0),
    message: new Uint32Array(0),
    columns: columnsOf(0),
    count: 0,
    messages: 0,
    received: -Infinity,
  };
}

function columnsOf(capacity: number, from?: Glide): Glide["columns"] {
  const made = {} as Glide["columns"];
  for (const name of COLUMNS) {
    made[name] = new Float64Array(capacity);
    if (from !== undefined) made[name].set(from.columns[name]);
  }
  return made;
}

/** Lets go of every mover. */
export function clearGlide(glide: Glide): void {
  glide.slots.clear();
  glide.count = 0;
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

function placeAt(glide: Glide, slot: number, now: number, place: Place): void {
  const { fromLon, fromLat, fromHeading, lon, lat, heading, start, span } = glide.columns;
  const t = Math.min(1, Math.max(0, (now - (start[slot] as number)) / (span[slot] as number)));
  const x = fromLon[slot] as number;
  const y = fromLat[slot] as number;
  place.lon = x + ((lon[slot] as number) - x) * t;
  place.lat = y + ((lat[slot] as number) - y) * t;
  place.heading = turned(fromHeading[slot] as number, heading[slot] as number, Math.min(1, t * 2));
}

const shown: Place = { lon: 0, lat: 0, heading: 0 };

function grow(glide: Glide, needed: number): void {
  if (needed <= glide.uid.length) return;
  const capacity = Math.max(64, needed, Math.ceil(glide.uid.length * 1.5));
  const [uid, message] = [glide.uid, glide.message];
  glide.uid = new Uint32Array(capacity);
  glide.uid.set(uid);
  glide.message = new Uint32Array(capacity);
  glide.message.set(message);
  glide.columns = columnsOf(capacity, glide);
}

/** Takes one mover out; the last slot moves into its place. */
function remove(glide: Glide, slot: number): void {
  const last = --glide.count;
  glide.slots.delete(glide.uid[slot] as number);
  if (slot === last) return;
  glide.uid[slot] = glide.uid[last] as number;
  glide.message[slot] = glide.message[last] as number;
  for (const name of COLUMNS) glide.columns[name][slot] = glide.columns[name][last] as number;
  glide.slots.set(glide.uid[slot], slot);
}

/** Takes a message of fixes in. Units it does not name are gone. `now` is the window's clock in ms. */
export function receiveFixes(glide: Glide, tracks: TrackColumns, now: number): void {
  const measured = Math.min(3000, Math.max(300, now - glide.received));
  const span = Number.isFinite(measured) ? measured : 1000;
  const message = ++glide.messages;
  grow(glide, glide.count + tracks.uid.length);
  const to = glide.columns;
  for (let i = 0; i < tracks.uid.length; i++) {
    const uid = tracks.uid[i] as number;
    const lon = tracks.lon[i] as number;
    const lat = tracks.lat[i] as number;
    const heading = tracks.heading[i] as number;
    if (Number.isNaN(lon) || Number.isNaN(lat)) continue;
    let slot = glide.slots.get(uid);
    const known = slot !== undefined;
    if (slot === undefined) {
      slot = glide.count++;
      glide.slots.set(uid, slot);
      glide.uid[slot] = uid;
    } else {
      placeAt(glide, slot, now, shown);
    }
    if (!known || Math.abs(shown.lon - lon) > JUMP || Math.abs(shown.lat - lat) > JUMP) {
      shown.lon = lon;
      shown.lat = lat;
      shown.heading = heading;
    }
    glide.message[slot] = message;
    to.fromLon[slot] = shown.lon;
    to.fromLat[slot] = shown.lat;
    to.fromHeading[slot] = shown.heading;
    to.lon[slot] = lon;
    to.lat[slot] = lat;
    to.heading[slot] = Number.isNaN(heading) ? shown.heading : heading;
    to.start[slot] = now;
    to.span[slot] = span;
  }
  for (let slot = glide.count - 1; slot >= 0; slot--) if (glide.message[slot] !== message) remove(glide, slot);
  glide.received = now;
}

/** Writes where the mover is shown now into `place`; false when it has none. */
export function placeInto(glide: Glide, uid: number, now: number, place: Place): boolean {
  const slot = glide.slots.get(uid);
  if (slot === undefined) return false;
  placeAt(glide, slot, now, place);
  return true;
}

/** Where the mover is shown now, null when it has no place. */
export function placeOf(glide: Glide, uid: number, now: number): Place | null {
  const place: Place = { lon: 0, lat: 0, heading: 0 };
  return placeInto(glide, uid, now, place) ? place : null;
}

/** True while some mover is still on its way, so that drawing again would show a difference. */
export function isGliding(glide: Glide, now: number): boolean {
  const { fromLon, fromLat, lon, lat, start, span } = glide.columns;
  for (let i = 0; i < glide.count; i++) {
    if (now < (start[i] as number) + (span[i] as number) && (lon[i] !== fromLon[i] || lat[i] !== fromLat[i]))
      return true;
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
  const { fromLon, fromLat, lon, lat, start, span } = glide.columns;
  let quickest = 0;
  for (let i = 0; i < glide.count; i++) {
    const takes = span[i] as number;
    if (now >= (start[i] as number) + takes) continue;
    const y = lat[i] as number;
    const east = (lon[i] as number) - (fromLon[i] as number);
    const north = (y - (fromLat[i] as number)) / Math.cos((y * Math.PI) / 180);
    // the square of what Math.hypot would give, without its array of arguments
    quickest = Math.max(quickest, (east * east + north * north) / (takes * takes));
  }
  return Math.min(TURN_EVERY, STEP / (Math.sqrt(quickest) * pixelsPerDegree));
}

/** How visible a fix of this age is: 1 when fresh, fading from one minute, 0 after ten. `age` in ms. */
export function presence(age: number): number {
  if (age <= FADE_AFTER) return 1;
  if (age > HIDE_AFTER) return 0;
  return 0.55 - 0.3 * ((age - FADE_AFTER) / (HIDE_AFTER - FADE_AFTER));
}
