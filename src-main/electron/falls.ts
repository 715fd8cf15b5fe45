/** How a window falls: its page crashed, failed to load, or stopped answering. What becomes of it is the caller's. */
import type * as Electron from "electron";
import { afterFall, type FallTimes } from "../revival.ts";

type BrowserWindow = Electron.BrowserWindow;

/** An unresponsive page gets this long (ms) to come back by itself. */
const UNRESPONSIVE_MS = 15_000;

/** Tells of each fall of a window's page, as often as it is heard. */
export function watchFalls(window: BrowserWindow, onFall: (why: string) => void): void {
  const contents = window.webContents;
  contents.on("render-process-gone", (_event, details) => {
    if (details.reason !== "clean-exit") onFall(details.reason);
  });
  contents.on("did-fail-load", (_event, code, text, _url, isMainFrame) => {
    const replaced = code === -3; // net::ERR_ABORTED: another load took its place
    if (isMainFrame && !replaced) onFall(text);
  });
  let stuck: NodeJS.Timeout | null = null;
  const calm = (): void => {
    if (stuck !== null) clearTimeout(stuck);
    stuck = null;
  };
  window.on("unresponsive", () => {
    stuck ??= setTimeout(() => {
      stuck = null;
      if (!window.isDestroyed()) contents.forcefullyCrashRenderer(); // heard as render-process-gone
    }, UNRESPONSIVE_MS);
  });
  window.on("responsive", calm);
  window.on("closed", calm);
}

export interface ReviveOptions {
  readonly address: () => string;
  /** Called once for each fall that is answered. */
  readonly log: (line: string) => void;
}

/** Loads a window's page again that fell, in the window in which it was. */
export function revive(window: BrowserWindow, { address, log }: ReviveOptions): void {
  let falls: FallTimes = [];
  let pending: NodeJS.Timeout | null = null;
  watchFalls(window, (why) => {
    if (pending !== null || window.isDestroyed()) return;
    const next = afterFall(falls, performance.now());
    falls = next.falls;
    log(`${why}; loading it again in ${next.waitMs} ms`);
    pending = setTimeout(() => {
      pending = null;
      if (window.isDestroyed()) return;
      void window.webContents.loadURL(address()).catch((error: Error) => log(error.message));
    }, next.waitMs);
  });
  window.on("closed", () => {
    if (pending !== null) clearTimeout(pending);
  });
}
