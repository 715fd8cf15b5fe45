/** Real boundaries as imports: New York's community districts with cases in them, and Chinese districts in GCJ-02. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { importWords } from "../../src-hub/command/words.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { loadMapping } from "../../src-hub/ingest/mapping/mapping.ts";
import { loadThingMapping } from "../../src-hub/ingest/mapping/thing-mapping.ts";
import { importFile } from "../../src-hub/ingest/run.ts";
import { importThings, type ThingOptions } from "../../src-hub/ingest/things/run.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";

const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

let dir: string;
beforeAll(() => {
  if (!existsSync(DATA))
    throw new Error("the real data is missing: expected the folder ../shared/data beside the project");
  dir = mkdtempSync(join(tmpdir(), "citywall-real-grids-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function grids(file: string, mapping: string, folder: string, more: Partial<ThingOptions> = {}) {
  return importThings({
    file: join(DATA, file),
    mapping: loadThingMapping(mapping),
    dataDir: join(dir, folder),
    text: importWords("en"),
    language: "en",
    ...more,
  });
}

function look<T>(folder: string, see: (store: Store) => T): T {
  const store = openSqliteStore(hubFile(join(dir, folder)), { readonly: true });
  try {
    return see(store);
  } finally {
    store.close();
  }
}

const DISTRICTS = join("nyc_geo", "community_districts.geojson.gz");
const CASES = join("nyc311", "nyc311_2023-02-28_full_4999.csv.gz");

it("B7 New York: cases that came before the districts get the same ones as cases that come after", async () => {
  const cases = (folder: string) =>
    importFile({
      file: join(DATA, CASES),
      mapping: loadMapping("nyc311"),
      dataDir: join(dir, folder),
      text: importWords("en"),
    });
  await cases("before");
  const late = await grids(DISTRICTS, "nyc-districts", "before");
  expect(late).toMatchObject({ read: 71, new: 71, rejected: 0, grids: 71, encoding: "utf8" });
  await grids(DISTRICTS, "nyc-districts", "after");
  expect(await cases("after")).toMatchObject({ new: 4999, grids: 71 });
  const codes = (folder: string) =>
    look(folder, (store) => {
      const byUid = new Map([...store.each("grids")].map(({ uid, code }) => [uid, code]));
      return new Map([...store.each("cases")].map(({ id, unitGrid }) => [id, byUid.get(unitGrid) ?? ""]));
    });
  const [before, after] = [codes("before"), codes("after")];
  expect(before.size).toBe(4999);
  expect([...after].filter(([id, code]) => before.get(id) !== code)).toEqual([]);
  expect(late.settled).toBe([...before.values()].filter((code) => code !== "").length);
  expect(late.settled).toBeGreaterThan(4_900);
  expect(await grids(DISTRICTS, "nyc-districts", "before")).toMatchObject({ same: 71, settled: 0 });
});

it("B2 New York's districts as they are published fit together, and their areas are those stated", async () => {
  const exact = { ...loadThingMapping("nyc-districts") };
  delete (exact as { thinMetres?: number }).thinMetres;
  const report = await grids(DISTRICTS, "nyc-districts", "exact", { mapping: exact });
  expect(report).toMatchObject({ read: 71, new: 71, rejected: 0, findings: [] });
  const land = look("exact", (store) => [...store.each("grids")].reduce((sum, { areaM2 }) => sum + areaM2, 0));
  // Their own areas are in square feet.
  const feet = (JSON.parse(gunzipped(DISTRICTS)) as { features: { properties: { Shape_Area: number } }[] }).features;
  const stated = feet.reduce((sum, { properties }) => sum + properties.Shape_Area, 0) * 0.3048 ** 2;
  expect(Math.abs(land / stated - 1)).toBeLessThan(0.005);
});

function gunzipped(file: string): string {
  return gunzipSync(readFileSync(join(DATA, file))).toString("utf8");
}

const HUANGSHI = join("china", "boundaries", "420200_黄石市.json");

it("B3 Huangshi's districts in GCJ-02 come to lie where they are, and fit together", async () => {
  const report = await grids(HUANGSHI, "china-districts", "huangshi");
  expect(report).toMatchObject({ read: 6, new: 6, rejected: 0, crs: "gcj02" });
  const shifted = await grids(HUANGSHI, "china-districts", "shifted", { crs: "wgs84" });
  expect(shifted).toMatchObject({ new: 6 });
  const places = (folder: string) => look(folder, (store) => [...store.each("grids")]);
  const [right, wrong] = [places("huangshi"), places("shifted")];
  expect(right.map(({ name }) => name)).toContain("黄石港区");
  for (const [i, grid] of right.entries()) {
    const other = wrong[i] as (typeof wrong)[number];
    const [east, north] = [(other.lon - grid.lon) * 96_000, (other.lat - grid.lat) * 111_000];
    // The offset of GCJ-02 around Huangshi: some 520 m to the east and 270 m to the south.
    expect(Math.hypot(east, north)).toBeGreaterThan(300);
    expect(Math.hypot(east, north)).toBeLessThan(900);
    expect(Math.abs(other.areaM2 / grid.areaM2 - 1)).toBeLessThan(0.005);
  }
  // Published for maps of a whole country: neighbours are drawn from one set of lines.
  const overlap = report.findings.reduce((sum, { kind, areaM2 }) => sum + (kind === "overlap" ? areaM2 : 0), 0);
  const land = right.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  // 黄石市 has 4,583 km².
  expect(Math.abs(land / 4.583e9 - 1)).toBeLessThan(0.02);
  expect(overlap / land).toBeLessThan(0.001);
});

it("B3 the same file declared in metres of a zone is refused row by row, and nothing is written but the reasons", async () => {
  const report = await grids(HUANGSHI, "china-districts", "metres", { crs: "epsg:4547" });
  expect(report).toMatchObject({ read: 6, new: 0, rejected: 6, rejections: { outsideCity: 6 } });
  const strict = grids(HUANGSHI, "china-districts", "metres", { crs: "epsg:4547", strict: true });
  await expect(strict).rejects.toBeInstanceOf(TroubleError);
  expect(look("metres", (store) => store.count("grids"))).toBe(0);
});
