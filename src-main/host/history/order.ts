/** Positions that come unit by unit, as columns in the order of time. */
import type { ReplayTracks } from "../../../shared/view.ts";

/** Positions are kept to this, ms: what falls on one tick is at one time. */
const TICK_MS = 100;

type Each = (unit: number, at: number, lon: number, lat: number, heading: number, status: number) => void;

/** @param walk hands over every position with from ≤ at < to, in any order */
export function inOrderOfTime(from: number, to: number, walk: (each: Each) => void): ReplayTracks {
  const at: number[] = [];
  const rest: number[] = [];
  walk((unit, when, lon, lat, heading, status) => {
    at.push(when);
    rest.push(unit, lon, lat, heading, status);
  });
  const order = orderOf(at, from, to);
  const column = (place: number) => (_: unknown, i: number) => rest[(order[i] as number) * 5 + place] as number;
  const length = { length: at.length };
  return {
    at: Float64Array.from(length, (_, i) => at[order[i] as number] as number),
    unit: Uint32Array.from(length, column(0)),
    lon: Float64Array.from(length, column(1)),
    lat: Float64Array.from(length, column(2)),
    heading: Float32Array.from(length, column(3)),
    status: Uint8Array.from(length, column(4)),
  };
}

/** Places of the times in their order: counted tick by tick, for there are many to each. */
function orderOf(at: readonly number[], from: number, to: number): Uint32Array {
  const tick = (when: number) => Math.floor((when - from) / TICK_MS);
  const starts = new Uint32Array(Math.max(0, tick(to)) + 2);
  for (const when of at) starts[tick(when) + 1] = (starts[tick(when) + 1] as number) + 1;
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const order = new Uint32Array(at.length);
  at.forEach((when, i) => {
    const place = starts[tick(when)] as number;
    starts[tick(when)] = place + 1;
    order[place] = i;
  });
  return order;
}
