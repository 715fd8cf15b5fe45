/**
 * One place of the wall and the window that fills it. When the window falls another is opened behind it, unseen; once that
 * one has painted, which it does behind the last picture of the one that fell, it is shown, and only then the fallen one
 * goes (rule X82). So the place is never without a window, and a wall's window is never merely loaded again.
 */
import type * as Electron from "electron";
import { sameBox, type Box } from "./displays.ts";
import { watchFalls } from "./falls.ts";
import { windowPictures } from "./window-pictures.ts";
import { afterFall, type FallTimes } from "../revival.ts";

type BrowserWindow = Electron.BrowserWindow;

export interface SlotOptions {
  /** Under its own name, so that the security scanner knows it when it sees it. */
  readonly BrowserWindow: typeof Electron.BrowserWindow;
  readonly preload: string;
  /** Address of the page for a window, counted from 0. */
  readonly address: (slot: number) => string;
  /** A page is loaded and listens: it needs a port. */
  readonly onLoaded: (window: BrowserWindow) => void;
  /** The window of this number fell and is being replaced. */
  readonly onFell: (slot: number) => void;
  readonly log: (line: string) => void;
}

export interface Slot {
  /** The window that is seen; null once it was closed. */
  current(): BrowserWindow | null;
  /** Its display is there, at these bounds. */
  show(bounds: Box): void;
  /** Its display is away. */
  hide(): void;
  close(): void;
}

/** Some window managers move a window after it was placed: look again, so often, after so many ms. */
const PLACE_TRIES = 5;
const PLACE_AGAIN_MS = 300;
/** A window that has not painted for so long (ms) is shown all the same: it may hang, and is watched. */
const PAINT_MS = 10_000;

/** Opens the first window of a place, shown when it has painted. */
export function openSlot(options: SlotOptions, slot: number, wish: Box): Slot {
  const { onLoaded, onFell, address } = options;
  const log = (line: string): void => options.log(`window ${slot}: ${line}`);
  let bounds = wish;
  let away = false;
  let falls: FallTimes = [];
  let pending: NodeJS.Timeout | null = null;
  let closed = false;
  let seen = make();
  /** The one that is to take its place, while there is one. */
  let coming: BrowserWindow | null = null;
  onceShown(seen);

  function make(): BrowserWindow {
    const window = newWindow(options, bounds);
    window.webContents.on("did-finish-load", () => onLoaded(window));
    windowPictures(window.webContents, log);
    watchFalls(window, (why) => {
      if (window !== seen && window !== coming) return;
      if (window === coming) {
        coming = null;
        window.destroy(); // it never painted: what is seen stays seen
      }
      fell(why);
    });
    // The constructor clamps to the first display; only setBounds places a window where it is asked to be.
    place(window, bounds, log);
    void window.webContents.loadURL(address(slot)).catch((error: Error) => log(error.message));
    return window;
  }

  function onceShown(window: BrowserWindow): void {
    window.once("ready-to-show", () => {
      if (!away) window.show();
    });
  }

  function fell(why: string): void {
    if (pending !== null || closed || seen.isDestroyed()) return;
    const next = afterFall(falls, performance.now());
    falls = next.falls;
    log(`${why}; another takes its place in ${next.waitMs} ms`);
    onFell(slot);
    pending = setTimeout(() => {
      pending = null;
      if (!closed && !seen.isDestroyed()) replace();
    }, next.waitMs);
  }

  function replace(): void {
    coming?.destroy();
    const next = make();
    coming = next;
    let late: NodeJS.Timeout | null = setTimeout(() => swap(), PAINT_MS);
    const swap = (): void => {
      if (late !== null) clearTimeout(late);
      late = null;
      if (coming !== next || next.isDestroyed()) return;
      const was = seen;
      seen = next;
      coming = null;
      if (!away) {
        place(next, bounds, log);
        next.showInactive();
      }
      was.destroy();
    };
    next.once("ready-to-show", swap);
    next.once("closed", () => {
      if (late !== null) clearTimeout(late);
    });
  }

  return {
    current: () => (seen.isDestroyed() ? null : seen),
    show(box) {
      bounds = box;
      away = false;
      if (seen.isDestroyed()) return;
      place(seen, bounds, log);
      seen.showInactive();
    },
    hide() {
      away = true;
      if (!seen.isDestroyed()) seen.hide();
    },
    close() {
      closed = true;
      if (pending !== null) clearTimeout(pending);
    },
  };
}

function place(window: BrowserWindow, bounds: Box, log: (line: string) => void, tries = PLACE_TRIES): void {
  if (window.isDestroyed()) return;
  window.setBounds(bounds);
  if (sameBox(window.getBounds(), bounds)) return;
  if (tries <= 1) log(`is at ${JSON.stringify(window.getBounds())} instead of ${JSON.stringify(bounds)}`);
  else setTimeout(() => place(window, bounds, log, tries - 1), PLACE_AGAIN_MS);
}

function newWindow({ BrowserWindow, preload }: SlotOptions, bounds: Box): BrowserWindow {
  return new BrowserWindow({
    ...bounds,
    show: false,
    frame: false,
    thickFrame: false,
    roundedCorners: false,
    hasShadow: false,
    resizable: false,
    autoHideMenuBar: true,
    enableLargerThanScreen: true,
    backgroundColor: "#0b1118",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A middle click asks for a new window; there is none to be had.
      disableBlinkFeatures: "Auxclick",
      backgroundThrottling: false,
    },
  });
}
