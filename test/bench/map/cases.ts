/**
 * All cases of a large city on the map, in a real browser that draws in software: script time as the browser itself
 * counts it, in time of the page's own thread, so that other work on the machine is left out; and memory after collecting
 * what is not used. The peers run in the same browser, each in a page of its own,
 * over the same cases.
 */
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { AddressInfo } from "node:net";
import type { Browser, CDPSession, Page } from "playwright-core";
import { build } from "vite";
import { openBrowser } from "../../e2e/browser.ts";

/** Slots in one patch, as the host sends them. */
const PATCH = 50_000;
const CHANGED = 1_000;
const UPDATES = 3;
const SCRUBS = 3;
const PICKS = 20;
/** A step is over when the page has had less script than this in each of two looks, ms. */
const QUIET = 1;
const LOOK_MS = 250;

type Figures = Record<string, number>;

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Serves a folder of built files on this machine; nothing else is asked for. */
async function serve(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    readFile(join(folder, path === "/" ? "index.html" : path)).then(
      (file) =>
        response.setHeader("content-type", TYPES[extname(path === "/" ? ".html" : path)] ?? "text/html").end(file),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

async function scriptMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN);
}

/** Script that a step takes, until the page rests again. */
async function cost(page: Page, session: CDPSession, step: () => Promise<unknown>): Promise<number> {
  const before = await scriptMs(session);
  await step();
  let last = await scriptMs(session);
  for (let quiet = 0; quiet < 2;) {
    await page.waitForTimeout(LOOK_MS);
    // the card may still be drawing while no script runs: frames come no sooner than it is done
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const now = await scriptMs(session);
    quiet = now - last < QUIET ? quiet + 1 : 0;
    last = now;
  }
  return last - before;
}

/** Bytes of the page's heap and of the memory behind its typed arrays, after a collection. */
async function heapBytes(session: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const usage = (await session.send("Runtime.getHeapUsage")) as { usedSize: number; backingStorageSize?: number };
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

async function measureOne(
  browser: Browser,
  url: string,
  what: "own" | "deck" | "maplibre",
  rows: number,
  say: (line: string) => void,
): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("crash", () => troubles.push("the page crashed"));
  page.on("console", (line) => {
    if (line.type() === "error") troubles.push(line.text());
  });
  await page.goto(`${url}/?what=${what}`);
  await page.waitForFunction(() => window.bench !== undefined, undefined, { timeout: 60_000 });
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await session.send("HeapProfiler.enable");
  const empty = await heapBytes(session);
  await page.evaluate(([count, size]) => window.bench?.prepare(count as number, size as number), [rows, PATCH]);
  const firstPaintScriptMs = await cost(page, session, () => page.evaluate(() => window.bench?.load()));
  const shown = await page.evaluate(() => window.bench?.shown());
  if (shown !== rows) throw new Error(`${what}: ${shown} cases on the map instead of ${rows}`);
  const columns = (await page.evaluate(() => window.bench?.columnBytes())) ?? 0;
  const heapBytesPerCase = ((await heapBytes(session)) - empty - columns) / rows;

  const steps = async (
    count: number,
    before: (i: number) => Promise<unknown>,
    step: (i: number) => Promise<unknown>,
  ) => {
    const took: number[] = [];
    for (let i = 0; i < count; i++) {
      await before(i);
      took.push(await cost(page, session, () => step(i)));
    }
    return middle(took);
  };
  const nothing = async () => {};
  const prepare = () => page.evaluate((count) => window.bench?.prepareUpdate(count), CHANGED);
  const update = () => page.evaluate(() => window.bench?.update());
  const scrub = (i: number) => page.evaluate((step) => window.bench?.scrub(step), 390 - i * 7);
  const narrow = (i: number) => page.evaluate((step) => window.bench?.narrow(step), i);
  const everything = () => cost(page, session, () => page.evaluate(() => window.bench?.show(true)));
  const picks = async (times: number) => middle((await page.evaluate((n) => window.bench?.pick(n), times)) ?? []);
  const figures: Figures = {};
  const note = (name: string, value: number) => {
    figures[name] = value;
    say(`  ${name}: ${value.toFixed(2)}`);
  };
  note("firstPaintScriptMs", firstPaintScriptMs);
  note("heapBytesPerCase", heapBytesPerCase);
  note("updateScriptMs", await steps(UPDATES, prepare, update));
  // here the cases are divided into clusters anew after each step, in slices; the peers draw all of them
  note(what === "own" ? "cityScrubScriptMs" : "scrubScriptMs", await steps(SCRUBS, nothing, scrub));
  await everything();
  note("pickMs", await picks(what === "deck" ? 3 : PICKS));
  if (what !== "own") note("filterScriptMs", await steps(SCRUBS, nothing, narrow));
  else {
    await cost(page, session, () => page.evaluate(() => window.bench?.zoom(true)));
    note("streetUpdateScriptMs", await steps(UPDATES, prepare, update));
    // the card alone answers, for all the cases of the city whether they are in view or not
    note("scrubScriptMs", await steps(SCRUBS, nothing, scrub));
    note("filterScriptMs", await steps(SCRUBS, nothing, narrow));
    await everything();
    note("streetPickMs", await picks(PICKS));
  }
  await context.close();
  if (troubles.length > 0) throw new Error(`${what}: ${troubles.join("; ")}`);
  return figures;
}

/** @param peerRows how many cases the peers are given; a peer that cannot draw them is told and left out. */
export async function measureCases(say: (line: string) => void, rows: number, peerRows: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "citywall-map-bench-"));
  await build({
    root: join(import.meta.dirname, "page"),
    base: "./",
    configFile: false,
    publicDir: false,
    logLevel: "error",
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "chrome140",
      chunkSizeWarningLimit: 4_000,
      modulePreload: false,
    },
  });
  const server = await serve(folder);
  const figures: Figures = {};
  try {
    for (const [what, count] of (
      [
        ["own", rows],
        ["deck", peerRows],
        ["maplibre", peerRows],
      ] as const
    ).filter(([name]) => (process.env["ONLY"] ?? name) === name)) {
      say(`${what}: ${count} cases, ${loadavg()[0]?.toFixed(1)} programs running on average`);
      const browser = await openBrowser();
      try {
        const found = await measureOne(browser, server.url, what, count, say);
        const prefix = what === "own" ? "" : `peer_${what}_`;
        for (const [name, value] of Object.entries(found)) figures[`${prefix}${name}`] = Number(value.toFixed(2));
        if (what !== "own") figures[`${prefix}rows`] = count;
      } catch (error) {
        if (what === "own") throw error;
        say(`  no figures: ${(error as Error).message}`);
      } finally {
        await browser.close();
      }
    }
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}
