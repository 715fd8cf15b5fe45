import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isTouring,
  mostHeld,
  NO_TOUR,
  swapped,
  tourAfter,
  turned,
  type Alarm,
  type Tour,
  type TourAsked,
} from "./tour.ts";

const DWELL = 10_000;
const setOf = (n: number) => Array.from({ length: n }, (_, i) => 100 + i);
const asked = (n: number, tiles: number, alarms: readonly Alarm[] = []): TourAsked => ({
  set: setOf(n),
  tiles,
  alarms,
  dwellMs: DWELL,
  paused: false,
});
const alarm = (key: string, camera: number): Alarm => ({ key, camera, reason: key, why: "alarm", caseUid: 0 });
const shown = (tour: Tour) => tour.cells.map(({ camera }) => camera);
const start = (of: TourAsked) => tourAfter(NO_TOUR, of, 0);

describe("a round", () => {
  test("shows the cameras in their order, so many at a time, and begins again", () => {
    const of = asked(5, 2);
    let tour = start(of);
    const pages = Array.from({ length: 6 }, () => {
      const page = shown(tour);
      tour = tourAfter(tour, of, DWELL);
      return page;
    });
    expect(pages.flat().map((camera) => Number(camera) - 100)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1]);
  });

  test("stands still where there are tiles enough, while it is paused, and is not hurried by a window that slept", () => {
    const enough = asked(3, 4);
    expect(isTouring(start(enough))).toBe(false);
    expect(shown(tourAfter(start(enough), enough, DWELL))).toEqual([100, 101, 102, null]);
    const of = asked(8, 2);
    const paused = tourAfter(start(of), { ...of, paused: true }, 5 * DWELL);
    expect(shown(paused)).toEqual([100, 101]);
    expect(shown(tourAfter(start(of), of, 50 * DWELL))).toEqual([102, 103]);
  });

  test("takes in and lets go of cameras, and keeps who is shown when the layout changes", () => {
    const tour = tourAfter(start(asked(6, 2)), asked(6, 2), DWELL);
    expect(shown(tour)).toEqual([102, 103]);
    expect(shown(tourAfter(tour, asked(6, 4), 0))).toEqual([102, 103, 104, 105]);
    const without = { ...asked(6, 2), set: [100, 103, 104] };
    expect(shown(tourAfter(tour, without, 0))).toEqual([104, 103]);
    expect(shown(turned(tour, asked(6, 2)))).toEqual([104, 105]);
    expect(shown(swapped(tour, 0, 1))).toEqual([103, 102]);
  });
});

describe("an alarm", () => {
  test("V29 holds a tile over every turn with its reason, and the tile goes back to whom it was taken from", () => {
    const of = asked(9, 4);
    const held = tourAfter(start(of), asked(9, 4, [alarm("case/1", 900)]), 1_000);
    expect(held.cells[0]).toMatchObject({ camera: 900, alarm: "case/1", before: 100 });
    expect(shown(tourAfter(held, of, 1_000))).toEqual([100, 101, 102, 103]);
    let later = held;
    for (let i = 0; i < 3; i++) {
      later = tourAfter(later, asked(9, 4, [alarm("case/1", 900)]), DWELL);
      expect(later.cells[0]).toMatchObject({ camera: 900, alarm: "case/1" });
    }
  });

  test("V29 of a camera that is shown holds it where it is", () => {
    const of = asked(9, 4);
    const held = tourAfter(start(of), asked(9, 4, [alarm("case/1", 102)]), 0);
    expect(shown(held)).toEqual([100, 101, 102, 103]);
    expect(held.cells[2]).toMatchObject({ alarm: "case/1" });
    expect(shown(tourAfter(held, asked(9, 4, [alarm("case/1", 102)]), DWELL))).toEqual([104, 105, 102, 106]);
  });

  test("V29 whoever was interrupted comes first at the next turn, where nobody interrupts", () => {
    const held = tourAfter(start(asked(9, 4)), asked(9, 4, [alarm("case/1", 900)]), 1_000);
    const next = tourAfter(held, asked(9, 4, [alarm("case/1", 900)]), DWELL - 1_000);
    expect(shown(next)).toEqual([900, 104, 105, 100]);
  });

  test("V29 alarms hold half of the tiles at most and take turns when there are more of them", () => {
    const alarms = [1, 2, 3].map((n) => alarm(`case/${n}`, 900 + n));
    let tour = tourAfter(start(asked(9, 4)), asked(9, 4, alarms), 0);
    expect(shown(tour)).toEqual([901, 902, 102, 103]);
    const seen = new Set<number | null>();
    for (let i = 0; i < 4; i++) {
      tour = tourAfter(tour, asked(9, 4, alarms), DWELL);
      for (const camera of shown(tour)) seen.add(camera);
      expect(tour.cells.filter((cell) => cell.alarm !== null).length).toBe(2);
    }
    expect([901, 902, 903].every((camera) => seen.has(camera))).toBe(true);
  });

  test("V29 takes a tile that is empty before it takes one from the round", () => {
    const of = asked(3, 4, [alarm("case/1", 900)]);
    expect(shown(start(of))).toEqual([100, 101, 102, 900]);
  });

  test("V29 shares a single tile with the round in turns", () => {
    const of = asked(3, 1, [alarm("case/1", 900)]);
    let tour = start(asked(3, 1));
    const pages = Array.from({ length: 6 }, () => {
      tour = tourAfter(tour, of, DWELL);
      return shown(tour)[0];
    });
    expect(pages.filter((camera) => camera === 900).length).toBe(3);
    expect(new Set(pages)).toEqual(new Set([900, 100, 101, 102]));
  });
});

test("V28 no camera starves, whatever alarms come and go", () => {
  const step = fc.record({
    passed: fc.integer({ min: 100, max: 4_000 }),
    alarms: fc.uniqueArray(fc.integer({ min: 100, max: 140 }), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(1, 2, 4, 6, 9),
      fc.array(step, { minLength: 100, maxLength: 400 }),
      (n, tiles, steps) => {
        const free = tiles === 1 ? 1 : tiles - mostHeld(tiles);
        // So many tiles nobody can interrupt; a camera may be interrupted on others twice before it comes to one of those.
        const bound = (Math.ceil(n / free) * 3 + 4) * (DWELL + 4_000);
        let tour = start(asked(n, tiles));
        let now = 0;
        /** Until when each camera was last seen for half a turn since, and how long it was seen of the next. */
        const full = new Map(setOf(n).map((camera) => [camera, 0]));
        const seen = new Map<number, number>();
        for (const { passed, alarms } of steps) {
          const of = asked(
            n,
            tiles,
            alarms.map((camera) => alarm(`a/${camera}`, camera)),
          );
          for (const camera of shown(tour)) {
            if (camera !== null) seen.set(camera, (seen.get(camera) ?? 0) + passed);
          }
          tour = tourAfter(tour, of, passed);
          now += passed;
          const cameras = shown(tour).filter((camera) => camera !== null);
          if (new Set(cameras).size < cameras.length) throw new Error(`twice at ${now}: ${cameras.join()}`);
          if (tour.cells.length !== tiles) throw new Error(`${tour.cells.length} tiles`);
          for (const camera of setOf(n)) {
            if ((seen.get(camera) ?? 0) >= DWELL / 2) {
              full.set(camera, now);
              seen.set(camera, 0);
            }
            const waited = now - (full.get(camera) as number);
            if (waited > bound) throw new Error(`camera ${camera} was not seen for ${waited} ms of ${bound}`);
          }
        }
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
});
