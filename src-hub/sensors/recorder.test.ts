import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { frameText } from "../../shared/device/hj212.ts";
import type { Sample } from "../../shared/device/hj212-values.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { draftOf } from "../../test/contract/store-drafts.ts";
import { openStationServer, type TakenAside } from "../devices/hj212-server.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { openRecorder, type Recorder } from "./recorder.ts";
import { keepReadings, sweepReadings } from "./retention.ts";
import { readStations, type Station } from "./stations.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A local midnight, and three in the afternoon of that day. */
const MIDNIGHT = Date.parse("2026-11-20T00:00:00+08:00");
const THREE = MIDNIGHT + 15 * HOUR;

let dir = "";
let store: Store;
let now = THREE;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-sensors-"));
  store = openSqliteStore(join(dir, "hub.db"));
  now = THREE;
  store.transact(now, (tx) => {
    const box = { west: 112, south: 28, east: 113, north: 29, timeZone: "Asia/Shanghai" };
    tx.put("platforms", draftOf("platforms", "demo", box));
    const ring = [
      [112.1, 28.1],
      [112.3, 28.1],
      [112.3, 28.3],
      [112.1, 28.3],
      [112.1, 28.1],
    ];
    const geometry = JSON.stringify({ type: "Polygon", coordinates: [ring] });
    tx.put("grids", draftOf("grids", "g", { level: "unit", code: "g", geometry }));
    tx.put("departments", draftOf("departments", "zj", { name: "住建局" }));
  });
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const station = (more: Partial<Station> = {}): Station => ({
  id: "M1",
  uid: 1,
  platform: "demo",
  timeZone: "Asia/Shanghai",
  thresholds: "",
  particles: "ug",
  password: "",
  ...more,
});
const recorder = (periods: readonly (5 | 15 | 60 | 1_440)[] = [15]): Recorder =>
  openRecorder({ store, now: () => now, periods: () => periods });
const pm10 = (at: number, value: number): Sample => ({ pollutant: "pm10", at, value });
const readings = (minutes: number) =>
  [...store.each("readings")]
    .filter((row) => row.minutes === minutes)
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, value, samples }) => [new Date(at + 8 * HOUR).toISOString().slice(11, 16), value, samples]);

describe("readings", () => {
  test("W9 come with the end of their period, and the longer ones are made of the shorter", () => {
    const one = recorder();
    for (let minute = 0; minute < 60; minute++) {
      now = THREE + minute * MINUTE;
      one.take(station(), [pm10(now, minute < 30 ? 60 : 120)]);
      one.flush();
    }
    expect(readings(15)).toEqual([
      ["15:15", 60, 15],
      ["15:30", 60, 15],
      ["15:45", 120, 15],
    ]);
    expect(readings(60)).toEqual([]);
    now = THREE + HOUR;
    one.flush();
    expect(readings(60)).toEqual([["16:00", 90, 60]]);
    now = MIDNIGHT + 24 * HOUR;
    one.flush();
    expect(readings(1_440)).toEqual([["00:00", 90, 60]]);
    const head = store.head();
    one.flush();
    expect(store.head()).toBe(head);
  });

  test("W9 a late value corrects every mean it belongs to; the same one again changes nothing", () => {
    const one = recorder();
    for (const minute of [0, 20, 40]) one.take(station(), [pm10(THREE + minute * MINUTE, 60)]);
    now = THREE + HOUR;
    one.flush();
    expect(readings(60)).toEqual([["16:00", 60, 3]]);
    now += 30 * MINUTE;
    expect(one.take(station(), [pm10(THREE + 41 * MINUTE, 100)])).toBe(1);
    expect(one.flush()).toBe(2);
    expect([readings(15).at(-1), readings(60)]).toEqual([["15:45", 80, 2], [["16:00", 70, 4]]]);
    expect(one.take(station(), [pm10(THREE + 41 * MINUTE, 100)])).toBe(0);
    expect(one.flush()).toBe(0);
    // Long after its period is out of memory it is still added.
    now += 5 * HOUR;
    one.flush();
    one.take(station(), [pm10(THREE + 42 * MINUTE, 140)]);
    one.flush();
    expect([readings(15).at(-1), readings(60)]).toEqual([["15:45", 100, 3], [["16:00", 84, 5]]]);
  });

  test("W9 a hub that closes in the middle of a period goes on with it", () => {
    const first = recorder();
    for (let minute = 0; minute < 7; minute++) first.take(station(), [pm10(THREE + minute * MINUTE, 50)]);
    now = THREE + 7 * MINUTE;
    first.close();
    const second = recorder();
    for (let minute = 7; minute < 14; minute++) second.take(station(), [pm10(THREE + minute * MINUTE, 100)]);
    now = THREE + HOUR;
    second.flush();
    expect([readings(15), readings(60)]).toEqual([[["15:15", 75, 14]], [["16:00", 75, 14]]]);
  });

  test("W9 of five minutes are kept where a limit asks for them", () => {
    const one = recorder([5, 60]);
    for (let minute = 0; minute < 15; minute++) one.take(station(), [pm10(THREE + minute * MINUTE, minute)]);
    now = THREE + 15 * MINUTE;
    one.flush();
    expect(readings(5)).toEqual([
      ["15:05", 2, 5],
      ["15:10", 7, 5],
      ["15:15", 12, 5],
    ]);
    expect(readings(15)).toEqual([["15:15", 7, 15]]);
  });

  test("W10 are kept for thirty-five days", () => {
    const put = (day: number) =>
      store.transact(now, (tx) => tx.put("readings", draftOf("readings", `r${day}`, { at: THREE + day * 24 * HOUR })));
    for (let day = 0; day < 40; day++) put(day);
    now = THREE + 39 * 24 * HOUR;
    keepReadings(
      store,
      () => now,
      (error) => expect.fail(String(error)),
    )();
    expect([...store.each("readings")].map(({ id }) => id)).toEqual(Array.from({ length: 36 }, (_, i) => `r${i + 4}`));
    expect(store.transact(now, (tx) => sweepReadings(store, tx, now - 35 * 24 * HOUR))).toBe(0);
  });
});

const stationFile = (more: object = {}, station: object = {}) => ({
  format: 1,
  platform: "demo",
  crs: "WGS84",
  stations: [{ id: "M1", name: "一号工地", kind: "both", lon: 112.2, lat: 28.2, particles: "ug", ...station }],
  ...more,
});
const read = (value: unknown) => {
  const path = join(dir, "stations.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  try {
    return readStations(path, store, now, ["hebei", "national"]);
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
};

describe("the stations' file", () => {
  test("W11 places each station in its grid and with its department", () => {
    const read1 = read(stationFile({}, { department: "zj", thresholds: "hebei", particles: "mg", password: "p" }));
    expect(read1).toMatchObject([{ id: "M1", particles: "mg", password: "p", timeZone: "Asia/Shanghai" }]);
    const [row] = store.each("sensors");
    expect(row).toMatchObject({ id: "M1", kind: "both", thresholds: "hebei", department: 1, unitGrid: 1 });
    const head = store.head();
    read(stationFile({}, { department: "zj", thresholds: "hebei", particles: "mg", password: "p" }));
    expect(store.head()).toBe(head);
  });

  test.each([
    ["·", "{"],
    ["stations.0.particles", stationFile({}, { particles: undefined })],
    ["stations.0.kind", stationFile({}, { kind: "smell" })],
    ["stations.0.lon", stationFile({}, { lon: 116 })],
    ["stations.0.department", stationFile({}, { department: "nobody" })],
    ["stations.0.thresholds", stationFile({}, { thresholds: "mars" })],
    ["stations.1.id", { ...stationFile(), stations: [...stationFile().stations, ...stationFile().stations] }],
    ["crs", stationFile({ crs: "GCJ02" })],
    ["platform", stationFile({ platform: "elsewhere" })],
  ])("W11 what is wrong at %s is told, and nothing is taken of the file", (path, value) => {
    const head = store.head();
    expect(read(value)).toMatchObject({ code: "stationsBroken", params: { file: "stations.json", path } });
    expect(store.head()).toBe(head);
  });
});

test("W11 the example of the documents is a file that is taken", () => {
  store.transact(now, (tx) => tx.put("departments", draftOf("departments", "zhujian", {})));
  const example = readFileSync(join(import.meta.dirname, "../../docs/stations.example.json"), "utf8");
  expect(read(example)).toMatchObject([
    { particles: "mg", password: "123456" },
    { particles: "ug", password: "" },
  ]);
});

test("W11 what is not known is told with what is", () => {
  expect(read(stationFile({}, { thresholds: "mars" }))).toMatchObject({
    params: { why: '"mars" ∉ {hebei, national}' },
  });
  expect(read(stationFile({ platform: "elsewhere" }))).toMatchObject({ params: { why: '"elsewhere" ∉ {demo}' } });
});

describe("the port of the stations", () => {
  const data = (pm: string, more = "") =>
    `QN=1;ST=39;CN=2011;PW=pw;MN=M1;Flag=5;CP=&&DataTime=20261120150000;a34002-Rtd=${pm}${more}&&`;
  test("W12 takes what is well, answers it, and tells of the rest once an hour", async () => {
    const told: TakenAside[] = [];
    const one = recorder();
    const server = await openStationServer({
      host: "127.0.0.1",
      port: 0,
      stations: new Map([["M1", station({ password: "pw" })]]),
      now: () => now,
      onSamples: (from, samples) => void one.take(from, samples),
      onAside: (aside) => told.push(aside),
    });
    const socket = connect(server.port, "127.0.0.1");
    let answers = "";
    socket.setEncoding("latin1").on("data", (text: string) => (answers += text));
    const wrongSum = frameText(data("1")).replace("a34002", "a34003");
    const frames = [
      data("85"),
      data("0.085"),
      data("0.086"),
      data("9").replace("PW=pw", "PW=no"),
      data("9").replace("M1", "M2"),
    ];
    socket.write(frames.slice(0, 1).map(frameText).join("") + wrongSum + frames.slice(1).map(frameText).join(""));
    await expect.poll(() => told.length).toBe(4);
    await expect.poll(() => answers.match(/CN=9014/g)?.length).toBe(3);
    expect(told.map(({ station: who, reason, found }) => [who, reason, found])).toEqual([
      ["127.0.0.1", "badSum", ""],
      ["M1", "impossibleInUnit", "0.085"],
      ["M1", "wrongPassword", ""],
      ["M2", "unknownStation", ""],
    ]);
    expect(server.counts()).toEqual({
      samples: 1,
      asides: { badSum: 1, impossibleInUnit: 2, wrongPassword: 1, unknownStation: 1 },
    });
    socket.destroy();
    await server.close();
    now = THREE + 15 * MINUTE;
    one.flush();
    expect(readings(15)).toEqual([["15:15", 85, 1]]);
  });
});
