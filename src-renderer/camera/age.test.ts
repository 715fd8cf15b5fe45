import { describe, expect, test } from "vitest";
import { createArrivals, createSourceClock } from "./age.ts";

describe("when a frame came", () => {
  test("V15 what lies at the end of what came is as old as its bytes, what lies before it is older by as much", () => {
    const arrivals = createArrivals();
    expect(arrivals.arrivedAt(0)).toBeNull();
    arrivals.came(2, 10_000); // two seconds of the medium at once: the host had them kept
    expect(arrivals.arrivedAt(2)).toBe(10_000);
    expect(arrivals.arrivedAt(0.5)).toBe(8_500);
  });

  test("V15 each frame of a stream goes by its own bytes", () => {
    const arrivals = createArrivals();
    for (let i = 1; i <= 5; i++) arrivals.came(i * 0.1, 1_000 + i * 100);
    expect(arrivals.arrivedAt(0.2)).toBeCloseTo(1_200);
    // The line stood for nine seconds, then the medium went on where it was.
    arrivals.came(0.6, 10_500);
    expect(arrivals.arrivedAt(0.6)).toBe(10_500);
    expect(arrivals.arrivedAt(0.5)).toBeCloseTo(1_500);
  });

  test("a frame that is newer than all that was noted came with the newest", () => {
    const arrivals = createArrivals();
    arrivals.came(1, 5_000);
    expect(arrivals.arrivedAt(1.2)).toBe(5_000);
    expect(arrivals.end()).toBe(1);
  });

  test("a medium that begins anew forgets the one before", () => {
    const arrivals = createArrivals();
    arrivals.came(100, 5_000);
    arrivals.came(1, 9_000);
    expect(arrivals.arrivedAt(1)).toBe(9_000);
  });

  test("what is remembered does not grow", () => {
    const arrivals = createArrivals();
    for (let i = 1; i <= 100_000; i++) arrivals.came(i / 25, i * 40);
    expect(arrivals.arrivedAt(100_000 / 25)).toBe(4_000_000);
    expect(arrivals.arrivedAt(100_000 / 25 - 5)).toBe(3_995_000);
  });
});

describe("a source's own clock", () => {
  test("V15 is believed where it can be", () => {
    const clock = createSourceClock();
    expect(clock.read({ arrivedAt: 100_000, ownAt: 98_500 }, true)).toEqual({ at: 98_500, wrong: false });
    expect(clock.read({ arrivedAt: 101_000, ownAt: 104_000 }, true)).toEqual({ at: 104_000, wrong: false });
    expect(clock.read({ arrivedAt: 102_000, ownAt: null }, true)).toEqual({ at: 102_000, wrong: false });
  });

  test.each([
    ["in the future", [[100_000, 105_001]], true],
    [
      "backwards",
      [
        [100_000, 100_000],
        [101_000, 98_999],
      ],
      true,
    ],
    ["ten minutes old while the picture moves", [[1_000_000, 399_999]], true],
  ] as const)("V16 is not believed when it is %s", (_what, readings, moving) => {
    const clock = createSourceClock();
    const read = readings.map(([arrivedAt, ownAt]) => clock.read({ arrivedAt, ownAt }, moving));
    expect(read.at(-1)).toEqual({ at: readings.at(-1)![0], wrong: true });
  });

  test("a still may be as old as it says", () => {
    expect(createSourceClock().read({ arrivedAt: 10_000_000, ownAt: 0 }, false)).toEqual({ at: 0, wrong: false });
  });

  test("V16 is believed again a minute after it was last wrong", () => {
    const clock = createSourceClock();
    clock.read({ arrivedAt: 0, ownAt: 60_000 }, true);
    clock.read({ arrivedAt: 1_000, ownAt: 1_000 }, true); // it was set right, which is a step backwards
    expect(clock.read({ arrivedAt: 60_999, ownAt: 60_999 }, true).wrong).toBe(true);
    expect(clock.read({ arrivedAt: 61_000, ownAt: 61_000 }, true)).toEqual({ at: 61_000, wrong: false });
  });
});
