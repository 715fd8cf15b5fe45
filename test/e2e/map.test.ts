/** The map at full size, as a person at the wall uses it: the sentence, the layers, a replay, and the way back to now. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { figure, untilHistoryWritten, untilMapDrawn, untilPanels } from "./wall.ts";

const data = dataFolder("map");
let browser: Browser;
let wall: Program;
let window: Window;
let page: Page;

beforeAll(async () => {
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "demo"])]);
  window = await openWindow(browser, wall.url, { language: "zh-CN" });
  ({ page } = window);
  await untilPanels(page, ["live"], 90_000);
  await untilHistoryWritten(page);
  await untilMapDrawn(page, 60_000);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

const number = async (selector: string, attribute: string): Promise<number> =>
  Number(await page.locator(selector).first().getAttribute(attribute));

describe("the sentence of what the wall looks at", () => {
  test("narrows boards and list together, and the number opens exactly its cases", async () => {
    const all = await figure(page, "funnel.reported");
    await page.keyboard.press("s");
    const filter = page.locator('[data-page="filter"]');
    await filter.waitFor({ timeout: 10_000 });
    await filter.locator('[data-choices="which"] [data-choice="all"]').click();
    await filter.locator('[data-choices="department"] [data-choice]').first().click();
    await page.keyboard.press("Escape");
    await filter.waitFor({ state: "detached", timeout: 10_000 });
    await expect.poll(() => figure(page, "funnel.reported"), { timeout: 10_000 }).toBeLessThan(all);
    expect(await page.locator("[data-sentence]").innerText()).not.toBe("");
    await page.locator('[data-figure="funnel.reported"]').first().click();
    const listed = page.locator('[data-panel="cases"] [data-figure="cases.total"]');
    await listed.waitFor({ timeout: 10_000 });
    await expect
      .poll(
        () =>
          page.evaluate(() => {
            const value = (selector: string) => document.querySelector(selector)?.getAttribute("data-value") ?? "none";
            return (
              value('[data-panel="cases"] [data-figure="cases.total"]') ===
              value('[data-panel="funnel"] [data-figure="funnel.reported"]')
            );
          }),
        { timeout: 10_000 },
      )
      .toBe(true);
    await page.keyboard.press("Escape");
  });

  test("is taken back with one key", async () => {
    await page.keyboard.press("s");
    await page.locator('[data-page="filter"]').waitFor({ timeout: 10_000 });
    await page.keyboard.press("c");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("[data-narrowed]").count(), { timeout: 10_000 }).toBe(0);
  });
});

test("layers are switched by keyboard, and what the map shows is there as lists", async () => {
  await page.keyboard.press("m");
  const menu = page.locator('[data-page="layers"]');
  await menu.waitFor({ timeout: 10_000 });
  const cameras = menu.locator('[data-layer="cameras"]');
  const shown = () => cameras.getAttribute("aria-checked");
  const before = await shown();
  await cameras.focus();
  await page.keyboard.press("Enter");
  await expect.poll(shown).toBe(before === "true" ? "false" : "true");
  await menu.locator('[data-twin="units"]').click();
  await menu.locator("[data-line]").first().waitFor({ timeout: 10_000 });
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached", timeout: 10_000 });
});

describe("a replay", () => {
  test("is framed and says that it is not now, goes where it is sent, and leaves the wall live", async () => {
    await page.keyboard.press("b");
    const bar = page.locator("[data-replay-at]");
    await bar.waitFor({ timeout: 30_000 });
    expect(await page.locator("[data-replay]").innerText()).toContain("回放");
    const begin = await number("[data-replay-at]", "data-replay-at");
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => number("[data-replay-at]", "data-replay-at")).toBe(begin + 3_600_000);
    await page.keyboard.press("Home");
    await expect.poll(() => number("[data-replay-at]", "data-replay-at")).toBe(begin);
    const first = await number("[data-replay-open]", "data-replay-open");
    expect(first).toBeGreaterThan(0);
    await page.locator('[data-replay-speed="600"]').click();
    await page.locator("[data-replay-play]").click();
    await expect
      .poll(() => number("[data-replay-at]", "data-replay-at"), { timeout: 20_000 })
      .toBeGreaterThan(begin + 600_000);
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached", timeout: 10_000 });
    await untilPanels(page, ["live"], 10_000);
    expect(await page.locator("[data-replay]").count()).toBe(0);
  });
});

test("the map stands again after the browser's graphics process was killed, and the page was not loaded anew", async () => {
  const devtools = await browser.newBrowserCDPSession();
  const loads = window.navigations();
  await devtools.send("Browser.crashGpuProcess" as "Browser.close");
  await untilMapDrawn(page, 30_000);
  await expect
    .poll(() => page.locator('[data-panel="map"]').getAttribute("data-state"), { timeout: 30_000 })
    .toBe("ready");
  expect(window.navigations()).toBe(loads);
});

test("nobody complained", () => {
  expect(window.complaints.filter((line) => !/context/i.test(line))).toEqual([]);
});
