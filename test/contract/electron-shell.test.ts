import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { App } from "electron";
import { hostName } from "../../src-main/data-dir.ts";
import { lockContents } from "../../src-main/electron/security.ts";
import { openShell, type Shell } from "../../src-main/electron/shell.ts";
import { sentencesIn } from "../../src-main/sentences.ts";
import { archiveAt } from "../fixtures/basemaps.ts";
import { readScene } from "../../src-main/scenes.ts";
import type { LaunchOptions } from "../../src-main/options.ts";
import type { Trouble } from "../../shared/trouble.ts";
import { display, makeRig, WindowDouble, type Rig } from "../electron-double/electron-double.ts";

const LEFT = display(2, { x: 1440, y: 0, width: 3840, height: 2160 }, "LED");
const RIGHT = display(3, { x: 5280, y: 0, width: 3840, height: 2160 }, "LED");
const LAPTOP = display(1, { x: 0, y: 0, width: 1440, height: 900 }, "Panel");

const asked: LaunchOptions = {
  shell: null,
  port: null,
  hub: null,
  dataDir: null,
  city: "none",
  pace: null,
  rules: null,
  exercises: null,
  videoSecrets: null,
  people: null,
  program: "wall",
  scene: "overview",
  wall: null,
  language: "en",
  basemap: null,
  tokenFile: null,
  keepMonths: null,
  trackDays: null,
  lan: null,
  blackBoxHours: null,
  healthPort: null,
  open: true,
};

/** What the host is opened with when nothing else was asked for. */
const opened = {
  dataDir: "/data",
  language: "en",
  basemap: archiveAt("").word,
  exercises: null,
  videoSecrets: null,
  token: "the-token",
  keepMonths: null,
  trackDays: null,
  blackBoxHours: null,
  name: hostName("/data"),
};

let folder: string;
let rig: Rig;
let shell: Shell;
let refused: Trouble | null;
let lines: string[];

async function open(some: Partial<LaunchOptions> = {}, displays = 2): Promise<void> {
  const scene = { ...(await readScene("overview")), displays };
  shell = openShell(rig.api, {
    asked: { ...asked, ...some },
    scene,
    dataDir: "/data",
    basemap: archiveAt(join(folder, "map.pmtiles")),
    token: "the-token",
    appRoot: folder,
    sentences: sentencesIn("en"),
    onRefused: (trouble) => (refused = trouble),
    log: (line) => lines.push(line),
  });
}

function window(slot: number): WindowDouble {
  const found = rig.windows[slot];
  if (found === undefined) throw new Error(`no window ${slot}`);
  return found;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "citywall-shell-"));
  await mkdir(join(folder, "out/renderer"), { recursive: true });
  await writeFile(join(folder, "out/renderer/index.html"), "<title>wall</title>");
  await writeFile(join(folder, "map.pmtiles"), "PMTiles\x03 and tiles");
  rig = makeRig([LAPTOP, RIGHT, LEFT]);
  refused = null;
  lines = [];
  vi.useFakeTimers();
});
afterEach(async () => {
  shell.close();
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

describe("windows", () => {
  test("one for each display of the scene, sandboxed, placed after creation, shown when painted", async () => {
    await open();
    expect(rig.windows.map((made) => made.placed.at(-1))).toEqual([LEFT.bounds, RIGHT.bounds]);
    expect(window(0).webContents.loaded).toEqual([
      "app://citywall/index.html?program=wall&scene=overview&lang=en&display=1&region=0,0,12,24",
    ]);
    expect(window(1).webContents.loaded[0]).toContain("&display=2&region=12,0,12,24");
    for (const { options, visible } of rig.windows) {
      expect(visible).toBe(false);
      expect(options.webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        backgroundThrottling: false,
        preload: join(folder, "out/electron/preload.cjs"),
      });
    }
    window(0).emit("ready-to-show");
    expect(window(0).visible).toBe(true);
    expect(rig.blockers.size).toBe(1);
  });

  test("Z94 a seat is one framed window; its pages may open further pages of the seat, and nothing else", async () => {
    await open({ program: "seat" });
    expect(rig.windows.length).toBe(1);
    expect(window(0).webContents.loaded).toEqual(["app://citywall/index.html?program=seat&lang=en"]);
    expect(window(0).options.frame).not.toBe(false);
    window(0).emit("ready-to-show");
    expect(window(0).visible).toBe(true);
    const ask = (url: string) => window(0).webContents.openHandler?.({ url });
    const own = ask("app://citywall/index.html?program=seat&lang=en#/case/42");
    expect(own?.action).toBe("allow");
    expect(own?.overrideBrowserWindowOptions?.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      preload: join(folder, "out/electron/preload.cjs"),
    });
    for (const other of [
      "https://example.com/?program=seat",
      "app://other/?program=seat",
      "app://citywall/index.html",
    ]) {
      expect(ask(other)?.action, other).toBe("deny");
    }
    // What it opened has a port of its own, and may open no more than a person can look at.
    for (let i = 0; i < 5; i++) {
      const opened = new WindowDouble({});
      window(0).webContents.emit("did-create-window", opened);
      opened.webContents.emit("did-finish-load");
      expect(opened.webContents.posted.map(({ channel }) => channel)).toEqual(["port"]);
    }
    expect(ask("app://citywall/index.html?program=seat")?.action).toBe("deny");
  });

  test("X105 a briefing is one framed window; its pages open the speaker's screen, and no other program", async () => {
    await open({ program: "briefing" });
    expect(rig.windows.length).toBe(1);
    expect(window(0).options.frame).not.toBe(false);
    const page = "app://citywall/index.html?program=briefing&lang=en";
    expect(window(0).webContents.loaded).toEqual([page]);
    const ask = (url: string) => window(0).webContents.openHandler?.({ url })?.action;
    expect(ask(`${page}&presenter=1`)).toBe("allow");
    for (const other of ["app://citywall/index.html?program=seat", "https://example.com/?program=briefing"]) {
      expect(ask(other), other).toBe("deny");
    }
  });

  test("a window that the window manager moved is placed again", async () => {
    await open();
    rig.screen.displays = [LAPTOP, RIGHT, { ...LEFT, bounds: { ...LEFT.bounds, x: 1441 } }];
    window(0).stubborn = 2;
    rig.screen.emit("display-metrics-changed");
    vi.advanceTimersByTime(1_500);
    const before = window(0).placed.length;
    vi.advanceTimersByTime(600);
    expect(window(0).placed.length).toBe(before + 2);
    expect(window(0).placed.at(-1)?.x).toBe(1441);
  });

  test("a display that goes takes its window out of sight, and brings it back when it returns", async () => {
    await open();
    rig.windows.forEach((made) => made.emit("ready-to-show"));
    rig.screen.displays = [LAPTOP, LEFT];
    rig.screen.emit("display-removed");
    vi.advanceTimersByTime(1_499);
    expect(window(1).visible).toBe(true);
    vi.advanceTimersByTime(1);
    expect([window(0).visible, window(1).visible]).toEqual([true, false]);
    expect(window(1).placed.at(-1)).toEqual(RIGHT.bounds);
    rig.screen.displays = [LAPTOP, LEFT, display(9, RIGHT.bounds, "LED")];
    rig.screen.emit("display-added");
    vi.advanceTimersByTime(1_500);
    expect([window(1).visible, window(1).placed.at(-1)]).toEqual([true, RIGHT.bounds]);
  });

  test("X82 a wall window that fell is replaced: another paints behind it, is shown, and only then it goes", async () => {
    await open();
    rig.windows.forEach((made) => made.emit("ready-to-show"));
    const fallen = window(0);
    fallen.webContents.emit("render-process-gone", {}, { reason: "crashed" });
    fallen.webContents.emit("render-process-gone", {}, { reason: "crashed" }); // heard twice, replaced once
    vi.advanceTimersByTime(100);
    expect(rig.windows.length).toBe(3);
    const next = window(2);
    expect(next.webContents.loaded).toEqual(fallen.webContents.loaded);
    expect(next.options.webPreferences).toEqual(fallen.options.webPreferences);
    expect([fallen.destroyed, next.visible]).toEqual([false, false]);
    next.emit("ready-to-show");
    expect([fallen.destroyed, next.visible, next.placed.at(-1)]).toEqual([true, true, LEFT.bounds]);
    // It has a port of its own, and the fallen one takes nothing with it.
    next.webContents.emit("did-finish-load");
    expect(next.webContents.posted.map(({ channel }) => channel)).toEqual(["port"]);
    expect(fallen.webContents.loaded.length).toBe(1);
    expect(window(1).destroyed).toBe(false);
  });

  test("X82 a window that never paints is shown after a while, and one whose display is away stays unseen", async () => {
    await open();
    rig.windows.forEach((made) => made.emit("ready-to-show"));
    window(0).webContents.emit("render-process-gone", {}, { reason: "crashed" });
    vi.advanceTimersByTime(100 + 10_000);
    expect([window(0).destroyed, window(2).visible]).toEqual([true, true]);
    rig.screen.displays = [LAPTOP, RIGHT];
    rig.screen.emit("display-removed");
    vi.advanceTimersByTime(1_500);
    window(2).webContents.emit("render-process-gone", {}, { reason: "oom" });
    vi.advanceTimersByTime(1_000);
    window(3).emit("ready-to-show");
    expect([window(2).destroyed, window(3).visible]).toEqual([true, false]);
    rig.screen.displays = [LAPTOP, RIGHT, LEFT];
    rig.screen.emit("display-added");
    vi.advanceTimersByTime(1_500);
    expect(window(3).visible).toBe(true);
  });

  test("X81 a window that keeps falling is replaced at most three times quickly, then once a minute", async () => {
    await open();
    const crash = (): void =>
      void rig.windows.at(-1)?.webContents.emit("render-process-gone", {}, { reason: "crashed" });
    window(0).webContents.emit("render-process-gone", {}, { reason: "crashed" });
    for (let n = 3; n <= 5; n += 1) {
      vi.advanceTimersByTime(1_000);
      expect(rig.windows.length).toBe(n);
      crash(); // before it has painted
    }
    vi.advanceTimersByTime(59_000);
    expect(rig.windows.length).toBe(5);
    vi.advanceTimersByTime(1_000);
    expect(rig.windows.length).toBe(6);
    // Of those that never painted none is left behind.
    expect(rig.windows.map(({ destroyed }) => destroyed)).toEqual([false, false, true, true, true, false]);
  });

  test("X80 X81 the host hears of a fall, and the page that comes begins behind the last picture the host told of", async () => {
    vi.useRealTimers();
    await writeFile(join(folder, "out/renderer/index.html"), "<title>wall</title><!--last-frame-->");
    await open();
    const address = window(0).webContents.loaded[0]!;
    expect(await (await rig.fetch(address)).text()).toBe("<title>wall</title>");
    const frame = { display: "1", jpeg: new Uint8Array([0xff, 0xd8, 9]) };
    rig.child("host").emit("message", { frame: { display: "1", jpeg: "no picture" } });
    rig.child("host").emit("message", { frame });
    expect(await (await rig.fetch(address)).text()).toContain('src="data:image/jpeg;base64,/9gJ"');
    expect(await (await rig.fetch(window(1).webContents.loaded[0]!)).text()).toBe("<title>wall</title>");
    window(1).webContents.emit("render-process-gone", {}, { reason: "crashed" });
    expect(rig.child("host").sent.map(({ message }) => message)).toContainEqual({ fell: "2" });
  });

  test("a page that was closed on purpose or replaced by another load is left alone", async () => {
    await open();
    window(0).webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
    window(0).webContents.emit("did-fail-load", {}, -3, "aborted", "", true);
    window(0).webContents.emit("did-fail-load", {}, -6, "missing", "", false);
    vi.advanceTimersByTime(120_000);
    expect(window(0).webContents.loaded.length).toBe(1);
    expect(rig.windows.length).toBe(2);
  });

  test("a page of a seat that fell is loaded again in its window", async () => {
    await open({ program: "seat" });
    window(0).webContents.emit("render-process-gone", {}, { reason: "crashed" });
    vi.advanceTimersByTime(100);
    expect([rig.windows.length, window(0).webContents.loaded.length]).toEqual([1, 2]);
  });

  test("an unresponsive page is ended after its patience, unless it answers", async () => {
    await open();
    window(0).emit("unresponsive");
    window(1).emit("unresponsive");
    vi.advanceTimersByTime(10_000);
    window(1).emit("responsive");
    vi.advanceTimersByTime(10_000);
    expect([window(0).webContents.crashes, window(1).webContents.crashes]).toEqual([1, 0]);
  });
});

describe("host and hub", () => {
  const words = (name: "host" | "hub"): unknown[] => rig.child(name).sent.map(({ message }) => message);

  test("the host is opened before anything else is said, and hears of the hub once that is ready", async () => {
    await open();
    expect(rig.children.map(({ file }) => file.slice(folder.length))).toEqual([
      "/out/electron/host.js",
      "/out/hub/main.js",
    ]);
    expect(rig.child("hub").args).toEqual(["--data", "/data", "--city", "none", "--lang", "en"]);
    expect(words("host")).toEqual([{ open: opened }]);
    rig.child("hub").emit("message", { ready: "http://127.0.0.1:8312" });
    rig.child("hub").emit("message", { ready: 5 });
    expect(words("host").slice(1)).toEqual([{ hub: "http://127.0.0.1:8312" }]);
  });

  test("an existing hub is connected and none is started", async () => {
    await open({ hub: "http://h:1" });
    expect(rig.children.length).toBe(1);
    expect(words("host")).toContainEqual({ hub: "http://h:1" });
  });

  test("a loaded page and the host get the two ends of one channel", async () => {
    await open();
    window(0).webContents.emit("did-finish-load");
    const given = rig.child("host").sent.find(({ message }) => (message as { window?: true }).window);
    expect(given?.ports.length).toBe(1);
    expect(window(0).webContents.posted).toEqual([{ channel: "port", message: null, ports: [expect.anything()] }]);
  });

  test("X56 a wall's window is given what it shows, small and no more than one picture a second", async () => {
    await open();
    const { webContents } = window(0);
    webContents.emit("did-finish-load");
    const asked = () => webContents.debugger.asked.map(({ method }) => method);
    expect(asked()).toEqual(["Page.enable", "Page.startScreencast"]);
    webContents.debugger.emit("message", {}, "Page.screencastFrame", { data: "/9j/", sessionId: 3 });
    expect(webContents.posted.at(-1)).toMatchObject({ channel: "picture", message: "/9j/" });
    await vi.advanceTimersByTimeAsync(999);
    expect(asked()).not.toContain("Page.screencastFrameAck");
    await vi.advanceTimersByTimeAsync(1);
    expect(webContents.debugger.asked.at(-1)).toEqual({ method: "Page.screencastFrameAck", params: { sessionId: 3 } });
  });

  test("a host that dies is started again, ever more slowly, and every window gets a new port", async () => {
    await open();
    window(0).webContents.emit("did-finish-load");
    rig.child("hub").emit("message", { ready: "http://127.0.0.1:8312" });
    for (const wait of [500, 1_000, 2_000]) {
      const before = rig.children.length;
      rig.child("host").emit("exit", 1);
      window(0).webContents.emit("did-finish-load"); // reloaded meanwhile: nobody to connect it to yet
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(rig.children.length).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(rig.children.length).toBe(before + 1);
    }
    expect(words("host")).toEqual([{ open: opened }, { hub: "http://127.0.0.1:8312" }, { window: true }]);
    expect(window(0).webContents.posted.length).toBe(4);
  });

  test("a hub that dies is started again and the windows are told why", async () => {
    await open();
    rig.child("hub").emit("message", { ready: "http://127.0.0.1:1" });
    rig.child("hub").emit("exit", 9);
    expect(words("host").at(-1)).toEqual({ trouble: { code: "hubFailed", params: { why: "exit 9" } } });
    await vi.advanceTimersByTimeAsync(500);
    rig.child("hub").emit("message", { ready: "http://127.0.0.1:2" });
    expect(words("host").at(-1)).toEqual({ hub: "http://127.0.0.1:2" });
    expect(refused).toBeNull();
  });

  test("a hub that says it cannot run here ends the shell with that reason", async () => {
    await open();
    const trouble = { code: "dataNewer", params: { file: "hub.db", found: 9, known: 1 } };
    rig.child("hub").emit("message", { failed: trouble });
    rig.child("hub").emit("exit", 1);
    expect(refused).toEqual(trouble);
    const before = rig.children.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rig.children.length).toBe(before);
  });

  test("closing ends both for good, and lets the display sleep again", async () => {
    await open();
    const children = [rig.child("host"), rig.child("hub")];
    shell.close();
    children.forEach((child) => child.emit("exit", 0));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(children.every(({ killed }) => killed)).toBe(true);
    expect([rig.children.length, rig.blockers.size]).toEqual([2, 0]);
  });
});

describe("security", () => {
  test("pages and base map come from app://citywall/ under the policy, and from nowhere else", async () => {
    vi.useRealTimers();
    await open();
    const page = await rig.fetch("app://citywall/index.html?scene=overview");
    expect([page.status, await page.text()]).toEqual([200, "<title>wall</title>"]);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    const tiles = await rig.fetch("app://citywall/basemap.pmtiles", { range: "bytes=0-6" });
    expect([tiles.status, await tiles.text()]).toEqual([206, "PMTiles"]);
    expect((await rig.fetch("app://elsewhere/index.html")).status).toBe(404);
    expect((await rig.fetch("app://citywall/%2e%2e/%2e%2e/map.pmtiles")).status).toBe(404);
  });

  test("no permission, no device, no download, no request to anywhere else", async () => {
    await open();
    const call = (name: string, ...args: unknown[]): unknown => rig.handlers.get(name)?.(...(args as never[]));
    let granted: unknown = null;
    call("permission", null, "geolocation", (answer: unknown) => (granted = answer));
    expect([granted, call("permissionCheck"), call("device")]).toEqual([false, false, false]);
    let prevented = 0;
    rig.session.emit("will-download", { preventDefault: () => (prevented += 1) });
    expect(prevented).toBe(1);
    const cancelled = (url: string): unknown => {
      let answer: { cancel?: boolean } = {};
      call("request", { url }, (given: { cancel?: boolean }) => (answer = given));
      return answer.cancel;
    };
    expect(["https://x.example/", "file:///etc/passwd", "app://other/"].map(cancelled)).toEqual([true, true, true]);
    expect(["app://citywall/a.js", "blob:app://citywall/1"].map(cancelled)).toEqual([false, false]);
  });

  test("no content navigates away, opens a window or embeds a browser", async () => {
    await open();
    lockContents(rig.app as unknown as App);
    const { webContents } = window(0);
    rig.app.emit("web-contents-created", {}, webContents);
    expect(webContents.openHandler?.({ url: "" })).toEqual({ action: "deny" });
    const prevented = (event: string, url: string): boolean => {
      let stopped = false;
      webContents.emit(event, { url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      expect(prevented(event, "https://x.example/")).toBe(true);
      expect(prevented(event, "app://citywall.x.example/")).toBe(true);
      expect(prevented(event, "app://citywall/index.html")).toBe(false);
    }
    expect(prevented("will-attach-webview", "")).toBe(true);
  });
});
