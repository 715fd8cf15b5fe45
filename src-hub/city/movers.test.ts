import { describe, expect, test } from "vitest";
import { LOCATED, UNIT_STATUS } from "../../shared/track.ts";
import { divide } from "./grids.ts";
import { moversOf } from "./movers.ts";
import { hire } from "./people.ts";
import { distance, isInside, xyOf, type Xy } from "./plane.ts";
import { layStreets } from "./streets.ts";

const SEED = 3;
const streets = layStreets(SEED);
const { duties } = divide(streets);
const crew = hire(SEED, duties).map((mover, i) => ({ mover, uid: i + 1 }));
const open = () => moversOf({ seed: SEED, streets, duties, movers: crew, localOffset: 8 * 3_600_000 });
const MORNING = Date.parse("2026-11-20T02:00:00Z");
const NIGHT = Date.parse("2026-11-20T19:00:00Z");
const ON_DUTY = UNIT_STATUS.indexOf("onDuty");
const OFF_DUTY = UNIT_STATUS.indexOf("offDuty");

/** Metres from a point to the nearest piece of street. */
function offStreet(point: Xy): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { shape } of streets.segments) {
    for (let i = 1; i < shape.length; i++) {
      const [a, b] = [shape[i - 1] as Xy, shape[i] as Xy];
      const length = distance(a, b) || 1;
      const t = Math.max(
        0,
        Math.min(1, ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length ** 2),
      );
      least = Math.min(least, distance(point, [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]));
    }
  }
  return least;
}

describe("people and vehicles", () => {
  test("stay on streets and move no faster than they say, second by second", () => {
    const movers = open();
    let before = movers.at(MORNING).rows;
    let moved = 0;
    for (let second = 1; second <= 300; second++) {
      const { rows } = movers.at(MORNING + second * 1_000);
      rows.forEach((row, i) => {
        const old = before[i] as (typeof rows)[number];
        const step = distance(xyOf(row[1], row[2]), xyOf(old[1], old[2]));
        expect(step).toBeLessThan(7);
        if (step > 0.5) moved++;
        if (second % 100 === 0) expect(offStreet(xyOf(row[1], row[2]))).toBeLessThan(0.5);
      });
      before = rows;
    }
    expect(moved).toBeGreaterThan(300 * 15);
  });

  test("patrollers keep to their duty grid", () => {
    const movers = open();
    const grown = duties.map(({ rect }) => streets.ringOf(rect));
    for (let minute = 0; minute < 240; minute++) {
      const { rows } = movers.at(MORNING + minute * 60_000);
      for (const [uid, lon, lat] of rows) {
        const duty = crew[uid - 1]?.mover.duty ?? null;
        if (duty === null) continue;
        const at = xyOf(lon, lat);
        const ring = grown[duty] as Xy[];
        // On its border counts: a nudge towards the middle decides.
        const middle: Xy = [
          ring.reduce((s, p) => s + p[0], 0) / ring.length,
          ring.reduce((s, p) => s + p[1], 0) / ring.length,
        ];
        const inward: Xy = [at[0] + (middle[0] - at[0]) * 0.02, at[1] + (middle[1] - at[1]) * 0.02];
        expect(isInside(inward, ring)).toBe(true);
      }
    }
  });

  test("work by day, go home at night, and leave a night turn outside", () => {
    const count = (at: number, status: number) =>
      open()
        .at(at)
        .rows.filter((row) => row[5] === status).length;
    expect(count(MORNING, ON_DUTY)).toBeGreaterThan(40);
    expect(count(NIGHT, ON_DUTY)).toBeGreaterThan(4);
    expect(count(NIGHT, ON_DUTY)).toBeLessThan(20);
    expect(count(NIGHT, OFF_DUTY)).toBeGreaterThan(30);
    for (const row of open().at(NIGHT).rows) if (row[5] === OFF_DUTY) expect(row[4]).toBe(0);
  });

  test("say what their terminals say: fuel burns and kilometres add up, a few have no fix for a minute", () => {
    const movers = open();
    const first = movers.at(MORNING).rows;
    let last = first;
    let hidden = 0;
    let asked = 0;
    for (let second = 5; second <= 1_800; second += 5) {
      last = movers.at(MORNING + second * 1_000).rows;
      for (const row of last) {
        asked++;
        if ((row[7] & LOCATED) === 0) hidden++;
        if ((row[7] & LOCATED) === 0) expect(row[5]).toBe(ON_DUTY);
      }
    }
    expect(hidden / asked).toBeGreaterThan(0.01);
    expect(hidden / asked).toBeLessThan(0.08);
    const working = last.filter((row, i) => row[10] !== null && row[10] - ((first[i] as typeof row)[10] ?? 0) > 1);
    expect(working.length).toBeGreaterThan(4);
    for (const row of working) {
      const before = first.find(([uid]) => uid === row[0]) as typeof row;
      const [km, litres] = [(row[10] ?? 0) - (before[10] ?? 0), (before[9] ?? 0) - (row[9] ?? 0)];
      expect(litres / km).toBeGreaterThan(0.3);
      expect(litres / km).toBeLessThan(0.46);
    }
    for (const row of last) {
      const person = crew[row[0] - 1]?.mover.kind === "patroller";
      expect([row[9] === null, row[10] === null]).toEqual([person, person]);
    }
  });

  test("keep to streets also when asked at a fast pace or after a long silence", () => {
    const movers = open();
    for (const gap of [0, 60_000, 120_000, 7_200_000, 7_260_000]) {
      for (const [, lon, lat] of movers.at(MORNING + gap).rows) expect(offStreet(xyOf(lon, lat))).toBeLessThan(0.5);
    }
  });
});
