/** Replay on the wall, read and moved as a person would; and its counts by a query of the cache that the wall reads. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Counts } from "../../shared/replay/cursor.ts";
import { countsBySql } from "../contract/replay-sql.ts";

const SCRUB = '[data-replay="ready"] input[type="range"]';
const WAIT = 60_000;

/** Opens the bar with its key, and waits until a day is there. */
export async function openReplay(page: Page): Promise<void> {
  await page.keyboard.press("b");
  await page.waitForSelector(SCRUB, { timeout: WAIT });
}

/** First and last instant of the stretch, epoch ms. */
export async function stretchShown(page: Page): Promise<readonly [from: number, to: number]> {
  const scrub = page.locator(SCRUB);
  return [Number(await scrub.getAttribute("min")), Number(await scrub.getAttribute("max"))];
}

/** The moment shown and what the bar counts there. */
export function replayed(page: Page): Promise<Counts & { readonly at: number }> {
  return page.evaluate(() => {
    const read = (name: string) =>
      Number(document.querySelector(`[data-replay-${name}]`)?.getAttribute(`data-replay-${name}`) ?? Number.NaN);
    return { at: read("at"), open: read("open"), overdue: read("overdue"), closed: read("closed") };
  });
}

/** Moves to an instant, a whole second after the start, by the scale. */
export async function seek(page: Page, at: number): Promise<void> {
  await page.locator(SCRUB).fill(String(at));
  await expect.poll(async () => (await replayed(page)).at, { timeout: WAIT }).toBe(at);
}

/** Goes to ten random instants of the stretch, the same ones each time, and compares what the screen counts with the facts. */
export async function expectCountsOfFacts(page: Page, dataDir: string): Promise<readonly Counts[]> {
  const [from, to] = await stretchShown(page);
  const cache = new DatabaseSync(join(dataDir, "cache.db"), { readOnly: true });
  try {
    const all: Counts[] = [];
    for (let n = 1; n <= 10; n++) {
      const at = from + Math.floor((((n * 0.618_034) % 1) * (to - from)) / 1_000) * 1_000;
      await seek(page, at);
      const { at: _at, ...counts } = await replayed(page);
      expect(counts).toEqual(countsBySql(cache, at, from));
      all.push(counts);
    }
    return all;
  } finally {
    cache.close();
  }
}
