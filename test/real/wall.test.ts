/**
 * Real New York 311 requests, with the community districts as grids, the city's own cameras and base map, from the files
 * to the wall. The counts are compared with the files read by other means.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CAMERA_COLOR, OVERDUE, STAGE_COLORS } from "../../src-renderer/map/palette.ts";
import { openBrowser, openWindow, type Window } from "../e2e/browser.ts";
import { dataFolder, runToEnd, startHub, startWall, type Program } from "../e2e/program.ts";
import { countsBy, recordsOf } from "../e2e/records.ts";
import {
  MAP,
  figure,
  listAgainstRow,
  panelStates,
  pixelsOf,
  ranking,
  rankingTotals,
  untilMapDrawn,
  untilPanels,
} from "../e2e/wall.ts";
import { realData } from "../run/root.ts";

const FILES = {
  full: join(realData, "nyc311/nyc311_2023-02-28_full_4999.csv.gz"),
  soda: join(realData, "nyc311/nyc311_2024-04-15_soda_1000.csv.gz"),
};
const GEO = join(realData, "nyc_geo/community_districts.geojson.gz");
const CAMERAS = join(realData, "cameras/nyc_traffic_cameras.json");
const BASEMAP = join(realData, "nyc_basemap/nyc_base.pmtiles");

const full = recordsOf(FILES.full);
const soda = recordsOf(FILES.soda);
const data = dataFolder("real");
const cache = dataFolder("real-cache");
let browser: Browser;
let hub: Program;
let wall: Program;
let window: Window;

interface Report {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly rejected: number;
  readonly unlocated: number;
}

async function importFile(file: string, mapping: string, more: readonly string[] = []): Promise<Report> {
  const args = ["src-hub/ingest/import.ts", file, "--mapping", mapping, "--data", data.path, "--lang", "en", "--json"];
  const done = await runToEnd([...args, ...more]);
  if (done.code !== 0) throw new Error(done.said);
  const line = done.said.split("\n").find((each) => each.startsWith("{"));
  return JSON.parse(line ?? "{}") as Report;
}

let reports: { full: Report; soda: Report; cameras: Report };

beforeAll(async () => {
  reports = {
    full: await importFile(FILES.full, "nyc311", ["--geo", GEO]),
    soda: await importFile(FILES.soda, "nyc311"),
    cameras: await importFile(CAMERAS, "nyc-cameras"),
  };
  hub = await startHub(["--data", data.path, "--port", "0"]);
  [browser, wall] = await Promise.all([
    openBrowser(),
    startWall(["--data", cache.path, "--hub", hub.url, "--basemap", BASEMAP]),
  ]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live", "empty"], 120_000);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await hub?.stop();
  data.remove();
  cache.remove();
});

test("every row is accounted for", () => {
  expect(reports.full.read).toBe(full.length);
  expect(reports.soda.read).toBe(soda.length);
  expect(reports.cameras.read).toBe(922);
  for (const { read, new: fresh, changed, same, rejected } of Object.values(reports)) {
    expect(read).toBe(fresh + changed + same + rejected);
  }
  expect(reports.full.rejected).toBe(0);
  expect(reports.full.unlocated).toBeGreaterThanOrEqual(full.filter((record) => record["Latitude"] === "").length);
});

test("the ranking counts the cases of each agency as the files do", async () => {
  const { page } = window;
  await page.locator('[data-period="all"]').click();
  await expect.poll(() => figure(page, "funnel.reported"), { timeout: 20_000 }).toBe(full.length + soda.length);
  const expected = countsBy(full, "Agency");
  const agencyColumn = soda[0] !== undefined && "agency" in soda[0] ? "agency" : "Agency";
  for (const [agency, count] of Object.entries(countsBy(soda, agencyColumn))) {
    expected[agency] = (expected[agency] ?? 0) + count;
  }
  await expect.poll(() => rankingTotals(page), { timeout: 20_000 }).toEqual(expected);
});

test("an agency opens to a list as long as its number", async () => {
  const { page } = window;
  for (const row of (await ranking(page)).slice(0, 3)) {
    await page.locator(`[data-department="${row.uid}"] .board-name`).click();
    await expect
      .poll(() => listAgainstRow(page, row.uid), { timeout: 20_000 })
      .toEqual({ listed: row.total, ranked: row.total });
    await page.keyboard.press("Escape");
    await page.locator("[data-drawer]").waitFor({ state: "detached" });
  }
});

test("the base map, the cases and the cameras are drawn", async () => {
  const { page } = window;
  await untilMapDrawn(page, 60_000);
  await expect.poll(() => pixelsOf(page, MAP, [...STAGE_COLORS, OVERDUE]), { timeout: 60_000 }).toBeGreaterThan(300);
  await expect.poll(() => pixelsOf(page, MAP, [CAMERA_COLOR]), { timeout: 60_000 }).toBeGreaterThan(30);
  expect(await figure(page, "camerasOnline")).toBe(reports.cameras.new);
});

test("the hub is stopped and comes back: every panel says so within 5 s, and is live again without a reload", async () => {
  const { page } = window;
  await hub.stop();
  await untilPanels(page, ["stale"], 5_000);
  hub = await startHub(["--data", data.path, "--port", new URL(hub.url).port]);
  await untilPanels(page, ["live", "empty"], 5_000);
  expect(window.navigations()).toBe(1);
});

test("a reloaded page works as before", async () => {
  const { page } = window;
  await page.reload();
  await untilPanels(page, ["live", "empty"], 30_000);
  await page.locator('[data-period="all"]').click();
  await expect.poll(() => figure(page, "funnel.reported"), { timeout: 20_000 }).toBe(full.length + soda.length);
});

test("a second import of the same file changes nothing", async () => {
  const again = await importFile(FILES.full, "nyc311", ["--geo", GEO]);
  expect({ fresh: again.new, changed: again.changed }).toEqual({ fresh: 0, changed: 0 });
});

test("a minute of it shows no error", async () => {
  const { page } = window;
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    await page.waitForTimeout(2_000);
    expect(Object.values(await panelStates(page)).filter((state) => state === "error")).toEqual([]);
  }
  expect(window.complaints).toEqual([]);
});
