/**
 * `npm run soak -- cameras [--minutes N]`: sixteen cameras on the wall for ten minutes, FLV, MPEG-TS, fragmented MP4 and
 * MJPEG in turn, whose servers die and come back every half a minute. Fails when a tile is not live again in time, on any
 * console error but those, and when heap, nodes or video elements grow.
 */
import type { Page } from "playwright-core";
import { openBrowser, openWindow } from "../e2e/browser.ts";
import { dataFolder, startWall } from "../e2e/program.ts";
import { openFlvServer } from "../fixtures/video/flv-server.ts";
import { openMemory } from "../fixtures/video/memory.ts";
import { openStreamServer } from "../fixtures/video/stream-server.ts";
import { openStudio } from "../fixtures/video/studio.ts";
import { foundTown, type TownCamera } from "../fixtures/video/town.ts";

const TILES = 16;
const ALLOWED_GROWTH = 0.1;
const EVERY_MS = 10_000;
const BREAK_EVERY_MS = 30_000;
const AWAY_MS = 3_000;
/** From the servers' return to the last tile's picture. Retries wait four seconds at most, and a stream has to open. */
const BACK_MS = 12_000;

/** Rungs of all tiles on the wall. */
const rungsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLElement>(".tile")].map((tile) => tile.dataset["rung"] ?? ""));

const isLive = (rung: string): boolean => rung === "main" || rung === "sub" || rung === "still";

/** Ms until every tile shows something that goes on; null when that is not so by then. */
async function untilLive(page: Page, withinMs: number): Promise<number | null> {
  const begun = performance.now();
  for (;;) {
    const rungs = await rungsOn(page);
    const took = performance.now() - begun;
    if (rungs.length === TILES && rungs.every(isLive)) return took;
    if (took > withinMs) return null;
    await page.waitForTimeout(100);
  }
}

/** Lets the cameras run; true when they did so without a fault. */
export async function soakCameras(minutes: number, tell: (line: string) => void): Promise<boolean> {
  const data = dataFolder("soak-cameras");
  const studio = openStudio({ width: 320, height: 176, fps: 10 });
  await studio.ready;
  const streams = await openStreamServer({ sub: studio });
  const flv = await openFlvServer({ sub: studio });
  await flv.playing("sub");
  const ways = [
    { kind: "wsFlv", url: flv.url("sub", "ws") },
    { kind: "ts", url: streams.url("sub/ts") },
    { kind: "fmp4", url: streams.url("sub/fmp4", "ws") },
    { kind: "mjpeg", url: streams.url("sub/mjpeg") },
  ] as const;
  const cameras = Array.from({ length: TILES }, (_, at): TownCamera => {
    const { kind, url } = ways[at % ways.length]!;
    return { id: `c${at}`, streams: [{ use: "sub", kind, url: `${url}?camera=${at}` }] };
  });
  foundTown(data.path, cameras);
  const [browser, wall] = await Promise.all([
    openBrowser(["--js-flags=--expose-gc"]),
    startWall(["--data", data.path, "--city", "none"]),
  ]);
  const problems: string[] = [];
  try {
    const window = await openWindow(browser, wall.url);
    const { page } = window;
    await page.goto(`${wall.url}/?lang=en&scene=cameras`);
    await page.locator('[data-tool="layout"]').waitFor({ timeout: 60_000 });
    await page.locator('[data-tool="layout"]').selectOption(String(TILES));
    if ((await untilLive(page, 60_000)) === null) {
      problems.push(`not all tiles play at the beginning: ${(await rungsOn(page)).join()}`);
    }
    const end = performance.now() + minutes * 60_000;
    const warmMs = Math.min(120_000, minutes * 12_000);
    const memory = await openMemory(page, { everyMs: EVERY_MS, warmMs, leastMs: minutes * 60_000 - warmMs });
    for (let round = 0; performance.now() < end; round++) {
      await page.waitForTimeout(BREAK_EVERY_MS);
      const server = round % 2 === 0 ? streams : flv;
      await server.kill();
      await page.waitForTimeout(AWAY_MS);
      await server.restart();
      const back = await untilLive(page, BACK_MS);
      const rungs = await rungsOn(page);
      if (back === null) problems.push(`${rungs.filter((rung) => !isLive(rung)).length} tiles were not back in time`);
      const { heap = Number.NaN, nodes, videos } = memory.samples.at(-1) ?? {};
      const counts = ["main", "sub", "still"].map((rung) => `${rungs.filter((each) => each === rung).length} ${rung}`);
      tell(
        `round ${round + 1}: back ${back === null ? "never" : `after ${(back / 1_000).toFixed(1)} s`}, ${counts.join(", ")}, ` +
          `heap ${(heap / 1e6).toFixed(1)} MB, ${nodes} nodes, ${videos} video elements`,
      );
    }
    const { grown } = await memory.end();
    tell(
      `grown: heap ${(grown.heap * 100).toFixed(1)} %, nodes ${(grown.nodes * 100).toFixed(1)} %, ${grown.videos} video elements`,
    );
    if (!(grown.heap <= ALLOWED_GROWTH)) problems.push(`heap grew by ${(grown.heap * 100).toFixed(1)} %`);
    if (!(grown.nodes <= ALLOWED_GROWTH)) problems.push(`nodes grew by ${(grown.nodes * 100).toFixed(1)} %`);
    if (grown.videos > 0) problems.push(`${grown.videos} more video elements`);
    problems.push(...window.complaints);
  } finally {
    await browser.close();
    await wall.stop();
    await Promise.all([streams.close(), flv.close(), studio.close()]);
    data.remove();
  }
  for (const problem of new Set(problems)) tell(problem);
  tell(problems.length === 0 ? `soak: ${minutes} minutes without fault` : "soak: failed");
  return problems.length === 0;
}
