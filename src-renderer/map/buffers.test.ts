import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_STATES } from "../../shared/case/state.ts";
import { EMPTY_SLOT, type PointSlots } from "../../shared/view.ts";
import {
  applyPoints,
  createPointBuffers,
  isDrawn,
  slotsSince,
  stageAt,
  touchAll,
  touchSlots,
  type PointBuffers,
} from "./buffers.ts";

interface Slot {
  uid: number;
  lon: number;
  lat: number;
  state: number;
  dispatchedAt: number;
  deadline: number;
}

function patch(length: number, slots: ReadonlyMap<number, Slot | null>): PointSlots {
  const entries = [...slots].filter(([slot]) => slot < length);
  const column = (read: (slot: Slot) => number, empty: number) =>
    entries.map(([, slot]) => (slot === null ? empty : read(slot)));
  return {
    length,
    slot: Uint32Array.from(entries, ([slot]) => slot),
    uid: Uint32Array.from(column(({ uid }) => uid, 0)),
    lon: Float64Array.from(column(({ lon }) => lon, Number.NaN)),
    lat: Float64Array.from(column(({ lat }) => lat, Number.NaN)),
    state: Uint8Array.from(column(({ state }) => state, EMPTY_SLOT)),
    department: Uint32Array.from(column(({ uid }) => uid % 7, 0)),
    unitGrid: Uint32Array.from(column(({ uid }) => uid % 11, 0)),
    dispatchedAt: Float64Array.from(column(({ dispatchedAt }) => dispatchedAt, Number.NaN)),
    deadline: Float64Array.from(column(({ deadline }) => deadline, Number.NaN)),
    classUid: Uint32Array.from(column(({ uid }) => uid % 13, 0)),
    source: Uint8Array.from(column(({ uid }) => uid % 5, 0)),
    reportedAt: Float64Array.from(column(({ uid }) => uid * 1_000, 0)),
  };
}

function seen(buffers: PointBuffers): unknown[] {
  return Array.from({ length: buffers.length }, (_, i) =>
    buffers.state[i] === EMPTY_SLOT
      ? null
      : [
          buffers.uid[i],
          buffers.lon[i],
          buffers.lat[i],
          buffers.state[i],
          buffers.department[i],
          buffers.unitGrid[i],
          buffers.dispatchedAt[i],
          buffers.deadline[i],
        ],
  );
}

const slotOf: fc.Arbitrary<Slot | null> = fc.option(
  fc.record({
    uid: fc.integer({ min: 1, max: 50 }),
    lon: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constant(Number.NaN)),
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
    state: fc.integer({ min: 0, max: CASE_STATES.length - 1 }),
    dispatchedAt: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 1e12 })),
    deadline: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 1e12 })),
  }),
  { nil: null },
);

const patchOf = fc.record({
  length: fc.integer({ min: 0, max: 40 }),
  slots: fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), slotOf), { maxLength: 20 }),
  reset: fc.boolean(),
});

describe("points", () => {
  test("any patches, one after another, leave what writing the last state at once leaves", () => {
    fc.assert(
      fc.property(fc.array(patchOf, { minLength: 1, maxLength: 12 }), (patches) => {
        const buffers = createPointBuffers(4);
        let model: (Slot | null)[] = [];
        for (const { length, slots, reset } of patches) {
          const changes = new Map(slots);
          applyPoints(buffers, patch(length, changes), reset, 0);
          if (reset) model = [];
          model = Array.from({ length }, (_, i) =>
            changes.has(i) ? (changes.get(i) as Slot | null) : (model[i] ?? null),
          );
        }
        const whole = createPointBuffers(4);
        applyPoints(whole, patch(model.length, new Map(model.map((slot, i) => [i, slot]))), true, 0);
        expect(seen(buffers)).toEqual(seen(whole));
        expect(buffers.version).toBe(patches.length);
      }),
    );
  });

  test("what changed since a version is what the patches after it wrote, or everything when they are forgotten", () => {
    const buffers = createPointBuffers();
    const one: Slot = { uid: 1, lon: 1, lat: 1, state: 0, dispatchedAt: Number.NaN, deadline: Number.NaN };
    applyPoints(buffers, patch(3, new Map([[0, one]])), true, 0);
    expect(slotsSince(buffers, 0)).toBeNull();
    expect(slotsSince(buffers, 1)).toEqual([]);
    applyPoints(buffers, patch(3, new Map([[1, one]])), false, 0);
    touchSlots(buffers, [0, 2]);
    expect(slotsSince(buffers, 1)?.map((slots) => Array.from(slots))).toEqual([[1], [0, 2]]);
    expect(slotsSince(buffers, 2)?.map((slots) => Array.from(slots))).toEqual([[0, 2]]);
    applyPoints(buffers, patch(2, new Map()), false, 0);
    expect(slotsSince(buffers, 3)).toBeNull();
    for (let i = 0; i < 100; i++) touchSlots(buffers, [0]);
    expect(slotsSince(buffers, buffers.version - 100)).toBeNull();
    expect(slotsSince(buffers, buffers.version - 10)).toHaveLength(10);
    touchAll(buffers);
    expect(slotsSince(buffers, buffers.version - 1)).toBeNull();
    // somebody who raises the version by hand says nothing of what changed
    buffers.version++;
    expect(slotsSince(buffers, buffers.version - 1)).toBeNull();
  });

  test("a case falls in only when it is new to a living map", () => {
    const buffers = createPointBuffers();
    const one: Slot = { uid: 1, lon: 1, lat: 1, state: 0, dispatchedAt: Number.NaN, deadline: Number.NaN };
    applyPoints(buffers, patch(1, new Map([[0, one]])), true, 10);
    expect(buffers.bornAt[0]).toBe(-Infinity);
    applyPoints(buffers, patch(1, new Map([[0, { ...one, state: 3 }]])), false, 20);
    expect(buffers.bornAt[0]).toBe(-Infinity);
    applyPoints(buffers, patch(2, new Map([[1, { ...one, uid: 2 }]])), false, 30);
    expect(buffers.bornAt[1]).toBe(30);
    applyPoints(buffers, patch(2, new Map([[0, { ...one, uid: 3 }]])), false, 40);
    expect(buffers.bornAt[0]).toBe(40);
  });

  test("empty and unlocated slots are not drawn", () => {
    const buffers = createPointBuffers();
    const one: Slot = { uid: 1, lon: 1, lat: 1, state: 5, dispatchedAt: 0, deadline: 0 };
    applyPoints(
      buffers,
      patch(
        3,
        new Map([
          [0, one],
          [1, { ...one, lon: Number.NaN }],
          [2, null],
        ]),
      ),
      true,
      0,
    );
    expect([0, 1, 2].map((i) => isDrawn(buffers, i))).toEqual([true, false, false]);
    expect(stageAt(buffers, 0)).toBe(3);
  });
});
