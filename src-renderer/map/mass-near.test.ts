import fc from "fast-check";
import { expect, test } from "vitest";
import { stateCode } from "../../shared/case/state.ts";
import { createPointBuffers, isDrawn, touchAll, touchSlots } from "./buffers.ts";
import { commonOf, createMass, syncMass, type Bank } from "./mass.ts";
import { createNearCases, type Box } from "./mass-near.ts";
import { takeRanges } from "./mass-ranges.ts";

const change = fc.record({
  slot: fc.integer({ min: 0, max: 60 }),
  state: fc.constantFrom("handling", "closed", "empty", "unlocated"),
  lon: fc.double({ min: 112, max: 112.1, noNaN: true }),
});
const view = fc.record({
  lon: fc.double({ min: 112, max: 112.1, noNaN: true }),
  half: fc.double({ min: 0.001, max: 0.02, noNaN: true }),
});
const round = fc.record({
  patch: fc.array(change, { maxLength: 20 }),
  forget: fc.boolean(),
  view,
  looks: fc.boolean(),
});

function boxOf({ lon, half }: { lon: number; half: number }): Box {
  const [west, south] = commonOf(lon - half, 27.9);
  const [east, north] = commonOf(lon + half, 28.1);
  return [west, south, east, north];
}

test("M8 at street level the card has every case in view, each once, and every row that changed or moved is written", () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 12 }), (rounds) => {
      const buffers = createPointBuffers(80);
      const mass = createMass(buffers);
      const near = createNearCases();
      let copy: string[] = [];
      const rowOf = (slot: number) => `${slot} ${buffers.state[slot]} ${buffers.lon[slot]}`;
      for (const { patch, forget, view: at, looks } of rounds) {
        for (const { slot, state, lon } of patch) {
          buffers.length = Math.max(buffers.length, slot + 1);
          buffers.uid[slot] = slot + 1;
          buffers.state[slot] = state === "empty" ? 255 : stateCode(state === "unlocated" ? "handling" : state);
          buffers.lon[slot] = state === "unlocated" ? Number.NaN : lon;
          buffers.lat[slot] = 28;
        }
        if (forget) touchAll(buffers);
        else
          touchSlots(
            buffers,
            patch.map(({ slot }) => slot),
          );
        syncMass(mass);
        if (!looks) continue;
        const box = boxOf(at);
        const bank = near.around(mass, box) as Bank;
        copy = copy.slice(0, bank.length);
        const ranges = takeRanges(bank.dirty, bank.length);
        for (let i = 0; i < ranges.length; i += 2) {
          for (let row = ranges[i] as number; row < (ranges[i + 1] as number); row++)
            copy[row] = rowOf(bank.slots[row] as number);
        }
        const listed = Array.from(bank.slots.subarray(0, bank.length));
        expect(copy).toEqual(listed.map(rowOf));
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed.every((slot) => isDrawn(buffers, slot))).toBe(true);
        for (let slot = 0; slot < buffers.length; slot++) {
          const [x] = commonOf(buffers.lon[slot] as number, 28);
          if (isDrawn(buffers, slot) && x > box[0] + 1e-6 && x < box[2] - 1e-6) expect(listed).toContain(slot);
        }
        expect(near.known(mass, box)).toBe(bank);
      }
    }),
    { numRuns: 300 },
  );
});

test("a view with too many cases has no list of its own until it moves on to fewer", () => {
  const buffers = createPointBuffers(8);
  buffers.length = 5;
  for (let slot = 0; slot < 5; slot++) {
    buffers.state[slot] = stateCode("handling");
    buffers.lon[slot] = slot < 4 ? 112 : 112.09;
    buffers.lat[slot] = 28;
  }
  touchAll(buffers);
  const mass = createMass(buffers);
  syncMass(mass);
  const near = createNearCases(3);
  expect(near.around(mass, boxOf({ lon: 112, half: 0.001 }))).toBeNull();
  expect(near.around(mass, boxOf({ lon: 112, half: 0.001 }))).toBeNull();
  expect(near.around(mass, boxOf({ lon: 112.09, half: 0.001 }))?.length).toBe(1);
});
