/** A briefing over the living demonstration city: its figures stand still, open to their cases, and lead by keys. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { figure, untilHistoryWritten, untilPanels } from "./wall.ts";

const STEPS = ["headlines", "funnel", "ranking", "trend", "issues", "typical", "moment", "closing"];
const data = dataFolder("briefing");
let browser: Browser;
let wall: Program;
let living: Window;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, wall] = await Promise.all([
    openBrowser(),
    startWall(["--data", data.path, "--city", "demo", "--pace", "120"]),
  ]);
  living = await openWindow(browser, wall.url);
  await untilPanels(living.page, ["live"], 90_000);
  await untilHistoryWritten(living.page);
  page = await briefing();
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

/** Another window of the same browser profile each time: they share what a briefing shares. */
let context: Awaited<ReturnType<Browser["newContext"]>> | null = null;
async function briefing(more = "", language = "en"): Promise<Page> {
  context ??= await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const opened = await context.newPage();
  opened.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  opened.on("pageerror", (error) => complaints.push(error.message));
  await opened.goto(`${wall.url}/?program=briefing&lang=${language}${more}`);
  await opened.locator(".briefing-stage").first().waitFor({ timeout: 60_000 });
  return opened;
}

const step = (of: Page) => of.locator(".briefing-stage").first().getAttribute("data-step");
/** All numbers of the step, by name. */
const numbers = (of: Page) =>
  of.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>(".briefing-page [data-figure]")].map((each) => [
        each.dataset["figure"],
        each.dataset["value"],
      ]),
    ),
  );

test("X99 keys lead through all steps, jump, darken and come back", async () => {
  const seen: (string | null)[] = [await step(page)];
  for (let n = 1; n < STEPS.length; n++) {
    await page.keyboard.press("ArrowRight");
    seen.push(await step(page));
  }
  expect(seen).toEqual(STEPS);
  await page.keyboard.press("ArrowRight");
  expect(await step(page)).toBe("closing");
  await page.keyboard.press("5");
  await page.keyboard.press("Enter");
  expect(await step(page)).toBe("issues");
  await page.keyboard.press("b");
  expect(await page.locator("[data-black]").count()).toBe(1);
  await page.keyboard.press("Home");
  expect(await step(page)).toBe("headlines");
  expect(await page.locator("[data-black]").count()).toBe(0);
});

test("X96 its figures stand still while cases arrive", async () => {
  await page.keyboard.press("2");
  await page.keyboard.press("Enter");
  const before = await numbers(page);
  expect(Number(before["funnel.reported"])).toBeGreaterThan(50);
  const at = await page.locator(".briefing-stage").getAttribute("data-at");
  const shown = await figure(living.page, "open");
  await expect.poll(() => figure(living.page, "open"), { timeout: 90_000, interval: 1_000 }).not.toBe(shown);
  expect(await numbers(page)).toEqual(before);
  expect(await page.locator(".briefing-stage").getAttribute("data-at")).toBe(at);
  expect(await page.locator("[data-foot]").innerText()).toMatch(/Figures as of .*Scheme .*version .*provisional/s);
});

test("X97 a number opens exactly its cases, also after they have gone on", async () => {
  for (const name of ["funnel.closed", "funnel.reported"]) {
    const number = page.locator(`[data-figure="${name}"]`);
    const count = Number(await number.getAttribute("data-value"));
    await number.focus();
    await page.keyboard.press("Enter");
    const drawer = page.locator(".briefing-drawer");
    await drawer.locator("[data-case]").first().waitFor();
    expect(await figure(page, "cases.total", ".briefing-drawer")).toBe(count);
    expect(await drawer.locator("[data-case]").count()).toBe(Math.min(50, count));
    await page.keyboard.press("Escape");
    expect(await drawer.count()).toBe(0);
  }
  // From a list to one of its cases, and back.
  await page.locator('[data-figure="funnel.reported"]').click();
  await page.locator(".briefing-drawer [data-case]").first().click();
  expect(await page.locator(".briefing-drawer").getAttribute("data-drawer")).toBe("case");
  await page.keyboard.press("Escape");
  expect(await page.locator(".briefing-drawer").getAttribute("data-drawer")).toBe("figure");
  await page.keyboard.press("Escape");
});

test("X104 the speaker's screen leads the wall, has the same figures and the notes alone", async () => {
  const opening = page.waitForEvent("popup");
  await page.keyboard.press("s");
  const speaker = await opening;
  await speaker.locator(".briefing-stage").first().waitFor({ timeout: 60_000 });
  expect(await step(speaker)).toBe("funnel");
  await page.keyboard.press("1");
  await page.keyboard.press("Enter");
  await expect.poll(() => step(speaker)).toBe("headlines");
  const at = (of: Page) => of.locator(".briefing-stage").first().getAttribute("data-at");
  expect(await at(speaker)).toBe(await at(page));
  const note = await speaker.locator("[data-notes]").inputValue();
  expect(note.length).toBeGreaterThan(20);
  expect(await page.content()).not.toContain(note);
  await speaker.locator(".briefing-steps button").nth(7).click();
  await expect.poll(() => step(page)).toBe("closing");
  // Taken anew, both have the new figures.
  const old = await at(page);
  await speaker.locator("[data-again]").click();
  await expect.poll(() => at(page), { timeout: 30_000 }).not.toBe(old);
  expect(await at(speaker)).toBe(await at(page));
  // Another period, and back.
  const first = await speaker.locator("[data-period]").inputValue();
  const other = await speaker.locator("[data-period] option").nth(1).getAttribute("value");
  await speaker.locator("[data-period]").selectOption(other ?? "");
  await expect.poll(() => page.locator("[data-foot]").innerText(), { timeout: 30_000 }).not.toMatch(/still running/);
  await speaker.locator("[data-period]").selectOption(first);
  await expect.poll(() => page.locator("[data-foot]").innerText(), { timeout: 30_000 }).toMatch(/still running/);
  await speaker.close();
});

test("X100 ink is drawn over everything and is gone by itself", async () => {
  await page.keyboard.press("p");
  const sheet = page.locator(".briefing-ink");
  expect(await sheet.getAttribute("data-pen")).toBe("down");
  await page.mouse.move(400, 400);
  await page.mouse.down();
  await page.mouse.move(700, 500, { steps: 8 });
  await page.mouse.up();
  await expect.poll(async () => Number(await sheet.getAttribute("data-ink"))).toBeGreaterThan(3);
  await expect.poll(async () => Number(await sheet.getAttribute("data-ink")), { timeout: 15_000 }).toBe(0);
  await page.keyboard.press("Escape");
  expect(await sheet.getAttribute("data-pen")).toBe("up");
});

test("the busiest hour is played back on the map", async () => {
  await page.keyboard.press("7");
  await page.keyboard.press("Enter");
  const controls = page.locator("[data-moment-at]");
  await controls.waitFor({ timeout: 60_000 });
  await expect
    .poll(async () => Number((await page.locator('[data-moment="open"]').innerText()).replaceAll(",", "")), {
      timeout: 60_000,
    })
    .toBeGreaterThan(0);
  const at = Number(await controls.getAttribute("data-moment-at"));
  await controls.locator("button").click();
  await expect
    .poll(async () => Number(await controls.getAttribute("data-moment-at")), { timeout: 60_000 })
    .toBeGreaterThan(at);
});

test.each(["en", "zh-CN"])(
  "every step in %s can be used by everybody, and nothing runs out of the window",
  async (language) => {
    const own = await briefing("", language);
    for (const [n, name] of STEPS.entries()) {
      await own.keyboard.press(String(n + 1));
      await own.keyboard.press("Enter");
      await expect.poll(() => step(own)).toBe(name);
      const { violations } = await new AxeBuilder({ page: own }).analyze();
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave.map(({ id, nodes }) => `${name} ${id} ${nodes[0]?.html}`)).toEqual([]);
      const over = await own.evaluate(() => {
        const foot = document.querySelector(".briefing-foot")?.getBoundingClientRect();
        const shown = document.querySelector(".briefing-page")?.getBoundingClientRect();
        const last = [...document.querySelectorAll(".briefing-page *")].map(
          (each) => each.getBoundingClientRect().bottom,
        );
        return { foot: (foot?.bottom ?? 9e9) <= innerHeight, page: Math.max(...last) <= (shown?.bottom ?? 0) + 1 };
      });
      expect({ name, ...over }).toEqual({ name, foot: true, page: true });
    }
    await own.close();
  },
);

test("nothing was complained of", () => {
  expect(complaints).toEqual([]);
});
