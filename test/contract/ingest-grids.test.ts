/** Imports of grids: formats, coordinate systems, faults, overlaps and gaps, and former borders. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { importWords } from "../../src-hub/command/words.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { loadThingMapping } from "../../src-hub/ingest/mapping/thing-mapping.ts";
import { thingReportLines } from "../../src-hub/ingest/things/report.ts";
import { importThings, type ThingOptions } from "../../src-hub/ingest/things/run.ts";
import { shapefile, zipped, type ShapeRow } from "../fixtures/shapefile.ts";
import { workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

type Ring = [number, number][];
const [X, Y, STEP] = [114.3, 30.5, 0.001];
const square = (column: number, row: number, width = 1): Ring => {
  const [w, s, e, n] = [X + column * STEP, Y + row * STEP, X + (column + width) * STEP, Y + (row + 1) * STEP];
  const at = (x: number, y: number): [number, number] => [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6];
  return [at(w, s), at(e, s), at(e, n), at(w, n), at(w, s)];
};
const code = (n: number) => `420103001001${String(n).padStart(3, "0")}`;
const feature = (properties: object, ring: Ring | null) => ({
  type: "Feature",
  properties,
  geometry: ring === null ? null : { type: "Polygon", coordinates: [ring] },
});
const geojson = (features: object[], more: object = {}) =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });

function run(file: string, more: Partial<ThingOptions> = {}, mapping = "unit-grids") {
  return importThings({
    file,
    mapping: loadThingMapping(mapping),
    dataDir: place.dir,
    text: importWords("en"),
    language: "en",
    crs: "wgs84",
    ...more,
  });
}

async function troubleOf(work: () => Promise<unknown>): Promise<Trouble> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  throw new Error("it went well");
}

const grids = () => place.look((store) => [...store.each("grids")]);
const borders = () => place.look((store) => [...store.each("borders")]);
const twoGrids = () =>
  geojson([
    feature({ 单元网格编码: code(1), 名称: "一号" }, square(0, 0)),
    feature({ 单元网格编码: code(2), 名称: "二号" }, square(1, 0)),
  ]);

describe("formats", () => {
  it("B5 GeoJSON: codes, names and areas are taken, and the same file again changes nothing", async () => {
    const file = place.file("grids.geojson", twoGrids());
    const report = await run(file);
    expect(report).toMatchObject({ read: 2, new: 2, rejected: 0, findings: [], crs: "wgs84", grids: 2 });
    const [first] = grids();
    expect(first).toMatchObject({ platform: "city", level: "unit", code: code(1), name: "一号" });
    // 0.001° by 0.001° at 30.5° north: 95.8 m by 111.2 m.
    expect(Math.abs((first?.areaM2 ?? 0) - 10_654)).toBeLessThan(20);
    expect(await run(file)).toMatchObject({ read: 2, new: 0, changed: 0, same: 2, former: 0 });
  });

  it("B5 a Shapefile in one zip or in parts, in GBK or whatever its table is in", async () => {
    const rows: ShapeRow[] = [1, 2].map((n) => ({
      cells: [code(n), n === 1 ? "解放路一号网格" : "人民路二号网格"],
      rings: [square(n, 0).toReversed()],
    }));
    const { shp, dbf } = shapefile(["BGCODE", "WGMC"], rows, "gbk");
    const more = { mapping: { ...loadThingMapping("unit-grids") } };
    more.mapping.columns = more.mapping.columns.map((column) =>
      column.role === "code" ? { ...column, also: [...column.also, "bgcode"] } : column,
    );
    const zip = place.file("grids.zip", zipped({ "a.shp": shp, "a.dbf": dbf, "a.prj": WGS, "a.cpg": "936" }));
    expect(await run(zip, more)).toMatchObject({ read: 2, new: 2, encoding: "gb18030" });
    expect(grids().map(({ name }) => name)).toEqual(["解放路一号网格", "人民路二号网格"]);
    // In parts, without a .cpg: the encoding is found, the rows are the same ones.
    place.file("b.dbf", dbf);
    place.file("b.PRJ", WGS);
    expect(await run(place.file("b.shp", shp), more)).toMatchObject({ read: 2, same: 2 });
  });

  it("B5 a broken Shapefile is told in one trouble and leaves nothing behind", async () => {
    const rows: ShapeRow[] = [1, 2].map((n) => ({ cells: [code(n)], rings: [square(n, 0)] }));
    const { shp, dbf } = shapefile(["CODE"], rows);
    const bad: [string, string, Buffer | string][] = [
      ["why.zipBroken", "a.zip", zipped({ "a.shp": shp, "a.dbf": dbf }).subarray(0, 200)],
      ["why.shapeNone", "b.zip", zipped({ "a.dbf": dbf })],
      ["why.shapeNoTable", "c.zip", zipped({ "a.shp": shp, "other.dbf": dbf })],
      ["why.shapeNotOne", "d.zip", zipped({ "a.shp": "no shapes at all", "a.dbf": dbf })],
      ["why.shapeCut", "e.zip", zipped({ "a.shp": shp.subarray(0, -40), "a.dbf": dbf })],
      ["why.shapeTableCut", "f.zip", zipped({ "a.shp": shp, "a.dbf": dbf.subarray(0, -30) })],
      ["why.shapeCounts", "g.zip", zipped({ "a.shp": shp, "a.dbf": shapefile(["CODE"], rows.slice(1)).dbf })],
      ["why.shapeSeveral", "h.zip", zipped({ "a.shp": shp, "a.dbf": dbf, "b.shp": shp, "b.dbf": dbf })],
    ];
    for (const [why, name, content] of bad) {
      const trouble = await troubleOf(() => run(place.file(name, content)));
      expect([name, trouble]).toMatchObject([name, { code: "shapefileBroken", params: { file: name, why } }]);
    }
    expect(existsSync(hubFile(place.dir))).toBe(false);
  });

  it("B5 a broken GeoJSON writes nothing", async () => {
    const whole = twoGrids();
    const cut = await troubleOf(() => run(place.file("cut.geojson", whole.slice(0, -30))));
    expect(cut).toMatchObject({ code: "geoBroken", params: { why: "why.jsonBroken" } });
    const other = await troubleOf(() => run(place.file("o.json", '{"type":"Topology"}')));
    expect(other).toMatchObject({ code: "geoBroken", params: { why: "why.geoNoFeatures" } });
    const header = await troubleOf(() => run(place.file("h.geojson", geojson([feature({ id: 1 }, square(0, 0))]))));
    expect(header).toMatchObject({ code: "headerChanged" });
    expect(existsSync(hubFile(place.dir))).toBe(false);
  });
});

const WGS =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

describe("coordinate systems", () => {
  it("B3 are declared: without a declaration nothing is imported", async () => {
    const file = place.file("grids.geojson", twoGrids());
    const { crs: _, ...undeclared } = { crs: "" };
    const trouble = await troubleOf(() =>
      importThings({
        file,
        mapping: loadThingMapping("unit-grids"),
        dataDir: place.dir,
        text: importWords("en"),
        language: "en",
        ...undeclared,
      }),
    );
    expect(trouble).toMatchObject({ code: "crsMissing", params: { file: basename(file) } });
    expect(await troubleOf(() => run(file, { crs: "beijing54" }))).toMatchObject({ code: "crsUnknown" });
    expect(existsSync(hubFile(place.dir))).toBe(false);
  });

  it("B3 what the file says of itself must agree", async () => {
    const { shp, dbf } = shapefile(["CODE"], [{ cells: [code(1)], rings: [square(0, 0)] }]);
    const zip = place.file("a.zip", zipped({ "a.shp": shp, "a.dbf": dbf, "a.prj": WGS }));
    expect(await troubleOf(() => run(zip, { crs: "epsg:4547" }))).toEqual({
      code: "crsContradicts",
      params: { file: "a.zip", declared: "epsg:4547", said: ".prj: GCS_WGS_1984" },
    });
    const member = { crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4547" } } };
    const file = place.file("m.geojson", geojson([feature({ code: code(1) }, square(0, 0))], member));
    expect(await troubleOf(() => run(file))).toMatchObject({ code: "crsContradicts" });
  });

  it("B3 GCJ-02 is turned into WGS 84 once, on entry", async () => {
    await run(place.file("g.geojson", geojson([feature({ code: code(1) }, square(0, 0))])), { crs: "gcj02" });
    const [grid] = grids();
    // Some 500 m west and 250 m north of what the map of the city's portal shows.
    expect((grid?.lon ?? 0) - (X + STEP / 2)).toBeCloseTo(-0.0055, 3);
    expect((grid?.lat ?? 0) - (Y + STEP / 2)).toBeCloseTo(0.0025, 3);
  });
});

describe("faults", () => {
  it("B1 each is told with row, field, value and reason, and the others are imported", async () => {
    const bow: Ring = [
      [X, Y],
      [X + STEP, Y + STEP],
      [X + STEP, Y],
      [X, Y + STEP],
      [X, Y],
    ];
    const file = place.file(
      "bad.geojson",
      geojson([
        feature({ code: code(1) }, square(0, 0)),
        feature({ code: code(1) }, square(5, 5)),
        feature({ code: "42010300100100O" }, square(1, 0)),
        feature({ code: "4201030010010" }, square(2, 0)),
        feature({ code: code(4) }, bow),
        feature({ code: code(5) }, square(3, 0).slice(0, -1)),
        feature({ code: code(6) }, null),
        feature({ code: code(7) }, [
          [500_000, 3_378_000],
          [500_100, 3_378_000],
          [500_100, 3_378_100],
          [500_000, 3_378_000],
        ]),
        feature({ code: code(8) }, square(-50_000, 0)),
        feature({ code: "" }, square(4, 0)),
        feature({ code: "42010300100100A" }, square(6, 0)),
      ]),
    );
    const report = await run(file);
    expect(report).toMatchObject({ read: 11, new: 3, rejected: 8 });
    expect(report.rejections).toEqual({
      duplicateKey: 1,
      codeWrong: 1,
      selfCrossing: 1,
      ringOpen: 1,
      geometryMissing: 1,
      notDegrees: 1,
      outsideCity: 1,
      keyMissing: 1,
    });
    const rows = parse(readFileSync(report.rejectsFile as string), { bom: true }) as string[][];
    expect(rows[0]).toEqual(["row", "field", "value", "reason", "code"]);
    expect(rows.find(([row]) => row === "4")?.slice(0, 3)).toEqual(["4", "单元网格编码", "4201030010010"]);
    expect(rows.find(([row]) => row === "4")?.[3]).toMatch(/not as the standard has it.*13–15/);
    expect(rows.find(([row]) => row === "5")?.slice(0, 3)).toEqual(["5", "geometry", "114.300500, 30.500500"]);
    expect(grids().map((grid) => grid.code)).toEqual([code(1), "42010300100100O", "42010300100100A"]);
  });

  it("B2 overlaps and gaps are told, written as shapes, and refused when asked to be strict", async () => {
    const ring = geojson([
      feature({ code: code(1) }, square(0, 0, 3)),
      feature({ code: code(2) }, square(0, 1)),
      feature({ code: code(3) }, square(2, 1)),
      feature({ code: code(4) }, square(0, 2, 3)),
      feature({ code: code(5) }, square(2.9, 1)),
    ]);
    const file = place.file("ring.geojson", ring);
    const refused = await troubleOf(() => run(file, { strict: true }));
    expect(refused).toMatchObject({ code: "gridsNotClean", params: { rejected: 0, overlaps: 1, gaps: 1 } });
    expect(place.look((store) => [store.count("grids"), store.head()])).toEqual([0, 0]);
    const report = await run(file);
    expect(report).toMatchObject({ new: 5, rejected: 0 });
    const [overlap, gap] = report.findings;
    expect(overlap).toMatchObject({ kind: "overlap", codes: [code(3), code(5)] });
    expect(overlap?.areaM2).toBeCloseTo(1065, -1);
    expect(gap).toMatchObject({ kind: "gap" });
    expect(gap?.areaM2).toBeCloseTo(10_654, -2);
    const written = JSON.parse(readFileSync(report.findingsFile as string, "utf8")) as { features: object[] };
    expect(written.features).toMatchObject([
      { properties: { kind: "overlap", codes: `${code(3)} ${code(5)}` }, geometry: { type: "Polygon" } },
      { properties: { kind: "gap" } },
    ]);
    const lines = thingReportLines(report, importWords("en")).join("\n");
    expect(lines).toContain(`${code(3)} ${code(5)} overlap by 1,065 m²`);
    expect(thingReportLines(report, importWords("zh-CN")).join("\n")).toContain("重叠 1,065 平方米");
    // A grid that stays is looked at too when only a neighbour comes.
    const neighbour = place.file("n.geojson", geojson([feature({ code: code(9) }, square(0.5, 0))]));
    expect((await run(neighbour)).findings.filter(({ kind }) => kind === "overlap")).toHaveLength(2);
  });
});

describe("duty grids", () => {
  it("B7 unit grids belong to the duty grid their file names, or that holds their label", async () => {
    await run(
      place.file(
        "duty.geojson",
        geojson([feature({ code: "Z1" }, square(0, 0, 2)), feature({ code: "Z2" }, square(2, 0, 2))]),
      ),
      {},
      "duty-grids",
    );
    const report = await run(
      place.file(
        "units.geojson",
        geojson([
          feature({ code: code(1), duty_grid: "Z2" }, square(0, 0)),
          feature({ code: code(2), duty_grid: "" }, square(1, 0)),
          feature({ code: code(3), duty_grid: "Z9" }, square(2, 0)),
        ]),
      ),
    );
    expect(report.repairs).toEqual({ dutyGridUnknown: 1 });
    const duty = new Map(grids().flatMap((grid) => (grid.level === "duty" ? [[grid.uid, grid.code]] : [])));
    const links = grids().flatMap((grid) => (grid.level === "unit" ? [duty.get(grid.dutyGrid)] : []));
    expect(links).toEqual(["Z2", "Z1", "Z2"]);
  });
});

describe("history", () => {
  const JULY = Date.parse("2026-07-01T00:00:00+08:00");
  const moved = () =>
    geojson([
      feature({ code: code(1), name: "一号" }, square(0, 0, 1.5)),
      feature({ code: code(2), name: "二号" }, square(1.5, 0, 0.5)),
      feature({ code: code(3), name: "三号" }, square(2, 0)),
    ]);

  it("B4 borders that change from a day on are kept as they were, new grids as not yet there", async () => {
    await run(place.file("a.geojson", twoGrids()));
    const before = grids();
    const report = await run(place.file("b.geojson", moved()), { since: "2026-07-01" });
    expect(report).toMatchObject({ new: 1, changed: 2, former: 3 });
    expect(borders()).toMatchObject([
      { id: `${code(1)}/2026-07-01`, grid: before[0]?.uid, validFrom: null, validTo: JULY },
      { id: `${code(2)}/2026-07-01`, grid: before[1]?.uid, geometry: before[1]?.geometry, areaM2: before[1]?.areaM2 },
      { id: `${code(3)}/2026-07-01`, areaM2: 0, validTo: JULY },
    ]);
    expect(await run(place.file("b.geojson", moved()), { since: "2026-07-01" })).toMatchObject({ same: 3, former: 0 });
    expect(borders()).toHaveLength(3);
  });

  it("B4 a second change begins where the first ended, and the same day again is a correction", async () => {
    await run(place.file("a.geojson", twoGrids()));
    await run(place.file("b.geojson", moved()), { since: "2026-07-01" });
    const file = place.file("c.geojson", geojson([feature({ code: code(1), name: "一号" }, square(0, 0, 1.4))]));
    expect(await run(file, { since: "2026-07-01" })).toMatchObject({ changed: 1, former: 0 });
    expect(borders()).toHaveLength(3);
    const later = place.file("d.geojson", geojson([feature({ code: code(1), name: "一号" }, square(0, 0, 1.3))]));
    expect(await run(later, { since: "2026-09-01" })).toMatchObject({ changed: 1, former: 1 });
    expect(borders().at(-1)).toMatchObject({ id: `${code(1)}/2026-09-01`, validFrom: JULY });
    expect(await troubleOf(() => run(file, { since: "2026-08-01" }))).toEqual({
      code: "sinceTooEarly",
      params: { code: code(1), since: "2026-08-01", last: "2026-09-01" },
    });
  });

  it("B4 without a day borders are corrected and nothing is kept; a day to come is refused", async () => {
    await run(place.file("a.geojson", twoGrids()));
    const file = place.file("b.geojson", moved());
    expect(await run(file)).toMatchObject({ changed: 2, former: 0 });
    expect(borders()).toEqual([]);
    for (const since of ["2999-01-01", "2026-02-30", "yesterday"]) {
      expect(await troubleOf(() => run(file, { since }))).toMatchObject({ code: "badOption" });
    }
  });

  it("B4 a file said to be whole ends what it does not have", async () => {
    await run(place.file("a.geojson", twoGrids()));
    const file = place.file("b.geojson", geojson([feature({ code: code(1), name: "一号" }, square(0, 0, 2))]));
    expect(await troubleOf(() => run(file, { whole: true }))).toMatchObject({ code: "badOption" });
    expect(await run(file, { since: "2026-07-01", whole: true })).toMatchObject({ changed: 1, ended: 1, former: 2 });
    expect(grids().map((grid) => grid.code)).toEqual([code(1)]);
    expect(borders()).toMatchObject([{ code: code(1) }, { code: code(2), grid: 0, validTo: JULY }]);
  });

  it("B5 a dry run says the same and writes nothing", async () => {
    await run(place.file("a.geojson", twoGrids()));
    const file = place.file("b.geojson", moved());
    const before = place.look((store) => store.head());
    const dry = await run(file, { since: "2026-07-01", dryRun: true });
    expect(dry).toMatchObject({ new: 1, changed: 2, former: 3, dryRun: true });
    expect(place.look((store) => store.head())).toBe(before);
  });
});

describe("the command line", () => {
  const command = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["src-hub/ingest/import.ts", ...args, "--data", place.dir, "--lang", "en"],
      { encoding: "utf8" },
    );
    return { status, stdout, stderr };
  };

  it("B5 reports in sentences, and refuses an option that means nothing for the table", () => {
    const file = place.file("grids.geojson", twoGrids());
    const done = command(file, "--mapping", "unit-grids", "--crs", "cgcs2000");
    expect(done).toMatchObject({ status: 0 });
    expect(done.stdout).toMatch(/Read 2 rows = 2 new \+ 0 changed .*\nCoordinates: cgcs2000, turned into WGS 84\.\n/);
    const wrong = command(file, "--mapping", "places", "--since", "2026-07-01");
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("--since");
    const unknown = command(file, "--mapping", "unit-grids", "--crs", "cgcs2000", "--platform", "nowhere");
    expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining("nowhere") as string });
  });
});
