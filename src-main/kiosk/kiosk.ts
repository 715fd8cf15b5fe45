import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import manifest from "../../package.json" with { type: "json" };
import { openHost } from "../host/host.ts";
import type { Host } from "../host/options.ts";
import type { Basemap } from "../basemap/found.ts";
import { wireOverWebSocket } from "../host/port/web-socket.ts";
import { fell, NO_FALLS, waitAfter } from "../back-off.ts";
import { hostName } from "../data-dir.ts";
import { hubArguments, type LaunchOptions, type Program } from "../options.ts";
import { programAddress } from "../program-address.ts";
import type { CliKey, Sentences } from "../sentences.ts";
import { browserName, findBrowser, openBrowser, type Browser } from "./browser.ts";
import type { DevTools } from "./devtools-pipe.ts";
import { startHubChild, type HubChild } from "./hub-child.ts";
import { openRemotes } from "./remotes.ts";
import { keepPages } from "./page-keeper.ts";
import { windowPictures } from "./window-pictures.ts";
import { DEFAULT_PORT, openKioskServer } from "./server.ts";

export interface KioskOptions {
  readonly asked: LaunchOptions;
  /** Absolute, known to be writable. */
  readonly dataDir: string;
  /** Absolute path of a checked PMTiles file, or null. */
  readonly basemap: Basemap | null;
  /** What the hub is shown; "" for none. */
  readonly token: string;
  readonly pagesDir: string;
  /** The embedded hub's program. */
  readonly hubEntry: string;
  readonly sentences: Sentences;
  readonly display: boolean;
  readonly root: boolean;
  /** One line for the person. */
  readonly say: (line: string) => void;
  /** One line for whoever looks after the machine. */
  readonly log: (line: string) => void;
}

export interface Kiosk {
  readonly url: string;
  /** Rejects with a TroubleError when the embedded hub cannot run here; otherwise stays open. */
  readonly hubRefused: Promise<never>;
  close(): Promise<void>;
}

/** How long (ms) the browser waits for the embedded hub to say that it cannot run; the wall itself never waits. */
const GRACE_MS = 2_000;
/** A browser that ran shorter than this (ms), three times in a row, cannot run here. */
const BROWSER_TRIES = 3;
/** A connection that ended without a word (RFC 6455): its page or browser is gone. A page that goes by itself says so. */
const BROKE_OFF = 1006;

/**
 * The kiosk shell: host, pages and window port in this process, the hub in a child, the wall in the system's browser.
 * @throws TroubleError portInUse, portDenied, and whatever the host cannot start with
 */
export async function openKiosk(options: KioskOptions): Promise<Kiosk> {
  const { asked, sentences, say } = options;
  const host = await openHost({
    dataDir: options.dataDir,
    language: asked.language,
    basemap: options.basemap?.word ?? null,
    token: options.token,
    keepMonths: asked.keepMonths,
    trackDays: asked.trackDays,
    blackBoxHours: asked.blackBoxHours,
    exercises: asked.exercises,
    videoSecrets: asked.videoSecrets,
    name: hostName(options.dataDir),
    log: (event) => options.log(sentences.host(event)),
  });
  let windows = 0;
  const server = await openKioskServer({
    pagesDir: options.pagesDir,
    basemap: options.basemap,
    port: asked.port,
    report: () => ({
      product: manifest.productName,
      version: manifest.version,
      shell: "kiosk",
      windows,
      line: host.report(),
      ops: host.ops(),
    }),
    lastFrame: (display) => host.lastFrame(display),
    attach: (socket) => {
      windows += 1;
      const window = host.attach(wireOverWebSocket(socket));
      socket.once("close", (code) => {
        windows -= 1;
        if (code === BROKE_OFF) window.broke();
      });
    },
    log: options.log,
  }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  if (asked.port === null && server.port !== DEFAULT_PORT) {
    say(sentences.cli("cli.portTaken", { port: DEFAULT_PORT, other: server.port }));
  }

  const remotes =
    asked.lan === null
      ? null
      : await openRemotes(options, asked.lan, server.port).catch(async (error: unknown) => {
          await Promise.all([server.close(), host.close()]);
          throw error;
        });

  const url = programAddress(server.url, asked);
  say(sentences.cli(ADDRESS_OF[asked.program], { url }));
  const { promise: hubRefused, reject: refuse } = Promise.withResolvers<never>();
  hubRefused.catch(() => undefined); // told to whoever waits for it
  const hosts = remotes === null ? [host] : [host, remotes.host];
  const hub = asked.hub === null ? startHub(options, hosts) : null;
  hub?.first.catch(refuse);
  if (asked.hub !== null) {
    say(sentences.cli("cli.hubGiven", { url: asked.hub }));
    for (const each of hosts) each.connect(asked.hub);
  }
  const screen = keepBrowser(options, url, hub);

  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await screen.close();
    await Promise.all([server.close(), remotes?.close()]);
    await Promise.all([hub?.close(), host.close()]);
  };
  return { url, hubRefused, close: () => (closed ??= close()) };
}

/** How the address of each program is told. */
const ADDRESS_OF = {
  wall: "cli.address",
  seat: "cli.addressSeat",
  briefing: "cli.addressBriefing",
} as const satisfies Record<Program, CliKey>;

function startHub(options: KioskOptions, hosts: readonly Host[]): HubChild {
  const { sentences, say } = options;
  say(sentences.cli("cli.hubStarting"));
  return startHubChild({
    entry: options.hubEntry,
    args: hubArguments(options.asked, options.dataDir, sentences.language),
    onReady: (url) => {
      say(sentences.cli("cli.hubReady", { url }));
      for (const host of hosts) host.connect(url);
    },
    onDown: (trouble, againInMs) => {
      const why = trouble.code === "hubFailed" ? String(trouble.params["why"]) : sentences.trouble(trouble);
      say(sentences.cli("cli.hubStopped", { why, seconds: againInMs / 1000 }));
      for (const host of hosts) host.hubTrouble(trouble);
    },
    log: (line) => options.log(`hub: ${line}`),
  });
}

/** Opens the browser when there is a display, and again when it crashes. */
function keepBrowser(options: KioskOptions, url: string, hub: HubChild | null): { close(): Promise<void> } {
  const { asked, sentences, say } = options;
  let browser: Browser | null = null;
  let closing = false;
  let timer: NodeJS.Timeout | null = null;
  let falls = NO_FALLS;

  const watchPages = (devtools: DevTools): (() => void) => {
    // Before anything is attached: a picture of a page is begun when the keeper takes hold of it.
    if (asked.program !== "seat")
      windowPictures({ devtools, base: url, later: (run, ms) => setTimeout(run, ms).unref() });
    return keepPages({
      devtools,
      onFell: (page, waitMs) => options.log(`page ${page} fell; loading it again in ${waitMs} ms`),
      later(run, ms) {
        const timeout = setTimeout(run, ms);
        return () => clearTimeout(timeout);
      },
      real: () => performance.now(),
    });
  };

  const open = (command: string): void => {
    // A browser that ended at once may be one that starts without its own line only, as some packagings do.
    const onLine = falls.inRow === 0 ? { onLine: watchPages } : {};
    browser = openBrowser({
      ...onLine,
      command,
      url,
      profileDir: join(options.dataDir, "browser"),
      sandbox: !options.root,
      seat: asked.program !== "wall",
      onEnd: (why, ranMs) => {
        browser = null;
        if (why === null) {
          say(sentences.cli("cli.browserClosed", { url }));
          return;
        }
        falls = fell(falls, ranMs);
        if (falls.inRow >= BROWSER_TRIES) {
          say(sentences.cli("cli.browserFailed", { why }));
          return;
        }
        say(sentences.cli("cli.browserCrashed", { why }));
        timer = setTimeout(() => open(command), waitAfter(falls));
      },
    });
  };

  const begin = async (): Promise<void> => {
    if (!asked.open) return;
    if (!options.display) {
      say(sentences.cli("cli.noDisplay"));
      return;
    }
    const command = findBrowser(process.platform, process.env);
    if (command === null) {
      say(sentences.cli("cli.browserMissing"));
      return;
    }
    if (hub !== null) {
      const fine = await Promise.race([
        hub.first.then(
          () => true,
          () => false,
        ),
        sleep(GRACE_MS, true, { ref: false }),
      ]);
      if (!fine) return;
    }
    if (closing) return;
    if (options.root) say(sentences.cli("cli.noSandbox"));
    open(command);
    say(sentences.cli("cli.browserOpened", { browser: browserName(command) }));
  };
  const begun = begin();

  return {
    close: async () => {
      closing = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.race([begun, sleep(0)]);
      await browser?.close();
    },
  };
}
