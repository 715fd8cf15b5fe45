/** Imports of areas, places, stations and components, and where everything lies once grids are there. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, expect, it } from "vitest";
import { COMPONENT_STATES } from "../../shared/place-kinds.ts";
import { importWords } from "../../src-hub/command/words.ts";
import { loadMapping } from "../../src-hub/ingest/mapping/mapping.ts";
import { loadThingMapping } from "../../src-hub/ingest/mapping/thing-mapping.ts";
import { importThings, type ThingOptions } from "../../src-hub/ingest/things/run.ts";
import { workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

function run(name: string, content: string, mapping: string, more: Partial<ThingOptions> = {}) {
  return importThings({
    file: place.file(name, content),
    mapping: loadThingMapping(mapping),
    dataDir: place.dir,
    text: importWords("en"),
    language: "en",
    crs: "wgs84",
    ...more,
  });
}

/** Three grids beside each other, each 0.001° wide, from 114.3 east and 30.5 north. */
const grids = (from = 0) =>
  JSON.stringify({
    type: "FeatureCollection",
    features: [1, 2, 3].map((n) => {
      const [w, s] = [114.3 + (n - 1 + from) / 1000, 30.5];
      const ring = [
        [w, s],
        [w + 0.001, s],
        [w + 0.001, s + 0.001],
        [w, s + 0.001],
        [w, s],
      ];
      return {
        type: "Feature",
        properties: { code: `42010300100100${n}` },
        geometry: { type: "Polygon", coordinates: [ring] },
      };
    }),
  });
const all = <T extends "areas" | "places" | "sensors" | "components" | "cases" | "cameras">(table: T) =>
  place.look((store) => [...store.each(table)]);
const codes = () => new Map(place.look((store) => [...store.each("grids")].map(({ uid, code }) => [uid, code])));
const reasons = (file: string | null) => (parse(readFileSync(file as string), { bom: true }) as string[][]).slice(1);

it("B6 areas: levels by their digits, wrong codes told digit by digit", async () => {
  const report = await run(
    "areas.csv",
    "编码,名称\n420103,江汉区\n420103001,前进街道\n420103001004,民意社区\n4201030O1,错\n42010,短\n420104,\n",
    "areas",
  );
  expect(report).toMatchObject({ read: 6, new: 3, rejected: 3, crs: "" });
  expect(report.rejections).toEqual({ codeWrong: 2, nameMissing: 1 });
  expect(all("areas").map(({ level, name }) => [level, name])).toEqual([
    ["district", "江汉区"],
    ["subdistrict", "前进街道"],
    ["community", "民意社区"],
  ]);
  expect(reasons(report.rejectsFile)[0]?.slice(0, 4)).toEqual([
    "5",
    "编码",
    "4201030O1",
    expect.stringMatching(/standard.*“O”|standard.*O/),
  ]);
});

it("B6 places and stations: kinds in the city's words, positions needed, departments met first are put", async () => {
  await run("g.geojson", grids(), "unit-grids");
  const report = await run(
    "places.csv",
    "编号,类型,名称,经度,纬度,每周巡查次数\nG1,公共厕所,一号公厕,114.3005,30.5005,3\nG2,中转站,东站,114.3015,30.5005,\nG3,加油站,三,114.3,30.5,\nG4,公园,四,,,\nG5,公园,五,30.5,114.3,\nG6,公园,六,1,1,\nG7,公园,七,114.3005,30.5005,often\nG8,公园,八,x,30.5,\n",
    "places",
  );
  expect(report).toMatchObject({ read: 8, new: 2, rejected: 6, unlocated: 0, grids: 3 });
  expect(report.rejections).toEqual({
    kindUnknown: 1,
    positionMissing: 1,
    notDegrees: 1,
    outsideCity: 1,
    numberWrong: 1,
    coordinateUnreadable: 1,
  });
  const byCode = codes();
  expect(
    all("places").map(({ id, kind, unitGrid, roundsPerWeek }) => [id, kind, byCode.get(unitGrid), roundsPerWeek]),
  ).toEqual([
    ["G1", "toilet", "420103001001001", 3],
    ["G2", "transferStation", "420103001001002", 0],
  ]);
  const point = (id: string, lon: number) => ({
    type: "Feature",
    properties: { MN: id, 监测类型: "扬尘噪声", 名称: `站 ${id}`, 主管部门: "住建局" },
    geometry: { type: "Point", coordinates: [lon, 30.5005] },
  });
  const stations = JSON.stringify({
    type: "FeatureCollection",
    features: [point("S1", 114.3025), point("S2", 114.4), { ...point("S3", 114.3), geometry: null }],
  });
  const sensors = await run("s.geojson", stations, "sensors");
  expect(sensors).toMatchObject({ read: 3, new: 2, rejected: 1, outsideGrids: 1, rejections: { positionMissing: 1 } });
  expect(all("sensors")).toMatchObject([
    { id: "S1", kind: "both", lon: 114.3025, lat: 30.5005 },
    { id: "S2", unitGrid: 0 },
  ]);
  expect(place.look((store) => [...store.each("departments")])).toMatchObject([{ id: "住建局", name: "住建局" }]);
});

it("B6 components: 16 and 17 digits, classes of the standard, states and dates in words; what has no place is listed", async () => {
  await run("g.geojson", grids(), "unit-grids");
  const rows = [
    "4201030103000001,,路灯,完好,114.3005,30.5005,20260102",
    "42010301037000002,01037,路灯,破损,114.3015,30.5005,",
    "42010301037000003,01038,,完好,114.3,30.5,",
    "420103010370000,,,完好,114.3,30.5,",
    "42010377037000004,,,完好,114.3,30.5,",
    "4201030199000005,,自设,歪了,114.3005,30.5005,soon",
    "42010301001000006,,,移除,14.3,30.5,",
    "42010301001000007,,,丢失,,,",
    "42010301001000007,,,完好,,,",
  ];
  const report = await run(
    "c.csv",
    `部件编码,类别代码,名称,状态,经度,纬度,变更日期\n${rows.join("\n")}\n`,
    "components",
  );
  expect(report).toMatchObject({ read: 9, new: 5, rejected: 4, unlocated: 2 });
  expect(report.rejections).toEqual({ classMismatch: 1, codeWrong: 2, duplicateKey: 1 });
  expect(report.repairs).toEqual({ classOwn: 1, stateUnknown: 1, dateUnreadable: 1, outsideCity: 1 });
  expect(reasons(report.unlocatedFile).map((row) => row.slice(0, 3))).toEqual([["8", "纬度", "14.3 30.5"]]);
  expect(reasons(report.rejectsFile).find(([row]) => row === "6")?.[3]).toMatch(/77/);
  const byCode = codes();
  const stored = all("components").map(({ code, name, state, unitGrid, changedAt }) => [
    code,
    name,
    COMPONENT_STATES[state],
    byCode.get(unitGrid) ?? "",
    changedAt,
  ]);
  expect(stored).toEqual([
    ["4201030103000001", "路灯", "intact", "420103001001001", Date.parse("2026-01-02T00:00:00+08:00")],
    ["42010301037000002", "路灯", "damaged", "420103001001002", null],
    ["4201030199000005", "自设", "intact", "420103001001001", null],
    ["42010301001000006", "供水井盖", "removed", "", null],
    ["42010301001000007", "供水井盖", "missing", "", null],
  ]);
  const schemes = place.look((store) =>
    [...store.each("classes")].map(({ scheme, code, name }) => [scheme, code, name]),
  );
  expect(schemes).toContainEqual(["GBT47678.5-2026", "01037", "路灯"]);
  expect(schemes).toContainEqual(["GBT30428.2-2013", "0199", "自设"]);
});

it("B7 grids that come later take in what stands there, and cases that had none", async () => {
  const mapping = loadMapping("cases");
  await place.import(
    place.file(
      "cases.csv",
      "案件编号,上报时间,问题类型,案件状态,经度,纬度\nC1,2026-05-01 08:00,暴露垃圾,已结案,114.3005,30.5005\nC2,2026-05-01 09:00,暴露垃圾,处置中,114.3035,30.5005\nC3,2026-05-01 10:00,暴露垃圾,处置中,,\n",
    ),
    "cases",
    { mapping },
  );
  await run("p.csv", "编号,类型,名称,经度,纬度\nG1,公厕,一号,114.3035,30.5005\n", "places");
  const report = await run("g.geojson", grids(), "unit-grids");
  expect(report).toMatchObject({ new: 3, settled: 1 });
  const inGrid = () => {
    const byCode = codes();
    const of = (unitGrid: number) => byCode.get(unitGrid) ?? "";
    return [...all("cases"), ...all("places")].map(({ id, unitGrid }) => [id, of(unitGrid).slice(-1)]);
  };
  expect(inGrid()).toEqual([
    ["C1", "1"],
    ["C2", ""],
    ["C3", ""],
    ["G1", ""],
  ]);
  // The grids move a cell to the east: what stands goes by them, a case keeps the grid it was reported in.
  expect(await run("g.geojson", grids(1), "unit-grids")).toMatchObject({ changed: 3, settled: 2 });
  expect(inGrid()).toEqual([
    ["C1", "1"],
    ["C2", "3"],
    ["C3", ""],
    ["G1", "3"],
  ]);
  // The facts say so too, so that a case that is folded again lies where its row says.
  const [c1, c2] = all("cases");
  expect(JSON.parse(c2?.facts ?? "[]")[0].report.unitGrid).toBe(c2?.unitGrid);
  expect(JSON.parse(c1?.facts ?? "[]")[0].report.unitGrid).toBe(c1?.unitGrid);
});

it("B3 cases and cameras are converted too, and an export gives back what the file had", async () => {
  const file = place.file(
    "cases.csv",
    "案件编号,上报时间,问题类型,案件状态,经度,纬度\nC1,2026-05-01 08:00,暴露垃圾,已结案,114.3005,30.5005\n",
  );
  await place.import(file, "cases", { crs: "gcj02" });
  const [c1] = all("cases");
  expect((c1?.lon ?? 0) - 114.3005).toBeCloseTo(-0.0055, 3);
  expect(JSON.parse(c1?.extra ?? "{}")).toMatchObject({ longitude: "114.3005", latitude: "30.5005" });
  expect(await place.import(file, "cases", { crs: "gcj02" })).toMatchObject({ same: 1 });
});
