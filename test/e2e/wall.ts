/**
 * Reading the wall by its data attributes, never by its words or classes: `data-panel` with `data-state`,
 * `data-figure` with `data-value`, `data-department` on the rows of the ranking.
 */
import type { Page } from "playwright-core";

export type PanelState = "loading" | "empty" | "live" | "stale" | "error";

/** Panels the scene of this wall must show. */
export const PANELS = ["funnel", "figures", "ticker", "topIssues", "trend", "ranking"];

/** State of every panel on the screen; the map has states of its own. */
export function panelStates(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-panel]:not([data-panel="map"])')].map((panel) => [
        panel.dataset["panel"] ?? "",
        panel.dataset["state"] ?? "",
      ]),
    ),
  );
}

/** Waits until every panel is in one of these states; says which is not when `timeout` ms are over. */
export async function untilPanels(page: Page, states: readonly PanelState[], timeout: number): Promise<void> {
  const end = performance.now() + timeout;
  for (;;) {
    const found = await panelStates(page);
    const wrong = [
      ...PANELS.filter((panel) => found[panel] === undefined).map((panel) => `${panel}: missing`),
      ...Object.entries(found)
        .filter(([, state]) => !states.includes(state as PanelState))
        .map(([panel, state]) => `${panel}: ${state}`),
    ];
    if (wrong.length === 0) return;
    if (performance.now() > end) {
      throw new Error(`after ${timeout} ms not every panel is ${states.join(" or ")}: ${wrong.join(", ")}`);
    }
    await page.waitForTimeout(100);
  }
}

/** The number behind a figure, read from its attribute. */
export async function figure(page: Page, name: string, within = ""): Promise<number> {
  const value = await page.locator(`${within} [data-figure="${name}"]`).first().getAttribute("data-value");
  return Number(value);
}

/** Numbers behind several figures at one and the same moment: the city does not stand still between two readings. */
export function figuresTogether(page: Page, names: readonly string[]): Promise<number[]> {
  return page.evaluate(
    (wanted) =>
      wanted.map((name) => Number(document.querySelector<HTMLElement>(`[data-figure="${name}"]`)?.dataset["value"])),
    names,
  );
}

/**
 * Waits until the demonstration city's year of history is there: from then on its figures change by single cases. It is written
 * from the oldest day on, so the funnel counts all time until something is there of this month.
 */
export async function untilHistoryWritten(page: Page): Promise<void> {
  const shown = page.locator('[data-panel="funnel"] [data-window]');
  // In the first hours of a month nothing may be reported yet.
  const first = new Intl.DateTimeFormat("en", { timeZone: "Asia/Shanghai", day: "numeric" }).format() === "1";
  let before = 0;
  let quiet = 0;
  for (let looks = 0; looks < 120; looks++) {
    const now = await figure(page, "funnel.reported");
    const written = first || (await shown.getAttribute("data-window")) === "month";
    quiet = written && now > 0 && now >= before && now - before < 100 ? quiet + 1 : 0;
    if (quiet === 3) return;
    before = now;
    await page.waitForTimeout(1_500);
  }
  throw new Error("after three minutes the demonstration city is still writing its history");
}

/** One row of the ranking as the screen shows it. */
export interface RankingRow {
  readonly uid: number;
  /** Full name of the department, and the short one on the row. */
  readonly name: string;
  readonly short: string;
  /** Group it stands in, "" for none. */
  readonly group: string;
  readonly rank: number;
  readonly total: number;
}

/** Rows of the ranking, best first within each group. */
export async function ranking(page: Page): Promise<RankingRow[]> {
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-panel="ranking"] [data-department]')].map((row) => ({
      uid: Number(row.dataset["department"]),
      name: row.querySelector<HTMLElement>(".board-name")?.title ?? "",
      short: row.querySelector<HTMLElement>(".board-name")?.textContent.trim() ?? "",
      group: row.closest<HTMLElement>("[data-group]")?.dataset["group"] ?? "",
      rank: Number(row.dataset["rank"]),
      total: Number(row.querySelector<HTMLElement>('[data-figure="ranking.total"]')?.dataset["value"]),
    })),
  );
  return rows.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : a.rank - b.rank));
}

/** Cases of each department by its short name. */
export async function rankingTotals(page: Page): Promise<Record<string, number>> {
  return Object.fromEntries((await ranking(page)).map((row) => [row.short, row.total]));
}

/** The map's place on the wall. */
export const MAP = '[data-panel="map"]';

/** How many pixels of a part of the screen have nearly one of these colours. */
export async function pixelsOf(page: Page, selector: string, colours: readonly (readonly number[])[]): Promise<number> {
  const picture = await page.locator(selector).first().screenshot({ type: "png" });
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(
      async ([encoded, wanted]) => {
        const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext("2d");
        if (context === null) throw new Error("no 2d canvas");
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4) {
          const near = (colour: readonly number[]): boolean =>
            [0, 1, 2].every((part) => Math.abs((data[i + part] ?? 0) - (colour[part] ?? 0)) <= 10);
          if (wanted.some(near)) found += 1;
        }
        return found;
      },
      [picture.toString("base64"), colours] as const,
    );
  } finally {
    await blank.close();
  }
}

/** The list in the drawer against the ranking row of the same department, read in one look because cases go on moving. */
export function listAgainstRow(page: Page, department: number): Promise<{ listed: number; ranked: number }> {
  return page.evaluate((uid) => {
    const value = (selector: string): number =>
      Number(document.querySelector(selector)?.getAttribute("data-value") || Number.NaN);
    return {
      listed: value('[data-panel="cases"] [data-figure="cases.total"]'),
      ranked: value(`[data-department="${uid}"] [data-figure="ranking.total"]`),
    };
  }, department);
}

/** The newest line of the ticker as it reads, with the case it is about. */
export async function tickerTop(page: Page): Promise<string> {
  const row = page.locator('[data-panel="ticker"] [data-case]').first();
  return (await row.count()) === 0 ? "" : `${await row.getAttribute("data-case")} ${await row.innerText()}`;
}

/** Waits until the map shows its base and at least one case. */
export async function untilMapDrawn(page: Page, timeout: number): Promise<void> {
  await page.locator('[data-panel="map"][data-state="ready"]').waitFor({ timeout });
}
