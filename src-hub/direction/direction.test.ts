import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { showScene } from "../../shared/direction/state.ts";
import { WHOLE_WALL, type DirectAct, type WindowReport } from "../../shared/direction/wall.ts";
import type { Role } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { RULES_PLATFORM } from "../../shared/tables.ts";
import type { WallsMessage } from "../../shared/wire/hub.ts";
import { draftOf } from "../../test/contract/store-drafts.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { TELL_EVERY_MS, openDirection, type Direction } from "./direction.ts";
import { MOST_OF_HOST, WINDOW_SILENCE_MS } from "./windows.ts";
import type { Asker } from "./who.ts";

const NOTHING_WANTED = { text: "", act: "", subject: "", uid: 0, from: null, to: null, notBelow: 0, limit: 20 };
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 1]);
const REPORT: WindowReport = {
  ...{ wall: "hall", display: "1", region: WHOLE_WALL, scene: "overview", rev: 1, pushes: [], shownAt: 5 },
  ...{ width: 1920, height: 1080, canvasWidth: 1920, canvasHeight: 1080, ratio: 1, heapMb: 80, frames: 60, gpu: "" },
  ...{ dataAt: null, freshness: "live", replaying: false, exercise: false, crashes: 0, crashedAt: null },
};

let dir = "";
let store: Store;
let direction: Direction;
let told: WallsMessage[] = [];
let failed: unknown[] = [];
/** Real ms; hub time is 1,000,000 later. */
let real = 0;

const open = () =>
  openDirection({
    store,
    time: () => ({ now: 1_000_000 + real, pace: 1 }),
    tell: (message) => void told.push(message),
    onError: (error) => void failed.push(error),
    real: () => real,
    shipped: ["overview", "backlog"],
  });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-direction-"));
  store = openSqliteStore(join(dir, "hub.db"));
  vi.useFakeTimers();
  [told, failed] = [[], []];
  real = 0;
  direction = open();
});
afterEach(() => {
  direction.close();
  vi.useRealTimers();
  store.close();
  rmSync(dir, { recursive: true, force: true });
  expect(failed).toEqual([]);
});

const asker = (role: Role, more: Partial<Asker> = {}): Asker => ({
  role,
  scope: EVERYTHING,
  host: `${role} 机`,
  ...more,
});
const person = (role: Role, uid: number, name: string) =>
  asker(role, { person: { uid, login: `p${uid}`, name, role } as NonNullable<Asker["person"]> });
const LEADER = person("shiftLeader", 7, "值班长");
const shows = (
  id: string,
  more: Partial<WindowReport> = {},
  jpeg: Uint8Array | null = null,
  scope: Scope = EVERYTHING,
) => direction.shows(id, asker("wall", { host: `主机 ${id}`, scope }), { report: { ...REPORT, ...more }, jpeg });
const act = (what: object, by = LEADER, id = "seat") => direction.act(id, by, { wall: "hall", ...what } as DirectAct);
const pass = (ms: number) => {
  for (let left = ms; left > 0; left -= 100) {
    real += Math.min(100, left);
    vi.advanceTimersByTime(Math.min(100, left));
  }
};
const hall = () => direction.message().walls.find(({ wall }) => wall === "hall");
const acts = () => store.acts({ ...NOTHING_WANTED, below: Number.MAX_SAFE_INTEGER });

describe("walls", () => {
  test("X3 a wall that nobody shows is unknown, and named with those that are shown", () => {
    expect(act({ do: "scene", scene: "overview" })).toEqual({
      done: "no",
      trouble: { code: "wallUnknown", params: { wall: "hall", known: "—" } },
    });
    shows("a");
    expect(act({ do: "scene", scene: "overview" })).toEqual({ done: "yes", rev: 1, waiting: 0 });
    expect(hall()).toMatchObject({ rev: 1, scene: "overview", at: 1_000_500 });
  });

  test("X3 what can be chosen are the scenes of the program, and scenes and playlists in force at the hub", () => {
    shows("a");
    const rule = (kind: string, name: string, body: object, trouble = "") =>
      store.transact(1, (tx) =>
        tx.put("rules", {
          ...draftOf("rules", `${kind}/${name}`, { platform: RULES_PLATFORM, kind, name }),
          ...{ body: JSON.stringify(body), trouble },
        }),
      );
    expect(act({ do: "scene", scene: "plaza" }).done).toBe("no");
    rule("scenes", "plaza", {});
    rule("scenes", "spoilt", {}, "{}");
    rule("playlists", "round", {
      ...{ playlist: "round", version: "1", title: { "zh-CN": "轮播", en: "Round" } },
      steps: [{ scene: "plaza", seconds: 30 }],
    });
    pass(1_000);
    shows("a");
    expect(act({ do: "scene", scene: "plaza" }).done).toBe("yes");
    expect(act({ do: "scene", scene: "spoilt" }).done).toBe("no");
    expect(act({ do: "playlist", playlist: "round" }).done).toBe("yes");
    expect(hall()).toMatchObject({ scene: "plaza", playlist: { name: "round", step: 0 } });
  });

  test("X4 a hub that begins anew goes on with what walls showed, and what ran out meanwhile is over", () => {
    shows("a");
    const uid = store.transact(1, (tx) => tx.put("cases", draftOf("cases", "c")).uid);
    act({ do: "scene", scene: "backlog" });
    act({ do: "push", id: "one", region: WHOLE_WALL, what: { show: "case", uid }, seconds: 60 });
    act({ do: "lock" }, person("director", 9, "指挥长"));
    const before = hall();
    direction.close();
    direction = open();
    expect(hall()).toEqual(before);
    pass(60_200);
    expect(hall()).toMatchObject({ scene: "backlog", pushes: [], locked: { person: 9 } });
  });

  test("X4 what was kept in a form that is not known is left aside", () => {
    store.setNote("walls", JSON.stringify([{ wall: "hall", rev: "three" }]));
    direction.close();
    direction = open();
    expect(direction.message().walls).toEqual([]);
  });

  test("X2 hosts are told of a change at once, and then together, ten times a second at most", () => {
    shows("a");
    shows("b");
    expect(told).toHaveLength(1);
    act({ do: "scene", scene: "overview" });
    // What windows say of themselves does not hold a change up.
    expect(told).toHaveLength(2);
    expect(told[1]?.walls[0]).toMatchObject({ rev: 1, scene: "overview" });
    act({ do: "scene", scene: "backlog" });
    act({ do: "hold", minutes: 5 });
    expect(told).toHaveLength(2);
    pass(TELL_EVERY_MS);
    expect(told).toHaveLength(3);
    expect(told[2]?.walls[0]).toMatchObject({ rev: 3, scene: "backlog" });
  });

  test("X3 whatever changes walls by itself is kept and told as well; what it leaves alone is not", () => {
    shows("a");
    pass(TELL_EVERY_MS);
    const before = told.length;
    direction.change("hall", (state) => state);
    direction.change("nobody", (state, moment) =>
      showScene(state, "backlog", { by: "clock", rule: "r" }, null, moment),
    );
    pass(TELL_EVERY_MS);
    expect(told).toHaveLength(before);
    direction.change("hall", (state, moment) =>
      showScene(state, "backlog", { by: "clock", rule: "r" }, moment.now + 5_000, moment),
    );
    pass(TELL_EVERY_MS);
    expect(told.at(-1)?.walls[0]).toMatchObject({ scene: "backlog", reason: { by: "clock" } });
    expect(acts()).toEqual([]);
    shows("a");
    pass(5_200);
    expect(hall()).toMatchObject({ scene: "", reason: { by: "return" } });
  });
});

describe("what changes walls by itself", () => {
  test("X4 hears the time at each look; failing it is told, and pushes end at their time all the same", () => {
    const heard: number[] = [];
    direction.onLook(() => {
      throw new Error("a rule");
    });
    direction.onLook(({ now }, { scenes }) => void heard.push(now - 1_000_000, scenes.size));
    shows("a");
    act({ do: "push", id: "one", region: WHOLE_WALL, what: { show: "board", panel: "ranking" }, seconds: 1 });
    pass(1_200);
    expect(heard.slice(0, 4)).toEqual([200, 2, 400, 2]);
    expect(failed.splice(0)).toHaveLength(6);
    expect(hall()?.pushes).toEqual([]);
  });
});

describe("the record of acts", () => {
  test("X16 every act that changed a wall or was refused is written down with who, on which wall, and what", () => {
    shows("a");
    act({ do: "scene", scene: "backlog" });
    act({ do: "scene", scene: "backlog" });
    act({ do: "lock" });
    act({ do: "hold", minutes: 5 }, asker("wall"), "a");
    expect(
      acts().map(({ name, role, machine, act: what, text, label, outcome }) => [
        name,
        role,
        machine,
        what,
        text,
        label,
        outcome,
      ]),
    ).toEqual([
      ["", "wall", "wall 机", "direct", "hold", "hall", "done"],
      ["值班长", "shiftLeader", "shiftLeader 机", "direct", "lock", "hall", "wallNotAllowed"],
      ["值班长", "shiftLeader", "shiftLeader 机", "direct", "scene", "hall", "done"],
    ]);
    expect(acts()[2]).toMatchObject({ before: '{"scene":""}', after: '{"scene":"backlog"}', subject: "walls" });
  });
});

describe("what is pushed", () => {
  test("X6 nothing is pushed that is not there for whoever pushes it", () => {
    shows("a");
    const uid = store.transact(1, (tx) => tx.put("cases", draftOf("cases", "c", { department: 4 })).uid);
    const push = (what: object, by: Asker) =>
      act({ do: "push", id: `p${JSON.stringify(what)}`, region: WHOLE_WALL, what, seconds: 60 }, by);
    const seat = person("acceptor", 3, "坐席");
    const gone = { done: "no", trouble: { code: "pushGone", params: {} } };
    expect(push({ show: "case", uid: 999 }, seat)).toEqual(gone);
    expect(push({ show: "camera", uid: 999 }, seat)).toEqual(gone);
    expect(push({ show: "case", uid }, { ...seat, scope: { ...EVERYTHING, departments: [5] } })).toEqual(gone);
    expect(hall()?.pushes).toEqual([]);
    expect(push({ show: "case", uid }, seat)).toMatchObject({ done: "yes" });
    expect(push({ show: "board", panel: "ranking" }, seat)).toMatchObject({ done: "yes" });
  });

  test("X12 a camera is barred while any machine of the wall may not see it", () => {
    shows("a", {}, null, { ...EVERYTHING, restricted: false });
    shows("b", { display: "2" });
    const uid = store.transact(1, (tx) => tx.put("cameras", draftOf("cameras", "c", { guard: "restricted" })).uid);
    const answer = act({ do: "push", id: "cam", region: WHOLE_WALL, what: { show: "camera", uid }, seconds: 0 });
    expect([answer.done, hall()?.pushes[0]?.barred]).toEqual(["yes", true]);
    shows("a");
    pass(200);
    expect(hall()?.pushes[0]?.barred).toBe(false);
    shows("b", { display: "2" }, null, { ...EVERYTHING, restricted: false });
    pass(200);
    expect(hall()?.pushes[0]?.barred).toBe(true);
  });
});

describe("windows", () => {
  test("X9 a window is there while it is heard, and gone after five seconds of silence or with its line", () => {
    shows("a");
    shows("b", { display: "2" });
    const names = () => direction.message().windows.map(({ host, display }) => `${host} ${display}`);
    expect(names()).toEqual(["主机 a 1", "主机 b 2"]);
    pass(WINDOW_SILENCE_MS - 100);
    shows("b", { display: "2" });
    pass(400);
    expect(names()).toEqual(["主机 b 2"]);
    expect(told.at(-1)?.windows).toHaveLength(1);
    direction.gone("b");
    expect(names()).toEqual([]);
  });

  test("X9 of one machine only so many windows are listened to", () => {
    for (let i = 1; i <= MOST_OF_HOST + 3; i++) shows("a", { display: String(i) });
    expect(direction.message().windows).toHaveLength(MOST_OF_HOST);
  });

  test("X10 a picture has a number that rises, and is given to whoever has another one", () => {
    const numbers = () => direction.message().windows.map(({ picture }) => picture);
    shows("a");
    expect(numbers()).toEqual([0]);
    shows("a", { rev: 4 }, JPEG);
    const [first = 0] = numbers();
    shows("a", { rev: 5 });
    expect(numbers()).toEqual([first]);
    const ask = (picture: number, by = LEADER) => direction.echo(by, { host: "主机 a", display: "1", picture });
    expect(ask(0)).toEqual({
      host: "主机 a",
      display: "1",
      wall: "hall",
      picture: first,
      at: 1_000_000,
      rev: 4,
      jpeg: JPEG,
    });
    expect(ask(first)).toBeNull();
    shows("a", {}, JPEG);
    expect(numbers()[0]).toBeGreaterThan(first);
    expect(ask(first)?.picture).toBe(numbers()[0]);
    expect(direction.echo(LEADER, { host: "主机 z", display: "1", picture: 0 })).toBeNull();
  });

  test("X11 nobody gets a picture of what a machine shows that may see more than they", () => {
    shows("a", {}, JPEG);
    const ask = (scope: Partial<Scope>) =>
      direction.echo(asker("acceptor", { scope: { ...EVERYTHING, ...scope } }), {
        host: "主机 a",
        display: "1",
        picture: 0,
      });
    expect(ask({})).not.toBeNull();
    expect(ask({ textsSince: 5, since: 5 })).not.toBeNull();
    for (const less of [
      { departments: [1] },
      { platforms: [] },
      { unitGrids: [2] },
      { personal: false },
      { restricted: false },
    ]) {
      expect(ask(less), JSON.stringify(less)).toBeNull();
    }
  });
});
