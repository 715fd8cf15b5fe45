/**
 * New York's requests by the scheme nyc-agency: the ranking is computed again from the file by other means, and opens
 * from a rank down to one case and back.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isSameDocument, listed, markDocument, openScene, openStanding, standings, termsOf } from "../e2e/book.ts";
import { openBrowser, openWindow, type Window } from "../e2e/browser.ts";
import { dataFolder, runToEnd, startWall, type Program } from "../e2e/program.ts";
import { recordsOf } from "../e2e/records.ts";
import { untilPanels } from "../e2e/wall.ts";
import { realData } from "../run/root.ts";

const FILE = join(realData, "nyc311/nyc311_2023-02-28_full_4999.csv.gz");
/** The scheme's least number of cases. */
const LEAST = 30;

const data = dataFolder("agency");
let browser: Browser;
let wall: Program;
let window: Window;

/** What the scheme must give, from the file alone: closed of reported, and on time of what has a due date. */
interface Agency {
  reported: number;
  closed: number;
  due: number;
  onTime: number;
}
const month = recordsOf(FILE)
  .map((record) => record["Created Date"] ?? "")
  .map((at) => `${at.slice(6, 10)}-${at.slice(0, 2)}`)
  .toSorted()
  .at(-1) as string;
const agencies = new Map<string, Agency>();
for (const record of recordsOf(FILE)) {
  const created = record["Created Date"] ?? "";
  if (`${created.slice(6, 10)}-${created.slice(0, 2)}` !== month) continue;
  const name = record["Agency"] ?? "";
  const agency = agencies.get(name) ?? { reported: 0, closed: 0, due: 0, onTime: 0 };
  agencies.set(name, agency);
  agency.reported += 1;
  const closed = record["Status"] === "Closed";
  const [closedAt, dueAt] = [timeOf(record["Closed Date"]), timeOf(record["Due Date"])];
  if (closed) agency.closed += 1;
  // Whatever was due in that month has long been so; a case closed at an unknown time counts neither way.
  if (Number.isNaN(dueAt) || (closed && Number.isNaN(closedAt))) continue;
  agency.due += 1;
  if (closed && closedAt <= dueAt) agency.onTime += 1;
}

/** "02/28/2023 11:59:32 PM" as a number that keeps the order, NaN for nothing. */
function timeOf(text = ""): number {
  return Date.parse(`${text} UTC`);
}

/** The scheme by hand: closed 50, on time 50; without due dates the first alone, scaled up. Two digits, half up. */
function scoreOf({ reported, closed, due, onTime }: Agency): number {
  const share = due === 0 ? closed / reported : (closed / reported + onTime / due) / 2;
  return Math.round(share * 10_000) / 100;
}

beforeAll(async () => {
  const done = await runToEnd(["src-hub/ingest/import.ts", FILE, "--mapping", "nyc311", "--data", data.path]);
  expect(done.said).toContain("4999");
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "none"])]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live", "empty"], 120_000);
  await markDocument(window.page);
  await openScene(window.page, "ranking", ["evaluation"], 30_000);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

test("the boards are those of nyc-agency, for the newest month with requests", async () => {
  const boards = window.page.locator('[data-panel="evaluation"] [data-scheme]');
  expect(await boards.first().getAttribute("data-scheme")).toBe("nyc-agency");
  expect(await boards.first().getAttribute("data-period")).toBe(month);
  const ranked = [...agencies.values()].filter((agency) => agency.reported >= LEAST);
  expect(ranked.length).toBeGreaterThan(3);
  const scores = ranked.map(scoreOf).toSorted((x, y) => y - x);
  await expect
    .poll(async () => (await standings(window.page)).map(({ score }) => score), { timeout: 20_000 })
    .toEqual(scores);
  // 1, 1, 3: equal scores share a rank.
  const ranks = (await standings(window.page)).map(({ rank }) => rank);
  expect(ranks).toEqual(scores.map((score) => 1 + scores.filter((other) => other > score).length));
});

test("every rank is explained by counts that equal the file's, and each count opens as many cases", async () => {
  const { page } = window;
  for (const row of (await standings(page)).slice(0, 3)) {
    await openStanding(page, row.key);
    const terms = await termsOf(page);
    const of = (name: string) => terms.find((term) => term.name === `standing.closed.${name}`)?.value;
    expect([...agencies.values()].map(({ reported, closed }) => [reported, closed])).toContainEqual([
      of("reported"),
      of("closed"),
    ]);
    for (const { name, value } of terms) {
      await page.locator(`[data-drawer="standing"] [data-figure="${name}"]`).first().click();
      await expect.poll(() => listed(page), { timeout: 20_000 }).toBe(value);
      await page.keyboard.press("Escape");
      await page.locator('[data-drawer="standing"]').waitFor();
    }
    await page.keyboard.press("Escape");
    await page.locator("[data-drawer]").waitFor({ state: "detached" });
  }
});

test("a month that is over is made final, with a name and a digest, once", async () => {
  const { page } = window;
  await page.locator('[data-panel="evaluation"] [data-freeze]').click();
  const form = page.locator(".freeze-form");
  await form.locator('input[name="author"]').fill("");
  await page.keyboard.press("Enter");
  await form.locator('[role="alert"]').waitFor();
  await form.locator('input[name="author"]').fill("Performance office");
  await page.keyboard.press("Enter");
  await page.locator('[data-panel="evaluation"] [data-status="frozen"]').waitFor({ timeout: 60_000 });
  expect(await page.locator("[data-freeze]").count()).toBe(0);
  const scores = [...agencies.values()].filter((agency) => agency.reported >= LEAST).map(scoreOf);
  expect((await standings(page)).map(({ score }) => score)).toEqual(scores.toSorted((x, y) => y - x));
});

test("from the first rank to one case and back, by mouse and keyboard", async () => {
  const { page } = window;
  const [first] = await standings(page);
  expect(first?.rank).toBe(1);
  await openStanding(page, first?.key ?? "");
  await page.locator('[data-figure="standing.closed.closed"]').click();
  const row = page.locator('[data-panel="cases"] [data-case]').first();
  const uid = await row.getAttribute("data-case");
  await row.focus();
  await page.keyboard.press("Enter");
  const opened = page.locator('[data-drawer="case"] [data-panel="case"]');
  await opened.waitFor();
  expect(Number(uid)).toBeGreaterThan(0);
  await opened.locator("[data-fact]").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator('[data-drawer="cases"]').waitFor();
  await page.keyboard.press("Escape");
  await page.locator(`[data-drawer="standing"] .explained[data-key="${first?.key}"]`).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("[data-drawer]").waitFor({ state: "detached" });
  expect(await isSameDocument(page)).toBe(true);
  expect(window.complaints).toEqual([]);
});
