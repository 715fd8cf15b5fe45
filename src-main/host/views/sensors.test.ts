import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { RULES_PLATFORM, rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { draftOf } from "../../../test/contract/store-drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { readingsAnswer, sensorsAnswer } from "./sensors.ts";

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
/** A Friday, 15:07 in the city. */
const NOW = Date.parse("2026-11-20T15:07:00+08:00");
const local = (time: string, day = 20) => Date.parse(`2026-11-${day}T${time}:00+08:00`);

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

const sensor = (uid: number, more: Partial<RecordOf<"sensors">> = {}): Row => {
  const place = { lon: 112, lat: 28, unitGrid: 1, department: 0 };
  const names = { name: `${uid} 号工地`, nameEn: `Site ${uid}` };
  return rowOf("sensors", {
    uid,
    platform: "demo",
    id: `M${uid}`,
    kind: "both",
    thresholds: "",
    ...names,
    ...place,
    ...more,
  });
};
let uids = 0;
const reading = (uid: number, pollutant: string, minutes: number, at: number, value: number, samples = minutes): Row =>
  rowOf("readings", {
    uid: (uids += 1),
    platform: "demo",
    id: `${uid}/${pollutant}/${minutes}/${at}`,
    sensor: uid,
    pollutant,
    minutes,
    at,
    value,
    samples,
  });
const rule = (uid: number, name: string): Row =>
  rowOf("rules", {
    uid,
    platform: RULES_PLATFORM,
    id: `thresholds/${name}`,
    kind: "thresholds",
    name,
    version: "1",
    hash: "",
    trouble: "",
    body: readFileSync(join(import.meta.dirname, `../../../resources/thresholds/${name}.json`), "utf8"),
  });

async function city(readings: readonly Row[], sensors: readonly Row[] = [sensor(1)]): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held = it;
  it.apply({
    platforms: [rowOf("platforms", { ...draftOf("platforms", "demo", { timeZone: "Asia/Shanghai" }), uid: 1 })],
    grids: [rowOf("grids", { ...draftOf("grids", "g", { level: "unit", code: "990101001001001" }), uid: 1 })],
    rules: ["national", "hebei", "linlan", "shanghai"].map((name, i) => rule(i + 1, name)),
    sensors: [...sensors],
    readings: [...readings],
  });
  return it;
}
const values = (it: TestSource, at = 0) => sensorsAnswer(it.source)[at]?.values ?? [];

describe("stations", () => {
  test("W2 W3 show their newest means with the limit in force at that hour", async () => {
    const day = [reading(1, "noise", 15, local("15:00"), 66), reading(1, "noise", 15, local("14:45"), 60)];
    // A period that is still running is written when a hub closes; nobody is held to it.
    day.push(reading(1, "noise", 15, local("15:15"), 99));
    const it = await city(day);
    expect(values(it)).toMatchObject([
      { pollutant: "noise", value: 66, limit: 70, over: false, at: local("15:00"), exceededToday: 0 },
    ]);
    it.setNow(local("23:20"));
    it.apply({ readings: [reading(1, "noise", 15, local("23:15"), 58)] });
    expect(values(it)).toMatchObject([
      { value: 58, limit: 55, over: true, exceededToday: 1, allowed: 0 },
      // The day's limit says nothing at night, but what it counted today stands.
      { value: 58, limit: null, over: false, exceededToday: 1, last: { value: 99, limit: 70 } },
    ]);
    expect(sensorsAnswer(it.source)[0]?.standard?.en).toBe("Linlan City limits (demonstration)");
  });

  test("W4 W6 count what exceeded since midnight, of enough samples, against the rest of the district", async () => {
    const hours = Array.from({ length: 15 }, (_, i) => local("01:00") + i * HOUR);
    const others = [2, 3].flatMap((uid) => hours.map((at) => reading(uid, "pm10", 60, at, 50)));
    const own = hours.map((at, i) => reading(1, "pm10", 60, at, i < 4 ? 140 : 60, i === 3 ? 44 : 60));
    const before = [reading(1, "pm10", 60, local("00:00"), 400), reading(1, "pm10", 60, local("16:00"), 500)];
    const it = await city([...others, ...own, ...before], [sensor(1), sensor(2), sensor(3)]);
    const [pm10] = values(it);
    expect(pm10).toMatchObject({ pollutant: "pm10", limit: 130, value: 60, exceededToday: 3, allowed: 2, over: false });
    expect(pm10?.last).toEqual({ at: local("03:00"), value: 140, limit: 130 });
    expect([pm10?.aboveRegion, pm10?.assumed]).toEqual([true, true]);
    // Alone in its district it is held against nothing.
    it.apply({}, { sensors: [2, 3] });
    expect(values(it)).toMatchObject([{ pollutant: "pm10", limit: null, exceededToday: 0, over: false }]);
  });

  test("W2 of several limits of one pollutant each is told, the worst first", async () => {
    const quarters = Array.from({ length: 8 }, (_, i) => local("13:15") + i * QUARTER);
    const readings = quarters.map((at, i) => reading(1, "tsp", 15, at, i === 7 ? 2_100 : 1_100));
    const it = await city(readings, [sensor(1, { thresholds: "shanghai" })]);
    expect(values(it).map(({ limit, exceededToday, allowed, over }) => [limit, exceededToday, allowed, over])).toEqual([
      [1_000, 8, 6, true],
      [2_000, 1, 1, true],
    ]);
  });

  test("say that they are silent when nothing came for longer than two periods", async () => {
    const it = await city([reading(1, "noise", 15, local("15:00"), 60)], [sensor(1), sensor(2)]);
    const silent = () => sensorsAnswer(it.source).map((line) => [line.silent, line.lastAt]);
    expect(silent()).toEqual([
      [false, local("15:00")],
      [true, null],
    ]);
    it.setNow(local("15:30"));
    expect(silent()[0]?.[0]).toBe(false);
    it.setNow(local("15:31"));
    expect(silent()[0]?.[0]).toBe(true);
  });

  test("follow what changes, and a limit that the hub publishes anew", async () => {
    const it = await city([reading(1, "noise", 15, local("15:00"), 66)]);
    expect(values(it)[0]?.limit).toBe(70);
    const national = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../../resources/thresholds/national.json"), "utf8"),
    ) as { limits: { pollutant: string; limit: number }[] };
    for (const each of national.limits) if (each.limit === 70) each.limit = 65;
    const row = rule(1, "national");
    it.apply({
      rules: [row.map((cell) => (typeof cell === "string" && cell.startsWith("{") ? JSON.stringify(national) : cell))],
    });
    expect(values(it)[0]).toMatchObject({ limit: 65, over: true });
  });
});

describe("means kept in memory", () => {
  const shown = (it: TestSource) => {
    const { series } = readingsAnswer({ sensor: 1, hours: 168 }, it.source);
    return series.map((each) => [...each.at].map((at, i) => [at, each.value[i]]));
  };

  test("are after any changes what reading them afresh gives", async () => {
    const first = [reading(1, "noise", 15, local("14:00"), 60), reading(1, "noise", 15, local("14:30"), 61)];
    const it = await city(first);
    const same = async () => expect(shown(it)).toEqual(shown(await it.again()));
    expect(shown(it)[0]).toHaveLength(2);
    const late = reading(1, "noise", 15, local("14:15"), 62);
    it.apply({
      readings: [late, reading(1, "noise", 15, local("14:45"), 63), reading(1, "pm10", 15, local("14:45"), 9)],
    });
    await same();
    expect(shown(it).map((each) => each.length)).toEqual([1, 4]);
    // A corrected mean takes the place of the former one.
    it.apply({ readings: [late.map((cell) => (cell === 62 ? 70 : cell))] });
    await same();
    expect(shown(it)[1]?.[1]).toEqual([local("14:15"), 70]);
    it.apply({}, { readings: [late[0] as number] });
    await same();
    expect(shown(it)[1]).toHaveLength(3);
  });
});

describe("series", () => {
  test("W3 have the limit of each hour beside each mean, and end at the running moment", async () => {
    const it = await city([
      reading(1, "noise", 15, local("21:45", 19), 60),
      reading(1, "noise", 15, local("22:15", 19), 50),
      reading(1, "noise", 15, local("06:15"), 60),
      reading(1, "noise", 15, local("15:15"), 60),
      reading(1, "noise", 60, local("15:00"), 60),
      reading(1, "pm25", 15, local("15:00"), 30),
    ]);
    const { series } = readingsAnswer({ sensor: 1, hours: 24 }, it.source);
    expect(series.map(({ pollutant, minutes }) => [pollutant, minutes])).toEqual([
      ["pm25", 15],
      ["noise", 15],
    ]);
    expect([...(series[1]?.limit ?? [])]).toEqual([70, 55, 70]);
    expect([...(series[0]?.limit ?? [])]).toEqual([Number.NaN]);
    expect(readingsAnswer({ sensor: 1, hours: 10 }, it.source).series[1]?.at).toHaveLength(1);
    expect(readingsAnswer({ sensor: 9, hours: 10 }, it.source)).toEqual({ series: [] });
  });
});
