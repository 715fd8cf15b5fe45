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

/** What a form has chosen by itself, or by the digit that opened it, before it can be sent. */
const CHOSEN: Readonly<Record<string, string>> = {
  file: '[data-field="limit"] input[type=radio]:checked',
  dispatch: '[data-field="department"] input[type=radio]:checked',
};

const formOf = (page: Page, kind: string) => page.locator(`[data-card="form"][data-command="${kind}"]`);

/** Which commands the foot of the page tells of. */
const givenOn = (page: Page): Promise<(string | null)[]> =>
  page.locator("[data-request]").evaluateAll((all) => all.map((each) => each.getAttribute("data-request")));

/** Does what gives a command, and waits until the foot of the page tells of one more. */
async function untilGiven(page: Page, kind: string, give: () => Promise<void>): Promise<void> {
  const before = await givenOn(page);
  await give();
  await expect
    .poll(async () => (await givenOn(page)).some((each) => !before.includes(each)), {
      timeout: 30_000,
      message: `${kind} was never given`,
    })
    .toBe(true);
}

/** Presses the key of a command as soon as it is offered. */
async function take(page: Page, key: string, kind: string): Promise<void> {
  await page.locator(`[data-take="${kind}"]`).waitFor({ timeout: 60_000 });
  await page.keyboard.press(key);
}

/** Opens the form of a command by its key. */
export async function openForm(page: Page, key: string, kind: string): Promise<void> {
  await take(page, key, kind);
  await formOf(page, kind).locator("[data-act=send]").waitFor({ timeout: 30_000 });
  const chosen = CHOSEN[kind];
  if (chosen !== undefined) await formOf(page, kind).locator(chosen).waitFor({ state: "attached", timeout: 30_000 });
}

/** Gives the case on the screen to the department that was proposed first, by its digit. */
export async function dispatchToFirst(page: Page): Promise<void> {
  await page.locator("[data-suggestion]").first().waitFor({ timeout: 60_000 });
  await page.keyboard.press("1");
  await formOf(page, "dispatch")
    .locator(CHOSEN["dispatch"] as string)
    .waitFor({ state: "attached", timeout: 30_000 });
  await sendForm(page, "dispatch");
}

/** Sends the form that is open. */
export function sendForm(page: Page, kind: string): Promise<void> {
  return untilGiven(page, kind, async () => {
    await page.keyboard.press("Control+Enter");
    await formOf(page, kind).waitFor({ state: "hidden", timeout: 30_000 });
  });
}

/** Gives a command by its key; words go into its form, and Ctrl+Enter sends it. */
export async function command(page: Page, key: string, kind: string, words: string | null = null): Promise<void> {
  if (PLAIN.has(kind)) return untilGiven(page, kind, () => take(page, key, kind));
  await openForm(page, key, kind);
  if (words !== null) {
    await tabTo(page, `[data-command="${kind}"] textarea`);
    await page.keyboard.type(words);
  }
  await sendForm(page, kind);
}

/** Waits until nothing of this machine is on its way any more: neither the foot nor the head tells of anything. */
export async function untilSent(page: Page): Promise<void> {
  const onWay = '[data-undo="held"], [data-undo="leaving"], [data-undo="taking"], [data-undo="kept"]';
  await expect
    .poll(() => page.locator(`${onWay}, [data-waiting]:not([data-waiting="0"])`).count(), {
      timeout: 60_000,
      message: "something was never sent",
    })
    .toBe(0);
}

/** Waits until a page has come to rest: nothing is read any more and no colour is half way. */
export async function rest(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("main [aria-busy=true], main .ant-skeleton, .seat-loading") === null &&
      document.getAnimations().every(({ playState }) => playState !== "running"),
    null,
    { timeout: 30_000 },
  );
}

/** Opens the page anew: what a test before left open is gone, who is logged in stays. */
export async function afresh(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = "#/queue";
  });
  await page.reload();
  await page.locator("[data-page=queue] h1").waitFor({ timeout: 60_000 });
}

/** Reports a case from a seat whose role may, told by words that no other has, and waits until the hub has it. */
export async function reportCase(page: Page, words: string): Promise<void> {
  await afresh(page);
  await page.keyboard.press("n");
  await page.locator("#newcase-address").waitFor({ timeout: 20_000 });
  await tabTo(page, "#newcase-address");
  await page.keyboard.type("人民路");
  await page.locator(".ant-select-item-option").first().waitFor({ timeout: 20_000 });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".newcase-point button").waitFor({ timeout: 10_000 });
  await tabTo(page, "#newcase-class");
  await page.keyboard.type("dlps");
  await page.locator(".ant-select-item-option-content", { hasText: "06013" }).first().waitFor({ timeout: 20_000 });
  await page.keyboard.press("Enter");
  await page.locator(".newcase-form .ant-select", { hasText: "06013" }).waitFor({ timeout: 10_000 });
  await tabTo(page, "#newcase-description");
  await page.keyboard.type(words);
  await page.keyboard.press("Control+Enter");
  await page.locator("[data-undo]").first().waitFor({ timeout: 10_000 });
  await untilSent(page);
}

/** Reports a case and opens it from the queue; gives its uid. */
export async function report(page: Page, words: string): Promise<number> {
  await reportCase(page, words);
  await page.keyboard.press("Alt+1");
  await page.locator("[data-page=queue] h1").waitFor({ timeout: 20_000 });
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(words);
  const row = page.locator("[data-page=queue] [data-uid]");
  await expect.poll(() => row.count(), { timeout: 30_000 }).toBe(1);
  const uid = Number(await row.first().getAttribute("data-uid"));
  await page.keyboard.press("Escape");
  await openCase(page, uid);
  return uid;
}
