/** Cases of an invented city in the window's own shape: repeatable, nine tenths closed, crowded at some corners. */
import { CASE_STATES } from "../../../../shared/case/state.ts";
import type { PointSlots } from "../../../../shared/view.ts";

export const NOW = Date.UTC(2026, 10, 20, 6);
const [HOUR, DAY] = [3_600_000, 86_400_000];
/** West, south, east, north: some fifty kilometres each way. */
export const CITY = [113.8, 29.8, 114.3, 30.25] as const;
const CORNERS = 400;
const [CLOSED, HANDLING, DISPATCHED] = (["closed", "handling", "pendingDispatch"] as const).map((state) =>
  CASE_STATES.indexOf(state),
) as [number, number, number];

/** Numbers from 0 to 1, the same each time for the same seed. */
export function chances(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The cases of these slots as a host would send them. `age` 0 to 1 from the newest to the oldest. */
export function inventedSlots(slots: Uint32Array, length: number, seed: number): PointSlots {
  const count = slots.length;
  const chance = chances(seed);
  const columns = {
    length,
    slot: slots,
    uid: new Uint32Array(count),
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    state: new Uint8Array(count),
    department: new Uint32Array(count),
    unitGrid: new Uint32Array(count),
    dispatchedAt: new Float64Array(count),
    deadline: new Float64Array(count),
    classUid: new Uint32Array(count),
    source: new Uint8Array(count),
    reportedAt: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    const slot = slots[i] as number;
    const place = chances(Math.imul(slot + 1, 0x9e3779b1));
    const corner = chances(Math.imul(1 + Math.floor(place() ** 1.7 * CORNERS), 0x85ebca77));
    columns.uid[i] = slot + 1;
    columns.lon[i] = CITY[0] + (CITY[2] - CITY[0]) * corner() + (place() + place() - 1) * 0.02;
    columns.lat[i] = CITY[1] + (CITY[3] - CITY[1]) * corner() + (place() + place() - 1) * 0.02;
    // the newest are the last slots; most that are older than a month are over
    const reportedAt = NOW - 395 * DAY * (1 - slot / length) - HOUR * chance();
    const isOpen = chance() < (NOW - reportedAt < 30 * DAY ? 0.7 : 0.04);
    columns.state[i] = isOpen ? (chance() < 0.2 ? DISPATCHED : HANDLING) : CLOSED;
    columns.department[i] = 1 + Math.floor(chance() ** 1.7 * 32);
    columns.unitGrid[i] = 1 + Math.floor(chance() * 400);
    columns.classUid[i] = 1 + Math.floor(chance() ** 1.7 * 250);
    columns.source[i] = Math.floor(chance() * 6);
    columns.reportedAt[i] = reportedAt;
    columns.dispatchedAt[i] = isOpen ? reportedAt + HOUR : Number.NaN;
    columns.deadline[i] = isOpen ? NOW + (chance() * 8 - 1) * DAY : Number.NaN;
  }
  return columns;
}

/** All of them, in patches of `size`, as a first answer comes. */
export function inventedPatches(rows: number, size: number): PointSlots[] {
  const patches: PointSlots[] = [];
  for (let from = 0; from < rows; from += size) {
    const slots = Uint32Array.from({ length: Math.min(size, rows - from) }, (_, i) => from + i);
    patches.push({ ...inventedSlots(slots, rows, from + 1), length: Math.min(rows, from + size) });
  }
  return patches;
}

/**
 * A thousand cases that change: about a fifth new, seven tenths among the newest sixteenth, and the rest anywhere, as
 * changes of a living city are spread.
 */
export function changedSlots(length: number, count: number, seed: number): Uint32Array {
  const chance = chances(seed);
  const slots = new Set<number>();
  const fresh = Math.round(count * 0.2);
  for (let i = 0; i < fresh; i++) slots.add(length + i);
  while (slots.size < count) {
    const back = chance() < 0.9 ? chance() * (length / 16) : chance() * length;
    slots.add(Math.max(0, length - 1 - Math.floor(back)));
  }
  return Uint32Array.from(slots);
}
