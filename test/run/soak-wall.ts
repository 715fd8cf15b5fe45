/**
 * `npm run soak -- wall [--minutes N] [--pace N]`: accelerated days of a wall: round after round through all scenes, with
 * what people do at it, pushes, visitor mode and a look back. After every round, back at the first scene and after a forced
 * garbage collection, it takes the page's heap, DOM nodes and listeners and what the browser's graphics process holds.
 *
 * Fails on any console error, on a panel in error, on a white frame, and when a quantity of the last third of the rounds
 * is more than 5 % above the first third's after the warm-up.
 */
import type { Browser, CDPSession, Page } from "playwright-core";
import type { DirectAct } from "../../shared/direction/wall.ts";
import { openBrowser, openWindow, type Window } from "../e2e/browser.ts";
import { dataFolder, startWall } from "../e2e/program.ts";
import { MAP, panelStates, untilHistoryWritten, untilPanels } from "../e2e/wall.ts";
import { openDirector, type Director } from "./director.ts";
import { gpuMemory } from "./gpu-memory.ts";
import { growthOf, QUANTITIES, type Sample } from "./growth.ts";
import { watchFrames, type FrameWatch } from "./white-frames.ts";

const ALLOWED_GROWTH = 0.05;
/** The least rounds of which growth can be said. */
const LEAST_SAMPLES = 6;
const WALL = "soak";

/** Real ms a scene is shown for: little in a short run, so that there are rounds enough. */
const dwellOf = (minutes: number): number => (minutes <= 10 ? 1_000 : 5_000);

interface Run {
  readonly page: Page;
  readonly director: Director;
  readonly dwell: number;
  /** What is being done, for whoever sees a white frame. */
  doing: string;
}

/** Shows one scene after the other, as a seat would, and comes back to the first. */
async function throughScenes(run: Run): Promise<void> {
  const { page, dwell } = run;
  const scenes = await page
    .locator("[data-scene-tab]")
    .evaluateAll((tabs) => tabs.map((tab) => (tab as HTMLElement).dataset["sceneTab"] ?? ""));
  for (const scene of [...scenes.slice(1), scenes[0] ?? ""]) {
    run.doing = `the change to ${scene}`;
    await ask(run, { do: "scene", wall: WALL, scene });
    await page.locator(`[data-program="wall"][data-scene="${scene}"]`).waitFor({ timeout: 60_000 });
    await page.waitForTimeout(dwell);
  }
}

/** Waits until the hub has heard of the window: it may be asked to change a wall from then on. */
async function untilKnown(director: Director): Promise<void> {
  let said = "";
  for (let tries = 0; tries < 180; tries++) {
    const result = await director.direct({ do: "release", wall: WALL });
    if (result.did === "direct" && result.answer.done === "yes") return;
    said = JSON.stringify(result);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`for three minutes the hub has not taken an act for the wall: ${said}`);
}

/** Asks the hub for something that it is to do. */
async function ask({ director }: Run, act: DirectAct): Promise<void> {
  const result = await director.direct(act);
  if (result.did !== "direct" || result.answer.done === "no") {
    throw new Error(`${act.do} was not done: ${JSON.stringify(result)}`);
  }
}

/** What people do at a wall. Each leaves it as it was, so that what stays behind in memory is a leak. */
async function stir(run: Run): Promise<void> {
  const { page } = run;
  run.doing = "moving the map";
  const box = await page.locator(MAP).first().boundingBox();
  if (box !== null) {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    for (const turn of [-400, 400]) {
      await page.mouse.wheel(0, turn);
      await page.waitForTimeout(300);
    }
    await page.mouse.down();
    await page.mouse.move(x + 160, y + 90, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.press("0");
  }
  run.doing = "layers and shades";
  await page.keyboard.press("m");
  await page.locator('[data-page="layers"]').waitFor({ timeout: 10_000 });
  await page.keyboard.press("Escape");
  for (let shade = 0; shade < 5; shade++) await page.keyboard.press("g");
  run.doing = "pages over the wall";
  for (const [key, name] of [
    ["y", "sync"],
    ["o", "ops"],
  ] as const) {
    await page.keyboard.press(key);
    await page.locator(`[data-page="${name}"]`).waitFor({ timeout: 10_000 });
    await page.keyboard.press("Escape");
    await page.locator(`[data-page="${name}"]`).waitFor({ state: "detached", timeout: 10_000 });
  }
}

async function replay(run: Run): Promise<void> {
  const { page } = run;
  run.doing = "a replay";
  await page.keyboard.press("b");
  await page.locator("[data-replay-at]").waitFor({ timeout: 20_000 });
  for (let hour = 0; hour < 4; hour++) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Space");
  await page.waitForTimeout(2_000);
  await page.keyboard.press("Escape");
  await page.locator("[data-replay-at]").waitFor({ state: "detached", timeout: 10_000 });
}

/** What a seat sends to the wall, and takes back. */
async function direct(run: Run, round: number): Promise<void> {
  const { page } = run;
  run.doing = "pushes and visitor mode";
  const caseUid = Number(await page.locator("[data-case]").first().getAttribute("data-case"));
  const half = { y: 0, w: 12, h: 24 };
  const push = (name: string, x: number, what: Extract<DirectAct, { do: "push" }>["what"]): DirectAct => ({
    ...{ do: "push", wall: WALL, id: `soak.${name}.${round}`, region: { x, ...half }, what, seconds: 60 },
  });
  const acts: readonly DirectAct[] = [
    push("case", 0, { show: "case", uid: caseUid }),
    push("board", 12, { show: "board", panel: "ranking" }),
    { do: "visitor", wall: WALL, on: true },
    { do: "visitor", wall: WALL, on: false },
    { do: "testCard", wall: WALL, on: true },
    { do: "testCard", wall: WALL, on: false },
    { do: "restore", wall: WALL },
  ];
  for (const act of acts) {
    await ask(run, act);
    await page.waitForTimeout(600);
  }
}

async function sampler(
  browser: Browser,
  window: Window,
): Promise<{ readonly devtools: CDPSession; take(): Promise<Sample> }> {
  const devtools = await window.page.context().newCDPSession(window.page);
  const whole = await browser.newBrowserCDPSession();
  await devtools.send("Performance.enable");
  return {
    devtools,
    async take() {
      // What is only kept because there is room is let go of, as under pressure; the rest is held.
      await whole.send("Memory.simulatePressureNotification", { level: "critical" });
      // Twice: what the first one lets go of may hold what the second one finds.
      for (let i = 0; i < 2; i++) await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
      await window.page.waitForTimeout(1_000);
      const gpu = await gpuMemory(whole);
      return {
        heap: read("JSHeapUsedSize"),
        nodes: read("Nodes"),
        listeners: read("JSEventListeners"),
        gpu: gpu.told,
        gpuProcess: gpu.whole,
      };
    },
  };
}

const mb = (bytes: number | null): string => (bytes === null ? "not told" : `${(bytes / 1e6).toFixed(1)} MB`);
const told = ({ heap, nodes, listeners, gpu, gpuProcess }: Sample): string =>
  `heap ${mb(heap)}, ${nodes} nodes, ${listeners} listeners, gpu ${mb(gpu)}, its process ${mb(gpuProcess)}`;

/** Lets the wall run; true when it did so without a fault. */
export async function soakWall(minutes: number, pace: string, tell: (line: string) => void): Promise<boolean> {
  const data = dataFolder("soak");
  const [browser, wall] = await Promise.all([
    openBrowser(["--js-flags=--expose-gc"]),
    startWall(["--data", data.path, "--city", "demo", "--pace", pace]),
  ]);
  const problems: string[] = [];
  let frames: FrameWatch | null = null;
  let director: Director | null = null;
  try {
    const window = await openWindow(browser, wall.url, { search: `&wall=${WALL}` });
    await untilPanels(window.page, ["live"], 90_000);
    await untilHistoryWritten(window.page);
    director = await openDirector(wall.url);
    const { devtools, take } = await sampler(browser, window);
    const run: Run = { page: window.page, director, dwell: dwellOf(minutes), doing: "the beginning" };
    frames = await watchFrames(devtools, () => run.doing);

    await untilKnown(director);
    // Buffers and caches fill in the beginning, and hot functions are compiled: that comes before the time that is asked for.
    const warm = performance.now() + Math.min(Math.max(minutes * 12_000, 120_000), 600_000);
    const end = warm + minutes * 60_000;
    const samples: Sample[] = [];
    for (let round = 0; performance.now() < end; round++) {
      await throughScenes(run);
      await stir(run);
      await direct(run, round);
      await replay(run);
      run.doing = "rest";
      await window.page.waitForTimeout(2_000);
      const taken = await take();
      const warming = performance.now() < warm;
      if (!warming) samples.push(taken);
      tell(`${warming ? "warm-up" : "round  "} ${round + 1}: ${told(taken)}`);
      for (const [panel, state] of Object.entries(await panelStates(window.page))) {
        if (state === "error") problems.push(`panel ${panel} was ${state}`);
      }
    }
    problems.push(...window.complaints, ...frames.white());
    if (window.navigations() > 1) problems.push(`the page was loaded ${window.navigations()} times`);
    tell(`${frames.frames()} frames looked at, the brightest ${frames.brightest().mean.toFixed(0)} of 255`);
    if (frames.frames() < minutes * 20) problems.push(`only ${frames.frames()} frames could be looked at`);
    if (samples.length < LEAST_SAMPLES) problems.push(`${samples.length} rounds are too few to judge growth`);
    if (samples.every(({ gpu }) => gpu === null)) problems.push("the browser never told what its graphics hold");
    for (const name of QUANTITIES) {
      const growth = growthOf(samples, name, ALLOWED_GROWTH);
      if (growth === null) continue;
      tell(`${name}: ${(growth.share * 100).toFixed(1)} % between the first and the last third`);
      if (growth.much) problems.push(`${name} grew by ${(growth.share * 100).toFixed(1)} %`);
    }
  } finally {
    director?.close();
    await frames?.stop();
    await browser.close();
    await wall.stop();
    data.remove();
  }
  for (const problem of new Set(problems)) process.stderr.write(`${problem}\n`);
  tell(problems.length === 0 ? `soak: ${minutes} minutes without fault` : "soak: failed");
  return problems.length === 0;
}
