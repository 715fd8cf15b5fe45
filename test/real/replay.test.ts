/** A day of New York's requests played back on the wall: what the screen counts is what the facts say. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow, type Window } from "../e2e/browser.ts";
import { dataFolder, runToEnd, startWall, type Program } from "../e2e/program.ts";
import { expectCountsOfFacts, openReplay, stretchShown } from "../e2e/replay.ts";
import { untilPanels } from "../e2e/wall.ts";
import { realData } from "../run/root.ts";

const FILE = join(realData, "nyc311/nyc311_2023-02-28_full_4999.csv.gz");
const data = dataFolder("replay-nyc");
let browser: Browser;
let wall: Program;
let window: Window;

beforeAll(async () => {
  const done = await runToEnd(["src-hub/ingest/import.ts", FILE, "--mapping", "nyc311", "--data", data.path]);
  expect(done.said).toContain("4999");
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "none"])]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live", "empty"], 120_000);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

test("Y2 the newest day with requests is offered, and its counts at ten instants equal a SQL query of the facts", async () => {
  const { page } = window;
  await openReplay(page);
  const [from, to] = await stretchShown(page);
  // A day of New York, from its own midnight.
  expect([new Date(from).toISOString(), to - from]).toEqual(["2023-02-28T05:00:00.000Z", 86_400_000]);
  const counts = await expectCountsOfFacts(page, data.path);
  expect(Math.max(...counts.map(({ open }) => open))).toBeGreaterThan(200);
  expect(window.complaints).toEqual([]);
});
