/** Reading the scenes of the case book: standings, their explanation, the lists behind their counts. */
import type { Page } from "playwright-core";
import { panelStates, type PanelState } from "./wall.ts";

/** Panels of the two scenes. */
export const RANKING_PANELS = ["evaluation", "honours", "indicators"];
export const BACKLOG_PANELS = ["backlog", "ages", "recurrence", "disputes"];

/** Changes the scene by its tab, without loading the page anew. */
export async function openScene(page: Page, scene: string, panels: readonly string[], timeout: number): Promise<void> {
  await page.locator(`[data-scene-tab="${scene}"]`).click();
  await page.locator(`[data-program="wall"][data-scene="${scene}"]`).waitFor({ timeout });
  await untilStates(page, panels, ["live", "empty"], timeout);
}

/** Waits until each of the panels is in one of these states. */
export async function untilStates(
  page: Page,
  panels: readonly string[],
  states: readonly PanelState[],
  timeout: number,
): Promise<void> {
  const end = performance.now() + timeout;
  for (;;) {
    const found = await panelStates(page);
    const wrong = panels.filter((panel) => !states.includes((found[panel] ?? "") as PanelState));
    if (wrong.length === 0) return;
    if (performance.now() > end) {
      const told = wrong.map((panel) => `${panel}: ${found[panel] ?? "missing"}`).join(", ");
      throw new Error(`after ${timeout} ms not ${states.join(" or ")}: ${told}`);
    }
    await page.waitForTimeout(100);
  }
}

/** A row of a board as the screen shows it. */
export interface StandingRow {
  readonly key: string;
  readonly group: string;
  readonly rank: number;
  readonly score: number;
}

/** The ranked rows of all boards, best first within each group. */
export async function standings(page: Page): Promise<StandingRow[]> {
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-panel="evaluation"] [data-key][data-rank]')].map((row) => ({
      key: row.dataset["key"] ?? "",
      group: row.closest<HTMLElement>("[data-group]")?.dataset["group"] ?? "",
      rank: Number(row.dataset["rank"]),
      score: Number(row.dataset["score"]),
    })),
  );
  return rows.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : a.rank - b.rank));
}

/** Opens a standing's explanation in the drawer. */
export async function openStanding(page: Page, key: string): Promise<void> {
  await page.locator(`[data-panel="evaluation"] [data-key="${key}"] button`).first().click();
  await page.locator(`[data-drawer="standing"] .explained[data-key="${key}"]`).waitFor({ timeout: 20_000 });
}

/** The counts of an explanation by their names, e.g. "standing.handling.solved". */
export function termsOf(page: Page): Promise<{ name: string; value: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-drawer="standing"] [data-figure^="standing."]')]
      .filter((figure) => figure.dataset["figure"] !== "standing.score")
      .map((figure) => ({ name: figure.dataset["figure"] ?? "", value: Number(figure.dataset["value"]) })),
  );
}

/** Cases in the list that is open, null before it has come. */
export async function listed(page: Page): Promise<number | null> {
  const value = await page
    .locator('[data-panel="cases"] [data-figure="cases.total"]')
    .getAttribute("data-value", { timeout: 10_000 });
  return value === null || value === "" ? null : Number(value);
}

/** Marks the document, so that a reload would be noticed: a change of the address alone is none. */
export async function markDocument(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute("data-marked", "yes"));
}
export async function isSameDocument(page: Page): Promise<boolean> {
  return (await page.locator("html").getAttribute("data-marked")) === "yes";
}
