/**
 * A snapshot becomes a case: taken from a tile on one wall with one key, confirmed by a person, in the hub with its picture,
 * and on another wall. Also while the hub is away.
 */
import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { openStreamServer, type StreamServer } from "../fixtures/video/stream-server.ts";
import { openStudio, type Studio } from "../fixtures/video/studio.ts";
import { foundTown } from "../fixtures/video/town.ts";
import { openBrowser, openWindow, type Window } from "./browser.ts";
import { dataFolder, startHub, startWall, type Program } from "./program.ts";
import { openReplay } from "./replay.ts";

const hubData = dataFolder("video-hub");
const folders = [dataFolder("video-one"), dataFolder("video-two")] as const;
const studio: Studio = openStudio({ width: 320, height: 176, fps: 10 });
let streams: StreamServer;
let hub: Program;
let walls: readonly [Program, Program];
let browser: Browser;
let windows: readonly [Window, Window];
let camera = 0;

beforeAll(async () => {
  await studio.ready;
  streams = await openStreamServer({ sub: studio });
  const uids = foundTown(hubData.path, [
    {
      id: "gate",
      streams: [{ use: "sub", kind: "mjpeg", url: streams.url("sub/mjpeg") }],
      // The left half of what it sees is somebody's windows.
      masks: [
        [
          [0, 0],
          [0.5, 0],
          [0.5, 1],
          [0, 1],
        ],
      ],
    },
  ]);
  camera = uids["gate"] ?? 0;
  [browser, hub] = await Promise.all([
    openBrowser(),
    startHub(["--data", hubData.path, "--port", "0", "--city", "none"]),
  ]);
  const options = folders.map(({ path }) => ["--data", path, "--hub", hub.url]);
  walls = [await startWall(options[0]!), await startWall(options[1]!)];
  windows = [await openWindow(browser, walls[0].url), await openWindow(browser, walls[1].url)];
  await windows[0].page.goto(`${walls[0].url}/?lang=en&scene=cameras`);
});
afterAll(async () => {
  await browser?.close();
  for (const wall of walls ?? []) await wall.stop();
  await hub?.stop();
  await streams?.close();
  await studio.close();
  for (const folder of [hubData, ...folders]) folder.remove();
});

interface Kept {
  readonly cases: readonly RecordOf<"cases">[];
  readonly pictures: readonly RecordOf<"pictures">[];
  readonly looks: readonly RecordOf<"looks">[];
  bytes(sha256: string): Uint8Array | null;
}

/** What the hub holds on its disk. */
function inHub<T>(look: (kept: Kept) => T): T {
  const store = openSqliteStore(hubFile(hubData.path));
  try {
    const [cases, pictures, looks] = [[...store.each("cases")], [...store.each("pictures")], [...store.each("looks")]];
    return look({ cases, pictures, looks, bytes: (sha256) => store.picture(sha256) });
  } finally {
    store.close();
  }
}

/** The lightest red of a JPEG's left and right half; its blocks lie over the edge by a little, which is left out. */
async function lightest(jpeg: Uint8Array): Promise<{ left: number; right: number }> {
  const blank = await browser.newPage();
  try {
    return await blank.evaluate(async (encoded) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext("2d");
      if (context === null) throw new Error("no 2d canvas");
      context.drawImage(bitmap, 0, 0);
      const most = (from: number): number => {
        const { data } = context.getImageData(from, 0, width / 2 - 8, height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4) found = Math.max(found, data[i] ?? 0);
        return found;
      };
      return { left: most(0), right: most(width / 2 + 8) };
    }, Buffer.from(jpeg).toString("base64"));
  } finally {
    await blank.close();
  }
}

/** Takes a snapshot of the tile and confirms the draft; resolves to the picture's SHA-256 as the draft has it. */
async function snap(page: Page, likely: boolean): Promise<string> {
  const tile = page.locator(`[data-tile="${camera}"]`);
  await page.locator('[data-camera="gate"][data-rung="sub"]').waitFor({ timeout: 30_000 });
  await tile.focus();
  await page.keyboard.press("s");
  const draft = page.locator("[data-snapshot]");
  await draft.waitFor({ timeout: 30_000 });
  const sha256 = (await draft.getAttribute("data-snapshot")) ?? "";
  const kind = draft.locator('select[name="class"]');
  if (likely) {
    // What was reported here before is proposed.
    await expect.poll(() => kind.inputValue(), { timeout: 15_000 }).not.toBe("");
  } else await kind.selectOption((await kind.locator('option:not([value=""])').first().getAttribute("value")) ?? "");
  await draft.locator('input[name="author"]').fill("王值班");
  await draft.locator('button[type="submit"]').click();
  await draft.waitFor({ state: "detached", timeout: 30_000 });
  return sha256;
}

describe("a snapshot", () => {
  let sha256 = "";

  test("is a case in the hub, with its frame as it was shown, what is masked burnt in", async () => {
    sha256 = await snap(windows[0].page, false);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect
      .poll(() => inHub(({ pictures }) => pictures.map(({ id }) => id)), { timeout: 15_000 })
      .toEqual([sha256]);
    const jpeg = inHub(({ cases, pictures, bytes }) => {
      const [picture] = pictures;
      const found = cases.find(({ uid }) => uid === picture?.caseUid);
      expect(found).toMatchObject({ source: CASE_SOURCES.indexOf("video"), lon: 114.5, lat: 30.5 });
      expect(picture).toMatchObject({ camera, width: 320, height: 176, type: "image/jpeg" });
      expect(Math.abs((picture?.at ?? 0) - Date.now())).toBeLessThan(60_000);
      return bytes(sha256);
    });
    expect(
      createHash("sha256")
        .update(jpeg ?? "")
        .digest("hex"),
    ).toBe(sha256);
    const { left, right } = await lightest(jpeg!);
    expect(left).toBeLessThan(40);
    expect(right).toBeGreaterThan(120);
  });

  test("is on another wall, with its picture", async () => {
    const { page } = windows[1];
    const { uid } = inHub(({ cases }) => cases[0])!;
    const line = page.locator(`[data-panel="ticker"] [data-case="${uid}"]`).first();
    await line.waitFor({ timeout: 15_000 });
    await line.click();
    const picture = page.locator(`[data-picture="${sha256}"]`);
    await picture.waitFor({ timeout: 10_000 });
    await expect.poll(() => picture.getAttribute("data-state"), { timeout: 10_000 }).toBe("shown");
    expect(await picture.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  });

  test("Y13 stands in a replay at its time, and opens its case", async () => {
    const { page } = windows[1];
    const still = page.locator(`[data-replay-still="${sha256}"]`);
    // The running day ends with the minute that is over: the bar is opened anew until the picture lies before its end.
    await expect
      .poll(
        async () => {
          while ((await page.locator(".drawer, .replay-frame").count()) > 0) await page.keyboard.press("Escape");
          await openReplay(page);
          await page.keyboard.press("End");
          const shown = page.locator(`[data-replay-still="${sha256}"][data-state="shown"]`);
          return shown.waitFor({ timeout: 10_000 }).then(
            () => true,
            () => false,
          );
        },
        { timeout: 150_000, interval: 1_000 },
      )
      .toBe(true);
    expect(await still.innerText()).toMatch(/\d\d:\d\d:\d\d · (\d+ (s|min) ago|just now)/);
    await still.locator("button").click();
    await page.locator(`.drawer [data-picture="${sha256}"]`).waitFor({ timeout: 30_000 });
    while ((await page.locator(".drawer, .replay-frame").count()) > 0) await page.keyboard.press("Escape");
  });

  test("waits while the hub is away, and is a case once it is back", async () => {
    const { page } = windows[0];
    const { port } = new URL(hub.url);
    await page.keyboard.press("Escape");
    expect(await hub.stop()).toBe(0);
    await page.locator('[data-panel="video"][data-state="stale"]').waitFor({ timeout: 15_000 });
    const second = await snap(page, true);
    expect(second).not.toBe(sha256);
    expect(inHub(({ pictures }) => pictures.length)).toBe(1);
    hub = await startHub(["--data", hubData.path, "--port", port, "--city", "none"]);
    await expect
      .poll(() => inHub(({ pictures }) => pictures.map(({ id }) => id).toSorted()), { timeout: 30_000 })
      .toEqual([sha256, second].toSorted());
    expect(inHub(({ cases }) => cases.length)).toBe(2);
  });
});

test("that somebody looked is written down, with the camera and the reason", async () => {
  await windows[0].close();
  // What was looked at is kept when a wall ends, and told when it runs again.
  expect(await walls[0].stop()).toBe(0);
  walls = [await startWall(["--data", folders[0].path, "--hub", hub.url]), walls[1]];
  await expect
    .poll(() => inHub(({ looks }) => looks.filter((look) => look.camera === camera).map(({ why }) => why)), {
      timeout: 20_000,
    })
    .toContain("tile");
});

test("nobody complained", () => {
  expect(windows[1].complaints).toEqual([]);
});
