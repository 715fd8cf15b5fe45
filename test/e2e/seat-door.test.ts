/** The seat's door, in a real browser against a real hub: the first administrator, wrong passwords, a session that ends. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMPOSED_BY_PROCESSOR, openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";

const PASSWORD = "three quiet plane trees";
const WAIT_MS = 30_000;

const data = dataFolder("door");
let browser: Browser;
let program: Program;
const windows: Window[] = [];

/** A window of the seat at one of its pages. */
async function openSeat(language: "zh-CN" | "en" = "en", hash = ""): Promise<Window> {
  const window = await openWindow(browser, program.url, { language });
  windows.push(window);
  await window.page.goto(`${program.url}/?program=seat&lang=${language}${hash}`);
  return window;
}

/** What a screen reader or a keyboard would stumble over, of the kinds that must not be. */
async function stumbles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = "" }) => `${id}: ${html} ${failureSummary}`));
}

/** Waits until motion has come to rest, so that no colour is seen half way. */
const rest = (page: Page) =>
  page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));

const door = (page: Page, name: string) => page.locator(`[data-door="${name}"]`).waitFor({ timeout: WAIT_MS });
const desk = (page: Page) => page.locator('.seat[data-freshness="live"]').waitFor({ timeout: WAIT_MS });

/** One of the choices of the settings, by its word. */
const choose = (page: Page, word: string) =>
  page.locator(".ant-segmented-item", { hasText: new RegExp(`^${word}$`) }).click();

async function logIn(page: Page, login: string, password: string): Promise<void> {
  await page.fill("#door-login", login);
  await page.fill("#door-password", password);
  await page.keyboard.press("Enter");
}

/** The embedded hub, as the program said it. */
const hub = (): string => /hub is at (http:\/\/[\w.[\]]+:\d+)/.exec(program.said())?.[1] ?? "";

beforeAll(async () => {
  [browser, program] = await Promise.all([
    openBrowser([COMPOSED_BY_PROCESSOR]),
    startWall(["--data", data.path, "--city", "none"]),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  data.remove();
});

test("Z91 a hub without accounts asks for the first administrator; what is wrong is told at its field, and nothing typed is lost", async () => {
  const { page } = await openSeat();
  await door(page, "first");
  await rest(page);
  expect(await stumbles(page)).toEqual([]);
  await page.fill("#door-login", "wanglan");
  await page.fill("#door-next", "short");
  await page.fill("#door-again", "other");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.locator('.ant-form-item-explain [id$="-said"], .ant-form-item-explain-error').count(), {
      timeout: WAIT_MS,
    })
    .toBeGreaterThan(2);
  expect(await page.inputValue("#door-login")).toBe("wanglan");
  await page.fill("#door-name", "Wang Lan");
  // The hub itself finds a well-known one too simple, and says so at the field.
  await page.fill("#door-next", "password");
  await page.fill("#door-again", "password");
  await page.keyboard.press("Enter");
  await page.locator('#door-next[aria-invalid="true"]').waitFor({ timeout: WAIT_MS });
  await page.fill("#door-next", PASSWORD);
  await page.fill("#door-again", PASSWORD);
  await page.keyboard.press("Enter");
  await desk(page);
  await page.locator('[data-who="wanglan"]').waitFor();
});

test("the first look around has five steps and comes once", async () => {
  const { page } = windows[0]!;
  const step = page.locator(".ant-tour-section");
  await step.waitFor({ timeout: WAIT_MS });
  for (let n = 1; n <= 5; n++) {
    await expect
      .poll(() => page.locator(".ant-tour-indicators").textContent(), { timeout: WAIT_MS })
      .toContain(`Step ${n} of 5`);
    await page.locator(".ant-tour-next-btn").click();
  }
  await step.waitFor({ state: "detached" });
  await page.reload();
  await desk(page);
  await page.waitForTimeout(1_000);
  expect(await step.count()).toBe(0);
});

test("Z86 Z93 a page, the palette and the card of keys by keyboard alone", async () => {
  const { page } = windows[0]!;
  await page.keyboard.press("Alt+0");
  await page.locator(".seat[data-page=settings]").waitFor();
  await rest(page);
  expect(await stumbles(page)).toEqual([]);
  await page.keyboard.press("Control+k");
  const palette = page.locator("[data-palette]");
  await palette.waitFor({ timeout: WAIT_MS });
  await palette.pressSequentially("txl"); // 通讯录, typed by its initials
  await page.locator('[aria-selected="true"][data-line="go.contacts"]').waitFor({ timeout: WAIT_MS });
  await rest(page);
  expect(await stumbles(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.locator(".seat[data-page=contacts]").waitFor();
  await palette.waitFor({ state: "detached" });
  await page.keyboard.press("?");
  // The settings have the same list, and lie hidden until another page is there.
  const card = page.locator(".ant-modal [data-keys-card]");
  await card.waitFor({ timeout: WAIT_MS });
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached", timeout: WAIT_MS });
});

test("Z88 a theme and a size of text are kept through a reload, and every theme can be read", async () => {
  const { page } = windows[0]!;
  await page.keyboard.press("Alt+0");
  for (const theme of ["Light", "Dusk"]) {
    await choose(page, theme);
    await page.locator(`:root[data-theme="${theme.toLowerCase()}"]`).waitFor({ state: "attached" });
    await rest(page);
    expect(await stumbles(page), theme).toEqual([]);
  }
  const unit = () => page.evaluate(() => document.documentElement.style.getPropertyValue("--u"));
  const normal = Number.parseFloat(await unit());
  await choose(page, "Largest");
  await expect.poll(async () => Number.parseFloat(await unit()), { timeout: WAIT_MS }).toBeGreaterThan(normal * 1.25);
  await page.reload();
  await desk(page);
  await page.locator(':root[data-theme="dusk"]').waitFor({ state: "attached" });
  expect(Number.parseFloat(await unit())).toBeGreaterThan(normal * 1.25);
  await choose(page, "Normal");
  await choose(page, "Dark");
  await page.locator(':root[data-theme="dark"]').waitFor({ state: "attached" });
});

test("Z91 a locked seat shows nothing until its person's password, whichever window one looks at", async () => {
  const { page } = windows[0]!;
  const second = await openSeat("zh-CN", "#/alarms");
  await desk(second.page);
  await page.keyboard.press("Control+l");
  for (const each of [page, second.page]) {
    await each.locator('[data-cover="lock"]').waitFor({ timeout: WAIT_MS });
    expect(await each.locator(".seat").isVisible()).toBe(false);
  }
  await page.reload();
  await page.locator('[data-cover="lock"]').waitFor({ timeout: WAIT_MS });
  await rest(page);
  expect(await stumbles(page)).toEqual([]);
  await page.fill("#door-password", "not this one");
  await page.keyboard.press("Enter");
  await page.locator('[data-problem="wrongPassword"]').waitFor({ timeout: WAIT_MS });
  await page.fill("#door-password", PASSWORD);
  await page.keyboard.press("Enter");
  for (const each of [page, second.page]) {
    await each.locator("[data-cover]").waitFor({ state: "detached", timeout: WAIT_MS });
    expect(await each.locator(".seat").isVisible()).toBe(true);
  }
  await second.close();
});

/** What an administrator at another machine asks of the hub. */
async function office(token: string, request: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${hub()}/door/office`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(request),
  });
  return (await answer.json()) as Record<string, unknown>;
}

test("Z96 a session that is ended elsewhere asks for the password over the page within five seconds, and what was typed is still there", async () => {
  const { page } = windows[0]!;
  await page.keyboard.press("Alt+5");
  const note = page.locator("main textarea").first();
  await note.waitFor({ timeout: WAIT_MS });
  await note.fill("North gate: the key is with Li");
  const login = await fetch(`${hub()}/door/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login: "wanglan", password: PASSWORD, machine: "office" }),
  });
  const { access } = (await login.json()) as { access: string };
  const { sessions } = (await office(access, { office: "sessions" })) as {
    sessions: readonly { session: number; own: boolean }[];
  };
  const others = sessions.filter(({ own }) => !own);
  expect(others.length).toBeGreaterThan(0);
  const ended = performance.now();
  for (const { session } of others) {
    expect(await office(access, { office: "endSession", session })).toEqual({ did: "done" });
  }
  await page.locator('[data-cover="again"]').waitFor({ timeout: WAIT_MS });
  expect(performance.now() - ended).toBeLessThan(5_000);
  await rest(page);
  expect(await stumbles(page)).toEqual([]);
  await page.fill("#door-password", PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("[data-cover]").waitFor({ state: "detached", timeout: WAIT_MS });
  expect(await note.inputValue()).toBe("North gate: the key is with Li");
  await desk(page);
});

test("logging out leads to the door; a wrong password is told with the tries that are left, then the lock with its time", async () => {
  const { page } = windows[0]!;
  await page.locator('[data-who="wanglan"]').click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await door(page, "login");
  await rest(page);
  expect(await stumbles(page)).toEqual([]);
  await logIn(page, "WangLan", "wrong password");
  const problem = page.locator('[data-problem="wrongPassword"]');
  await problem.waitFor({ timeout: WAIT_MS });
  expect(await page.inputValue("#door-login")).toBe("WangLan");
  // Somebody else's failures do not lock this account.
  for (let n = 0; n < 12 && (await page.locator('[data-problem="locked"]').count()) === 0; n++) {
    await logIn(page, "nobody-there", `wrong ${n}`);
    await page.locator("button[type=submit]:not(.ant-btn-loading)").waitFor();
  }
  await page.locator('[data-problem="locked"]').waitFor({ timeout: WAIT_MS });
  expect(await page.locator('[data-problem="locked"]').textContent()).toMatch(/\d+ (?:min|s|h)/);
  expect(await page.locator("button[type=submit]").isDisabled()).toBe(true);
  await page.reload();
  await door(page, "login");
  await logIn(page, "WangLan", PASSWORD);
  await desk(page);
});

test("nothing complained, no style was held back by the policy", () => {
  for (const { complaints } of windows) expect(complaints).toEqual([]);
});
