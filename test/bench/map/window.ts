/**
 * The bench's page in a real browser that draws in software: script time as the browser itself counts it, in time of the
 * page's own thread, so that other work on the machine is left out; and memory after what is not used was collected.
 */
import type { Page } from "playwright-core";
import { openBrowser } from "../../e2e/browser.ts";

/** The page rests when it had less script than this in each of two looks, ms: a slice of work is more, an idle beat less. */
const QUIET = 6;
const LOOK_MS = 250;
/** No step may take longer, ms of the wall's clock. */
export const LIMIT_MS = 60_000;

/** A step took longer than it may. */
export class TooLong extends Error {}

export type What = "own" | "deck" | "maplibre";

/** One way to draw, in a browser of its own. */
export interface BenchWindow {
  readonly page: Page;
  /** Script of a step, ms. @throws TooLong */
  cost(step: () => Promise<unknown>): Promise<number>;
  /** Waits for a piece of work as long as any may take. @throws TooLong */
  within<T>(work: Promise<T>): Promise<T>;
  /** Until the page has nothing more to do. @throws TooLong */
  rest(): Promise<void>;
  /** Bytes of the page's heap and of the memory behind its typed arrays, after a collection. */
  heapBytes(): Promise<number>;
  /** @throws when something went wrong in the page. */
  complain(): void;
  close(): Promise<void>;
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong(`a step took longer than ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  // what becomes of a step that nobody waits for any more is of no interest
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function openBenchWindow(url: string, what: What): Promise<BenchWindow> {
  const browser = await openBrowser();
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

  async function scriptMs(): Promise<number> {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? Number.NaN);
  }

  async function untilQuiet(): Promise<void> {
    const end = performance.now() + LIMIT_MS;
    let last = await scriptMs();
    for (let quiet = 0; quiet < 2;) {
      if (performance.now() > end) throw new TooLong(`the page had no rest in ${LIMIT_MS / 1000} s`);
      await page.waitForTimeout(LOOK_MS);
      const now = await scriptMs();
      quiet = now - last < QUIET ? quiet + 1 : 0;
      last = now;
    }
  }

  return {
    page,
    async cost(step) {
      const before = await scriptMs();
      await within(step());
      return (await within(scriptMs())) - before;
    },
    within,
    rest: untilQuiet,
    async heapBytes() {
      for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
      const usage = (await session.send("Runtime.getHeapUsage")) as { usedSize: number; backingStorageSize?: number };
      return usage.usedSize + (usage.backingStorageSize ?? 0);
    },
    complain() {
      if (troubles.length > 0) throw new Error(`${what}: ${troubles.join("; ")}`);
    },
    close: () => browser.close(),
  };
}
