import { join } from "node:path";
import type * as Electron from "electron";
import type { Region } from "../../shared/direction/wall.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { Scene } from "../../shared/scene.ts";
import { hostName } from "../data-dir.ts";
import type { Basemap } from "../basemap/found.ts";
import { readHubWord } from "../hub-word.ts";
import { hubArguments, type LaunchOptions } from "../options.ts";
import { programAddress } from "../program-address.ts";
import type { Sentences } from "../sentences.ts";
import type { HostWord } from "./host-entry.ts";
import { displayOf, keepFrames, readFrame } from "./frames.ts";
import { keep } from "./keeper.ts";
import { lockSession, ORIGIN, servePages } from "./security.ts";
import { openSeat } from "./seat-windows.ts";
import { openWall } from "./windows.ts";

/** What of Electron the shell uses; a double stands in for it in tests. */
export type ElectronApi = Pick<
  typeof Electron,
  | "app"
  | "BrowserWindow"
  | "MessageChannelMain"
  | "powerMonitor"
  | "powerSaveBlocker"
  | "protocol"
  | "screen"
  | "session"
  | "utilityProcess"
>;

export interface ShellOptions {
  readonly asked: LaunchOptions;
  readonly scene: Scene;
  readonly dataDir: string;
  readonly basemap: Basemap | null;
  /** What the hub is shown; "" for none. */
  readonly token: string;
  /** The packaged app's folder, or the checkout. */
  readonly appRoot: string;
  readonly sentences: Sentences;
  /** The hub itself says that it cannot run here. */
  readonly onRefused: (trouble: Trouble) => void;
  readonly log: (line: string) => void;
}

export interface Shell {
  reload(): void;
  close(): void;
}

/** Runs the wall or a seat: windows at once, host and hub beside them. Call it when the app is ready. */
export function openShell(api: ElectronApi, options: ShellOptions): Shell {
  const { asked, log } = options;
  const built = (name: string): string => join(options.appRoot, "out", name);
  lockSession(api.session.defaultSession);
  const frames = keepFrames(() => performance.now());
  servePages(api.protocol, {
    pagesDir: built("renderer"),
    basemap: options.basemap,
    connect: [],
    lastFrame: frames.last,
  });
  const awake = api.powerSaveBlocker.start("prevent-display-sleep");
  let hubUrl: string | null = asked.hub;
  let hubTrouble: Trouble | null = null;

  const tell = (word: HostWord, ports: Electron.MessagePortMain[] = []): void => {
    host.current()?.postMessage(word, ports);
  };
  /** Gives a page a new port to the host. The page takes the latest it gets. */
  const connect = (window: Electron.BrowserWindow): void => {
    if (host.current() === null || window.isDestroyed()) return;
    const { port1, port2 } = new api.MessageChannelMain();
    tell({ window: true }, [port1]);
    window.webContents.postMessage("port", null, [port2]);
  };

  const loaded = new Set<Electron.BrowserWindow>();
  const host = keep({
    name: "host",
    fork: () => api.utilityProcess.fork(built("electron/host.js"), [], { serviceName: "citywall-host", stdio: "pipe" }),
    onStart: (process) => {
      const basemap = options.basemap?.word ?? null;
      const { dataDir, token } = options;
      const { language, keepMonths, trackDays, blackBoxHours, exercises, videoSecrets, healthPort } = asked;
      const name = hostName(dataDir);
      const kept = { keepMonths, trackDays, blackBoxHours, videoSecrets };
      const words: HostWord[] = [{ open: { dataDir, language, basemap, token, ...kept, exercises, name } }];
      if (healthPort !== null) words.push({ health: healthPort });
      process.on("message", (word: unknown) => {
        const frame = readFrame(word);
        if (frame !== null) frames.take(frame);
      });
      if (hubUrl !== null) words.push({ hub: hubUrl });
      if (hubTrouble !== null) words.push({ trouble: hubTrouble });
      for (const word of words) process.postMessage(word);
      queueMicrotask(() => loaded.forEach(connect));
    },
    onEnd: (code, againInMs) => {
      log(`host ended (${code}); starting it again in ${againInMs} ms`);
      return true;
    },
    log,
  });

  const hub = asked.hub === null ? embedHub() : null;
  function embedHub(): ReturnType<typeof keep> {
    let everReady = false;
    let said: Trouble | null = null;
    const args = hubArguments(asked, options.dataDir, options.sentences.language);
    return keep({
      name: "hub",
      fork: () => api.utilityProcess.fork(built("hub/main.js"), args, { serviceName: "citywall-hub", stdio: "pipe" }),
      onStart: (process) => {
        said = null;
        process.on("message", (message: unknown) => {
          const word = readHubWord(message);
          if (word === null) return;
          if ("failed" in word) {
            said = word.failed;
            return;
          }
          everReady = true;
          hubUrl = word.ready;
          hubTrouble = null;
          tell({ hub: hubUrl });
        });
      },
      onEnd: (code, againInMs) => {
        hubTrouble = said ?? { code: "hubFailed", params: { why: `exit ${code}` } };
        tell({ trouble: hubTrouble });
        log(`${options.sentences.trouble(hubTrouble)} (${againInMs} ms)`);
        const refused = said !== null && !everReady;
        if (refused) options.onRefused(hubTrouble);
        return !refused;
      },
      log,
    });
  }

  const shown = {
    BrowserWindow: api.BrowserWindow,
    preload: built("electron/preload.cjs"),
    address: (slot: number, region?: Region) =>
      programAddress(`${ORIGIN}/index.html`, { ...asked, scene: options.scene.scene }, slot, region),
    onLoaded: (window: Electron.BrowserWindow) => {
      if (!loaded.has(window)) window.once("closed", () => loaded.delete(window));
      loaded.add(window);
      connect(window);
    },
    log,
  };
  const onFell = (slot: number): void => tell({ fell: displayOf(shown.address(slot)) });
  const windows =
    asked.program !== "wall"
      ? openSeat(shown)
      : openWall({ ...shown, onFell, screen: api.screen, displays: options.scene.displays });
  api.app.on("child-process-gone", (_event, details) => {
    log(`${details.type} ${details.serviceName ?? ""} gone: ${details.reason} (${details.exitCode})`);
  });
  // A machine that slept has a dead line and an old picture: every page takes a fresh port, and so a fresh answer.
  api.powerMonitor.on("resume", () => loaded.forEach(connect));

  return {
    reload: () => windows.windows().forEach((window) => window.webContents.reload()),
    close: () => {
      windows.close();
      host.close();
      hub?.close();
      api.powerSaveBlocker.stop(awake);
    },
  };
}
