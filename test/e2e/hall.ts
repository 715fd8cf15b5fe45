/** A hall: one wall of two windows, seats and remotes, each on a host of its own, around one hub; and reading what they show. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openWindow, type Window } from "./browser.ts";
import { PASSWORD, PEOPLE } from "./seat.ts";

/** The wall of the tests. */
export const WALL = "hall";

/** The people of the tests, and the director of the wall. */
export function writeHallPeople(folder: string): string {
  const people = [...PEOPLE, { login: "dao", name: "导播", role: "director", personal: false }];
  const file = join(folder, "people.json");
  writeFileSync(file, JSON.stringify(people.map((person) => ({ ...person, password: PASSWORD }))));
  chmodSync(file, 0o600);
  return file;
}

/** A picture no more often than this, ms. */
const PICTURE_MS = 150;

/**
 * Gives a window pictures of what it truly shows, as the kiosk gives them to the windows of its own browser: by the browser's
 * own screencast, as messages of the window to itself.
 */
async function givePictures(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on("Page.screencastFrame", ({ data, sessionId }) => {
    const expression = `postMessage({citywall:"picture",base64:${JSON.stringify(data)}})`;
    session.send("Runtime.evaluate", { expression }).catch(() => {}); // the window was closed meanwhile
    setTimeout(() => void session.send("Page.screencastFrameAck", { sessionId }).catch(() => {}), PICTURE_MS);
  });
  await session.send("Page.enable");
  await session.send("Page.startScreencast", { format: "jpeg", quality: 70, maxWidth: 480, maxHeight: 480 });
}

/** The halves of the wall, left and right, as two windows of one host. */
export async function openWallWindows(
  browser: Browser,
  url: string,
  size = { width: 960, height: 540 },
): Promise<Window[]> {
  const at = (display: number, region: string) =>
    `${new URL(url).origin}/?program=wall&wall=${WALL}&display=${display}&region=${region}&lang=en`;
  const windows = await Promise.all([
    openWindow(browser, new URL(url).origin, size),
    openWindow(browser, new URL(url).origin, size),
  ]);
  await Promise.all([windows[0]?.page.goto(at(1, "0,0,12,24")), windows[1]?.page.goto(at(2, "12,0,12,24"))]);
  for (const { page } of windows) await givePictures(page);
  return windows;
}

/** The page 导播 of a seat, with the wall on it. */
export async function toDirection(page: Page): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/direction/${WALL}`);
  await page.locator(`[data-wall="${WALL}"]`).waitFor({ timeout: 60_000 });
}

/** What a window of the wall truly shows, as the seat's page was told. */
export interface Shown {
  readonly scene: string;
  /** Of the wall's state that is on the screen, and hub time since when. */
  readonly rev: number;
  readonly shownAt: number;
  /** Of the picture at the seat: which state was on it, and hub time at which it was taken. */
  readonly echoRev: number;
  readonly takenAt: number;
}

/** The windows of the wall on the page 导播, by display. */
export function shownOn(page: Page): Promise<readonly Shown[]> {
  return page.locator(`[data-wall="${WALL}"] .window-picture`).evaluateAll((all) =>
    all.map((each) => {
      const { scene = "", showsRev, shownAt, rev, takenAt } = (each as HTMLElement).dataset;
      return {
        scene,
        rev: Number(showsRev),
        shownAt: Number(shownAt),
        echoRev: Number(rev),
        takenAt: Number(takenAt),
      };
    }),
  );
}

/** Revision of the wall's state, and hub time from which it is shown. */
export function wallNow(page: Page): Promise<{ readonly rev: number; readonly at: number }> {
  return page.locator(`[data-wall="${WALL}"]`).evaluate((each) => {
    const { rev, at } = (each as HTMLElement).dataset;
    return { rev: Number(rev), at: Number(at) };
  });
}

/** Waits until what `look` gives is as wished; says what it was otherwise. */
export async function until<T>(look: () => Promise<T>, wished: (value: T) => boolean, why: string): Promise<T> {
  const end = performance.now() + 60_000;
  for (;;) {
    const value = await look();
    if (wished(value)) return value;
    if (performance.now() > end) throw new Error(`${why}: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Switches the wall to a scene from the page 导播, and gives by how much its windows showed it apart, hub ms. */
export async function switchScene(page: Page, scene: string): Promise<number> {
  const before = await wallNow(page);
  await page.locator(`[data-wall="${WALL}"] .wall-scenes [data-scene="${scene}"]`).click();
  const { rev } = await until(
    () => wallNow(page),
    (now) => now.rev > before.rev,
    "the wall was never changed",
  );
  const shown = await until(
    () => shownOn(page),
    (windows) => windows.length === 2 && windows.every((each) => each.rev >= rev && each.scene === scene),
    `not every window shows ${scene}`,
  );
  const [a, b] = shown;
  return Math.abs((a?.shownAt ?? Number.NaN) - (b?.shownAt ?? Number.NaN));
}

/**
 * How long it takes, real ms, from a key or a press until the picture of what it did is on the page: echo. The page itself
 * holds the watch.
 * @param act what changes the wall, given on the page
 * @param display of the window that it changes: one in which nothing moves sends no new picture
 */
export async function echoOf(page: Page, act: () => Promise<void>, display: string): Promise<number> {
  const { rev } = await wallNow(page);
  await page.evaluate(
    ({ wall, before, display }) => {
      const began = { at: 0 };
      const start = () => (began.at ||= performance.now());
      addEventListener("keydown", start, { once: true, capture: true });
      addEventListener("pointerdown", start, { once: true, capture: true });
      const pictures = () => [...document.querySelectorAll<HTMLElement>(`[data-wall="${wall}"] .window-picture`)];
      (globalThis as { echoed?: Promise<number> }).echoed = new Promise((resolve) => {
        const look = () => {
          const own = pictures().find(({ dataset }) => dataset["window"]?.endsWith(` · ${display}`));
          const there = Number(own?.dataset["rev"]) > before;
          if (began.at > 0 && there) resolve(performance.now() - began.at);
          else requestAnimationFrame(look);
        };
        look();
      });
    },
    { wall: WALL, before: rev, display },
  );
  await act();
  return page.evaluate(() => (globalThis as { echoed?: Promise<number> }).echoed as Promise<number>);
}

export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] as number;
