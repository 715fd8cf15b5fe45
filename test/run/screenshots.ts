/** `npm run screenshots`: renews the pictures of the demonstration city in docs/screenshots. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { BACKLOG_PANELS, RANKING_PANELS, openScene } from "../e2e/book.ts";
import { openBrowser, openWindow } from "../e2e/browser.ts";
import { dataFolder, startWall } from "../e2e/program.ts";
import { untilMapDrawn, untilPanels } from "../e2e/wall.ts";
import { root } from "./root.ts";

const PICTURES = [
  { width: 1920, height: 1080, language: "zh-CN", suffix: "" },
  { width: 3840, height: 2160, language: "zh-CN", suffix: "" },
  { width: 7680, height: 2160, language: "zh-CN", suffix: "" },
  { width: 1920, height: 1080, language: "en", suffix: "-en" },
] as const;
/** The scenes shown at 1920×1080 and 3840×1080 beside the overview. */
const SCENES = [
  { scene: "ranking", panels: RANKING_PANELS },
  { scene: "backlog", panels: BACKLOG_PANELS },
] as const;
const SCENE_SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 1080 },
] as const;

const folder = join(root, "docs/screenshots");
mkdirSync(folder, { recursive: true });
const data = dataFolder("screenshots");
const [browser, wall] = await Promise.all([
  openBrowser(),
  startWall(["--data", data.path, "--city", "demo", "--pace", "10"]),
]);
try {
  for (const { width, height, language, suffix } of PICTURES) {
    const window = await openWindow(browser, wall.url, { width, height, language });
    await untilPanels(window.page, ["live"], 120_000);
    await untilMapDrawn(window.page, 120_000);
    // Rows slide to their places and the map eases to the city.
    await window.page.waitForTimeout(5_000);
    const file = `overview-${width}x${height}${suffix}.png`;
    await window.page.screenshot({ path: join(folder, file), timeout: 120_000 });
    process.stdout.write(`docs/screenshots/${file}\n`);
    for (const complaint of window.complaints) process.stderr.write(`${complaint}\n`);
    if (window.complaints.length > 0) process.exitCode = 1;
    await window.close();
  }
  for (const { width, height } of SCENE_SIZES) {
    const window = await openWindow(browser, wall.url, { width, height, language: "zh-CN" });
    await untilPanels(window.page, ["live"], 120_000);
    for (const { scene, panels } of SCENES) {
      await openScene(window.page, scene, panels, 120_000);
      await window.page.waitForTimeout(5_000);
      const file = `${scene}-${width}x${height}.png`;
      await window.page.screenshot({ path: join(folder, file), timeout: 120_000 });
      process.stdout.write(`docs/screenshots/${file}\n`);
    }
    if (width === 1920) {
      await window.page.locator("body").press("y");
      await window.page.locator('[data-page="sync"][data-state="live"] [data-check="plain"]').click();
      await window.page.waitForTimeout(5_000);
      const file = `sync-${width}x${height}.png`;
      await window.page.screenshot({ path: join(folder, file), timeout: 120_000 });
      process.stdout.write(`docs/screenshots/${file}\n`);
    }
    for (const complaint of window.complaints) process.stderr.write(`${complaint}\n`);
    if (window.complaints.length > 0) process.exitCode = 1;
    await window.close();
  }
} finally {
  await browser.close();
  await wall.stop();
  data.remove();
}
