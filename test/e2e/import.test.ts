/** Files of New York's 311 format through the import, the hub and the host to the wall. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../run/root.ts";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, runToEnd, startWall, type Program } from "./program.ts";
import { countsBy, recordsOf } from "./records.ts";
import { figure, listAgainstRow, ranking, rankingTotals, untilMapDrawn, untilPanels } from "./wall.ts";

const fixtures = join(root, "test/fixtures/import");
const FILE = join(fixtures, "full.csv");
const records = recordsOf(FILE);
const data = dataFolder("import");
const importing = ["src-hub/ingest/import.ts", FILE, "--mapping", "nyc311", "--data", data.path, "--lang", "en"];
let browser: Browser;
let wall: Program;
let window: Window;

/** The report of an import, as `--json` prints it on a line of its own. */
async function importAll(more: readonly string[] = []): Promise<Record<string, number>> {
  const done = await runToEnd([...importing, "--geo", join(fixtures, "grids.geojson"), "--json", ...more]);
  expect(done.code, done.said).toBe(0);
  const line = done.said.split("\n").find((each) => each.startsWith("{"));
  return JSON.parse(line ?? "{}") as Record<string, number>;
}

beforeAll(async () => {
  const first = await importAll();
  if (first["new"] === 0) throw new Error("the fixture brought nothing");
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path])]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live", "empty"], 60_000);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

test("the fixture is what this test thinks it is", () => {
  expect(records.length).toBeGreaterThan(10);
  expect(Object.keys(countsBy(records, "Agency")).length).toBeGreaterThan(2);
});

test("the ranking counts the cases of each agency as the file does", async () => {
  const { page } = window;
  await page.locator('[data-period="all"]').click();
  await expect.poll(() => figure(page, "funnel.reported"), { timeout: 10_000 }).toBe(records.length);
  await expect.poll(() => rankingTotals(page), { timeout: 10_000 }).toEqual(countsBy(records, "Agency"));
});

test("an agency opens to a list as long as its number", async () => {
  const { page } = window;
  for (const row of await ranking(page)) {
    await page.locator(`[data-department="${row.uid}"] .board-name`).click();
    await expect
      .poll(() => listAgainstRow(page, row.uid), { timeout: 10_000 })
      .toEqual({ listed: row.total, ranked: row.total });
    await page.keyboard.press("Escape");
    await page.locator("[data-drawer]").waitFor({ state: "detached" });
  }
});

test("the map is drawn without a base map", async () => {
  await untilMapDrawn(window.page, 30_000);
  expect(window.complaints).toEqual([]);
});

test("a second import, beside the running wall, changes nothing and says so", async () => {
  const second = await importAll();
  expect(second["new"]).toBe(0);
  expect(second["changed"]).toBe(0);
  expect(second["read"]).toBe(second["same"]! + second["rejected"]!);
});

test("an import beside the running wall appears on it without a reload", async () => {
  const { page } = window;
  const before = await figure(page, "funnel.reported");
  // The same records under other keys.
  const file = join(data.path, "more.csv");
  writeFileSync(file, readFileSync(FILE, "utf8").replaceAll(/^9(\d{7}),/gm, "8$1,"));
  const more = await runToEnd([
    ...["src-hub/ingest/import.ts", file, "--mapping", "nyc311"],
    ...["--data", data.path, "--lang", "en"],
  ]);
  expect(more.code, more.said).toBe(0);
  await expect.poll(() => figure(page, "funnel.reported"), { timeout: 10_000 }).toBe(2 * before);
  expect(window.navigations()).toBe(1);
});

test.each([
  ["a missing file", [join(fixtures, "not-there.csv"), "--mapping", "nyc311"]],
  ["an unknown mapping", [FILE, "--mapping", "nowhere"]],
  ["a file of another kind", [join(fixtures, "full.csv"), "--mapping", "nyc-council"]],
])("%s gets one clear sentence and leaves nothing", async (_what, args) => {
  const other = dataFolder("import-bad");
  try {
    const done = await runToEnd(["src-hub/ingest/import.ts", ...args, "--data", other.path, "--lang", "en"]);
    expect(done.code).not.toBe(0);
    expect(done.said.trim()).toMatch(/^.{10,}\.$/m);
    expect(done.said).not.toMatch(/\n\s+at /);
    expect(existsSync(join(other.path, "hub")) ? readdirSync(join(other.path, "hub")) : []).toEqual([]);
  } finally {
    other.remove();
  }
});
