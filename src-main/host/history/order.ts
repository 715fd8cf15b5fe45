/** Positions that come unit by unit, as columns in the order of time. */
import type { ReplayTracks } from "../../../shared/view.ts";

/** Positions are kept to this, ms: what falls on one tick is at one time. */
const TICK_MS = 100;

type Each = (unit: number, at: number, lon: number, lat: number, heading: number, status: number) => void;
type Columns = { -readonly [K in keyof ReplayTracks]: ReplayTracks[K] };

const columnsOf = (capacity: number): Columns => ({
  at: new Float64Array(capacity),
  unit: new Uint32Array(capacity),
  lon: new Float64Array(capacity),
  lat: new Float64Array(capacity),
  heading: new Float32Array(capacity),
  status: new Uint8Array(capacity),
});

/** @param walk hands over every position with from ≤ at < to, in any order */
export function inOrderOfTime(from: number, to: number, walk: (each: Each) => void): ReplayTracks {
  let capacity = 4_096;
  let found = columnsOf(capacity);
  let length = 0;
  walk((unit, at, lon, lat, heading, status) => {
    if (length === capacity) {
      capacity *= 2;
      const wider = columnsOf(capacity);
      for (const name of Object.keys(found) as (keyof Columns)[]) wider[name].set(found[name]);
      found = wider;
    }
    found.at[length] = at;
    found.unit[length] = unit;
    found.lon[length] = lon;
    found.lat[length] = lat;
    found.heading[length] = heading;
    found.status[length] = status;
    length++;
  });
  const order = orderOf(found.at.subarray(0, length), from, to);
  const sorted = columnsOf(length);
  for (const name of Object.keys(found) as (keyof Columns)[]) {
    const [source, target] = [found[name], sorted[name]];
    for (let i = 0; i < length; i++) target[i] = source[order[i] as number] as number;
  }
  return sorted;
}

/** Places of the times in their order: counted tick by tick, for there are many to each. */
function orderOf(at: Float64Array, from: number, to: number): Uint32Array {
  const tick = (when: number) => Math.floor((when - from) / TICK_MS);
  const starts = new Uint32Array(Math.max(0, tick(to)) + 2);
  for (const when of at) starts[tick(when) + 1] = (starts[tick(when) + 1] as number) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const order = new Uint32Array(at.length);
  for (let i = 0; i < at.length; i++) {
    const slot = tick(at[i] as number);
    const place = starts[slot] as number;
    starts[slot] = place + 1;
    order[place] = i;
  }
  return order;
}
