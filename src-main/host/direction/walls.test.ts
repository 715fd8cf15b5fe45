import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  MOST_ECHO_BYTES,
  WHOLE_WALL,
  type Push,
  type WallState,
  type WindowReport,
} from "../../../shared/direction/wall.ts";
import { newWall } from "../../../shared/direction/state.ts";
import type { ShowsMessage } from "../../../shared/wire/hub.ts";
import { SHOWS_EVERY_MS, openWalls } from "./walls.ts";

const REPORT: WindowReport = {
  ...{ wall: "hall", display: "1", region: WHOLE_WALL, scene: "overview", rev: 1, pushes: [], shownAt: 5 },
  ...{ width: 1920, height: 1080, canvasWidth: 1920, canvasHeight: 1080, ratio: 1, heapMb: 80, frames: 60, gpu: "" },
  ...{ dataAt: null, freshness: "live", replaying: false, exercise: false, crashes: 0, crashedAt: null },
};
const jpeg = (length: number, mark = 1) =>
  new Uint8Array(length).fill(mark).fill(0xff, 0, 1).fill(0xd8, 1, 2).fill(0xff, 2, 3);

let sent: ShowsMessage[] = [];
let kept: (readonly WallState[])[] = [];
const open = (before: readonly WallState[] = []) =>
  openWalls({
    real: () => performance.now(),
    send: (message) => void sent.push(message),
    kept: before,
    keep: (walls) => void kept.push(walls),
  });

beforeEach(() => {
  [sent, kept] = [[], []];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("what the hub told", () => {
  test("X13 is shown through a cut, and as such", () => {
    const walls = open();
    walls.look(true, "shiftLeader");
    const before = walls.version();
    walls.take({ walls: [{ ...newWall("hall"), rev: 3, scene: "backlog" }], windows: [] });
    expect(walls.version()).toBeGreaterThan(before);
    expect(walls.value()).toMatchObject({ current: true, mayDirect: true, mayPush: true, mayLock: false });
    const standing = walls.version();
    walls.look(true, "shiftLeader");
    expect(walls.version()).toBe(standing);
    walls.look(false, "shiftLeader");
    expect(walls.version()).toBeGreaterThan(standing);
    expect(walls.value()).toMatchObject({ current: false, walls: [{ wall: "hall", rev: 3, scene: "backlog" }] });
  });

  test("X13 is kept at every change of a wall, and gone on with by a machine that is started without the hub", () => {
    const walls = open([{ ...newWall("hall"), rev: 3, scene: "backlog" }]);
    expect(walls.value()).toMatchObject({ current: false, walls: [{ rev: 3, scene: "backlog" }] });
    const next = { ...newWall("hall"), rev: 4, scene: "overview" };
    walls.take({ walls: [next], windows: [] });
    walls.take({ walls: [next], windows: [] });
    expect(kept).toEqual([[next]]);
  });

  test("X13 through a cut pushes and a rule's scene end at their time; while the line stands that is the hub's to say", () => {
    const push: Push = {
      ...{ id: "a", region: WHOLE_WALL, what: { show: "case", uid: 1 }, person: 1, name: "x", leads: false },
      ...{ since: 0, seconds: 5, until: 5_000, barred: false },
    };
    const state: WallState = {
      ...newWall("hall"),
      rev: 3,
      scene: "emergency",
      returnTo: "overview",
      returnAt: 6_000,
      pushes: [push],
    };
    const walls = open();
    walls.look(true, "wall");
    walls.take({ walls: [state], windows: [] });
    walls.beat({ now: 7_000, pace: 1 });
    expect(walls.value().walls).toEqual([state]);
    walls.look(false, "wall");
    const before = walls.version();
    walls.beat({ now: 4_999, pace: 1 });
    expect(walls.version()).toBe(before);
    walls.beat({ now: 5_000, pace: 1 });
    expect(walls.value().walls).toMatchObject([{ scene: "emergency", pushes: [] }]);
    walls.beat({ now: 6_000, pace: 1 });
    expect(walls.value().walls).toMatchObject([{ scene: "overview", reason: { by: "return" } }]);
    expect(walls.version()).toBe(before + 2);
  });

  test("X1 what a role may do is told with it", () => {
    const walls = open();
    const may = (role: Parameters<typeof walls.look>[1]) => {
      walls.look(true, role);
      const { mayDirect, mayPush, mayLock } = walls.value();
      return [mayDirect, mayPush, mayLock];
    };
    expect(may("director")).toEqual([true, true, true]);
    expect(may("acceptor")).toEqual([false, true, false]);
    expect(may("leader")).toEqual([false, false, false]);
    expect(may(null)).toEqual([false, false, false]);
  });
});

describe("what a window shows", () => {
  test("X14 is said at once, then four times a second at most: the latest, and with the picture that came between", () => {
    const window = open().window();
    expect(window.shows(REPORT, null)).toEqual({ did: "noted" });
    expect(sent).toHaveLength(1);
    window.shows({ ...REPORT, rev: 2 }, jpeg(20));
    window.shows({ ...REPORT, rev: 3 }, null);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(SHOWS_EVERY_MS);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({ report: { rev: 3 }, jpeg: jpeg(20) });
    vi.advanceTimersByTime(10 * SHOWS_EVERY_MS);
    expect(sent).toHaveLength(2);
  });

  test("X14 each window has a turn of its own, and one that is closed says nothing more", () => {
    const walls = open();
    const [one, other] = [walls.window(), walls.window()];
    one.shows(REPORT, null);
    other.shows({ ...REPORT, display: "2" }, null);
    expect(sent.map(({ report }) => report.display)).toEqual(["1", "2"]);
    one.shows({ ...REPORT, rev: 9 }, null);
    one.end();
    vi.advanceTimersByTime(SHOWS_EVERY_MS);
    expect(sent).toHaveLength(2);
  });

  test("X15 a picture that is too large or no JPEG goes no further", () => {
    const window = open().window();
    const bad = { did: "not", trouble: { code: "badMessage", params: { what: "jpeg" } } };
    expect(window.shows(REPORT, jpeg(MOST_ECHO_BYTES + 1))).toEqual(bad);
    expect(window.shows(REPORT, new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toEqual(bad);
    expect(sent).toEqual([]);
    expect(window.shows(REPORT, jpeg(MOST_ECHO_BYTES))).toEqual({ did: "noted" });
  });
});
