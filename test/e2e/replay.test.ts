/** A day of the demonstration city played back on the wall, while the city lives on underneath. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { expectCountsOfFacts, openReplay, replayed, seek, stretchShown } from "./replay.ts";
import { panelStates, untilHistoryWritten, untilPanels } from "./wall.ts";

const DAY = 86_400_000;
const data = dataFolder("replay");
let browser: Browser;
let wall: Program;
let window: Window;
/** A moment at which the overview was on the screen, epoch ms. */
let overviewAt = 0;

beforeAll(async () => {
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "demo"])]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live"], 120_000);
  await untilHistoryWritten(window.page);
  overviewAt = Math.floor(Date.now() / 1_000) * 1_000;
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

const label = () => window.page.locator(".replay-frame > p").innerText();
const shade = () => window.page.locator('[data-key="shade"]').innerText();
let shadeBefore = "";

test("Y2 a day is played back in its frame, and counts at ten instants equal a SQL query of the facts", async () => {
  const { page } = window;
  shadeBefore = await shade();
  await openReplay(page);
  expect(await label()).toBe("Replay · this is not now");
  const [today] = await stretchShown(page);
  await page.locator('[data-replay-day="before"]').click();
  await expect.poll(() => stretchShown(page), { timeout: 60_000 }).toEqual([today - DAY, today]);
  const counts = await expectCountsOfFacts(page, data.path);
  expect(Math.max(...counts.map(({ open }) => open))).toBeGreaterThan(100);
  expect(Math.max(...counts.map(({ closed }) => closed))).toBeGreaterThan(20);
});

test("Y7 it plays and pauses by key while every board goes on with what is now", async () => {
  const { page } = window;
  await page.keyboard.press("Home");
  for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  const [from] = await stretchShown(page);
  await expect.poll(async () => (await replayed(page)).at, { timeout: 60_000 }).toBeGreaterThan(from + 120_000);
  await page.keyboard.press("Space");
  const { at } = await replayed(page);
  await page.waitForTimeout(1_000);
  expect((await replayed(page)).at).toBe(at);
  expect(new Set(Object.values(await panelStates(page)))).toEqual(new Set(["live"]));
});

test("Y6 an exercise is played in a frame of its own", async () => {
  const { page } = window;
  await page.locator("[data-replay-choose]").selectOption("exercise storm-afternoon");
  await expect.poll(label, { timeout: 60_000 }).toBe("Exercise · A stormy afternoon · this is not real");
  await page.locator('[data-replay-step="replay.hourOn"]').click();
  await page.locator('[data-replay-step="replay.hourOn"]').click();
  await expect.poll(async () => (await replayed(page)).open, { timeout: 60_000 }).toBeGreaterThan(40);
});

test("Y12 it says which scene was on the screen, and shows it where somebody wants it to", async () => {
  const { page } = window;
  const scene = () => page.locator(".wall").getAttribute("data-scene");
  const said = () => page.locator("[data-replay-scene]").innerText();
  const show = (name: string) => page.locator(`[data-scene-tab="${name}"]`).click();
  await page.keyboard.press("Escape");
  await show("ranking");
  // The running day ends with the minute that is over: the bar is opened anew until that moment lies before its end.
  await expect
    .poll(
      async () => {
        await page.keyboard.press("Escape");
        await openReplay(page);
        return (await stretchShown(page))[1];
      },
      { timeout: 120_000, interval: 5_000 },
    )
    .toBeGreaterThan(overviewAt);
  await seek(page, overviewAt);
  expect(await said()).toBe("On the screen then: Overview");
  expect(await scene()).toBe("ranking");
  await page.locator("[data-replay-follow]").click();
  await expect.poll(scene, { timeout: 60_000 }).toBe("overview");
  await page.keyboard.press("Home");
  expect(await said()).toContain("nothing was recorded");
  await page.keyboard.press("Escape");
  await expect.poll(scene, { timeout: 60_000 }).toBe("ranking");
  await show("overview");
  await openReplay(page);
});

test("Y8 leaving it shows now at once, as it was, without a complaint", async () => {
  const { page } = window;
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator(".replay-frame").count(), { timeout: 60_000 }).toBe(0);
  await expect.poll(shade, { timeout: 60_000 }).toBe(shadeBefore);
  expect(window.complaints).toEqual([]);
});
