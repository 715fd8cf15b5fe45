/**
 * `npm run screenshots`: renews the pictures of the demonstration city in docs/screenshots. Names of scenes after it renew
 * those only: `npm run screenshots -- cameras replay`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { instantOf, localTime } from "../../shared/evaluation/period.ts";
import { BACKLOG_PANELS, RANKING_PANELS, openScene } from "../e2e/book.ts";
import { openBrowser, openWindow, type Window } from "../e2e/browser.ts";
import { dataFolder, startWall } from "../e2e/program.ts";
import { openReplay } from "../e2e/replay.ts";
import { PANELS, untilHistoryWritten, untilMapDrawn } from "../e2e/wall.ts";
import { root } from "./root.ts";

/** How long a picture is given to come to rest: rows slide to their places, the map eases to the city, streams open. */
const REST_MS = 8_000;
const WAIT_MS = 180_000;
/** The demonstration city's. */
const ZONE = "Asia/Shanghai";
/** No picture is larger than this, bytes; WebP gives way in quality until it is so. */
const MOST_BYTES = 250_000;
const QUALITIES = [0.92, 0.86, 0.8, 0.72, 0.64, 0.55, 0.45];

const SCENES: readonly (readonly [scene: string, panels: readonly string[]])[] = [
  ["overview", PANELS],
  ["ranking", RANKING_PANELS],
  ["backlog", BACKLOG_PANELS],
  ["hotspots", ["topIssues", "recurrence", "hotspots"]],
  ["patrol", ["movers", "coverage"]],
  ["vehicles", ["movers"]],
  ["cameras", ["video", "cameraHealth"]],
  ["dust", ["sensors"]],
];
/** What is no scene of its own, shown at these sizes. */
const PAGES = ["replay", "sync"];

interface Size {
  readonly width: number;
  readonly height: number;
  readonly language: "zh-CN" | "en";
  readonly suffix: string;
  readonly only: readonly string[] | null;
}
const SIZES: readonly Size[] = [
  { width: 1920, height: 1080, language: "zh-CN", suffix: "", only: null },
  { width: 1920, height: 1080, language: "en", suffix: "-en", only: ["overview"] },
  { width: 3840, height: 1080, language: "zh-CN", suffix: "", only: SCENES.map(([scene]) => scene) },
  { width: 2560, height: 1440, language: "zh-CN", suffix: "", only: ["overview", "cameras", "replay"] },
];

const asked = process.argv.slice(2);
const isAsked = (name: string, { only }: Size) =>
  (only?.includes(name) ?? true) && (asked.length === 0 || asked.includes(name));

const folder = join(root, "docs/screenshots");
mkdirSync(folder, { recursive: true });

/** Writes what a window shows, packed by the browser itself. */
async function write(browser: Browser, page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ timeout: WAIT_MS });
  const packer = await browser.newPage();
  try {
    const packed = await packer.evaluate(
      async ({ encoded, qualities, most }) => {
        const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
        for (const quality of qualities) {
          const blob = await canvas.convertToBlob({ type: "image/webp", quality });
          if (blob.size > most && quality !== qualities.at(-1)) continue;
          const read = new Uint8Array(await blob.arrayBuffer());
          let text = "";
          for (let i = 0; i < read.length; i += 8_192) text += String.fromCharCode(...read.subarray(i, i + 8_192));
          return btoa(text);
        }
        return "";
      },
      { encoded: png.toString("base64"), qualities: QUALITIES, most: MOST_BYTES },
    );
    const bytes = Buffer.from(packed, "base64");
    writeFileSync(join(folder, `${name}.webp`), bytes);
    process.stdout.write(`docs/screenshots/${name}.webp (${Math.round(bytes.length / 1e3)} kB)\n`);
  } finally {
    await packer.close();
  }
}

/** Waits a while for most tiles to show what they are to show; offline ones never will. */
async function untilTilesPlay(page: Page): Promise<void> {
  const playing = page.locator('.tile[data-why=""]:is([data-rung="main"], [data-rung="sub"], [data-rung="still"])');
  for (let looks = 0; looks < 90 && (await playing.count()) < 8; looks++) await page.waitForTimeout(1_000);
}

/** Waits a while for the visits of the days before, which the city founds after its cases. */
async function untilCovered(page: Page): Promise<void> {
  const shares = page.locator('[data-panel="coverage"]');
  for (let looks = 0; looks < 120 && /\b0\.0%/.test(await shares.innerText()); looks++)
    await page.waitForTimeout(1_000);
}

/** A picture of a camera becomes a case, so that a replay has one to show. */
async function snap(page: Page): Promise<void> {
  await openScene(page, "cameras", ["video"], WAIT_MS);
  await untilTilesPlay(page);
  const draft = page.locator("[data-snapshot]");
  await page.locator('[data-tile]:has([data-rung="sub"][data-why=""])').first().focus();
  await page.keyboard.press("s");
  await draft.waitFor({ timeout: WAIT_MS });
  const kind = draft.locator('select[name="class"]');
  const first = kind.locator('option:not([value=""])').first();
  if ((await kind.inputValue()) === "") await kind.selectOption((await first.getAttribute("value")) ?? "");
  await draft.locator('input[name="author"]').fill("值班长");
  await draft.locator('button[type="submit"]').click();
  await draft.waitFor({ state: "detached", timeout: WAIT_MS });
  await page.keyboard.press("Escape");
}

/** The last minutes, played back: the running day ends with the minute that is over. */
async function showReplay(page: Page): Promise<void> {
  await snap(page);
  await openScene(page, "overview", PANELS, WAIT_MS);
  await page.locator('[data-key="home"]').click();
  for (let tries = 0; tries < 30; tries++) {
    await openReplay(page);
    await page.keyboard.press("End");
    await page.waitForTimeout(5_000);
    if ((await page.locator('[data-replay-still][data-state="shown"]').count()) > 0) return;
    await page.keyboard.press("Escape");
  }
}

async function showSync(page: Page): Promise<void> {
  await page.locator("body").press("y");
  await page.locator('[data-page="sync"][data-state="live"] [data-check="plain"]').click();
}

async function shoot(browser: Browser, window: Window, size: Size): Promise<void> {
  const { page } = window;
  const name = (what: string) => `${what}-${size.width}x${size.height}${size.suffix}`;
  for (const [scene, panels] of SCENES) {
    if (!isAsked(scene, size)) continue;
    await openScene(page, scene, panels, WAIT_MS);
    if (scene === "cameras") await untilTilesPlay(page);
    if (scene === "patrol") await untilCovered(page);
    await page.waitForTimeout(REST_MS);
    await write(browser, page, name(scene));
  }
  for (const what of PAGES) {
    if (!isAsked(what, size)) continue;
    await (what === "replay" ? showReplay(page) : showSync(page));
    await page.waitForTimeout(REST_MS);
    await write(browser, page, name(what));
    await page.keyboard.press("Escape");
  }
}

/** Whatever the hour, the city is shown in the afternoon: with a day behind it, and daylight before its cameras. */
function beginInTheAfternoon(): void {
  const { year, month, day } = localTime(Date.now(), ZONE);
  process.env["CLOCK_OFF_MS"] = String(instantOf(ZONE, year, month, day, 15, 5) - Date.now());
  process.env["NODE_OPTIONS"] = `--import ${pathToFileURL(join(root, "test/run/shifted-clock.ts")).href}`;
}

beginInTheAfternoon();
const data = dataFolder("screenshots");
const [browser, wall] = await Promise.all([openBrowser(), startWall(["--data", data.path, "--city", "demo"])]);
try {
  for (const size of SIZES) {
    const names = [...SCENES.map(([scene]) => scene), ...PAGES];
    if (!names.some((what) => isAsked(what, size))) continue;
    const window = await openWindow(browser, wall.url, size);
    // A line that is just sliding in would be a hole in the picture.
    await window.page.emulateMedia({ reducedMotion: "reduce" });
    window.page.setDefaultTimeout(WAIT_MS);
    await openScene(window.page, "overview", PANELS, WAIT_MS);
    if (size === SIZES[0]) await untilHistoryWritten(window.page);
    await untilMapDrawn(window.page, WAIT_MS);
    await shoot(browser, window, size);
    for (const complaint of window.complaints) process.stderr.write(`${complaint}\n`);
    if (window.complaints.length > 0) process.exitCode = 1;
    await window.close();
  }
} finally {
  await browser.close();
  await wall.stop();
  data.remove();
}
