/** Walls under control through a real hub and real hosts: what one pushes the other shows, and what is shown comes back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  SWITCH_LEAD_MS,
  WHOLE_WALL,
  type DirectAct,
  type DirectAnswer,
  type Echo,
  type WallState,
  type WallsValue,
  type WindowReport,
} from "../../shared/direction/wall.ts";
import type { Role } from "../../shared/roles.ts";
import type { OfficeAnswer, OfficeRequest } from "../../shared/wire/office.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host } from "../../src-main/host/options.ts";
import { putReported } from "./drafts.ts";
import { openSeatWindow, type SeatWindow } from "./seat-window.ts";

const PASSWORD = "长沙的桂花香了2026";
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 7]);
const REPORT: WindowReport = {
  ...{ wall: "hall", display: "1", region: WHOLE_WALL, scene: "overview", rev: 0, pushes: [], shownAt: 0 },
  ...{ width: 1920, height: 1080, canvasWidth: 1920, canvasHeight: 1080, ratio: 1, heapMb: 80, frames: 60, gpu: "" },
  ...{ dataAt: null, freshness: "live", replaying: false, exercise: false, crashes: 0, crashedAt: null },
};
let dir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-walls-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function hubAt(port = 0): Promise<Hub> {
  const hub = await openHub({ dataDir: join(dir, "hub"), port, city: "none", pace: 1, language: "en", log: () => {} });
  closing.push(() => hub.close());
  return hub;
}

interface Here {
  readonly host: Host;
  readonly window: SeatWindow;
  walls(): WallsValue | undefined;
  hall(): WallState | undefined;
  direct(what: object): Promise<DirectAnswer>;
  shows(more?: Partial<WindowReport>, jpeg?: Uint8Array | null): Promise<void>;
  echo(host: string, picture: number): Promise<Echo | null>;
}

async function hostAt(name: string, url: string): Promise<Here> {
  const host = await openHost({
    ...{ dataDir: join(dir, name), language: "en", basemap: null, token: "", keepMonths: null, name },
    log: () => {},
  });
  const window = openSeatWindow(host);
  const view = window.open({ view: "walls" });
  closing.push(async () => {
    window.close();
    await host.close();
  });
  host.connect(url);
  await window.until(() => host.report().state === "live" || window.session()?.state === "out");
  const walls = () => view.value() as WallsValue | undefined;
  return {
    host,
    window,
    walls,
    hall: () => walls()?.walls.find(({ wall }) => wall === "hall"),
    async direct(what) {
      const result = await window.act({ do: "direct", act: { wall: "hall", ...what } as DirectAct });
      if (result.did !== "direct") throw new Error(JSON.stringify(result));
      return result.answer;
    },
    async shows(more = {}, jpeg = null) {
      expect(await window.act({ do: "shows", report: { ...REPORT, ...more }, jpeg })).toEqual({ did: "noted" });
    },
    async echo(of, picture) {
      const result = await window.act({ do: "echo", host: of, display: "1", picture });
      return result.did === "echo" ? result.echo : null;
    },
  };
}

async function office({ window }: Here, request: OfficeRequest): Promise<OfficeAnswer> {
  const result = await window.act({ do: "office", request });
  if (result.did !== "office") throw new Error(JSON.stringify(result));
  return result.answer;
}

async function putPerson(admin: Here, login: string, name: string, role: Role, password: string | null): Promise<void> {
  const part = { platforms: null, districts: null, departments: null, personal: true, restricted: true };
  const person = { name, role, ...part, active: true };
  expect(await office(admin, { office: "putPerson", login, person, password })).toEqual({ did: "done" });
}

async function nameFirst({ window }: Here): Promise<void> {
  await window.until(() => window.session()?.state === "open");
  await window.act({ do: "nameFirst", name: "赵主任", login: "zhao", password: PASSWORD });
  await window.until(() => window.session()?.state === "in");
}

async function seatAt(name: string, hub: Hub, login: string, role: Role): Promise<Here> {
  const seat = await hostAt(name, hub.url);
  await seat.window.act({ do: "login", login, password: PASSWORD });
  await seat.window.until(() => seat.host.report().state === "live" && seat.window.session()?.person?.login === login);
  await seat.window.until(() => seat.walls()?.mayPush === true);
  expect(seat.window.session()?.person?.role).toBe(role);
  return seat;
}

const trouble = (answer: DirectAnswer) => (answer.done === "no" ? answer.trouble : null);

test("X2 X6 X10 what one machine pushes the other hears before it is due, and what that shows comes back as a picture", async () => {
  const hub = await hubAt();
  const [uid = 0] = putReported(hub, 1);
  const wall = await hostAt("hall-pc", hub.url);
  const seat = await hostAt("desk-1", hub.url);
  await wall.shows();
  await seat.window.until(() => seat.walls()?.windows.length === 1);
  expect(seat.walls()).toMatchObject({
    ...{ current: true, mayDirect: true, mayPush: true, mayLock: true },
    windows: [{ host: "hall-pc", display: "1", wall: "hall", picture: 0 }],
    walls: [{ wall: "hall", rev: 0, scene: "" }],
  });
  const pushed = { do: "push", id: "push-1", region: WHOLE_WALL, what: { show: "case", uid }, seconds: 300 };
  expect(await seat.direct(pushed)).toEqual({ done: "yes", rev: 1, waiting: 0 });
  await wall.window.until(() => wall.hall()?.rev === 1);
  const at = wall.hall()?.at ?? 0;
  expect(at - wall.host.report().hubNow).toBeLessThanOrEqual(SWITCH_LEAD_MS);
  expect(wall.hall()?.pushes).toMatchObject([
    { id: "push-1", name: "desk-1", what: { show: "case", uid }, barred: false },
  ]);
  // Asked again, as after a cut, it is pushed once.
  expect(await seat.direct(pushed)).toEqual({ done: "yes", rev: 1, waiting: 0 });
  await wall.shows({ rev: 1, pushes: ["push-1"], shownAt: at }, JPEG);
  await seat.window.until(() => (seat.walls()?.windows[0]?.picture ?? 0) > 0);
  const echo = await seat.echo("hall-pc", 0);
  expect(echo).toMatchObject({ host: "hall-pc", wall: "hall", rev: 1 });
  expect([...(echo?.jpeg ?? [])]).toEqual([...JPEG]);
  expect(seat.walls()?.windows[0]).toMatchObject({ pushes: ["push-1"], shownAt: at });
  expect(await seat.echo("hall-pc", echo?.picture ?? 0)).toBeNull();
});

test("X1 X5 X16 each does what their role may: the lock is named, and a right that is taken away is gone", async () => {
  const hub = await hubAt();
  const [uid = 0] = putReported(hub, 1);
  const admin = await hostAt("hall-pc", hub.url);
  await nameFirst(admin);
  await putPerson(admin, "li", "李坐席", "acceptor", PASSWORD);
  await putPerson(admin, "sun", "孙班长", "shiftLeader", PASSWORD);
  const acceptor = await seatAt("desk-1", hub, "li", "acceptor");
  const leader = await seatAt("desk-2", hub, "sun", "shiftLeader");
  await admin.window.until(() => admin.host.report().state === "live");
  await admin.shows();
  await leader.window.until(() => leader.walls()?.windows.length === 1);
  expect(acceptor.walls()).toMatchObject({ mayDirect: false, mayPush: true, mayLock: false });

  expect(trouble(await acceptor.direct({ do: "scene", scene: "backlog" }))?.code).toBe("wallNotAllowed");
  const push = { do: "push", id: "of-li", region: WHOLE_WALL, what: { show: "case", uid }, seconds: 300 };
  expect(await acceptor.direct(push)).toMatchObject({ done: "yes", waiting: 0 });
  expect(await leader.direct({ do: "scene", scene: "backlog" })).toMatchObject({ done: "yes" });
  expect(await admin.direct({ do: "lock" })).toMatchObject({ done: "yes" });
  expect(trouble(await leader.direct({ do: "scene", scene: "overview" }))).toEqual({
    code: "wallLocked",
    params: { name: "赵主任" },
  });
  expect(trouble(await acceptor.direct({ do: "unpush", id: "of-li" }))?.code).toBe("wallLocked");
  await acceptor.window.until(() => acceptor.hall()?.locked?.name === "赵主任");
  expect(acceptor.hall()?.pushes).toMatchObject([{ name: "李坐席" }]);
  expect(await admin.direct({ do: "unlock" })).toMatchObject({ done: "yes" });

  await putPerson(admin, "sun", "孙班长", "leader", null);
  await leader.window.until(() => leader.walls()?.mayDirect === false && leader.host.report().state === "live");
  expect(trouble(await leader.direct({ do: "scene", scene: "overview" }))?.code).toBe("wallNotAllowed");
  expect(leader.walls()).toMatchObject({ mayDirect: false, mayPush: false });

  const record = await office(admin, {
    ...{ office: "audit", text: "", act: "direct", subject: "walls", uid: 0 },
    ...{ from: null, to: null, before: null, limit: 50 },
  });
  const lines = record.did === "audit" ? record.lines : [];
  expect(lines.toReversed().map(({ name, text, outcome, label }) => `${name} ${text} ${label} ${outcome}`)).toEqual([
    "李坐席 scene hall wallNotAllowed",
    "李坐席 push hall done",
    "孙班长 scene hall done",
    "赵主任 lock hall done",
    "孙班长 scene hall wallLocked",
    "李坐席 unpush hall wallLocked",
    "赵主任 unlock hall done",
    "孙班长 scene hall wallNotAllowed",
  ]);
});

test("X4 X13 a wall that is cut goes on with what it heard and says so; the hub comes back with what it had", async () => {
  const hub = await hubAt();
  const wall = await hostAt("hall-pc", hub.url);
  await wall.shows();
  await wall.window.until(() => wall.walls()?.windows.length === 1);
  expect(await wall.direct({ do: "scene", scene: "backlog" })).toMatchObject({ done: "yes" });
  expect(await wall.direct({ do: "hold", minutes: 60 })).toMatchObject({ done: "yes" });
  await wall.window.until(() => wall.hall()?.rev === 2);
  const before = wall.hall();
  const { port } = hub;
  await hub.close();
  await wall.window.until(() => wall.walls()?.current === false);
  expect(wall.hall()).toEqual(before);
  expect(await wall.direct({ do: "release" })).toEqual({ done: "no", trouble: { code: "hubAway", params: {} } });
  await wall.shows({ rev: 2 });
  const back = await hubAt(port);
  await wall.window.until(() => wall.walls()?.current === true);
  // The hub that begins anew has heard of no window yet, and knows the wall all the same.
  await wall.window.until(() => wall.walls()?.windows.length === 0);
  expect(wall.hall()).toEqual(before);
  await wall.shows({ rev: 2 });
  await wall.window.until(() => wall.walls()?.windows.length === 1);
  expect(await wall.direct({ do: "release" })).toMatchObject({ done: "yes", rev: 3 });
  expect(back.store.note("walls")).toContain("backlog");
});
