/**
 * Reading the wall by its data attributes, never by its words or classes: `data-panel` with `data-state`,
 * `data-figure` with `data-value`, `data-department` on the rows of the ranking.
 */
import type { Page } from "playwright-core";
import { expect } from "vitest";

export type PanelState = "loading" | "empty" | "live" | "stale" | "error";

/** Panels the scene of this wall must show. */
export const PANELS = ["funnel", "figures", "ticker", "topIssues", "trend", "ranking"];

/** State of every panel on the screen. */
export function panelStates(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("[data-panel]")].map((panel) => [
        panel.dataset["panel"] ?? "",
        panel.dataset["state"] ?? "",
      ]),
    ),
  );
}

/** Waits until every panel is in one of these states; says which is not when the time is over. */
export async function untilPanels(page: Page, states: readonly PanelState[], timeout: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const found = await panelStates(page);
        const missing = PANELS.filter((panel) => found[panel] === undefined);
        return [...missing, ...Object.entries(found).filter(([, state]) => !states.includes(state as PanelState))];
      },
      { timeout, interval: 100, message: `all panels ${states.join(" or ")}` },
    )
    .toEqual([]);
}

/** The number behind a figure, read from its attribute. */
export async function figure(page: Page, name: string, within = ""): Promise<number> {
  const value = await page.locator(`${within} [data-figure="${name}"]`).first().getAttribute("data-value");
  return Number(value);
}

/** One row of the ranking as the screen shows it. */
export interface RankingRow {
  readonly uid: number;
  /** Full name of the department. */
  readonly name: string;
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
      group: row.closest<HTMLElement>("[data-group]")?.dataset["group"] ?? "",
      rank: Number(row.dataset["rank"]),
      total: Number(row.querySelector<HTMLElement>('[data-figure="ranking.total"]')?.dataset["value"]),
    })),
  );
  return rows.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : a.rank - b.rank));
}

/** How many different colours a part of the screen shows: a blank or one-coloured map has a handful. */
export async function coloursOf(page: Page, selector: string): Promise<number> {
  const picture = await page.locator(selector).first().screenshot({ type: "png" });
  return page
    .context()
    .newPage()
    .then(async (blank) => {
      try {
        return await blank.evaluate(async (encoded) => {
          const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext("2d");
          if (context === null) throw new Error("no 2d canvas");
          context.drawImage(bitmap, 0, 0);
          const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
          const colours = new Set<number>();
          for (let i = 0; i < data.length; i += 4) {
            colours.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
          }
          return colours.size;
        }, picture.toString("base64"));
      } finally {
        await blank.close();
      }
    });
}

/** The newest line of the ticker as it reads, with the case it is about. */
export async function tickerTop(page: Page): Promise<string> {
  const row = page.locator('[data-panel="ticker"] [data-case]').first();
  return (await row.count()) === 0 ? "" : `${await row.getAttribute("data-case")} ${await row.innerText()}`;
}

/** Waits until the map shows its base and at least one case. */
export async function untilMapDrawn(page: Page, timeout: number): Promise<void> {
  await page.locator('[data-map][data-state="live"]').waitFor({ timeout });
}
