/** Working at a seat as a person does: by keyboard alone, and looking at what is on the screen. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** The people of the tests: who does what, and the password that all of them have. */
export const PASSWORD = "Linlan-hall-2026";
export const PEOPLE = [
  { login: "guan", name: "管理员", role: "admin", personal: true },
  { login: "zhi", name: "值班长", role: "shiftLeader", personal: true },
  { login: "shou", name: "受理员", role: "acceptor", personal: true },
  { login: "pai", name: "派遣员", role: "dispatcher", personal: false },
  { login: "he", name: "核查员", role: "verifier", personal: false },
] as const;
export type Login = (typeof PEOPLE)[number]["login"];

/** Writes the file of people that a hub starts with; its path. */
export function writePeople(folder: string): string {
  const file = join(folder, "people.json");
  writeFileSync(file, JSON.stringify(PEOPLE.map((person) => ({ ...person, password: PASSWORD }))));
  chmodSync(file, 0o600);
  return file;
}

/** The address of the seat of a wall's shell. */
export const seatAt = (url: string, page = "queue"): string => `${new URL(url).origin}/?program=seat&lang=en#/${page}`;

/** Presses Tab until what has the keyboard matches; fails after a hundred and fifty. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector)) return;
    await page.keyboard.press("Tab");
    await page.waitForTimeout(15);
  }
  const at = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`Tab never came to ${selector}, but to ${at}`);
}

/** Logs in by keyboard and puts the first run's tour away. */
export async function logIn(page: Page, login: Login, password = PASSWORD): Promise<void> {
  await page.locator('[data-door] [data-form="login"]').waitFor({ timeout: 60_000 });
  await tabTo(page, "input:not([type=password])");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(login);
  await tabTo(page, "input[type=password]");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.locator(`[data-who="${login}"]`).waitFor({ timeout: 60_000 });
  await putTourAway(page);
}

/** The tour of the first run stands over the page; Escape ends it. */
export async function putTourAway(page: Page): Promise<void> {
  const tour = page.locator(".ant-tour").first();
  const came = await tour.waitFor({ timeout: 4_000 }).then(
    () => true,
    () => false,
  );
  if (!came) return;
  await page.keyboard.press("Escape");
  await tour.waitFor({ state: "hidden", timeout: 10_000 });
}

/** The state that the case on the screen is in. */
export const stateOf = (page: Page): Promise<string | null> =>
  page.locator("article[data-case]").first().getAttribute("data-state");

export async function untilState(page: Page, state: string): Promise<void> {
  await expect.poll(() => stateOf(page), { timeout: 60_000, message: `the case never was ${state}` }).toBe(state);
}

/** The uid of the case on the screen. */
export async function caseOn(page: Page): Promise<number> {
  return Number(await page.locator("article[data-case]").first().getAttribute("data-case"));
}

/** Opens a case by its address, as a link does. */
export async function openCase(page: Page, uid: number): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/case/${uid}`);
  await page.locator(`article[data-case="${uid}"]`).waitFor({ timeout: 60_000 });
}

/** Commands that say nothing but themselves: done at their key. */
const PLAIN: ReadonlySet<string> = new Set([
  "accept",
  "takeOn",
  "extend",
  "submit",
  "sendPostCheck",
  "passCheck",
  "close",
]);

/** Gives a command by its key; words go into its form, and Ctrl+Enter sends it. */
export async function command(page: Page, key: string, kind: string, words: string | null = null): Promise<void> {
  // A form that a digit opened is only to be sent.
  if (key !== "Control+Enter") await page.keyboard.press(key);
  if (PLAIN.has(kind)) return;
  const form = page.locator(`[data-card="form"][data-command="${kind}"]`);
  await form.waitFor({ timeout: 15_000 });
  await form.locator("[data-act=send]").waitFor({ timeout: 10_000 });
  if (words !== null) {
    await tabTo(page, `[data-command="${kind}"] textarea`);
    await page.keyboard.type(words);
  }
  await page.keyboard.press("Control+Enter");
  await form.waitFor({ state: "hidden", timeout: 10_000 });
}

/** Waits until nothing of this machine is on its way any more: the head then has no mark of it. */
export async function untilSent(page: Page): Promise<void> {
  // What was just asked for is told of within a beat.
  await page.waitForTimeout(1_200);
  await expect
    .poll(() => page.locator('[data-waiting]:not([data-waiting="0"])').count(), {
      timeout: 60_000,
      message: "something was never sent",
    })
    .toBe(0);
}
