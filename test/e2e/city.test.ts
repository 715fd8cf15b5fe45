/** The demonstration city on the wall, with no input at all. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { OVERDUE, STAGE_COLORS } from "../../src-renderer/map/palette.ts";
import {
  MAP,
  figure,
  figuresTogether,
  listAgainstRow,
  panelStates,
  pixelsOf,
  ranking,
  tickerTop,
  untilHistoryWritten,
  untilMapDrawn,
  untilPanels,
} from "./wall.ts";

const data = dataFolder("city");
let browser: Browser;
let wall: Program;
let window: Window;

beforeAll(async () => {
  [browser, wall] = await Promise.all([
    openBrowser(),
    startWall(["--data", data.path, "--city", "demo", "--pace", "60"]),
  ]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live"], 90_000);
  await untilHistoryWritten(window.page);
});
afterAll(async () => {
  await browser?.close();
  const code = await wall?.stop();
  data.remove();
  expect(code).toBe(0);
});

test("every panel is live and its figures hold together", async () => {
  const { page } = window;
  const steps = ["reported", "accepted", "filed", "dispatched", "handled", "closed"].map((step) => `funnel.${step}`);
  const counts = await figuresTogether(page, steps);
  expect(counts[0]).toBeGreaterThan(100);
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(counts.at(-1)).toBeGreaterThan(0);
  const rows = await ranking(page);
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) expect(row.total).toBeGreaterThan(0);
});

test("the map is drawn, with cases, overdue ones and people on it", async () => {
  const { page } = window;
  await untilMapDrawn(page, 30_000);
  await expect.poll(() => pixelsOf(page, MAP, STAGE_COLORS), { timeout: 30_000 }).toBeGreaterThan(500);
  await expect.poll(() => pixelsOf(page, MAP, [OVERDUE]), { timeout: 30_000 }).toBeGreaterThan(20);
});

test("the ticker moves", async () => {
  const before = await tickerTop(window.page);
  expect(before).not.toBe("");
  await expect.poll(() => tickerTop(window.page), { timeout: 20_000 }).not.toBe(before);
});

test("a department opens to the cases behind its number", async () => {
  const { page } = window;
  const [first] = await ranking(page);
  if (first === undefined) throw new Error("the ranking has no row");
  await page.locator(`[data-department="${first.uid}"] .board-name`).click();
  const list = page.locator('[data-panel="cases"]');
  await list.waitFor({ timeout: 10_000 });
  await expect
    .poll(
      async () => {
        const { listed, ranked } = await listAgainstRow(page, first.uid);
        return listed > 0 && listed === ranked;
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached", timeout: 10_000 });
});

test("a line of the ticker opens its case", async () => {
  const { page } = window;
  await page.locator('[data-panel="ticker"] [data-case]').first().click();
  const first = page.locator('[data-drawer="case"] [data-fact]').first();
  await first.waitFor({ timeout: 10_000 });
  expect(await page.locator('[data-drawer="case"] [data-fact="reported"]').count()).toBe(1);
  await page.keyboard.press("Escape");
  await page.locator("[data-drawer]").waitFor({ state: "detached", timeout: 10_000 });
});

test("a reloaded page works as before", async () => {
  const { page } = window;
  await page.reload();
  await untilPanels(page, ["live"], 20_000);
  expect(await figure(page, "funnel.reported")).toBeGreaterThan(100);
});

test("it speaks Chinese, with its scenes on one line of the head and nothing of that out of the window", async () => {
  const chinese = await openWindow(browser, wall.url, { language: "zh-CN" });
  try {
    await untilPanels(chinese.page, ["live"], 20_000);
    expect(await chinese.page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await chinese.page.locator("body").innerText()).toMatch(/结案/);
    for (const scene of ["backlog", "overview"]) {
      await chinese.page.locator(`[data-scene-tab="${scene}"]`).click();
      const head = await chinese.page.evaluate(() => {
        const box = (part: Element) => part.getBoundingClientRect();
        const tabs = [...document.querySelectorAll("[data-scene-tab]")].map((tab) => box(tab).top);
        const parts = [...document.querySelectorAll(".head-name, .head-period, .head-state > *")].map(box);
        return { lines: new Set(tabs).size, right: Math.max(...parts.map(({ right }) => right)) };
      });
      expect(head.lines).toBe(1);
      expect(head.right).toBeLessThanOrEqual(1920);
    }
    expect(chinese.complaints).toEqual([]);
  } finally {
    await chinese.close();
  }
});

test("a minute of it shows no error and keeps every panel live", async () => {
  const { page, complaints } = window;
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    await page.waitForTimeout(2_000);
    expect(Object.values(await panelStates(page)).filter((state) => state === "error")).toEqual([]);
  }
  await untilPanels(page, ["live"], 5_000);
  expect(complaints).toEqual([]);
});
