/** The line to the hub is cut and comes back, seen from a window that is never reloaded. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow } from "./browser.ts";
import { dataFolder, startHub, startWall, type Program } from "./program.ts";
import { figure, panelStates, untilHistoryWritten, untilPanels } from "./wall.ts";

const hubData = dataFolder("cut-hub");
const data = dataFolder("cut");
let browser: Browser;
let hub: Program;
let wall: Program;

beforeAll(async () => {
  [browser, hub] = await Promise.all([
    openBrowser(),
    startHub(["--data", hubData.path, "--port", "0", "--city", "demo", "--pace", "20"]),
  ]);
  wall = await startWall(["--data", data.path, "--hub", hub.url]);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  await hub?.stop();
  data.remove();
  hubData.remove();
});

test("every panel says so with its age, and is live again when the hub is back, without a reload", async () => {
  const window = await openWindow(browser, wall.url);
  const { page } = window;
  try {
    await untilPanels(page, ["live"], 90_000);
    await untilHistoryWritten(page);
    const before = await figure(page, "funnel.reported");

    expect(await hub.stop()).toBe(0);
    await untilPanels(page, ["stale"], 5_000);
    for (const panel of Object.keys(await panelStates(page))) {
      const age = await page.locator(`[data-panel="${panel}"] .panel-age`).innerText();
      expect(age, panel).toMatch(/\d|just now/i);
    }
    expect(await page.locator('[data-panel="map"] .panel-age').innerText(), "map").toMatch(/\d|just now/i);
    // The picture stays.
    expect(await figure(page, "funnel.reported")).toBeGreaterThanOrEqual(before);

    const { port } = new URL(hub.url);
    hub = await startHub(["--data", hubData.path, "--port", port, "--city", "demo", "--pace", "20"]);
    await untilPanels(page, ["live"], 5_000);
    expect(window.navigations()).toBe(1);
    expect(window.complaints).toEqual([]);
  } finally {
    await window.close();
  }
});

test("a wall that starts while the hub is away paints from its cache, and says how old it is", async () => {
  expect(await hub.stop()).toBe(0);
  expect(await wall.stop()).toBe(0);
  wall = await startWall(["--data", data.path, "--hub", hub.url]);
  const window = await openWindow(browser, wall.url);
  try {
    await untilPanels(window.page, ["stale"], 20_000);
    expect(await figure(window.page, "funnel.reported")).toBeGreaterThan(0);
    expect(window.complaints).toEqual([]);
  } finally {
    await window.close();
  }
  const { port } = new URL(hub.url);
  hub = await startHub(["--data", hubData.path, "--port", port, "--city", "demo", "--pace", "20"]);
});
