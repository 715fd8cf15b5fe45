import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseThresholds, thresholdsInForce } from "../../shared/rules/thresholds.ts";
import { exceeds, regionOf } from "../../shared/sensors/judge.ts";
import { meanOf } from "../../shared/sensors/means.ts";
import type { Pollutant } from "../../shared/place-kinds.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { layGround } from "./ground.ts";
import { stationsOf } from "./stations.ts";

const SEED = 20_260_701;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Friday, 15:07 in the city. */
const FRIDAY = Date.parse("2026-11-20T07:07:00Z");
const pause = () => Promise.resolve();

const folder = mkdtempSync(join(tmpdir(), "citywall-stations-"));
const stores: Store[] = [];
async function city(...times: readonly number[]): Promise<Store> {
  const store = openSqliteStore(join(folder, `${stores.length}.db`));
  stores.push(store);
  for (const at of times) {
    const stations = stationsOf({ store, ground: layGround(store, SEED, at, false), seed: SEED });
    await stations.catchUp(at, pause, () => false);
  }
  return store;
}
let store: Store;
beforeAll(async () => {
  store = await city(FRIDAY);
}, 60_000);
afterAll(() => {
  for (const each of stores) each.close();
  rmSync(folder, { recursive: true });
});

describe("the demonstration city's stations", () => {
  test("stand in grids of their own and have measured since a week ago", () => {
    const sensors = [...store.each("sensors")];
    expect(sensors.map(({ kind }) => kind).toSorted()).toEqual([...Array<string>(6).fill("both"), "dust", "noise"]);
    expect(new Set(sensors.map(({ name }) => name)).size).toBe(8);
    expect(sensors.every(({ unitGrid }) => unitGrid > 0)).toBe(true);
    const readings = [...store.each("readings")];
    expect(Math.min(...readings.map(({ at }) => at))).toBe(Date.parse("2026-11-13T00:15:00+08:00"));
    expect(Math.max(...readings.map(({ at }) => at))).toBe(Date.parse("2026-11-20T15:00:00+08:00"));
  });

  test("measure hours and days that are the means of their quarters", () => {
    const readings = [...store.each("readings")];
    const hours = readings.filter(({ minutes }) => minutes === 60);
    expect(hours.length).toBeGreaterThan(8 * 24 * 7);
    for (const hour of hours.slice(0, 200)) {
      const quarters = readings.filter(
        (row) =>
          row.minutes === 15 &&
          row.sensor === hour.sensor &&
          row.pollutant === hour.pollutant &&
          row.at > hour.at - HOUR &&
          row.at <= hour.at,
      );
      expect(meanOf(hour.pollutant as Pollutant, quarters)).toEqual({ value: hour.value, samples: hour.samples });
    }
  });

  test("exceed their limits now and then, by day and at building sites", () => {
    const limits = new Map(
      ["linlan", "hebei", "national"].map((name) => {
        const file = join(import.meta.dirname, `../../resources/thresholds/${name}.json`);
        return [name, parseThresholds(name, JSON.parse(readFileSync(file, "utf8")))] as const;
      }),
    );
    const inForce = thresholdsInForce(limits, "demo", "");
    const readings = [...store.each("readings")];
    const together = Map.groupBy(readings, ({ at, minutes, pollutant }) => `${at}/${minutes}/${pollutant}`);
    const over = readings.filter((row) =>
      inForce?.limits.some((limit) => {
        if (limit.pollutant !== row.pollutant || limit.minutes !== row.minutes) return false;
        const others = () => {
          const all = together.get(`${row.at}/${row.minutes}/${row.pollutant}`) ?? [];
          const others = all.filter(({ sensor }) => sensor !== row.sensor);
          return regionOf(
            others.reduce((sum, { value }) => sum + value, 0),
            others.length,
          );
        };
        return exceeds(limit, row, inForce, "Asia/Shanghai", others);
      }),
    );
    const sites = new Set([...store.each("sensors")].flatMap(({ uid, kind }) => (kind === "both" ? [uid] : [])));
    expect(over.every(({ sensor }) => sites.has(sensor))).toBe(true);
    for (const pollutant of ["pm10", "noise"]) {
      const count = over.filter((row) => row.pollutant === pollutant).length;
      expect([pollutant, count > 2, count < 60]).toEqual([pollutant, true, true]);
    }
    expect(over.length / readings.length).toBeLessThan(0.01);
  }, 60_000);

  test("go on after a rest as if there had been none", async () => {
    const rested = await city(FRIDAY - 2 * DAY - HOUR, FRIDAY);
    const whole = await city(FRIDAY - 2 * DAY - HOUR, FRIDAY - DAY, FRIDAY - 7 * HOUR, FRIDAY);
    const lines = (one: Store) => [...one.each("readings")].map((row) => JSON.stringify(row));
    expect(lines(rested)).toEqual(lines(whole));
    const head = whole.head();
    const again = stationsOf({ store: whole, ground: layGround(whole, SEED, FRIDAY, false), seed: SEED });
    expect([again.beat(FRIDAY), whole.head()]).toEqual([false, head]);
    expect(again.beat(FRIDAY + 15 * 60_000)).toBe(true);
  }, 60_000);
});
