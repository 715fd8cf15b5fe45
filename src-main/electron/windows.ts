import type * as Electron from "electron";
import type { Display, Screen } from "electron";
import { WHOLE_WALL, type Region } from "../../shared/direction/wall.ts";
import { chooseDisplays, matchDisplays, regionsOf, sameBox, type Box, type DisplayMark } from "./displays.ts";
import { afterFall, type FallTimes } from "./revival.ts";

type BrowserWindow = Electron.BrowserWindow;

export interface WallOptions {
  readonly screen: Screen;
  /** Under its own name, so that the security scanner knows it when it sees it. */
  readonly BrowserWindow: typeof Electron.BrowserWindow;
  readonly preload: string;
  /** Displays the scene is drawn for. */
  readonly displays: number;
  /** Address of the page for a window, counted from 0, that shows this part of the wall. */
  readonly address: (slot: number, region?: Region) => string;
  /** A page is loaded and listens: it needs a port. */
  readonly onLoaded: (window: BrowserWindow) => void;
  readonly log: (line: string) => void;
}

export interface Wall {
  windows(): readonly BrowserWindow[];
  close(): void;
}

/** Displays report in bursts when a cable moves; they are looked at once it is quiet (ms). */
const QUIET_MS = 1_500;
/** Some window managers move a window after it was placed: look again, so often, after so many ms. */
const PLACE_TRIES = 5;
const PLACE_AGAIN_MS = 300;
/** An unresponsive page gets this long (ms) to come back by itself. */
const UNRESPONSIVE_MS = 15_000;

/** Opens one window for each display of the scene, and keeps each where it belongs and alive. */
export function openWall(options: WallOptions): Wall {
  const { screen, log } = options;
  const wishes = chooseDisplays(screen.getAllDisplays().map(markOf), options.displays);
  const regions = regionsOf(wishes.map(({ bounds }) => bounds));
  const windows = wishes.map((wish, slot) => {
    const region = regions[slot] ?? WHOLE_WALL;
    return openWindow({ ...options, address: (each) => options.address(each, region) }, wish.bounds, slot);
  });
  let timer: NodeJS.Timeout | null = null;

  const arrange = (): void => {
    matchDisplays(wishes, screen.getAllDisplays().map(markOf)).forEach((display, slot) => {
      const window = windows[slot];
      if (window === undefined || window.isDestroyed()) return;
      if (display === null) {
        log(`window ${slot}: its display is away`);
        window.hide();
        return;
      }
      place(window, display.bounds, log);
      window.showInactive();
    });
  };
  const later = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(arrange, QUIET_MS);
  };
  screen.on("display-added", later);
  screen.on("display-removed", later);
  screen.on("display-metrics-changed", later);
  for (const display of screen.getAllDisplays()) {
    if (display.scaleFactor !== 1) log(`display ${display.label}: scale ${display.scaleFactor}; set walls to 100 %`);
  }

  return {
    windows: () => windows.filter((window) => !window.isDestroyed()),
    close: () => {
      if (timer !== null) clearTimeout(timer);
      screen.off("display-added", later);
      screen.off("display-removed", later);
      screen.off("display-metrics-changed", later);
    },
  };
}

function markOf({ id, label, bounds }: Display): DisplayMark {
  return { id, label, bounds };
}

function openWindow(options: WallOptions, bounds: Box, slot: number): BrowserWindow {
  const { BrowserWindow } = options;
  const window = new BrowserWindow({
    ...bounds,
    show: false,
    frame: false,
    thickFrame: false,
    roundedCorners: false,
    hasShadow: false,
    resizable: false,
    autoHideMenuBar: true,
    enableLargerThanScreen: true,
    backgroundColor: "#000000",
    webPreferences: {
      preload: options.preload,
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
  const contents = window.webContents;
  contents.on("did-finish-load", () => options.onLoaded(window));
  revive(window, options, slot);
  window.once("ready-to-show", () => window.show());
  // The constructor clamps to the first display; only setBounds places a window where it is asked to be.
  place(window, bounds, options.log);
  void contents.loadURL(options.address(slot)).catch((error: Error) => options.log(`window ${slot}: ${error.message}`));
  return window;
}

function place(window: BrowserWindow, bounds: Box, log: (line: string) => void, tries = PLACE_TRIES): void {
  if (window.isDestroyed()) return;
  window.setBounds(bounds);
  if (sameBox(window.getBounds(), bounds)) return;
  if (tries <= 1) log(`a window is at ${JSON.stringify(window.getBounds())} instead of ${JSON.stringify(bounds)}`);
  else setTimeout(() => place(window, bounds, log, tries - 1), PLACE_AGAIN_MS);
}

/** Loads a page again that crashed, failed to load or stopped answering. */
export function revive(window: BrowserWindow, options: Pick<WallOptions, "address" | "log">, slot: number): void {
  const contents = window.webContents;
  let falls: FallTimes = [];
  let pending: NodeJS.Timeout | null = null;
  const again = (why: string): void => {
    if (pending !== null || window.isDestroyed()) return;
    const next = afterFall(falls, performance.now());
    falls = next.falls;
    options.log(`window ${slot}: ${why}; loading it again in ${next.waitMs} ms`);
    pending = setTimeout(() => {
      pending = null;
      if (window.isDestroyed()) return;
      void contents
        .loadURL(options.address(slot))
        .catch((error: Error) => options.log(`window ${slot}: ${error.message}`));
    }, next.waitMs);
  };
  contents.on("render-process-gone", (_event, details) => {
    if (details.reason !== "clean-exit") again(details.reason);
  });
  contents.on("did-fail-load", (_event, code, text, _url, isMainFrame) => {
    const replaced = code === -3; // net::ERR_ABORTED: another load took its place
    if (isMainFrame && !replaced) again(text);
  });
  let stuck: NodeJS.Timeout | null = null;
  window.on("unresponsive", () => {
    stuck ??= setTimeout(() => {
      stuck = null;
      if (!window.isDestroyed()) contents.forcefullyCrashRenderer(); // heard as render-process-gone
    }, UNRESPONSIVE_MS);
  });
  window.on("responsive", () => {
    if (stuck !== null) clearTimeout(stuck);
    stuck = null;
  });
  window.on("closed", () => {
    for (const timer of [pending, stuck]) if (timer !== null) clearTimeout(timer);
  });
}
