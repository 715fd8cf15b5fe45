import { describe, expect, test } from "vitest";
import { SETTLED_MS, fell, NO_FALLS, waitAfter } from "./back-off.ts";
import { ownArguments } from "./electron/arguments.ts";
import { chooseDisplays, matchDisplays, type DisplayMark } from "./electron/displays.ts";
import { afterFall, MEMORY_MS } from "./revival.ts";
import { browserArguments, browserCandidates } from "./kiosk/browser.ts";
import { readHubWord } from "./hub-word.ts";
import { chooseShell, hasDisplay, type ShellFacts } from "./shell-choice.ts";

describe("back-off", () => {
  test("doubles up to half a minute and starts anew after a long life", () => {
    let falls = NO_FALLS;
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      falls = fell(falls, 10);
      waits.push(waitAfter(falls));
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(waitAfter(fell(falls, SETTLED_MS))).toBe(500);
  });

  test("X81 a fallen window is loaded three times quickly, the first time at once, then once a minute, and is forgiven after five minutes", () => {
    let falls: readonly number[] = [];
    const waits = [0, 1_000, 2_000, 3_000, 70_000].map((now) => {
      const next = afterFall(falls, now);
      falls = next.falls;
      return next.waitMs;
    });
    expect(waits).toEqual([100, 1_000, 1_000, 60_000, 60_000]);
    expect(afterFall(falls, 70_000 + MEMORY_MS).waitMs).toBe(100);
  });
});

describe("displays", () => {
  const display = (id: number, x: number, width: number, label = ""): DisplayMark => ({
    id,
    label,
    bounds: { x, y: 0, width, height: 1_080 },
  });
  const laptop = display(1, 0, 1_440, "Panel");
  const left = display(2, 1_440, 3_840, "LED");
  const right = display(3, 5_280, 3_840, "LED");

  test("a scene takes the largest ones, left to right", () => {
    expect(chooseDisplays([right, laptop, left], 2)).toEqual([left, right]);
    expect(chooseDisplays([laptop], 2)).toEqual([laptop]);
  });

  test("a window never moves to another screen while its own is away, and goes back when it returns", () => {
    expect(matchDisplays([left, right], [laptop, left])).toEqual([left, null]);
    expect(matchDisplays([left, right], [laptop])).toEqual([null, null]);
    const back = { ...right, id: 9 };
    expect(matchDisplays([left, right], [laptop, left, back])).toEqual([left, back]);
  });

  test("the same screen with another resolution is still the same; one without a name is known by its place", () => {
    const smaller = display(2, 1_440, 1_920, "LED");
    expect(matchDisplays([left], [smaller])).toEqual([smaller]);
    const nameless = display(4, 1_440, 1_920);
    expect(matchDisplays([nameless], [display(8, 1_440, 1_920)])[0]?.id).toBe(8);
    expect(matchDisplays([nameless], [display(8, 0, 1_920)])).toEqual([null]);
  });
});

describe("shell", () => {
  const facts = (some: Partial<ShellFacts>): ShellFacts => ({
    asked: null,
    display: true,
    root: false,
    installed: () => null,
    fetch: async () => null,
    ...some,
  });

  const cases: readonly (readonly [string, Partial<ShellFacts>, "electron" | "kiosk", string])[] = [
    ["installed", { installed: () => "/e" }, "electron", "cli.whyPresent"],
    ["fetched in time", { fetch: async () => "/e" }, "electron", "cli.whyFetched"],
    ["not to be had", {}, "kiosk", "cli.whyNoElectron"],
    ["no display", { display: false, installed: () => "/e" }, "kiosk", "cli.whyNoDisplay"],
    ["root", { root: true, installed: () => "/e" }, "kiosk", "cli.whyRoot"],
    ["asked for the browser", { asked: "kiosk", installed: () => "/e" }, "kiosk", "cli.whyAsked"],
    ["asked for a window", { asked: "electron", installed: () => "/e" }, "electron", "cli.whyAsked"],
  ];
  test.each(cases)("%s", async (_case, some, shell, why) => {
    expect(await chooseShell(facts(some))).toMatchObject({ shell, why });
  });

  test("what was asked for is never swapped", async () => {
    await expect(chooseShell(facts({ asked: "electron" }))).rejects.toMatchObject({
      trouble: { code: "electronMissing" },
    });
    const blind = facts({ asked: "electron", display: false });
    await expect(chooseShell(blind)).rejects.toMatchObject({ trouble: { code: "displayMissing" } });
  });

  test("no download is begun when it cannot matter", async () => {
    let fetched = 0;
    const fetch = async (): Promise<null> => {
      fetched += 1;
      return null;
    };
    await chooseShell(facts({ display: false, fetch }));
    await chooseShell(facts({ asked: "kiosk", fetch }));
    expect(fetched).toBe(0);
  });

  test("a display is known by its variables outside Windows and macOS", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("win32", {})).toBe(true);
  });
});

test("the browser gets the switches that keep WebGL alive, and loses its sandbox only when told", () => {
  const args = browserArguments("http://127.0.0.1:1/", "/profile", true);
  expect(args).toContain("--disable-domain-blocking-for-3d-apis");
  expect(args).toContain("--disable-gpu-process-crash-limit");
  expect(args).toContain("--enable-unsafe-swiftshader");
  expect(args).toContain("--user-data-dir=/profile");
  expect(args).not.toContain("--no-sandbox");
  expect(browserArguments("http://127.0.0.1:1/", "/profile", false)).toContain("--no-sandbox");
  expect(browserCandidates("linux", { PATH: "/a:/b" })[0]).toBe("/a/chromium");
});

test("of what a hub's process says, only the two agreed words are believed", () => {
  expect(readHubWord({ ready: "http://127.0.0.1:8312" })).toEqual({ ready: "http://127.0.0.1:8312" });
  expect(readHubWord({ failed: { code: "dataBusy", params: { dir: "d" } } })).toEqual({
    failed: { code: "dataBusy", params: { dir: "d" } },
  });
  for (const other of [null, 1, "ready", {}, { ready: "nonsense" }, { failed: { code: "nonsense" } }]) {
    expect(readHubWord(other)).toBeNull();
  }
});

test("the desktop shell reads its own arguments only", () => {
  const argv = ["electron", "--ozone-platform=x11", "--no-sandbox", "/app", "--lang=en", "--scene=overview"];
  expect(ownArguments(argv, false)).toEqual(["--lang=en", "--scene=overview"]);
  expect(ownArguments(["citywall", "--ozone-platform=x11", "--pace=2"], true)).toEqual(["--pace=2"]);
});
