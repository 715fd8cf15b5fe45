import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stateCode, type CaseState } from "../../shared/case/state.ts";
import { createPointBuffers, slotsSince, touchAll, touchSlots, type PointBuffers } from "./buffers.ts";
import {
  ALONE_AT_MOST,
  CELL_UNITS,
  cellOf,
  createClusterField,
  levelOf,
  STREET_ZOOM,
  type Clusters,
} from "./clusters.ts";
import { radiusOf, shortNumber } from "./clusters-look.ts";
import { lightAt, OVERDUE_LIGHT } from "./light.ts";
import { createMass, syncMass } from "./mass.ts";
import { lightsOf, testOf, type PointTest } from "./point-filter.ts";
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
  state: fc.constantFrom<CaseState>("reported", "handling", "handling", "handling", "closed"),
  deadline: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 20 })),
  copies: fc.constantFrom(1, 1, 5, 12),
});

type Case = Pick<typeof anyCase extends fc.Arbitrary<infer T> ? T : never, "lon" | "lat" | "state" | "deadline">;

function write(buffers: PointBuffers, slot: number, { lon, lat, state, deadline }: Case): void {
  buffers.length = Math.max(buffers.length, slot + 1);
  buffers.lon[slot] = lon;
  buffers.lat[slot] = lat;
  buffers.state[slot] = stateCode(state);
  buffers.deadline[slot] = deadline;
  buffers.dispatchedAt[slot] = 0;
}

/** Everything that must hold of clusters, whatever came before. */
function check(found: Clusters, buffers: PointBuffers, shows: PointTest, now: number): void {
  const slots = Array.from({ length: buffers.length }, (_, i) => i);
  const members = slots.filter((i) => shows(buffers, i, now));
  const late = members.filter((i) => lightAt(buffers, i, now) === OVERDUE_LIGHT);
  const { length, total, lights, alone, shown, overdue } = found;
  expect(total.reduce((sum, count) => sum + count, alone.length)).toBe(members.length);
  expect(shown).toBe(members.length);
  const lateAlone = [...alone].filter((i) => late.includes(i)).length;
  const lateInside = Array.from({ length }, (_, i) => lights[i * 4 + OVERDUE_LIGHT] as number);
  expect(found.overdueAlone).toBe(lateAlone);
  expect(lateInside.reduce((sum, count) => sum + count, lateAlone)).toBe(late.length);
  expect(overdue).toBe(late.length);
  expect(new Set(alone).size).toBe(alone.length);
  expect([...alone].every((i) => shows(buffers, i, now))).toBe(true);
  total.forEach((count, i) => {
    expect(count).toBeGreaterThan(0);
    expect(lights.subarray(i * 4, i * 4 + 4).reduce((a, b) => a + b)).toBe(count);
  });
  // urgent marks come last and lie on top
  const order = [...alone].map((i) => lightAt(buffers, i, now));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  // until then no light changes
  const until = Math.min(40, Math.ceil(found.changesAt));
  for (let at = now; at < until; at++) {
    for (const i of slots) expect(lightAt(buffers, i, at)).toBe(lightAt(buffers, i, now));
  }
}

describe("clusters", { timeout: 30_000 }, () => {
  test("M5 no case is lost: numbers in clusters and marks alone add up to the cases of the filter, and so do overdue ones", () => {
    let clustered = 0;
    fc.assert(
      fc.property(
        fc.array(anyCase, { maxLength: 40 }),
        fc.integer({ min: 8, max: 29 }).map((halves) => halves / 2),
        fc.constantFrom("all" as const, "open" as const, "overdueOpen" as const, "dueSoon" as const),
        fc.boolean(),
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), anyCase))),
          {
            maxLength: 5,
          },
        ),
        (kinds, zoom, which, hurried, patches) => {
          const buffers = createPointBuffers(400);
          kinds
            .flatMap((one) => Array.from({ length: one.copies }, () => one))
            .forEach((one, i) => write(buffers, i, one));
          touchAll(buffers);
          const mass = createMass(buffers);
          syncMass(mass);
          const filter = { ...NO_FILTER, which };
          const shows = testOf(filter);
          let now = NOW;
          const withClosed = lightsOf(filter)[0] as boolean;
          const field = createClusterField(mass, shows, withClosed, levelOf(zoom) as number, now);
          let found = field.run(() => hurried);
          for (let i = 0; found === null && i < 100; i++) found = field.run(() => hurried);
          if (found === null) throw new Error("never done");
          check(found, buffers, shows, now);
          clustered += found.length;
          expect(found.total.every((count) => count > ALONE_AT_MOST)).toBe(true);
          // what is kept up by changes and by time is as true as what is divided anew
          for (const [passes, changes] of patches) {
            for (const [slot, one] of changes) write(buffers, Math.min(slot, buffers.length), one);
            touchSlots(
              buffers,
              Array.from({ length: Math.min(91, buffers.length) }, (_, i) => i),
            );
            const before = mass.version;
            syncMass(mass);
            found = field.take(slotsSince(buffers, before) ?? [], now);
            check(found, buffers, shows, now);
            now += passes;
            found = field.tick(now);
            check(found, buffers, shows, now);
          }
        },
      ),
      { numRuns: 80 },
    );
    expect(clustered).toBeGreaterThan(20);
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
    const found = createClusterField(mass, testOf(NO_FILTER), true, level, NOW).run(() => false);
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

  test("of thousands of cells each is one, however often the table of cells had to grow", () => {
    const [cells, each] = [3000, ALONE_AT_MOST + 1];
    const buffers = createPointBuffers(cells * each);
    for (let i = 0; i < cells * each; i++) {
      const cell = i % cells;
      write(buffers, i, {
        lon: 112 + (cell % 60) * 0.01,
        lat: 28 + Math.floor(cell / 60) * 0.01,
        state: "handling",
        deadline: 1,
      });
    }
    const mass = createMass(buffers);
    syncMass(mass);
    const found = createClusterField(mass, testOf(NO_FILTER), true, 14.5, NOW).run(() => false);
    expect(found?.length).toBe(cells);
    expect(found?.alone).toHaveLength(0);
    expect(found?.total.every((count) => count === each)).toBe(true);
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
