/** The windows of a seat or a briefing: one with a frame, and those that its own pages open on further screens. */
import type * as Electron from "electron";
import { isOurs } from "./security.ts";
import { revive } from "./falls.ts";
import type { SlotOptions } from "./wall-slot.ts";
import type { Wall } from "./windows.ts";

type BrowserWindow = Electron.BrowserWindow;

/** More windows than one person looks at. */
const MOST_WINDOWS = 6;

const programOf = (address: string): string | null => URL.parse(address)?.searchParams.get("program") ?? null;

/** Opens a seat or a briefing and lets its pages open further windows of the same program, and nothing else. */
export function openSeat(options: Omit<SlotOptions, "onFell">): Wall {
  const { BrowserWindow, log } = options;
  const windows = new Set<BrowserWindow>();
  const isOwn = (address: string): boolean => isOurs(address) && programOf(address) === programOf(options.address(0));
  const keep = (window: BrowserWindow): void => {
    windows.add(window);
    window.once("closed", () => windows.delete(window));
    const contents = window.webContents;
    contents.on("did-finish-load", () => options.onLoaded(window));
    // A page that fell comes back as it was, case and all, for the address says what it shows.
    const address = (): string => (isOwn(contents.getURL()) ? contents.getURL() : options.address(0));
    const slot = windows.size - 1;
    revive(window, { address, log: (line) => log(`window ${slot}: ${line}`) });
    contents.setWindowOpenHandler(({ url }) =>
      isOwn(url) && windows.size < MOST_WINDOWS
        ? { action: "allow", overrideBrowserWindowOptions: windowOptions(options.preload) }
        : { action: "deny" },
    );
    contents.on("did-create-window", keep);
  };
  const first = new BrowserWindow({
    ...windowOptions(options.preload),
    show: false,
  });
  keep(first);
  first.once("ready-to-show", () => {
    first.maximize();
    first.show();
  });
  void first.webContents.loadURL(options.address(0)).catch((error: Error) => log(`seat: ${error.message}`));
  return {
    windows: () => [...windows].filter((window) => !window.isDestroyed()),
    close: () => windows.clear(),
  };
}

function windowOptions(preload: string): Electron.BrowserWindowConstructorOptions {
  return {
    width: 1_600,
    height: 1_000,
    autoHideMenuBar: true,
    backgroundColor: "#0b1118",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A middle click asks for a new window; only the pages themselves open one.
      disableBlinkFeatures: "Auxclick",
      backgroundThrottling: false,
    },
  };
}
