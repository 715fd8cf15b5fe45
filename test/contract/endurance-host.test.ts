/** What a host remembers of its windows and seats: falls, last pictures, the black box and what is taken out of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WHOLE_WALL, type WindowReport } from "../../shared/direction/wall.ts";
import type { OpsValue } from "../../shared/ops.ts";
import type { ActResult } from "../../shared/wire/port.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Attached, Host, HostOptions } from "../../src-main/host/options.ts";
import { openSeatWindow, type SeatWindow } from "./seat-window.ts";

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
let dir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-endurance-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function hostAt(some: Partial<HostOptions> = {}): Promise<Host> {
  const host = await openHost({
    dataDir: join(dir, "hall"),
    language: "zh-CN",
    basemap: null,
    token: "",
    keepMonths: null,
    name: "hall",
    log: () => {},
    ...some,
  });
  closing.push(() => host.close());
  return host;
}

function windowOf(host: Host): SeatWindow & { readonly attached: Attached } {
  let attached!: Attached;
  const window = openSeatWindow({ attach: (wire) => (attached = host.attach(wire)) });
  closing.push(() => window.close());
  return { ...window, attached };
}

const report = (display: string, some: Partial<WindowReport> = {}): WindowReport => ({
  ...{ wall: "hall", display, region: WHOLE_WALL, scene: "overview", rev: 0, pushes: [], shownAt: 1 },
  ...{ width: 1920, height: 1080, canvasWidth: 1920, canvasHeight: 1080, ratio: 1, heapMb: 61.5, frames: 58 },
  ...{ gpu: "SwiftShader", dataAt: null, freshness: "live", replaying: false, exercise: false },
  ...{ crashes: 0, crashedAt: null },
  ...some,
});

test("X80 X81 X84 a window that broke off is told with its fall, and its last picture stands in for it", async () => {
  const host = await hostAt();
  const first = windowOf(host);
  const other = windowOf(host);
  await first.act({ do: "shows", report: report("1"), jpeg: JPEG });
  await other.act({ do: "shows", report: report("2"), jpeg: new Uint8Array([1, 2, 3]) });
  expect(host.lastFrame("1")).toEqual(JPEG);
  expect(host.lastFrame("2")).toBeNull(); // no picture
  first.attached.broke();
  first.close();
  const again = windowOf(host);
  await again.act({ do: "shows", report: report("1", { heapMb: 40 }), jpeg: null });
  const view = again.open({ view: "ops" });
  const ops = () => view.value() as OpsValue | undefined;
  await again.until(() => ops()?.windows.length === 2);
  expect(ops()?.windows.map((each) => [each.report.display, each.report.crashes, each.report.heapMb])).toEqual([
    ["1", 1, 40],
    ["2", 0, 61.5],
  ]);
  expect(ops()?.windows[0]?.report.crashedAt).toBeGreaterThan(1e12);
  expect(ops()?.host).toMatchObject({ name: "hall" });
  expect(host.ops().windows.map((each) => each.report)).toEqual(ops()?.windows.map((each) => each.report));
});

test("X75 X76 X79 what walls showed and seats did is taken out as one file, without what was typed", async () => {
  const host = await hostAt();
  const wall = windowOf(host);
  const seat = windowOf(host);
  const from = Date.now() - 1_000;
  await wall.act({ do: "shows", report: report("1"), jpeg: JPEG });
  await wall.act({ do: "scene", scene: "dust", replaying: false });
  await seat.act({ do: "page", page: "queue" });
  await seat.act({ do: "look", caseUid: 42 });
  await seat.act({ do: "login", login: "geheim-name", password: "geheim-wort" });
  // Nobody answers it without a hub; it was asked all the same.
  seat.say({
    ...{ say: "ask", ask: 1 },
    message: {
      id: "endurance-request-1",
      by: "x",
      request: { ask: "case", uid: 42, command: { kind: "urge", note: "geheim" } },
    },
  });
  const done = (await seat.act({ do: "blackBox", from, to: Date.now() + 1_000 })) as Extract<
    ActResult,
    { did: "blackBox" }
  >;
  expect(done).toMatchObject({ did: "blackBox", pictures: 1, oneOf: 1 });
  expect(done.file.startsWith(join(dir, "hall", "exports"))).toBe(true);
  const bytes = readFileSync(done.file);
  const files = unzipSync(bytes);
  expect(files["pictures/1/000001.jpg"]).toEqual(JPEG);
  const table = strFromU8(files["acts.csv"]!);
  const kinds = table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[5]);
  expect(kinds).toEqual(["scene.show", "page.queue", "case.look", "door.login", "case.urge", "host.blackBox"]);
  for (const text of Object.values(files)) expect(Buffer.from(text).includes("geheim")).toBe(false);
  expect(host.ops().blackBox).toMatchObject({ state: "recording", pictures: 1, acts: 6, dropped: 0 });
  // A host that begins anew still has it.
  await host.close();
  const next = await hostAt();
  const later = windowOf(next);
  expect(await later.act({ do: "blackBox", from, to: Date.now() + 1_000 })).toMatchObject({
    did: "blackBox",
    pictures: 1,
  });
  expect(await later.act({ do: "blackBox", from: 0, to: 1_000 })).toEqual({
    did: "not",
    trouble: { code: "blackBoxEmpty", params: {} },
  });
});

test("X75 with no hours nothing is recorded, and what there was is deleted", async () => {
  const first = await hostAt();
  await windowOf(first).act({ do: "page", page: "queue" });
  await first.close();
  expect(existsSync(join(dir, "hall/black-box"))).toBe(true);
  const host = await hostAt({ blackBoxHours: 0 });
  await windowOf(host).act({ do: "shows", report: report("1"), jpeg: JPEG });
  expect(existsSync(join(dir, "hall/black-box"))).toBe(false);
  expect(host.ops().blackBox.state).toBe("off");
});

test("X77 a black box that cannot be written says so, and the wall goes on", async () => {
  const told: string[] = [];
  const { mkdirSync, writeFileSync } = await import("node:fs");
  mkdirSync(join(dir, "hall"));
  writeFileSync(join(dir, "hall/black-box"), "a file where the folder should be");
  const host = await hostAt({ log: ({ event }) => told.push(event) });
  const wall = windowOf(host);
  for (let i = 0; i < 3; i++) await wall.act({ do: "page", page: "queue" });
  await wall.until(() => host.ops().blackBox.state === "paused");
  expect(host.ops().blackBox.trouble).toMatchObject({ code: "blackBoxBroken", params: { why: "EEXIST" } });
  await wall.act({ do: "page", page: "queue" });
  expect(told.filter((event) => event === "boxPaused")).toEqual(["boxPaused"]);
  expect(await wall.act({ do: "shows", report: report("1"), jpeg: JPEG })).toEqual({ did: "noted" });
});
