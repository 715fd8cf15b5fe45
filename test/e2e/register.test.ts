/** The register of cameras, their board and card, and the pictures of a case, as a person at the wall uses them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { caseDraft } from "../contract/drafts.ts";
import { foundTown } from "../fixtures/video/town.ts";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startWall, type Program } from "./program.ts";
import { figure } from "./wall.ts";

const data = dataFolder("register");
let browser: Browser;
let wall: Program;
let window: Window;

beforeAll(async () => {
  browser = await openBrowser();
  const uids = foundTown(
    data.path,
    ["north", "south", "east"].map((id) => ({ id, streams: [] })),
  );
  pictureCase(await jpeg(browser), uids["north"] ?? 0);
  wall = await startWall(["--data", data.path, "--city", "none"]);
  window = await openWindow(browser, wall.url);
  await window.page.locator('[data-figure="camerasOnline"][data-value="3"]').waitFor({ timeout: 60_000 });
});
afterAll(async () => {
  await browser?.close();
  await wall?.stop();
  data.remove();
});

/** A picture as browsers make them. */
async function jpeg(of: Browser): Promise<Buffer> {
  const page = await of.newPage();
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.fillStyle = "#4ea1ff";
    context.fillRect(8, 8, 40, 20);
    return canvas.toDataURL("image/jpeg");
  });
  await page.close();
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** A case with a picture that the camera took. */
function pictureCase(bytes: Buffer, camera: number): void {
  const store = openSqliteStore(hubFile(data.path));
  const id = createHash("sha256").update(bytes).digest("hex");
  try {
    store.transact(Date.now(), (tx) => {
      const { uid } = tx.put("cases", caseDraft("1", { address: "North gate" }));
      tx.keepPicture(id, bytes);
      tx.put("pictures", {
        ...{ platform: "test", id, camera, caseUid: uid, at: Date.now() - 60_000, width: 64, height: 36 },
        ...{ type: "image/jpeg", bytes: bytes.length, takenBy: "Director" },
      });
    });
  } finally {
    store.close();
  }
}

const register = (page: Page) => page.locator('[data-page="register"]');
const names = async (page: Page) => register(page).locator(".register-side [data-camera] > span").allInnerTexts();
const save = (page: Page) => register(page).locator('button[type="submit"]').click();

test("V47 the figure opens the board: the rate with its counts, owners, and a file of the weeks", async () => {
  const { page } = window;
  await page.locator('[data-figure="camerasOnline"]').click();
  const online = page.locator('[data-figure="cameraHealth.online"]');
  await expect.poll(() => online.getAttribute("data-of")).toBe("3");
  expect(await page.locator('[data-list="owners"] [data-owner]').count()).toBe(1);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("[data-export]").click()]);
  expect(file.suggestedFilename()).toMatch(/^camera-availability-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines[0]).toBe("\u{feff}Camera,Code,Owner,Week (Monday),Availability,Hours available,Hours watched");
  // Eight weeks of three cameras.
  expect(lines.length).toBe(1 + 3 * 8);
});

test("V80 a camera is registered while everything runs; what is wrong is told by field and nothing is sent", async () => {
  const { page } = window;
  await page.locator("[data-register]").click();
  await expect.poll(() => names(page)).toEqual(["Camera east", "Camera north", "Camera south"]);
  await register(page).locator("[data-new]").click();
  const field = (name: string) => register(page).locator(`input[name="${name}"]`);
  await field("lon").fill("114.5021, 30.5");
  expect(await field("lat").inputValue()).toBe("30.5");
  await field("lat").fill("thirty");
  await field("author").fill("Administrator");
  await save(page);
  await expect
    .poll(() => register(page).locator(".register-fault").allInnerTexts())
    .toEqual(["A name is needed.", "This must be a number, such as 112.56."]);
  await field("lat").fill("30.5");
  await field("name").fill("西门");
  await field("nameEn").fill("West gate");
  await register(page).locator("[data-add-stream]").click();
  await register(page).locator('[data-stream="0"] input').fill("https://user:secret@cameras.test/west.m3u8");
  await save(page);
  await expect.poll(() => register(page).locator('[data-stream="0"] .register-fault').count()).toBe(1);
  await register(page).locator('[data-stream="0"] input').fill("https://cameras.test/west.m3u8");
  await save(page);
  await expect.poll(() => names(page)).toEqual(["Camera east", "Camera north", "Camera south", "West gate"]);
  expect(await figure(page, "cameraHealth.online")).toBe(3);
});

test("a camera is found, changed and removed again; a group keeps the order it is given", async () => {
  const { page } = window;
  await register(page).locator('input[type="search"]').fill("west");
  await expect.poll(() => names(page)).toEqual(["West gate"]);
  await register(page).locator(".register-side [data-camera]").click();
  await expect
    .poll(() => register(page).locator('[data-stream="0"] input').inputValue())
    .toBe("https://cameras.test/west.m3u8");
  await register(page).locator('input[name="nameEn"]').fill("West gate, new");
  await save(page);
  await expect.poll(() => names(page)).toEqual(["West gate, new"]);

  await register(page).locator('[data-tab="groups"]').click();
  await register(page).locator("[data-new]").click();
  await register(page).locator('input[name="name"]').fill("两门");
  await register(page).locator('.register-round input[type="search"]').fill("south");
  await page.keyboard.press("Enter");
  await register(page).locator('.register-round input[type="search"]').fill("north");
  await page.keyboard.press("Enter");
  const steps = () => register(page).locator(".register-step > span").allInnerTexts();
  expect(await steps()).toEqual(["1. Camera south", "2. Camera north"]);
  await register(page).locator(".register-step").nth(1).locator("button").first().click();
  expect(await steps()).toEqual(["1. Camera north", "2. Camera south"]);
  await save(page);
  await register(page).locator("[data-group]", { hasText: "两门" }).click();
  await expect.poll(steps).toEqual(["1. Camera north", "2. Camera south"]);

  await register(page).locator('[data-tab="cameras"]').click();
  await register(page).locator('.register-side input[type="search"]').fill("west");
  await register(page).locator(".register-side [data-camera]").click();
  await register(page).locator("[data-remove]").click();
  await register(page).locator("[data-sure]").click();
  await register(page).locator('.register-side input[type="search"]').fill("");
  await expect.poll(() => names(page)).toEqual(["Camera east", "Camera north", "Camera south"]);
  await page.keyboard.press("Escape");
  expect(await register(page).count()).toBe(0);
});

test("pictures of a case are fetched and shown with where and when they were taken", async () => {
  const { page } = window;
  await page.keyboard.press("Escape");
  await page.locator('[data-panel="ticker"] [data-case]').first().click();
  const picture = page.locator("[data-picture]");
  await expect.poll(() => picture.getAttribute("data-state"), { timeout: 15_000 }).toBe("shown");
  expect(await picture.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
  expect(await picture.locator("img").getAttribute("alt")).toContain("Camera north");
  await picture.locator("figcaption button").click();
  await expect.poll(() => page.locator("article[data-camera] h3").innerText()).toBe("Camera north");
  expect(window.complaints).toEqual([]);
});
