/**
 * `npm run soak -- wall [--minutes N]`: lets the wall run, moves its map, layers and replay as people do, and watches it. Every ten seconds, after a forced garbage
 * collection, it takes the page's heap, DOM nodes and listeners. Fails on any console error, on a panel in error, and
 * when the last quarter's median is more than 10 % above the first quarter's after the warm-up.
 *
 * `npm run soak -- sync [--minutes N] [--seed S] [--only SUITE]`: the fault suites of test/faults with random seeds, one line
 * a round, until hub and hosts have been killed 200 times or the minutes are over. Fails at the first round that does, with
 * its seed. With `--only`, one round of one suite.
 *
 * `npm run soak -- cameras [--minutes N]`: sixteen cameras whose servers die and come back, see soak-cameras.ts.
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser, openWindow } from "../e2e/browser.ts";
import { dataFolder, startWall } from "../e2e/program.ts";
import { MAP, panelStates, untilPanels } from "../e2e/wall.ts";
import { soakSync } from "../faults/soak.ts";
import { soakCameras } from "./soak-cameras.ts";

const ALLOWED_GROWTH = 0.1;
const EVERY_MS = 10_000;

interface Sample {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** The middle of some numbers. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Growth of a quantity from the first to the last quarter of the samples, as a share. */
function growth(samples: readonly Sample[], of: keyof Sample): number {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const first = median(samples.slice(0, quarter).map((sample) => sample[of]));
  const last = median(samples.slice(-quarter).map((sample) => sample[of]));
  return last / first - 1;
}

/**
 * What people do at a wall, one thing a sample: moving the map, its layers and shades, a look back in a replay. Each leaves the
 * wall as it was, so that what stays behind in memory is a leak.
 */
async function stir(page: Page, round: number): Promise<void> {
  const map = page.locator(MAP).first();
  const acts = [
    async () => {
      const box = await map.boundingBox();
      if (box === null) return;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      for (const turn of [-400, -400, 400, 400]) {
        await page.mouse.wheel(0, turn);
        await page.waitForTimeout(400);
      }
      await page.mouse.down();
      await page.mouse.move(x + 160, y + 90, { steps: 8 });
      await page.mouse.up();
      await page.keyboard.press("0");
    },
    async () => {
      await page.keyboard.press("m");
      await page.locator('[data-page="layers"]').waitFor({ timeout: 10_000 });
      await page.keyboard.press("Escape");
    },
    async () => {
      await page.keyboard.press("b");
      await page.locator("[data-replay-at]").waitFor({ timeout: 20_000 });
      for (let hour = 0; hour < 4; hour++) await page.keyboard.press("Shift+ArrowLeft");
      await page.keyboard.press("Space");
      await page.waitForTimeout(2_000);
      await page.keyboard.press("Escape");
      await page.locator("[data-replay-at]").waitFor({ state: "detached", timeout: 10_000 });
    },
    async () => {
      for (let shade = 0; shade < 5; shade++) await page.keyboard.press("g");
    },
  ];
  await acts[round % acts.length]!();
}

/** Lets the wall run; true when it did so without a fault. */
async function soakWall(minutes: number, pace: string): Promise<boolean> {
  const data = dataFolder("soak");
  const [browser, wall] = await Promise.all([
    openBrowser(["--js-flags=--expose-gc"]),
    startWall(["--data", data.path, "--city", "demo", "--pace", pace]),
  ]);
  const problems: string[] = [];
  try {
    const window = await openWindow(browser, wall.url);
    await untilPanels(window.page, ["live"], 90_000);
    const devtools = await window.page.context().newCDPSession(window.page);
    await devtools.send("Performance.enable");

    const sample = async (): Promise<Sample> => {
      await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
      return { heap: read("JSHeapUsedSize"), nodes: read("Nodes"), listeners: read("JSEventListeners") };
    };

    const end = performance.now() + minutes * 60_000;
    // Buffers and caches fill in the beginning, and hot functions are compiled: a fifth of the time, one to two minutes.
    const warm = performance.now() + Math.min(Math.max(minutes * 12_000, 60_000), 120_000);
    const samples: Sample[] = [];
    for (let round = 0; performance.now() < end; round++) {
      const next = performance.now() + EVERY_MS;
      await stir(window.page, round);
      await window.page.waitForTimeout(Math.max(2_000, next - performance.now()));
      const taken = await sample();
      const warming = performance.now() < warm;
      if (!warming) samples.push(taken);
      process.stdout.write(
        `${warming ? "warm-up" : "       "} heap ${(taken.heap / 1e6).toFixed(1)} MB, ${taken.nodes} nodes, ${taken.listeners} listeners\n`,
      );
      for (const [panel, state] of Object.entries(await panelStates(window.page))) {
        if (state !== "live") problems.push(`panel ${panel} was ${state}`);
      }
    }
    problems.push(...window.complaints);
    if (samples.length < 4) problems.push("too few samples to judge growth");
    for (const name of ["heap", "nodes", "listeners"] as const) {
      const grown = growth(samples, name);
      process.stdout.write(`${name}: ${(grown * 100).toFixed(1)} % between the first and the last quarter\n`);
      if (!(grown <= ALLOWED_GROWTH)) problems.push(`${name} grew by ${(grown * 100).toFixed(1)} %`);
    }
  } finally {
    await browser.close();
    await wall.stop();
    data.remove();
  }
  for (const problem of new Set(problems)) process.stderr.write(`${problem}\n`);
  process.stdout.write(problems.length === 0 ? `soak: ${minutes} minutes without fault\n` : "soak: failed\n");
  return problems.length === 0;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string" },
    pace: { type: "string", default: "20" },
    seed: { type: "string" },
    only: { type: "string", default: "" },
  },
});
const [what] = positionals;
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const fits = (minutes === null || minutes > 0) && Number.isSafeInteger(seed);
if (!fits || (what !== "wall" && what !== "sync" && what !== "cameras")) {
  process.stderr.write(
    "Say what to watch: npm run soak -- wall [--minutes N] [--pace N], or sync [--minutes N] [--seed S] [--only SUITE], or cameras [--minutes N]\n",
  );
  process.exit(1);
}
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const well =
  what === "wall"
    ? await soakWall(minutes ?? 10, values.pace)
    : what === "cameras"
      ? await soakCameras(minutes ?? 10, tell)
      : await soakSync({ minutes, seed, only: values.only, tell });
process.exitCode = well ? 0 : 1;
