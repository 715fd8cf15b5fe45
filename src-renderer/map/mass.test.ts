import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STAGES, stateCode } from "../../shared/case/state.ts";
import { createPointBuffers, isDrawn, stageAt, touchAll, touchSlots, type PointBuffers } from "./buffers.ts";
import { CLOSED_BANK, commonOf, createMass, OPEN_BANK, syncMass, type Mass } from "./mass.ts";
import { ROWS_PER_WRITE, takeRanges } from "./mass-ranges.ts";
import { EPOCH_SECONDS, NEVER_SECONDS, packRows, ROW_BYTES, secondsOf, type Packing } from "./mass-rows.ts";

const STATES = ["reported", "handling", "closed"] as const;

interface Change {
  readonly slot: number;
  readonly state: (typeof STATES)[number] | "empty" | "unlocated";
  readonly lon: number;
}

function write(buffers: PointBuffers, { slot, state, lon }: Change): void {
  buffers.length = Math.max(buffers.length, slot + 1);
  buffers.uid[slot] = slot + 1;
  buffers.state[slot] = state === "empty" ? 255 : stateCode(state === "unlocated" ? "reported" : state);
  buffers.lon[slot] = state === "unlocated" ? Number.NaN : lon;
  buffers.lat[slot] = 28;
}

/** What a copy on the card would hold that is written only where the mass says so. */
function follow(mass: Mass, copies: number[][]): void {
  mass.banks.forEach((bank, at) => {
    const copy = copies[at] as number[];
    copy.length = bank.length;
    const ranges = takeRanges(bank.dirty, bank.length);
    for (let i = 0; i < ranges.length; i += 2) {
      for (let row = ranges[i] as number; row < (ranges[i + 1] as number); row++) copy[row] = bank.slots[row] as number;
    }
  });
}

const change = fc.record({
  slot: fc.integer({ min: 0, max: 60 }),
  state: fc.constantFrom(...STATES, "empty", "unlocated"),
  lon: fc.double({ min: 112, max: 113, noNaN: true }),
});

describe("the mass of cases", () => {
  test("M3 after any patches each drawn case has one row, in the bank of its kind, and every row that moved is written", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(change, { maxLength: 30 }), { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        (patches, forget) => {
          const buffers = createPointBuffers(80);
          const mass = createMass(buffers);
          const copies: number[][] = [[], []];
          for (const patch of patches) {
            for (const one of patch) write(buffers, one);
            if (forget) touchAll(buffers);
            else
              touchSlots(
                buffers,
                patch.map(({ slot }) => slot),
              );
            expect(syncMass(mass)).toBe(true);
            follow(mass, copies);
          }
          const of = (closed: boolean) =>
            Array.from({ length: buffers.length }, (_, slot) => slot).filter(
              (slot) => isDrawn(buffers, slot) && (STAGES[stageAt(buffers, slot)] === "closed") === closed,
            );
          expect(copies[CLOSED_BANK]?.toSorted((a, b) => a - b)).toEqual(of(true));
          expect(copies[OPEN_BANK]?.toSorted((a, b) => a - b)).toEqual(of(false));
          expect(syncMass(mass)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("M4 offsets are true to the centimetre across a city", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 112, max: 113, noNaN: true }), fc.double({ min: 28, max: 29, noNaN: true })),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        (places) => {
          const buffers = createPointBuffers(places.length);
          places.forEach(([lon, lat], slot) => {
            write(buffers, { slot, state: "handling", lon });
            buffers.lat[slot] = lat;
          });
          const mass = createMass(buffers);
          syncMass(mass);
          const metres = 40_075_017 / 512;
          places.forEach(([lon, lat], slot) => {
            const [x, y] = commonOf(lon, lat);
            const [originX, originY] = mass.origin ?? [0, 0];
            expect(Math.abs(originX + (mass.places[slot * 2] as number) - x) * metres).toBeLessThan(0.01);
            expect(Math.abs(originY + (mass.places[slot * 2 + 1] as number) - y) * metres).toBeLessThan(0.01);
          });
        },
      ),
    );
  });
});

describe("stretches to write", () => {
  test("near rows are written together, far ones apart, and nothing beyond the end", () => {
    const dirty = { all: false, rows: Uint32Array.of(7, 5, 5 + ROWS_PER_WRITE, 5000, 9000), count: 5 };
    expect(takeRanges(dirty, 6000)).toEqual([5, 6 + ROWS_PER_WRITE, 5000, 5001]);
    expect(takeRanges(dirty, 6000)).toEqual([]);
    dirty.all = true;
    expect(takeRanges(dirty, 6000)).toEqual([0, 6000]);
    dirty.all = true;
    expect(takeRanges(dirty, 0)).toEqual([]);
  });
});

describe("a packed row", () => {
  test("M2 has whole seconds that are compared as the exact instants are at a whole second", () => {
    const now = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1_599_999_990_000, max: 1_900_000_010_000 }), now, (instant, seconds) => {
        const at = seconds - EPOCH_SECONDS;
        expect(secondsOf(instant, Math.floor) < at).toBe(instant < seconds * 1000);
        expect(secondsOf(instant, Math.ceil) <= at).toBe(instant <= seconds * 1000);
      }),
    );
    expect(secondsOf(Number.NaN, Math.floor)).toBe(NEVER_SECONDS);
    expect(secondsOf(Infinity, Math.floor)).toBe(NEVER_SECONDS);
    expect(secondsOf(-1e18, Math.floor)).toBe(-0x80000000);
  });

  test("carries what the filter asks for, with classes and grids by number", () => {
    const buffers = createPointBuffers(4);
    for (const slot of [0, 1]) write(buffers, { slot, state: "handling", lon: 112 + slot });
    buffers.classUid.set([70_000, 9]);
    buffers.unitGrid.set([5, 5]);
    buffers.department.set([3, 4]);
    buffers.source.set([2, 1]);
    buffers.reportedAt.set([1_600_000_000_999, 1_600_000_001_000]);
    buffers.dispatchedAt.set([1_600_000_000_000, Number.NaN]);
    buffers.deadline.set([1_600_000_100_000, Number.NaN]);
    buffers.bornAt.set([-Infinity, 5000]);
    const mass = createMass(buffers);
    syncMass(mass);
    const packing: Packing = {
      mass,
      classes: { numbers: new Map() },
      unitGrids: { numbers: new Map() },
      clockStart: 1000,
    };
    const into = new ArrayBuffer(2 * ROW_BYTES);
    packRows(packing, mass.banks[OPEN_BANK].slots, 0, 2, into);
    const integers = new Int32Array(into);
    const first = 1_600_000_000 - EPOCH_SECONDS;
    expect(Array.from(integers.subarray(2, 8))).toEqual([first + 100, first + 80, first, 0, 0, 3]);
    expect(Array.from(integers.subarray(12, 18))).toEqual([NEVER_SECONDS, NEVER_SECONDS, first + 1, 1, 0, 4]);
    expect(Array.from(new Uint8Array(into, 32, 2))).toEqual([STAGES.indexOf("handling"), 2]);
    expect(new Float32Array(into)[9]).toBe(-1e6);
    expect(new Float32Array(into)[19]).toBe(4);
  });
});
