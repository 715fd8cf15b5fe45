/**
 * All cases of a large city on the map, and the same cases drawn as peers draw them, each in a browser of its own.
 *
 * A wall takes changes in once a second for days, so the first steps, in which the browser still compiles, are left out of
 * the medians; the very first update is told beside them. For script alone, drawing calls are cut short: page/drawing.ts.
 */
import { loadavg } from "node:os";
import type { Page } from "playwright-core";
import type { Picked } from "./page/bench-page.ts";
import { openBenchWindow, TooLong, type BenchWindow, type What } from "./window.ts";

/** Slots in one patch, as the host sends them. */
const PATCH = 50_000;
const CHANGED = 1_000;
const PICKS: Record<What, number> = { own: 200, deck: 1, maplibre: 20 };
/** Steps that are left out, and steps that count. */
const OWN_STEPS = [20, 15] as const;
const AGAIN_STEPS = [8, 9] as const;
const PEER_STEPS = [1, 3] as const;
/** Instances of one drawing call, so that a card in software keeps up. */
const DRAWN = 500;
/** After this a peer is given fewer cases for what is left, ms. */
const PATIENCE_MS = 75_000;
const LESS_ROWS = 100_000;

type Note = (name: string, value: number) => void;

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

const steps = {
  prepareUpdate: (page: Page) => page.evaluate((count) => window.bench?.prepareUpdate(count), CHANGED),
  update: (page: Page) => page.evaluate(() => window.bench?.update()),
  scrub: (page: Page, i: number) => page.evaluate((step) => window.bench?.scrub(step), 390 - (i % 50) * 7),
  narrow: (page: Page, i: number) => page.evaluate((step) => window.bench?.narrow(step), i),
  everything: (page: Page) => page.evaluate(() => window.bench?.everything()),
  zoom: (page: Page, near: boolean) => page.evaluate((to) => window.bench?.zoom(to), near),
};

/** Script of each of several steps, the warming ones left out. */
async function costs(
  { page, cost }: BenchWindow,
  [warm, counted]: readonly [number, number],
  step: (page: Page, i: number) => Promise<unknown>,
  before: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<{ readonly first: number; readonly median: number }> {
  const took: number[] = [];
  for (let i = 0; i < warm + counted; i++) {
    await before(page);
    took.push(await cost(() => step(page, i)));
  }
  return { first: took[0] as number, median: middle(took.slice(warm)) };
}

/** The first picture. */
async function first(opened: BenchWindow, what: What, rows: number, note: Note): Promise<void> {
  const { page, cost, rest, heapBytes } = opened;
  const empty = await heapBytes();
  await page.evaluate((most) => window.bench?.drawAtMost(most), DRAWN);
  await page.evaluate(([count, size]) => window.bench?.prepare(count as number, size as number), [rows, PATCH]);
  const firstPaintScriptMs = await cost(async () => {
    await page.evaluate(() => window.bench?.load());
    await rest();
  });
  const shown = await page.evaluate(() => window.bench?.shown());
  if (shown !== rows) throw new Error(`${what}: ${shown} cases on the map instead of ${rows}`);
  const columns = (await page.evaluate(() => window.bench?.columnBytes())) ?? 0;
  note("firstPaintScriptMs", firstPaintScriptMs);
  note("heapBytesPerCase", ((await heapBytes()) - empty - columns) / rows);
}

async function picks({ page, within }: BenchWindow, times: number): Promise<Picked[]> {
  return within(page.evaluate((count) => window.bench?.pick(count) ?? [], times));
}

/** Picks whose answers were held against asking every case. */
async function ownPicks(opened: BenchWindow, where: string, say: (line: string) => void): Promise<Picked[]> {
  const picked = await picks(opened, PICKS.own);
  const wrong = picked.filter(({ right }) => right !== true).length;
  const hits = picked.filter(({ hit }) => hit).length;
  say(`  picks ${where}: ${picked.length} places, ${hits} hits, ${wrong} wrong answers`);
  if (wrong > 0 || hits === 0) throw new Error(`picks ${where}: ${wrong} of ${picked.length} are wrong, ${hits} hit`);
  return picked;
}

async function measureOwn(opened: BenchWindow, rows: number, note: Note, say: (line: string) => void): Promise<void> {
  const { page, rest, cost } = opened;
  await first(opened, "own", rows, note);
  const inCity = await ownPicks(opened, "over the city, hovered and clicked", say);
  const update = await costs(opened, OWN_STEPS, steps.update, steps.prepareUpdate);
  note("updateScriptMs", update.median);
  note("firstUpdateScriptMs", update.first);
  // each step until it is drawn; when the hand rests, cases are divided into clusters anew, in slices
  note("scrubScriptMs", (await costs(opened, OWN_STEPS, steps.scrub)).median);
  note("scrubRestScriptMs", await cost(rest));
  note("filterScriptMs", (await costs(opened, AGAIN_STEPS, steps.narrow)).median);
  await steps.everything(page);
  await rest();
  await steps.zoom(page, true);
  await rest();
  const inStreet = await ownPicks(opened, "at street level, hovered and clicked", say);
  note("streetUpdateScriptMs", (await costs(opened, AGAIN_STEPS, steps.update, steps.prepareUpdate)).median);
  note("streetScrubScriptMs", (await costs(opened, AGAIN_STEPS, steps.scrub)).median);
  note("streetFilterScriptMs", (await costs(opened, AGAIN_STEPS, steps.narrow)).median);
  const [city, street] = [inCity, inStreet].map((picked) => middle(picked.map(({ ms }) => ms))) as [number, number];
  note("pickMs", Math.max(city, street));
  note("cityPickMs", city);
  note("streetPickMs", street);
  note("longestPickMs", Math.max(...[...inCity, ...inStreet].map(({ ms }) => ms)));
}

/** The same figures of a peer, those that are not known yet. */
async function measurePeer(opened: BenchWindow, what: What, rows: number, known: ReadonlySet<string>, note: Note) {
  const { page, rest } = opened;
  // with the lesser number there is nothing left to fall back to
  const late = rows > LESS_ROWS ? performance.now() + PATIENCE_MS : Infinity;
  const unless = async (name: string, measure: () => Promise<number>) => {
    if (known.has(name)) return;
    if (performance.now() > late) throw new TooLong(`it went on for longer than ${PATIENCE_MS / 1000} s`);
    note(name, await measure());
  };
  await first(opened, what, rows, (name, value) => (known.has(name) ? undefined : note(name, value)));
  const median = async (...of: Parameters<typeof costs>) => (await costs(...of)).median;
  await unless("updateScriptMs", () => median(opened, PEER_STEPS, steps.update, steps.prepareUpdate));
  await unless("scrubScriptMs", () => median(opened, PEER_STEPS, steps.scrub));
  await unless("filterScriptMs", () => median(opened, PEER_STEPS, steps.narrow));
  await unless("pickMs", async () => {
    await opened.within(steps.everything(page));
    await rest();
    await page.evaluate(() => window.bench?.drawAtMost(0)); // a card that picks has to draw everything
    return middle((await picks(opened, PICKS[what])).map(({ ms }) => ms));
  });
}

/** Full number of cases first, and a lesser one for what took too long there; its names say so. */
async function peerFigures(url: string, what: What, rows: number, say: (line: string) => void) {
  const figures: Record<string, number> = { [`peer_${what}_rows`]: rows };
  const known = new Set<string>();
  for (const count of new Set([rows, Math.min(rows, LESS_ROWS)])) {
    say(`${what}: ${count} cases, ${loadavg()[0]?.toFixed(1)} programs running on average`);
    const opened = await openBenchWindow(url, what);
    try {
      await measurePeer(opened, what, count, known, (name, value) => {
        known.add(name);
        const full = `peer_${what}_${name}${count === rows ? "" : `_at${count}`}`;
        figures[full] = round(value);
        say(`  ${full}: ${round(value)}`);
      });
      opened.complain();
      break;
    } catch (error) {
      if (!(error instanceof TooLong) && known.size === 0) say(`  no figures: ${(error as Error).message}`);
      else say(`  given up with ${count} cases: ${(error as Error).message}`);
    } finally {
      await opened.close();
    }
  }
  return figures;
}

/** Figures of the wall's map, and of its peers over `peerRows` cases with the name of the peer before theirs. */
export async function measureCases(
  say: (line: string) => void,
  url: string,
  rows: number,
  peerRows: number,
  whats: readonly What[],
): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  if (whats.includes("own")) {
    say(`own: ${rows} cases, ${loadavg()[0]?.toFixed(1)} programs running on average`);
    const opened = await openBenchWindow(url, "own");
    try {
      await measureOwn(
        opened,
        rows,
        (name, value) => {
          figures[name] = round(value);
          say(`  ${name}: ${round(value)}`);
        },
        say,
      );
      opened.complain();
    } finally {
      await opened.close();
    }
  }
  for (const peer of ["deck", "maplibre"] as const) {
    if (whats.includes(peer)) Object.assign(figures, await peerFigures(url, peer, peerRows, say));
  }
  return figures;
}

const round = (value: number) => Number(value.toFixed(2));
