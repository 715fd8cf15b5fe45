/**
 * `npm run screenshots`: renews the pictures of the demonstration city: all scenes at 1920×1080, 3840×2160 and 7680×2160, by
 * night and by day. Those at 1920×1080 by night are kept in docs/screenshots; all others go to out/screenshots.
 *
 * Words after it narrow it: names of scenes, sizes, `night` or `day`, as in `npm run screenshots -- dust 3840x2160 day`.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
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

/** Panels that must be there before a scene is looked at, where it is known; others are given time only. */
const WAITED_FOR: Readonly<Record<string, readonly string[]>> = {
  overview: PANELS,
  ranking: RANKING_PANELS,
  backlog: BACKLOG_PANELS,
  hotspots: ["topIssues", "recurrence", "hotspots"],
  patrol: ["movers", "coverage"],
  vehicles: ["movers"],
  cameras: ["video", "cameraHealth"],
  dust: ["sensors"],
};
const SCENES: readonly string[] = readdirSync(join(root, "resources/scenes"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length));
/** What is no scene of its own, shown at these sizes. */
const PAGES = ["replay", "sync", "ops"];

interface Size {
  readonly width: number;
  readonly height: number;
  readonly theme: "night" | "day";
  readonly language: "zh-CN" | "en";
  readonly only: readonly string[] | null;
}
const PLACES = [
  [1920, 1080],
  [3840, 2160],
  [7680, 2160],
] as const;
const SIZES: readonly Size[] = [
  ...(["night", "day"] as const).flatMap((theme) =>
    PLACES.map(([width, height]): Size => ({ width, height, theme, language: "zh-CN", only: null })),
  ),
  { width: 1920, height: 1080, theme: "night", language: "en", only: ["overview"] },
];

const asked = process.argv.slice(2);
const sizeWord = ({ width, height }: Size) => `${width}x${height}`;
const known = new Set([...SCENES, ...PAGES, ...SIZES.map(sizeWord), "night", "day"]);
const unknown = asked.filter((word) => !known.has(word));
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(", ")}. There are: ${[...known].join(", ")}\n`);
  process.exit(1);
}
/** Whether one of the words that were said is of a sort, or none of that sort was said. */
const fits = (sort: readonly string[], word: string): boolean =>
  !asked.some((each) => sort.includes(each)) || asked.includes(word);
const isAsked = (name: string, size: Size): boolean =>
  (size.only?.includes(name) ?? true) &&
  fits([...SCENES, ...PAGES], name) &&
  fits(SIZES.map(sizeWord), sizeWord(size)) &&
  fits(["night", "day"], size.theme);

const KEPT = join(root, "docs/screenshots");
const OTHERS = join(root, "out/screenshots");
for (const folder of [KEPT, OTHERS]) mkdirSync(folder, { recursive: true });
const folderOf = ({ width, theme }: Size): string => (width === 1920 && theme === "night" ? KEPT : OTHERS);

/** Writes what a window shows, packed by the browser itself. */
async function write(browser: Browser, page: Page, folder: string, name: string): Promise<void> {
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
    process.stdout.write(`${relative(root, folder)}/${name}.webp (${Math.round(bytes.length / 1e3)} kB)\n`);
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

async function showOps(page: Page): Promise<void> {
  await page.locator("body").press("o");
  await page
    .locator('[data-page="ops"][data-state="live"] [data-figure="ops.heapMb"]')
    .first()
    .waitFor({ timeout: WAIT_MS });
}

const SHOW: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  replay: showReplay,
  sync: showSync,
  ops: showOps,
};

async function shoot(browser: Browser, window: Window, size: Size): Promise<void> {
  const { page } = window;
  const suffix = `${size.theme === "day" ? "-day" : ""}${size.language === "en" ? "-en" : ""}`;
  const name = (what: string) => `${what}-${sizeWord(size)}${suffix}`;
  for (const scene of SCENES) {
    if (!isAsked(scene, size)) continue;
    await openScene(page, scene, WAITED_FOR[scene] ?? [], WAIT_MS);
    if (scene === "cameras") await untilTilesPlay(page);
    if (scene === "patrol") await untilCovered(page);
    await page.waitForTimeout(REST_MS);
    await write(browser, page, folderOf(size), name(scene));
  }
  for (const what of PAGES) {
    if (!isAsked(what, size)) continue;
    await SHOW[what]?.(page);
    await page.waitForTimeout(REST_MS);
    await write(browser, page, folderOf(size), name(what));
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
  let written = false;
  for (const size of SIZES) {
    if (![...SCENES, ...PAGES].some((what) => isAsked(what, size))) continue;
    // Without the drift that spares the screen: pictures of one scene are alike.
    const search = `&still=1${size.theme === "day" ? "&theme=day" : ""}`;
    const window = await openWindow(browser, wall.url, { ...size, search });
    // A line that is just sliding in would be a hole in the picture.
    await window.page.emulateMedia({ reducedMotion: "reduce" });
    window.page.setDefaultTimeout(WAIT_MS);
    await openScene(window.page, "overview", PANELS, WAIT_MS);
    if (!written) await untilHistoryWritten(window.page);
    written = true;
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
