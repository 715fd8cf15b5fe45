/** A hub that holds nothing: the wall says so in words and invents nothing. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { panelStates, untilPanels } from "./wall.ts";

const data = dataFolder("empty");
let browser: Browser;
let wall: Program;

beforeAll(async () => {
  [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "none"])]);
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

test.each(["en", "zh-CN"] as const)("an empty city shows a sentence in every panel (%s)", async (language) => {
  const window = await openWindow(browser, wall.url, { language });
  try {
    await untilPanels(window.page, ["empty"], 30_000);
    const panels = Object.keys(await panelStates(window.page));
    for (const panel of panels) {
      const body = (await window.page.locator(`[data-panel="${panel}"] .panel-empty`).innerText()).trim();
      expect(body.length, panel).toBeGreaterThan(3);
      expect(/\p{Script=Han}/u.test(body), `${panel}: ${body}`).toBe(language === "zh-CN");
    }
    expect(window.complaints).toEqual([]);
  } finally {
    await window.close();
  }
});
