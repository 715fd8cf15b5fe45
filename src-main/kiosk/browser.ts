import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { basename, delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { openDevTools, type DevTools } from "./devtools-pipe.ts";

export interface BrowserOptions {
  readonly command: string;
  readonly url: string;
  /** The browser's own folder, so that no other browser window shares this one's settings, crashes or flags. */
  readonly profileDir: string;
  readonly sandbox: boolean;
  /** A seat and a briefing have a window with a frame, and may open further ones for other screens. */
  readonly seat: boolean;
  /** Hears of fallen pages over the browser's own line. Left out for a browser that does not start with one. */
  readonly onLine?: (devtools: DevTools) => () => void;
  /** Ended by itself: `why` is null when the person closed it. */
  readonly onEnd: (why: string | null, ranMs: number) => void;
}

export interface Browser {
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where browsers of the Chromium family are found, best first. */
export function browserCandidates(platform: NodeJS.Platform, env: Environment): string[] {
  if (platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === "win32") {
    const roots = [env["ProgramFiles"], env["ProgramFiles(x86)"], env["LocalAppData"]].filter(
      (root) => root !== undefined,
    );
    const places = [
      "Google/Chrome/Application/chrome.exe",
      "Chromium/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ];
    return places.flatMap((place) => roots.map((root) => join(root, place)));
  }
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable"];
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The first browser that is there and may be run; null when there is none. */
export function findBrowser(platform: NodeJS.Platform, env: Environment): string | null {
  const may = (file: string): boolean => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false; // not there, or not ours to run: the next candidate may be
    }
  };
  return browserCandidates(platform, env).find(may) ?? null;
}

/**
 * Command line of a browser that shows one address, a wall full screen, for weeks: no first-run pages, no throttling of a
 * covered window, and WebGL that comes back after a crash of the graphics process (without the two `gpu` and `3d`
 * switches a second crash within seconds takes WebGL from the page for good).
 */
export function browserArguments(
  url: string,
  profileDir: string,
  sandbox: boolean,
  seat = false,
  line = false,
): string[] {
  return [
    // Two pipes of this process and no port: nobody else on the machine can speak to the browser.
    ...(line ? ["--remote-debugging-pipe"] : []),
    `--app=${url}`,
    ...(seat ? ["--start-maximized", "--disable-popup-blocking"] : ["--start-fullscreen"]),
    `--user-data-dir=${profileDir}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    // The window itself is dark too before its page is there: nothing white on a wall at night.
    "--force-dark-mode",
    "--password-store=basic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--disable-features=CalculateNativeWinOcclusion,Translate",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-domain-blocking-for-3d-apis",
    "--disable-gpu-process-crash-limit",
    // A machine without a graphics card draws the map in software. The switch is called unsafe for foreign pages; this
    // browser shows ours only.
    "--enable-unsafe-swiftshader",
    // The second one keeps the browser from warning of the first across the picture.
    ...(sandbox ? [] : ["--no-sandbox", "--test-type"]),
  ];
}

/** A name to tell the person. */
export function browserName(command: string): string {
  return basename(command).replace(/\.exe$/, "");
}

/** How long (ms) a browser may take to end before it is ended. */
const PATIENCE_MS = 3_000;

/** Opens the browser in a process group of its own, so that it can be ended whole. */
export function openBrowser(options: BrowserOptions): Browser {
  const began = performance.now();
  let closing = false;
  let over = false;
  const { onLine } = options;
  const args = browserArguments(options.url, options.profileDir, options.sandbox, options.seat, onLine !== undefined);
  const child = spawn(options.command, args, {
    stdio: ["ignore", "ignore", "ignore", ...(onLine === undefined ? [] : (["pipe", "pipe"] as const))],
    detached: process.platform !== "win32",
  });
  const [, , , to, from] = child.stdio;
  const leave = to && from ? onLine?.(openDevTools(to as Writable, from as Readable)) : undefined;
  const onEnd = (why: string | null): void => {
    if (over) return;
    over = true;
    leave?.();
    if (!closing) options.onEnd(why, performance.now() - began);
  };
  child.on("error", (error) => onEnd(error.message));
  child.on("exit", (code, signal) => onEnd(code === 0 ? null : (signal ?? `exit ${code}`)));
  return {
    close: async () => {
      closing = true;
      if (over || child.pid === undefined) return;
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => signalGroup(child, "SIGKILL"), PATIENCE_MS);
        child.once("exit", () => {
          clearTimeout(late);
          resolve();
        });
        signalGroup(child, "SIGTERM");
      });
      signalGroup(child, "SIGKILL"); // what the browser itself left behind
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // already gone is what we want
  }
}
