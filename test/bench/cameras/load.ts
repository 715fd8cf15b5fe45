/** What so many pictures cost a page, and whether all their frames came to the screen. */
import { readdirSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import type { BenchCamera, BenchKind, BenchPage } from "./bench-page.ts";

const OPEN_MS = 20_000;
/** Buffers fill, and players find the live edge. */
const SETTLE_MS = 4_000;
const WATCH_MS = 8_000;

export interface Load {
  /** Frames that were shown, as a share of those that were sent; null where a page does not tell. */
  readonly shown: number | null;
  /** Time of the renderer's processor, as a share of one, for each tile. */
  readonly cpuPerTile: number;
  /** The same of the wall's host, which fetches for the tiles. */
  readonly hostCpuPerTile: number | null;
}

/** Seconds of processor that all renderers of a browser have used. */
async function rendererSeconds(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Seconds of processor that the wall, a child of this program, and its own children have used; null where that is not told. */
function wallSeconds(): number | null {
  try {
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const processes = all.flatMap((pid) => {
      const stat = statOf(pid);
      // Its parent; user and system time, in hundredths of a second.
      return stat === null ? [] : [{ pid, parent: stat[1], seconds: (Number(stat[11]) + Number(stat[12])) / 100 }];
    });
    const isWall = (pid: string): boolean => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("src-main/start.ts");
    const wall = processes.find(({ pid, parent }) => parent === String(process.pid) && isWall(pid));
    if (wall === undefined) return null;
    const family = new Set([wall.pid]);
    // Whoever is begun later has the higher number, as a rule; two rounds find the others.
    for (let round = 0; round < 2; round++) {
      for (const { pid, parent } of processes) if (parent !== undefined && family.has(parent)) family.add(pid);
    }
    return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { seconds }) => sum + seconds, 0);
  } catch {
    return null; // no such file system here
  }
}

/** Fields of a process after its name; null when it has just ended. */
function statOf(pid: string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
  } catch {
    return null;
  }
}

/** Counts pictures that a page draws itself, and frames of its video elements. */
const shownFrames = ({ page }: BenchPage): Promise<number> =>
  page.evaluate(() => {
    const videos = [...document.querySelectorAll("video")].map((video) => video.getVideoPlaybackQuality());
    const decoded = videos.reduce((sum, each) => sum + each.totalVideoFrames - each.droppedVideoFrames, 0);
    return decoded + ((globalThis as { drawnPictures?: number }).drawnPictures ?? 0);
  });

/** Has a page count the bitmaps that it draws, which is how single pictures come to its screen. */
export async function countDrawn({ page }: BenchPage): Promise<void> {
  await page.evaluate(() => {
    const counting = globalThis as { drawnPictures?: number };
    counting.drawnPictures = 0;
    const draw = CanvasRenderingContext2D.prototype.drawImage as (this: unknown, ...args: unknown[]) => void;
    CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
      if (args[0] instanceof ImageBitmap && args.length === 3)
        counting.drawnPictures = (counting.drawnPictures ?? 0) + 1;
      draw.apply(this, args);
    } as typeof CanvasRenderingContext2D.prototype.drawImage;
  });
}

/**
 * Shows cameras and watches them for some seconds.
 *
 * @param fps frames that each camera sends
 * @param counts whether the page tells how many frames were shown
 */
export async function measureLoad(
  browser: Browser,
  page: BenchPage,
  kind: BenchKind,
  cameras: readonly BenchCamera[],
  fps: number,
  counts: boolean,
): Promise<Load> {
  await page.show(kind, cameras);
  const until = performance.now() + OPEN_MS;
  while ((await page.firsts(cameras.length)) === null && performance.now() < until) await page.page.waitForTimeout(100);
  await page.page.waitForTimeout(SETTLE_MS);
  const [cpu, host, frames, begun] = [
    await rendererSeconds(browser),
    wallSeconds(),
    await shownFrames(page),
    performance.now(),
  ];
  await page.page.waitForTimeout(WATCH_MS);
  const seconds = (performance.now() - begun) / 1_000;
  const shown = (await shownFrames(page)) - frames;
  const cpuPerTile = ((await rendererSeconds(browser)) - cpu) / seconds / cameras.length;
  const hostEnd = wallSeconds();
  await page.show(kind, []);
  return {
    shown: counts ? shown / (seconds * fps * cameras.length) : null,
    cpuPerTile,
    hostCpuPerTile: host === null || hostEnd === null ? null : (hostEnd - host) / seconds / cameras.length,
  };
}
