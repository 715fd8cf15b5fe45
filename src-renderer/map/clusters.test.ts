import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stateCode } from "../../shared/case/state.ts";
import { createPointBuffers } from "./buffers.ts";
import {
  ALONE_AT_MOST,
  cellOf,
  clusterCases,
  levelOf,
  radiusOf,
  shortNumber,
  STREET_ZOOM,
  CELL_UNITS,
} from "./clusters.ts";
import { lightAt, OVERDUE_LIGHT } from "./light.ts";
import { createMass, syncMass } from "./mass.ts";
import { lightsOf, testOf } from "./point-filter.ts";
import { NO_FILTER } from "./props.ts";

const NOW = 10;

const anyCase = fc.record({
  // a few corners of a city, so that cells fill up, and places far off
  lon: fc.oneof(
    fc.constantFrom(112, 112.001, 112.3),
    fc.double({ min: 112, max: 112.4, noNaN: true }),
    fc.constant(-70),
  ),
  lat: fc.oneof(fc.constantFrom(28, 28.001), fc.double({ min: 28, max: 28.4, noNaN: true })),
  state: fc.constantFrom("reported", "handling", "handling", "handling", "closed" as const),
  deadline: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 20 })),
  copies: fc.constantFrom(1, 1, 5, 12),
});

describe("clusters", () => {
  test("M5 no case is lost: numbers in clusters and marks alone add up to the cases of the filter, and so do overdue ones", () => {
    fc.assert(
      fc.property(
        fc.array(anyCase, { maxLength: 40 }),
        fc.integer({ min: 8, max: 31 }).map((halves) => halves / 2),
        fc.constantFrom("all", "open", "overdueOpen", "dueSoon" as const),
        fc.boolean(),
        (kinds, zoom, which, hurried) => {
          const cases = kinds.flatMap((one) => Array.from({ length: one.copies }, () => one));
          const buffers = createPointBuffers(cases.length);
          buffers.length = cases.length;
          buffers.version = 1;
          cases.forEach(({ lon, lat, state, deadline }, i) => {
            buffers.lon[i] = lon;
            buffers.lat[i] = lat;
            buffers.state[i] = stateCode(state as "closed");
            buffers.deadline[i] = deadline;
            buffers.dispatchedAt[i] = 0;
          });
          const mass = createMass(buffers);
          syncMass(mass);
          const filter = { ...NO_FILTER, which: which as "all" };
          const shows = testOf(filter);
          const job = clusterCases(mass, shows, lightsOf(filter)[0] as boolean, levelOf(zoom) as number, NOW);
          let found = job.run(() => hurried);
          for (let i = 0; found === null && i < 100; i++) found = job.run(() => hurried);
          if (found === null) throw new Error("never done");
          const members = cases.map((_, i) => i).filter((i) => shows(buffers, i, NOW));
          const late = members.filter((i) => lightAt(buffers, i, NOW) === OVERDUE_LIGHT);
          const { total, lights, alone, shown, overdue } = found;
          expect(total.reduce((sum, count) => sum + count, alone.length)).toBe(members.length);
          expect(shown).toBe(members.length);
          const lateAlone = [...alone].filter((i) => late.includes(i)).length;
          const lateInside = total.reduce((sum, _, i) => sum + (lights[i * 4 + OVERDUE_LIGHT] as number), 0);
          expect(lateAlone + lateInside).toBe(late.length);
          expect(overdue).toBe(late.length);
          expect(new Set(alone).size).toBe(alone.length);
          total.forEach((count, i) => {
            expect(count).toBeGreaterThan(ALONE_AT_MOST);
            expect(lights.subarray(i * 4, i * 4 + 4).reduce((a, b) => a + b)).toBe(count);
          });
          // urgent marks come last and lie on top
          const order = [...alone].map((i) => lightAt(buffers, i, NOW));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          // the next change of light is the first there is
          const changes = members.flatMap((i) => {
            for (let at = NOW + 1; at <= 30; at++)
              if (lightAt(buffers, i, at) !== lightAt(buffers, i, NOW)) return [at];
            return [];
          });
          if (changes.length === 0) expect(found.changesAt).toBe(Infinity);
          else expect(Math.ceil(found.changesAt)).toBe(Math.min(...changes));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("two clusters do not overlap on the screen, and none lies in another cell", () => {
    const buffers = createPointBuffers(400);
    buffers.length = 400;
    for (let i = 0; i < 400; i++) {
      buffers.lon[i] = 112 + (i % 20) * 0.0021;
      buffers.lat[i] = 28 + Math.floor(i / 40) * 0.0019;
      buffers.state[i] = stateCode("handling");
    }
    const mass = createMass(buffers);
    syncMass(mass);
    const level = 12;
    const found = clusterCases(mass, testOf(NO_FILTER), true, level, NOW).run(() => false);
    const { length, x, y, total } = found ?? { length: 0, x: [], y: [], total: [] };
    expect(length).toBeGreaterThan(5);
    const unitsPerCommon = CELL_UNITS / cellOf(level);
    for (let a = 0; a < length; a++) {
      for (let b = 0; b < a; b++) {
        const apart = Math.hypot((x[a] as number) - (x[b] as number), (y[a] as number) - (y[b] as number));
        expect(apart * unitsPerCommon).toBeGreaterThan(radiusOf(total[a] as number) + radiusOf(total[b] as number));
      }
    }
  });

  test("cells follow the zoom in half steps, and end at street level", () => {
    expect(levelOf(12.4)).toBe(12);
    expect(levelOf(12.6)).toBe(12.5);
    expect(levelOf(STREET_ZOOM)).toBeNull();
    expect(cellOf(0)).toBe(CELL_UNITS);
    expect(cellOf(1)).toBe(CELL_UNITS / 2);
  });

  test("a number takes five characters at most", () => {
    const both = (count: number) => [shortNumber(count, "zh-CN"), shortNumber(count, "en")];
    expect(both(9999)).toEqual(["9999", "9999"]);
    expect(both(10_000)).toEqual(["1万", "10k"]);
    expect(both(12_345)).toEqual(["1.2万", "12k"]);
    expect(both(994_900)).toEqual(["99.5万", "995k"]);
    expect(both(1_000_000)).toEqual(["100万", "1M"]);
    expect(both(3_450_000)).toEqual(["345万", "3.5M"]);
  });
});
