/**
 * A day at the seats: one case from the call to its end by keyboard alone, its side ways, two seats on one case, a role that
 * may not, a cut in the middle, and a session that is ended.
 */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMPOSED_BY_PROCESSOR, openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, runToEnd, startHub, startWall, type Program } from "./program.ts";
import {
  afresh,
  caseOn,
  command,
  dispatchToFirst,
  logIn,
  openCase,
  openForm,
  report,
  rest,
  seatAt,
  sendForm,
  stateOf,
  tabTo,
  untilSent,
  untilState,
  writePeople,
} from "./seat.ts";

const folders = { hub: dataFolder("seats-hub"), a: dataFolder("seats-a"), b: dataFolder("seats-b") };
let browser: Browser;
let hub: Program;
let hubOptions: string[];
let a: Program;
let b: Program;
let left: Window;
let right: Window;

beforeAll(async () => {
  const people = writePeople(folders.hub.path);
  hubOptions = ["--data", folders.hub.path, "--city", "demo", "--people", people];
  [browser, hub] = await Promise.all([openBrowser([COMPOSED_BY_PROCESSOR]), startHub([...hubOptions, "--port", "0"])]);
  [a, b] = await Promise.all([
    startWall(["--data", folders.a.path, "--hub", hub.url]),
    startWall(["--data", folders.b.path, "--hub", hub.url]),
  ]);
  [left, right] = await Promise.all([openWindow(browser, seatAt(a.url)), openWindow(browser, seatAt(b.url))]);
  await Promise.all([logIn(left.page, "guan"), logIn(right.page, "zhi")]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([a?.stop(), b?.stop()]);
  await hub?.stop();
  for (const folder of Object.values(folders)) folder.remove();
});

/** How long somebody looks at a case before going on, ms: a glance. */
const READ_MS = 400;

/** From reported to handling, as the whole hall does it. */
async function upToHandling(page: Page, uid: number): Promise<void> {
  await command(page, "a", "accept");
  await openCase(page, uid);
  await untilState(page, "pendingFiling");
  await command(page, "l", "file");
  await openCase(page, uid);
  await untilState(page, "pendingDispatch");
  await dispatchToFirst(page);
  await openCase(page, uid);
  await untilState(page, "pendingHandling");
  await command(page, "t", "takeOn");
  await openCase(page, uid);
  await untilState(page, "handling");
}

test("a case goes from the call to its end by keyboard alone, and another seat sees each end of it", async () => {
  const { page } = left;
  const uid = await report(page, "路面塌陷，请尽快处理 甲");
  expect(await stateOf(page)).toBe("reported");
  await upToHandling(page, uid);
  await command(page, "s", "submit");
  await openCase(page, uid);
  await untilState(page, "pendingReview");
  await command(page, "y", "sendPostCheck");
  await openCase(page, uid);
  await untilState(page, "checking");
  await command(page, "p", "passCheck");
  await openCase(page, uid);
  await untilState(page, "pendingClose");
  await command(page, "z", "close");
  await openCase(page, uid);
  await untilState(page, "closed");
  await untilSent(page);
  await openCase(right.page, uid);
  await untilState(right.page, "closed");
  expect(left.complaints).toEqual([]);
});

test("what is sent back, put off, done badly and done again comes to its end too", async () => {
  const { page } = left;
  const uid = await report(page, "路面塌陷，来回办理 乙");
  await upToHandling(page, uid);
  const step = async (key: string, kind: string, state: string, words: string | null = null) => {
    await command(page, key, kind, words);
    await openCase(page, uid);
    await untilState(page, state);
  };
  await step("b", "sendBack", "returned", "不属于本单位职责范围");
  await dispatchToFirst(page);
  await openCase(page, uid);
  await untilState(page, "pendingHandling");
  await step("t", "takeOn", "handling");
  const fact = (kind: string) => page.locator(`[data-fact="${kind}"]`).first().waitFor({ timeout: 60_000 });
  await step("e", "requestExtension", "handling", "需要大修");
  await fact("extensionRequested");
  await step("Shift+E", "extend", "handling");
  await fact("extended");
  await step("s", "submit", "pendingReview");
  await step("y", "sendPostCheck", "checking");
  await step("f", "failCheck", "handling", "现场未修复");
  await step("s", "submit", "pendingReview");
  await step("y", "sendPostCheck", "checking");
  await step("p", "passCheck", "pendingClose");
  await step("z", "close", "closed");
  await untilSent(page);
  const facts = await page
    .locator("[data-fact]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-fact")));
  for (const fact of ["sentBack", "extended", "checkFailed", "closed"]) expect(facts).toContain(fact);
});

test("a department that was late may appeal, once, and is heard", async () => {
  const { page } = left;
  const uid = await report(page, "路面塌陷，超时办理 丙");
  await command(page, "a", "accept");
  await openCase(page, uid);
  await untilState(page, "pendingFiling");
  await openForm(page, "l", "file");
  await tabTo(page, '[data-field="limit"] input[type=radio]');
  await page.keyboard.press("ArrowUp");
  await page
    .locator('[data-field="limit"] label:last-of-type input[type=radio]:checked')
    .waitFor({ state: "attached" });
  await tabTo(page, '[data-field="limit"] [role=spinbutton]');
  await page.keyboard.press("Control+a");
  await page.keyboard.type("0.002");
  await tabTo(page, '[data-field="limit"] [role=combobox]');
  await page.keyboard.press("Enter");
  // A limit that runs at night too.
  const active = page.locator(".ant-select-item-option-active");
  await active.waitFor({ timeout: 20_000 });
  for (let i = 0; i < 12 && !URGENT_HOURS.test((await active.textContent()) ?? ""); i++) {
    const at = await active.textContent();
    await page.keyboard.press("ArrowDown");
    await page
      .waitForFunction((was) => document.querySelector(".ant-select-item-option-active")?.textContent !== was, at, {
        timeout: 2_000,
      })
      .catch(() => "the last of them");
  }
  await page.keyboard.press("Enter");
  await page.locator('[data-field="limit"] .ant-select', { hasText: URGENT_HOURS }).waitFor({ timeout: 20_000 });
  await sendForm(page, "file");
  await openCase(page, uid);
  await untilState(page, "pendingDispatch");
  await dispatchToFirst(page);
  await untilSent(page);
  await openCase(page, uid);
  // Seven seconds of an urgent hour are over soon.
  await page.locator(".casework-state b.red").waitFor({ timeout: 60_000 });
  for (const [key, kind, state] of [
    ["t", "takeOn", "handling"],
    ["s", "submit", "pendingReview"],
    ["y", "sendPostCheck", "checking"],
    ["p", "passCheck", "pendingClose"],
    ["z", "close", "closed"],
  ] as const) {
    await command(page, key, kind);
    await openCase(page, uid);
    await untilState(page, state);
  }
  await command(page, "a", "appeal", "当日道路封闭，无法进场");
  await openCase(page, uid);
  await command(page, "y", "grantAppeal", "情况属实");
  await openCase(page, uid);
  await page.locator('[data-fact="appealGranted"]').waitFor({ timeout: 20_000 });
  expect(await page.locator('[data-fact="appealed"]').count()).toBe(1);
  await untilSent(page);
});

test("two seats on one case: each sees the other, the second is told who has it, and what was typed stays", async () => {
  const uid = await report(left.page, "两席同办 丁");
  await command(left.page, "a", "accept");
  await untilSent(left.page);
  await openCase(left.page, uid);
  await openForm(left.page, "Shift+L", "notFile");
  await left.page.locator('[data-claim="own"]').waitFor({ timeout: 15_000 });
  await openCase(right.page, uid);
  await right.page.locator('[data-claim="other"]').waitFor({ timeout: 15_000 });
  await left.page.locator("[data-looker]").waitFor({ timeout: 15_000 });
  await openForm(right.page, "Shift+L", "notFile");
  const form = right.page.locator('[data-command="notFile"]');
  await form.locator("[role=alert]").first().waitFor({ timeout: 15_000 });
  await tabTo(right.page, '[data-command="notFile"] textarea');
  await right.page.keyboard.type("不符合立案条件");
  // Taken over with a reason: the other seat hears it.
  await tabTo(right.page, ".casework-steal input");
  await right.page.keyboard.type("交接班接手");
  await tabTo(right.page, ".casework-steal button");
  await right.page.keyboard.press("Enter");
  await left.page.locator('[data-claim="other"]').waitFor({ timeout: 15_000 });
  expect(await form.locator("textarea").first().inputValue()).toBe("不符合立案条件");
  await sendForm(right.page, "notFile");
  await openCase(right.page, uid);
  await untilState(right.page, "notFiled");
  await untilSent(right.page);
  await left.page.keyboard.press("Escape");
});

test("through a cut: what is done is kept with its date, sent when the hub is back, and what happened meanwhile is told", async () => {
  const { page } = left;
  const uid = await report(page, "断网办理 戊");
  expect(await hub.stop()).toBe(0);
  await command(page, "a", "accept");
  await openCase(page, uid);
  await untilState(page, "pendingFiling");
  await page.waitForTimeout(9_000);
  await page.keyboard.press("Alt+4");
  await page.locator(`.offline-page [data-entry][data-state="waiting"]`).first().waitFor({ timeout: 20_000 });
  const { port } = new URL(hub.url);
  hub = await startHub([...hubOptions, "--port", port]);
  await page.locator(".offline-meanwhile").waitFor({ timeout: 60_000 });
  await untilSent(page);
  await page.keyboard.press("y");
  await page.locator(".offline-meanwhile").waitFor({ state: "hidden", timeout: 20_000 });
  await openCase(page, uid);
  await untilState(page, "pendingFiling");
});

test("going from case to case takes no time to speak of, as a rule", async () => {
  const { page } = left;
  // Each seat has a machine of its own; here the other one rests on a page that draws nothing meanwhile.
  await right.page.evaluate(() => {
    window.location.hash = "#/offline";
  });
  await afresh(page);
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Escape");
  await expect
    .poll(() => page.locator("[data-page=queue] [data-uid]").count(), { timeout: 90_000 })
    .toBeGreaterThan(20);
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await page.locator("article[data-case]").waitFor({ timeout: 20_000 });
  // The page has just been opened anew: what it loads beside the case is there before anybody has read the first one.
  await page.waitForTimeout(2_000);
  await page.evaluate(() => performance.clearMeasures("citywall:triage"));
  for (let i = 1; i <= 16; i++) {
    await page.waitForTimeout(READ_MS);
    const before = await caseOn(page);
    await page.keyboard.press("j");
    await expect.poll(() => caseOn(page), { timeout: 10_000 }).not.toBe(before);
    await expect
      .poll(() => page.evaluate(() => performance.getEntriesByName("citywall:triage").length), { timeout: 10_000 })
      .toBeGreaterThanOrEqual(i);
  }
  const took = await page.evaluate(() =>
    performance.getEntriesByName("citywall:triage").map(({ duration }) => duration),
  );
  const median = took.toSorted((x, y) => x - y)[Math.floor(took.length / 2)] as number;
  expect(median).toBeLessThanOrEqual(300);
});

test("no page of the seat has a serious fault for who cannot see or point", { timeout: 600_000 }, async () => {
  const { page } = left;
  const found: string[] = [];
  for (const route of PAGES) {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/${route}`);
    await page.locator("h1").first().waitFor({ timeout: 20_000 });
    await rest(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      found.push(`${route}: ${id} ${nodes[0]?.target.join(" ")} ${nodes[0]?.html.slice(0, 160)}`);
    }
  }
  expect(found).toEqual([]);
});

test("a role that may not is offered nothing, and an account that is closed is out within five seconds", async () => {
  const { page } = right;
  await page.locator("[data-who]").click();
  await page.getByText("Log out", { exact: true }).click();
  await logIn(page, "shou");
  const uid = await report(left.page, "岗位权限 己");
  await openCase(page, uid);
  await page.locator('[data-take="accept"]').waitFor({ timeout: 20_000 });
  expect(await page.locator('[data-take="forceClose"], [data-take="dispatch"]').count()).toBe(0);
  const closed = await runToEnd([
    "src-hub/auth/manage-people.ts",
    "close",
    "--login",
    "shou",
    "--data",
    folders.hub.path,
    "--lang",
    "en",
  ]);
  expect(closed.code, closed.said).toBe(0);
  await page.locator("[data-cover], [data-door]").first().waitFor({ timeout: 5_000 });
  expect(right.complaints).toEqual([]);
});

/** The limit type whose hours never stop, as the form names it. */
const URGENT_HOURS = /urgent hour|hours, day and night/i;

/** Every page there is, and each of the office. */
const PAGES = [
  "queue",
  "new",
  "alarms",
  "offline",
  "handover",
  "contacts",
  "disputes",
  "recurrence",
  "reports",
  "settings",
  "office/people",
  "office/sessions",
  "office/screens",
  "office/roles",
  "office/departments",
  "office/targets",
  "office/rules",
  "office/cameras",
  "office/record",
] as const;
