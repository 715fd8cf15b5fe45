/** The page 同步状态 in a real browser: what it tells of a live line, of a cut one, and of requests made meanwhile. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RANKING_PANELS, isSameDocument, markDocument, openScene } from "./book.ts";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startHub, startWall, type Program } from "./program.ts";
import { figure, untilHistoryWritten, untilPanels } from "./wall.ts";

const hubData = dataFolder("sync-hub");
const data = dataFolder("sync");
const CITY = ["--data", hubData.path, "--city", "demo"];
let browser: Browser;
let hub: Program;
let wall: Program;
let window: Window;

beforeAll(async () => {
  [browser, hub] = await Promise.all([openBrowser(), startHub([...CITY, "--port", "0"])]);
  wall = await startWall(["--data", data.path, "--hub", hub.url]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live"], 90_000);
  await untilHistoryWritten(window.page);
  await markDocument(window.page);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await hub?.stop();
  data.remove();
  hubData.remove();
});

const PAGE = '[data-page="sync"]';
const value = (page: Page, name: string) =>
  page.locator(`${PAGE} [data-figure="sync.${name}"]`).first().getAttribute("data-value");

async function openPage(page: Page): Promise<void> {
  await page.locator("body").press("y");
  await page.locator(`${PAGE}[data-state="live"]`).waitFor({ timeout: 20_000 });
}
async function closePage(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.locator(PAGE).waitFor({ state: "detached" });
}
/** What the mark in the head counts; 0 where it is not there. */
async function marked(page: Page, name: string): Promise<number> {
  const mark = page.locator(`[data-mark="${name}"]`);
  return (await mark.count()) === 0 ? 0 : Number(await mark.getAttribute("data-value"));
}
/** Sets the target of an indicator in the ranking scene. */
async function setTarget(page: Page, indicator: string, percent: string): Promise<void> {
  const line = page.locator(`[data-indicator="${indicator}"]`);
  await line.locator("[data-edit]").click();
  await line.locator('input[name="target"]').fill(percent);
  await line.locator('input[name="author"]').fill("李值班");
  await page.keyboard.press("Enter");
  await line.locator('input[name="target"]').waitFor({ state: "detached" });
}

test("tells a live line as it is, and a check made now finds nothing", async () => {
  const { page } = window;
  await openPage(page);
  await expect.poll(() => value(page, "state"), { timeout: 20_000 }).toBe("live");
  expect(Number(await value(page, "cursor"))).toBeGreaterThan(0);
  expect(await value(page, "role")).toBe("admin");
  const before = Number(await value(page, "comparisons"));
  await page.locator('[data-check="deep"]').click();
  await expect.poll(async () => Number(await value(page, "comparisons")), { timeout: 60_000 }).toBeGreaterThan(before);
  expect(await value(page, "digest")).toBe("same");
  const rows = Number(await page.locator(`${PAGE} [data-table="cases"]`).getAttribute("data-rows"));
  expect(rows).toBeGreaterThan(100);
  await closePage(page);
});

test("writes for support what it shows, and the file holds the same", async () => {
  const { page } = window;
  await page.locator("[data-sync-open]").click();
  await page.locator(`${PAGE}[data-state="live"]`).waitFor({ timeout: 20_000 });
  await page.locator("button[data-support]").click();
  const file = await page.locator("[data-support-file]").getAttribute("data-support-file", { timeout: 40_000 });
  const text = await page.locator(".sync-support textarea").inputValue();
  expect(readFileSync(file ?? "", "utf8")).toBe(text);
  expect(text).toContain("[line]");
  // Esc takes the text away first, then the page.
  await page.keyboard.press("Escape");
  await page.locator("[data-support-file]").waitFor({ state: "detached" });
  expect(await page.locator(PAGE).count()).toBe(1);
  await closePage(page);
});

test("says that the line is cut, keeps what is asked meanwhile, and sends it once the hub is back", async () => {
  const { page } = window;
  await openScene(page, "ranking", RANKING_PANELS, 60_000);
  expect(await hub.stop()).toBe(0);
  await page.locator('.head[data-line-state="cut"]').waitFor({ timeout: 20_000 });

  await setTarget(page, "onTimeHandleRate", "91");
  await setTarget(page, "closeRate", "92");
  await expect.poll(() => marked(page, "waiting"), { timeout: 20_000 }).toBe(2);
  await openPage(page);
  await expect.poll(() => value(page, "state"), { timeout: 20_000 }).not.toBe("live");
  expect(await page.locator(`${PAGE} [data-entry][data-state="waiting"]`).count()).toBe(2);

  // One of the two is taken back before it was ever sent, newest first.
  const entry = page.locator(`${PAGE} [data-entry]`, { hasText: "92" });
  await entry.locator('[data-discard="withdraw"]').click();
  await entry.locator("[data-sure]").click();
  await expect.poll(() => marked(page, "waiting"), { timeout: 20_000 }).toBe(1);
  await closePage(page);

  hub = await startHub([...CITY, "--port", new URL(hub.url).port]);
  await page.locator('.head[data-line-state="live"]').waitFor({ timeout: 30_000 });
  const target = (indicator: string) => page.locator(`[data-indicator="${indicator}"]`).getAttribute("data-target");
  await expect.poll(() => target("onTimeHandleRate"), { timeout: 30_000 }).toBe("0.91");
  await expect.poll(() => marked(page, "waiting"), { timeout: 20_000 }).toBe(0);
  expect(await marked(page, "conflicts")).toBe(0);
  expect(await target("closeRate")).not.toBe("0.92");
});

test("is closed by a scene's tab, and the wall was never loaded anew", async () => {
  const { page, complaints } = window;
  await openPage(page);
  await page.locator('[data-scene-tab="overview"]').click();
  await page.locator(PAGE).waitFor({ state: "detached" });
  await untilPanels(page, ["live"], 60_000);
  expect(await figure(page, "funnel.reported")).toBeGreaterThan(0);
  expect(await isSameDocument(page)).toBe(true);
  expect(complaints).toEqual([]);
});
