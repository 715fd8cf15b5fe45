/** What the wall looks at: one sentence for map, lists and boards of the demonstration city. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listed } from "./book.ts";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { figure, untilHistoryWritten, untilPanels } from "./wall.ts";

const data = dataFolder("narrow");
let browser: Browser;
let wall: Program;
let window: Window;

beforeAll(async () => {
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "demo"])]);
  window = await openWindow(browser, wall.url, { language: "zh-CN" });
  await untilPanels(window.page, ["live"], 90_000);
  await untilHistoryWritten(window.page);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

/** The words of the sentence over the map. */
const said = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-sentence] [data-part]")].map(
      (word) => word.dataset["part"] ?? "",
    ),
  );

test("a choice narrows boards and lists alike, and is taken back by a key", async () => {
  const { page } = window;
  const all = await figure(page, "funnel.reported");
  expect(await said(page)).toEqual(["which"]);
  await page.keyboard.press("s");
  const choices = page.locator('[data-choices="major"] [data-choice]');
  await choices.first().waitFor({ timeout: 20_000 });
  await choices.first().click();
  await expect.poll(() => said(page)).toEqual(["major", "which"]);
  await page.keyboard.press("Escape");
  await page.locator('[data-panel="funnel"] [data-narrowed]').waitFor({ timeout: 20_000 });
  await expect.poll(() => figure(page, "funnel.reported"), { timeout: 20_000 }).toBeLessThan(all);
  for (const name of ["funnel.closed", "topIssues.count"]) {
    await page.locator(`[data-figure="${name}"]`).first().click();
    // The city lives on: number and list are read together until they agree.
    await expect.poll(async () => (await listed(page)) === (await figure(page, name)), { timeout: 20_000 }).toBe(true);
    await page.keyboard.press("Escape");
    await page.locator("[data-drawer]").waitFor({ state: "detached" });
  }
  await page.keyboard.press("z");
  await expect.poll(() => said(page)).toEqual(["which"]);
  await expect.poll(() => figure(page, "funnel.reported"), { timeout: 20_000 }).toBeGreaterThanOrEqual(all);
});

test("a scene keeps its own sentence", async () => {
  const { page } = window;
  await page.locator('[data-period="day"]').click();
  await expect.poll(() => said(page)).toEqual(["which", "period"]);
  await page.locator('[data-scene-tab="backlog"]').click();
  await expect.poll(() => said(page)).toEqual(["which"]);
  await page.locator('[data-scene-tab="overview"]').click();
  await expect.poll(() => said(page)).toEqual(["which", "period"]);
  await page.keyboard.press("c");
  await expect.poll(() => said(page)).toEqual(["which"]);
});

test("a shaded grid of the list opens as many cases as it counts", async () => {
  const { page } = window;
  await page.keyboard.press("m");
  await page.locator('[data-shade="reportCount"]').click();
  await page.locator('[data-level="community"]').click();
  const line = page.locator(".twin-lines [data-line]").first();
  await line.waitFor({ timeout: 20_000 });
  await line.click();
  await expect
    .poll(
      async () =>
        (await listed(page)) === Number((await line.innerText()).match(/([\d,]+)\D*$/)?.[1]?.replaceAll(",", "")),
      {
        timeout: 20_000,
      },
    )
    .toBe(true);
  await page.locator('[data-legend="reportCount"]').waitFor({ timeout: 20_000 });
  expect(window.complaints).toEqual([]);
});
