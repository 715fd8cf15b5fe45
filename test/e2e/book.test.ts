/** The case book on the wall of the demonstration city: ranks, targets, the ledger, and what lies about. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  BACKLOG_PANELS,
  RANKING_PANELS,
  isSameDocument,
  listed,
  markDocument,
  openScene,
  openStanding,
  standings,
  termsOf,
  untilStates,
} from "./book.ts";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { figure, untilHistoryWritten, untilPanels } from "./wall.ts";

const data = dataFolder("book");
let browser: Browser;
let wall: Program;
let window: Window;

beforeAll(async () => {
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "demo"])]);
  window = await openWindow(browser, wall.url);
  await untilPanels(window.page, ["live"], 90_000);
  await untilHistoryWritten(window.page);
  await markDocument(window.page);
  await openScene(window.page, "ranking", RANKING_PANELS, 60_000);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

test("groups A and B are ranked apart, and every score is the sum of its parts", async () => {
  const { page } = window;
  const rows = await standings(page);
  for (const group of ["A", "B"]) {
    const ranks = rows.filter((row) => row.group === group);
    expect(ranks.length).toBeGreaterThan(3);
    expect(ranks[0]?.rank).toBe(1);
    expect(ranks.map(({ score }) => score)).toEqual(ranks.map(({ score }) => score).toSorted((a, b) => b - a));
  }
  // The city writes its ledger after its cases, and what has no entries yet is left out of a score.
  await openStanding(page, rows[0]?.key ?? "");
  await expect.poll(() => partsOfScore(page), { timeout: 90_000, interval: 1_000 }).toBeGreaterThan(1);
  await page.keyboard.press("Escape");
});

/** Checks that the score shown is the sum of its parts; how many it has. */
async function partsOfScore(page: Page): Promise<number> {
  // "Total 93.20 = City cases 56.10 + Spot checks 18.40 − Bonus and penalty 0.50"; what was left out scales the rest:
  // "Total 96.45 = (City cases 57.93 + Spot checks 19.23)×100÷80".
  const text = await page.locator("[data-formula]").innerText();
  const [total, ...parts] = [...text.matchAll(/([+−] \D*|)(\d+\.\d\d)/g)].map(([, sign, number]) =>
    sign?.startsWith("−") === true ? -Number(number) : Number(number),
  );
  expect(parts.length, text).toBeGreaterThan(0);
  const [, all = "1", used = "1"] = /×(\d+)÷(\d+)/.exec(text) ?? [];
  const sum = parts.reduce((before, part) => before + part, 0);
  expect((sum * Number(all)) / Number(used), text).toBeCloseTo(total ?? Number.NaN, 1);
  return parts.length;
}

test("each count of an explanation opens exactly the cases it counts", async () => {
  const { page } = window;
  // A month that is over does not move while it is looked at.
  const before = await page.locator('[data-panel="evaluation"] [data-period]').first().getAttribute("data-period");
  await page.locator('[data-panel="evaluation"] [data-step="previous"]').click();
  await expect
    .poll(() => page.locator('[data-panel="evaluation"] [data-scheme]').first().getAttribute("data-period"), {
      timeout: 20_000,
    })
    .not.toBe(before);
  const [first] = await standings(page);
  await openStanding(page, first?.key ?? "");
  const terms = await termsOf(page);
  expect(terms.length).toBeGreaterThan(2);
  for (const { name, value } of terms) {
    await page.locator(`[data-drawer="standing"] [data-figure="${name}"]`).first().click();
    await expect.poll(() => listed(page), { timeout: 20_000 }).toBe(value);
    await page.keyboard.press("Escape");
    await page.locator('[data-drawer="standing"]').waitFor();
  }
  await page.keyboard.press("Escape");
});

test("every number of the backlog opens as many cases", async () => {
  const { page } = window;
  await openScene(page, "backlog", BACKLOG_PANELS, 60_000);
  for (const name of ["overdueOpen", "suspended", "sentBackOften"]) {
    await page.locator(`[data-figure="backlog.${name}"]`).first().click();
    // The city lives on: number and list are read together until they agree.
    await expect
      .poll(async () => (await listed(page)) === (await figure(page, `backlog.${name}`)), { timeout: 20_000 })
      .toBe(true);
    await page.keyboard.press("Escape");
    await page.locator("[data-drawer]").waitFor({ state: "detached" });
  }
  expect(await figure(page, "recurrence.total")).toBeGreaterThan(5);
  expect(await figure(page, "disputes.total")).toBeGreaterThan(5);
});

test("a target set here is the city's, on every window", async () => {
  const { page } = window;
  await openScene(page, "ranking", RANKING_PANELS, 30_000);
  const line = page.locator('[data-indicator="onTimeHandleRate"]');
  await line.locator("[data-edit]").click();
  await line.locator('input[name="target"]').fill("91");
  await line.locator('input[name="author"]').fill("李值班");
  await page.keyboard.press("Enter");
  await expect.poll(() => line.getAttribute("data-target"), { timeout: 20_000 }).toBe("0.91");
  const other = await openWindow(browser, `${wall.url}`);
  await untilPanels(other.page, ["live"], 60_000);
  await openScene(other.page, "ranking", RANKING_PANELS, 30_000);
  await expect
    .poll(() => other.page.locator('[data-indicator="onTimeHandleRate"]').getAttribute("data-target"), {
      timeout: 20_000,
    })
    .toBe("0.91");
  await other.close();
});

test("the scenes were changed without a reload, and nothing complained", async () => {
  const { page } = window;
  await openScene(page, "overview", ["funnel", "ranking", "ticker"], 30_000);
  await untilStates(page, ["funnel", "ranking", "ticker"], ["live"], 10_000);
  expect(await isSameDocument(page)).toBe(true);
  expect(window.complaints).toEqual([]);
});
