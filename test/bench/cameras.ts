/**
 * Cameras on this machine: how many tiles play at once before frames are lost (4, 9, 16, 25; HLS, FLV, MJPEG of 640×352 at
 * 15 frames a second), what a tile costs, and how long until its first picture; each beside a page with the bare libraries
 * on the same streams in the same run. Tiles go the wall's whole way: server, host, WebSocket, player. Everything runs on
 * one machine, servers and encoder too. `--only hls,flv,mjpeg,first` takes some of the parts.
 */
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { openBrowser } from "../e2e/browser.ts";
import { dataFolder, startWall } from "../e2e/program.ts";
import { openFlvServer } from "../fixtures/video/flv-server.ts";
import { openStreamServer } from "../fixtures/video/stream-server.ts";
import { openStudio } from "../fixtures/video/studio.ts";
import { buildTiles, openTiles, TILES_BROWSER, type TilesBuild } from "../fixtures/video/tiles.ts";
import { foundTown, type TownCamera } from "../fixtures/video/town.ts";
import type { StreamKind, StreamUse } from "../../shared/video/stream.ts";
import { openBare } from "./cameras/bare-page.ts";
import type { BenchCamera, BenchKind, BenchPage } from "./cameras/bench-page.ts";
import { countDrawn, measureLoad } from "./cameras/load.ts";

const PICTURE = { width: 640, height: 352, fps: 15 };
const COUNTS = [4, 9, 16, 25] as const;
/** Fewer frames than this have been lost. */
const ALL_FRAMES = 0.95;
/** How many tiles what one costs is told of. */
const TOLD_OF = 9;
/** An odd number, so that one time is the middle one. */
const FIRSTS = 7;
const PARTS = ["hls", "flv", "mjpeg", "first"] as const;
type LoadKind = Exclude<BenchKind, "still">;
const TITLE: Readonly<Record<LoadKind, string>> = { hls: "Hls", flv: "Flv", mjpeg: "Mjpeg" };

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const percent = (share: number | null): string => (share === null ? "not told" : `${(share * 100).toFixed(1)} %`);

type Say = (line: string) => void;
type Cameras = Readonly<Record<BenchKind, readonly BenchCamera[]>>;

/** The wall's own tiles. */
async function openOwn(browser: Browser, built: TilesBuild, url: string, cameras: number): Promise<BenchPage> {
  const tiles = await openTiles(browser, built, url, cameras);
  return {
    page: tiles.page,
    show: (kind, list) => tiles.show(list.map(({ id }) => ({ id, rung: kind === "still" ? "still" : "sub" }))),
    async firsts(count) {
      const times = Object.entries(await tiles.firsts()).filter(([name]) => !name.endsWith("/last"));
      return times.length >= count ? times.map(([, ms]) => ms) : null;
    },
    close: tiles.close,
  };
}

/** Both sides with more and more tiles of a kind, until frames are lost. */
async function measureKind(
  browser: Browser,
  kind: LoadKind,
  own: BenchPage,
  bare: BenchPage,
  cameras: Cameras,
  say: Say,
): Promise<Record<string, number>> {
  const title = TITLE[kind];
  const figures: Record<string, number> = { [`tiles${title}`]: 0 };
  // A picture that the browser itself takes apart tells nobody how many there were.
  const bareCounts = kind !== "mjpeg";
  if (bareCounts) figures[`tiles${title}Bare`] = 0;
  const going = { own: true, bare: true };
  for (const count of COUNTS) {
    const some = cameras[kind].slice(0, count);
    if (going.own) {
      const load = await measureLoad(browser, own, kind, some, PICTURE.fps, true);
      say(
        `${kind}, ${count} tiles: ${percent(load.shown)} of the frames, ${percent(load.cpuPerTile)} of a processor a tile, host ${percent(load.hostCpuPerTile)}`,
      );
      going.own = (load.shown ?? 0) >= ALL_FRAMES;
      if (going.own) figures[`tiles${title}`] = count;
      if (count === TOLD_OF) {
        figures[`cpuPerTile${title}`] = Number((load.cpuPerTile * 100).toFixed(2));
        if (load.hostCpuPerTile !== null)
          figures[`hostCpuPerTile${title}`] = Number((load.hostCpuPerTile * 100).toFixed(2));
      }
    }
    // More than six connections to one machine a browser does not open, and each of these pictures holds one.
    if (going.bare && !(kind === "mjpeg" && count > 6)) {
      const load = await measureLoad(browser, bare, kind, some, PICTURE.fps, bareCounts);
      say(
        `${kind}, ${count} bare: ${percent(load.shown)} of the frames, ${percent(load.cpuPerTile)} of a processor each`,
      );
      if (bareCounts) {
        going.bare = (load.shown ?? 0) >= ALL_FRAMES;
        if (going.bare) figures[`tiles${title}Bare`] = count;
      }
      if (count === TOLD_OF)
        figures[`cpuPerTile${title}OverBare`] = Number(
          ((figures[`cpuPerTile${title}`] ?? 0) / (load.cpuPerTile * 100)).toFixed(2),
        );
    }
  }
  return figures;
}

/** Ms to the first picture of single cameras, one after another. */
async function firstMs(page: BenchPage, kind: BenchKind, cameras: readonly BenchCamera[]): Promise<number> {
  const times: number[] = [];
  for (const camera of cameras.slice(0, FIRSTS)) {
    await page.show(kind, [camera]);
    const until = performance.now() + 20_000;
    let found: readonly number[] | null = null;
    while (found === null) {
      if (performance.now() > until) throw new Error(`${kind}: no picture of ${camera.id} in twenty seconds`);
      await page.page.waitForTimeout(20);
      found = await page.firsts(1);
    }
    times.push(found[0] ?? Number.NaN);
    await page.show(kind, []);
    // The connection of before is gone by then.
    await page.page.waitForTimeout(300);
  }
  return middle(times);
}

async function measureFirsts(
  own: BenchPage,
  bare: BenchPage,
  cameras: Cameras,
  say: Say,
): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const [name, kind] of [
    ["firstStillMs", "still"],
    ["firstLiveMs", "flv"],
    ["firstLiveHlsMs", "hls"],
  ] as const) {
    const [ours, theirs] = [await firstMs(own, kind, cameras[kind]), await firstMs(bare, kind, cameras[kind])];
    say(`${kind}: first picture after ${ours.toFixed(0)} ms, bare ${theirs.toFixed(0)} ms`);
    figures[name] = Math.round(ours);
    figures[name.replace("Ms", "OverBare")] = Number((ours / theirs).toFixed(2));
  }
  return figures;
}

/** @throws when a side shows nothing at all */
export async function measure(say: Say): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { only: { type: "string", default: PARTS.join() } },
  });
  const parts = values.only.split(",");
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`there are the parts ${PARTS.join()}, and no ${unknown.join()}`);
  say(`${availableParallelism()} processors, ${loadavg()[0]?.toFixed(1)} programs running on average before the start`);

  const data = dataFolder("bench-cameras");
  const studio = openStudio(PICTURE);
  const [built] = await Promise.all([buildTiles(), studio.ready]);
  const streams = await openStreamServer({ sub: studio });
  const flv = await openFlvServer({ sub: studio });
  await flv.playing("sub");
  const addresses: readonly (readonly [BenchKind, StreamUse, StreamKind, string])[] = [
    ["hls", "sub", "hls", streams.url("sub/hls/index.m3u8")],
    ["flv", "sub", "wsFlv", flv.url("sub", "ws")],
    ["mjpeg", "sub", "mjpeg", streams.url("sub/mjpeg")],
    ["still", "still", "still", streams.url("sub/still.jpg")],
  ];
  const most = Math.max(...COUNTS);
  const all = addresses.flatMap(([name, use, kind, url]) =>
    Array.from({ length: most }, (_, at) => ({ name, id: `${name}${at}`, use, kind, url: `${url}?camera=${at}` })),
  );
  foundTown(
    data.path,
    all.map(({ id, use, kind, url }): TownCamera => ({ id, streams: [{ use, kind, url }] })),
  );
  const cameras = Object.fromEntries(
    addresses.map(([name]) => [name, all.filter((each) => each.name === name)]),
  ) as unknown as Cameras;
  const [browser, wall] = await Promise.all([
    openBrowser(TILES_BROWSER),
    startWall(["--data", data.path, "--city", "none"]),
  ]);
  try {
    const [own, bare] = [
      await openOwn(browser, built, wall.url, all.length),
      await openBare(browser, new URL(streams.url("")).origin),
    ];
    await countDrawn(own);
    const figures: Record<string, number> = {};
    if (parts.includes("first")) Object.assign(figures, await measureFirsts(own, bare, cameras, say));
    for (const kind of ["flv", "hls", "mjpeg"] as const) {
      if (parts.includes(kind)) Object.assign(figures, await measureKind(browser, kind, own, bare, cameras, say));
    }
    return figures;
  } finally {
    await browser.close();
    await wall.stop();
    await Promise.all([streams.close(), flv.close(), studio.close()]);
    built.remove();
    data.remove();
  }
}
