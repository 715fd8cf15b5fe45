import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import {
  DELTAS_IN_FLIGHT,
  PAGE_ROWS,
  type Delta,
  type Digest,
  type SeatsMessage,
  type TracksMessage,
  type WallsMessage,
} from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import { draftOf } from "../../test/contract/store-drafts.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { openDeltas } from "./deltas.ts";
import { openFeed, type Feed, type FeedOptions } from "./feed.ts";
import type { WallKeeper } from "./feed-types.ts";
import type { Granted } from "./grants.ts";
import { OWING_MS, WAITING_BYTES } from "./session.ts";

let dir = "";
let store: Store;
let feed: Feed;
let sent: { ids: readonly string[]; delta: Delta }[] = [];
let behind: string[] = [];
let ended: string[] = [];
let rescoped: string[] = [];
let digests: { id: string; digest: Digest }[] = [];
let tracks: { ids: readonly string[]; message: TracksMessage }[] = [];
let seated: { ids: readonly string[]; message: SeatsMessage }[] = [];
let walled: { ids: readonly string[]; message: WallsMessage }[] = [];
/** Tokens and what they get; without any, everybody gets everything. */
let granted: Map<string, Granted> | null = null;
let version = 0;
let waiting = 0;
/** The clock, real ms; it stands still by itself. */
let later = 0;

function open(more: Partial<FeedOptions> = {}): Feed {
  return openFeed({
    store,
    time: () => ({ now: 1_000, pace: 2 }),
    grants: {
      grantOf: (token) =>
        granted === null
          ? { role: "admin", scope: EVERYTHING }
          : (granted.get(token) ?? { refused: token === "" ? "tokenMissing" : "tokenUnknown" }),
      version: () => version,
    },
    line: {
      delta: (ids, delta) => void sent.push({ ids, delta }),
      digest: (id, digest) => void digests.push({ id, digest }),
      tracks: (ids, message) => void tracks.push({ ids, message }),
      seats: (ids, message) => void seated.push({ ids, message }),
      walls: (ids, message) => void walled.push({ ids, message }),
      behind: (id) => void behind.push(id),
      rescope: (id) => void rescoped.push(id),
      end: (id, what) => void ended.push(`${id} ${what}`),
      waiting: () => waiting,
    },
    onError: (error) => {
      throw error;
    },
    lookEvery: 5,
    deltaEvery: 0,
    real: () => later,
    ...more,
  });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-feed-"));
  store = openSqliteStore(join(dir, "hub.db"), { tombstones: 5 });
  [sent, behind, ended, rescoped, digests, tracks, seated, walled] = [[], [], [], [], [], [], [], []];
  [granted, version, waiting, later] = [null, 0, 0, 0];
  feed = open();
});
afterEach(() => {
  feed.close();
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const target = (id: string, value: number) => ({
  platform: "demo",
  id,
  indicator: id,
  value,
  better: "up",
  setBy: "",
  setAt: 0,
});
const commit = (id: string, value = 1, by: Store = store) =>
  by.transact(100 + value, (tx) => tx.put("targets", target(id, value)).uid);

const hello = {
  wire: HUB_WIRE_VERSION,
  token: "",
  name: "",
  epoch: null,
  cursor: 0,
  snapshot: null,
  scope: null,
  keepMonths: null,
};
const request = {
  id: "first-request",
  by: "值班长",
  request: { ask: "clearTarget", platform: "demo", indicator: "closeRate" },
};
const greet = (id: string, token = "") => {
  feed.connect(id);
  return feed.hello(id, { ...hello, token });
};
const follow = (id: string, token = "") => {
  greet(id, token);
  feed.tail(id, { cursor: 0 });
};
const wall = (scope: Partial<Scope>): Granted => ({ role: "wall", scope: { ...EVERYTHING, ...scope } });
const put = (id: string, more: object = {}) =>
  store.transact(1, (tx) => tx.put("cases", draftOf("cases", id, more)).uid);
const tailingSessions = () => feed.status().clients.map(({ name, at }) => `${name} ${at}`);
/** Lets everything planned happen. */
const settle = async () => {
  for (let i = 0; i < 30; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe("hello and pages", () => {
  test("the welcome says where the hub stands", () => {
    commit("a");
    expect(greet("x")).toMatchObject({
      answer: "welcome",
      wire: HUB_WIRE_VERSION,
      epoch: store.epoch,
      head: 1,
      time: { now: 1_000, pace: 2 },
      mode: "snapshot",
      counts: { targets: 1, cases: 0 },
    });
    expect(feed.sessions()).toBe(1);
    feed.disconnect("x");
    expect(feed.sessions()).toBe(0);
  });

  test("a hello of another version is answered whatever else it says", () => {
    feed.connect("x");
    expect(feed.hello("x", { wire: 99, strange: true })).toEqual({
      answer: "wireVersion",
      hub: HUB_WIRE_VERSION,
      host: 99,
    });
    expect(ended).toEqual([]);
  });

  test("pages are cut to size and say when they are the last", () => {
    store.transact(1, (tx) => {
      for (let i = 0; i < PAGE_ROWS + 1; i += 1) tx.put("targets", target(String(i), i));
    });
    greet("x");
    const first = feed.page("x", { table: "targets", after: 0, last: null, limit: 1_000_000 })!;
    expect([first.rows.length, first.last, first.done]).toEqual([PAGE_ROWS, PAGE_ROWS, false]);
    const second = feed.page("x", { table: "targets", after: first.last, last: null, limit: PAGE_ROWS })!;
    expect([second.rows.length, second.last, second.done]).toEqual([1, PAGE_ROWS + 1, true]);
    expect(feed.page("x", { table: "cases", after: 0, last: null, limit: 0 })).toEqual({
      table: "cases",
      after: 0,
      last: 0,
      done: true,
      rows: [],
    });
  });

  test.each<[string, () => unknown]>([
    ["no hello at all", () => feed.hello("x", undefined)],
    ["a hello with a bad cursor", () => feed.hello("x", { ...hello, cursor: -1 })],
    [
      "a page of no table",
      () => [feed.hello("x", hello), feed.page("x", { table: "users", after: 0, last: null, limit: 1 })],
    ],
    ["a tail of text", () => [feed.hello("x", hello), feed.tail("x", { cursor: "0" })]],
    ["a credit of nothing", () => [feed.hello("x", hello), feed.credit("x", null)]],
    ["a page without its end", () => [feed.hello("x", hello), feed.page("x", { table: "cases", after: 0, limit: 1 })]],
    ["sums of no table", () => [feed.hello("x", hello), feed.digest("x", { buckets: ["users"] })]],
    ["a page before hello", () => feed.page("x", { table: "cases", after: 0, last: null, limit: 1 })],
    ["sums before hello", () => feed.digest("x", { buckets: [] })],
    ["status before hello", () => feed.statusFor("x")],
    ["F7 a request before hello", () => feed.desk("x", request)],
    [
      "F7 a request that is none",
      () => [feed.hello("x", hello), feed.desk("x", { ...request, request: { ask: "all" } })],
    ],
    ["a picture before hello", () => feed.picture("x", "0".repeat(64))],
    ["a picture by no hash", () => [feed.hello("x", hello), feed.picture("x", "../hub.db")]],
    ["F7 a request of nobody", () => [feed.hello("x", hello), feed.desk("x", { ...request, by: "" })]],
  ])("%s ends the conversation", (_what, say) => {
    feed.connect("x");
    say();
    expect(ended.length).toBe(1);
    expect(feed.hello("x", hello)).toBeNull();
  });
});

test("F7 a request in its right shape is let through, as it was checked, with whose it is", () => {
  granted = new Map([["hall", wall({ departments: [7] })]]);
  greet("x", "hall");
  expect(feed.desk("x", request)).toEqual({ message: request, asker: { ...wall({ departments: [7] }), host: "" } });
  expect(ended).toEqual([]);
});

test("V52 the bytes of a picture go to whom a row that names them is there, and to nobody else", () => {
  const hash = "a".repeat(64);
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
  store.transact(1, (tx) => {
    tx.put("platforms", draftOf("platforms", "demo"));
    tx.put("pictures", draftOf("pictures", hash, { bytes: bytes.length }));
    tx.keepPicture(hash, bytes);
    // Bytes that no row names any more are nobody's.
    tx.keepPicture("b".repeat(64), bytes);
  });
  granted = new Map([
    ["all", wall({})],
    ["part", wall({ departments: [7] })],
    ["elsewhere", wall({ platforms: ["other"] })],
  ]);
  for (const token of granted.keys()) greet(token, token);
  expect(Buffer.from(feed.picture("all", hash)!.found!)).toEqual(Buffer.from(bytes));
  expect(feed.picture("part", hash)).toEqual({ found: null });
  expect(feed.picture("elsewhere", hash)).toEqual({ found: null });
  expect(feed.picture("all", "b".repeat(64))).toEqual({ found: null });
  expect(feed.picture("all", "c".repeat(64))).toEqual({ found: null });
  expect(ended).toEqual([]);
});

test("the pulse says hub time, and where the store stands", () => {
  commit("a", 5);
  expect(feed.pulse("x")).toEqual({ now: 1_000, pace: 2, head: 1, headAt: 105 });
});

describe("the tail", () => {
  test("tells commits of this process at a notice and of others at a look", async () => {
    greet("x");
    feed.tail("x", { cursor: 0 });
    await settle();
    expect(sent).toEqual([]);
    commit("a");
    feed.notice();
    await settle();
    expect(sent.map(({ delta }) => [delta.from, delta.to, delta.at])).toEqual([[0, 1, 101]]);
    const other = openSqliteStore(join(dir, "hub.db"));
    commit("b", 2, other);
    other.close();
    await vi.waitFor(() => expect(sent.map(({ delta }) => delta.to)).toEqual([1, 2]));
  });

  test("a host that never answers gets no more than DELTAS_IN_FLIGHT, then one merged delta", async () => {
    greet("x");
    feed.tail("x", { cursor: 0 });
    for (let i = 1; i <= 20; i += 1) {
      commit("same row", i);
      feed.notice();
      await settle();
    }
    expect(sent.map(({ delta }) => delta.to)).toEqual([1, 2, 3, 4].slice(0, DELTAS_IN_FLIGHT));
    feed.credit("x", { to: 1 });
    await settle();
    expect(sent.length).toBe(DELTAS_IN_FLIGHT + 1);
    const last = sent[DELTAS_IN_FLIGHT]!.delta;
    expect([last.from, last.to, last.put.targets?.length]).toEqual([4, 20, 1]);
  });

  test("hosts at the same place get one delta, read once", async () => {
    const read = vi.spyOn(store, "changes");
    for (const id of ["x", "y", "z"]) {
      greet(id);
      feed.tail(id, { cursor: 0 });
    }
    commit("a");
    feed.notice();
    await settle();
    expect(sent.map(({ ids }) => ids)).toEqual([["x", "y", "z"]]);
    expect(read).toHaveBeenCalledTimes(1);
    greet("late");
    feed.tail("late", { cursor: 0 });
    await settle();
    expect(sent.map(({ ids }) => ids)).toEqual([["x", "y", "z"], ["late"]]);
    expect(read).toHaveBeenCalledTimes(1);
    expect(sent[1]!.delta).toBe(sent[0]!.delta);
  });

  test("a host the floor has passed is told that it is behind", async () => {
    greet("x");
    feed.tail("x", { cursor: 0 });
    const uids = Array.from({ length: 20 }, (_, i) => commit(String(i)));
    for (const uid of uids) store.transact(1, (tx) => tx.del("targets", uid));
    expect(store.floor()).toBeGreaterThan(0);
    feed.notice();
    await settle();
    expect([sent, behind]).toEqual([[], ["x"]]);
  });
});

describe("deltas", () => {
  test("one that was kept is not told after the head has moved", () => {
    const deltas = openDeltas(store, 10);
    expect(deltas.after(0)).toBeNull();
    commit("a", 1);
    expect(deltas.after(0)).toMatchObject({ from: 0, to: 1 });
    commit("a", 2);
    expect(deltas.after(0)).toMatchObject({ from: 0, to: 2 });
  });

  test("a floor that moves between the look and the read is noticed", () => {
    commit("a", 1);
    const moving = { head: () => store.head(), changes: store.changes, floor: () => 1 };
    expect(openDeltas(moving, 10).after(0)).toBe("lost");
  });
});

describe("F8 tokens", () => {
  test("one that is not granted is refused, with the epoch, and gets nothing else", async () => {
    granted = new Map([["hall", wall({})]]);
    expect(greet("x", "")).toEqual({ answer: "refused", why: "tokenMissing", epoch: store.epoch });
    expect(greet("y", "other")).toEqual({ answer: "refused", why: "tokenUnknown", epoch: store.epoch });
    feed.tail("x", { cursor: 0 });
    expect(feed.page("x", { table: "cases", after: 0, last: null, limit: 1 })).toBeNull();
    expect(feed.statusFor("x")).toBeNull();
    commit("a");
    feed.notice();
    feed.tracks({ at: 0, n: 1, rows: [] });
    await settle();
    expect([sent, tracks, ended, feed.sessions()]).toEqual([[], [], [], 0]);
    expect(feed.hello("x", { ...hello, token: "hall" })).toMatchObject({ answer: "welcome", role: "wall" });
    expect(feed.sessions()).toBe(1);
  });

  test("the welcome names role and scope; what the hub knows of its clients is for its admin", () => {
    granted = new Map([
      ["hall", wall({ departments: [3] })],
      ["desk", { role: "admin", scope: EVERYTHING }],
    ]);
    expect(greet("x", "hall")).toMatchObject({ role: "wall", scope: { departments: [3] } });
    follow("y", "desk");
    waiting = 12;
    expect(feed.statusFor("x")).toEqual({ tell: null });
    expect(feed.statusFor("y")?.tell).toEqual({
      rssMb: expect.any(Number),
      clients: [
        { name: "", role: "wall", at: "greeted", cursor: 0, unanswered: 0, waitingBytes: 12 },
        { name: "", role: "admin", at: "tailing", cursor: 0, unanswered: 0, waitingBytes: 12 },
      ],
    });
    expect(feed.status().rssMb).toBeGreaterThan(10);
  });
});

describe("F9 scopes", () => {
  test("a row that leaves the scope becomes a deletion, and comes again with it", async () => {
    granted = new Map([
      ["one", wall({ departments: [1] })],
      ["all", wall({})],
    ]);
    follow("x", "one");
    follow("y", "all");
    const uid = put("a", { department: 1 });
    const other = put("b", { department: 2 });
    feed.notice();
    await settle();
    put("a", { department: 2 });
    feed.notice();
    await settle();
    put("a", { department: 1, address: "again" });
    feed.notice();
    await settle();
    const heard = (id: string) => sent.filter(({ ids }) => ids.includes(id)).map(({ delta }) => delta);
    expect(heard("x").map(({ put, del }) => [put.cases?.map(([row]) => row), del.cases])).toEqual([
      [[uid], [other]],
      [undefined, [uid]],
      [[uid], undefined],
    ]);
    expect(heard("y").map(({ put, del }) => [put.cases?.length, del.cases])).toEqual([
      [2, undefined],
      [1, undefined],
      [1, undefined],
    ]);
    expect(heard("x").map(({ from, to }) => [from, to])).toEqual(heard("y").map(({ from, to }) => [from, to]));
  });

  test("hosts of equal scopes get one delta, and everybody's costs no copy", async () => {
    granted = new Map([
      ["one", wall({ departments: [1] })],
      ["too", { role: "admin", scope: { ...EVERYTHING, departments: [1] } }],
      ["all", wall({})],
    ]);
    for (const token of ["one", "too", "all"]) follow(token, token);
    const read = vi.spyOn(store, "changes");
    put("a", { department: 1 });
    feed.notice();
    await settle();
    expect(sent.map(({ ids }) => ids)).toEqual([["one", "too"], ["all"]]);
    expect(read).toHaveBeenCalledTimes(1);
    expect(sent[1]!.delta).toBe(read.mock.results[0]!.value);
  });

  test("a page of hidden rows is empty and goes on; masked columns are masked in the hub", () => {
    granted = new Map([["one", wall({ departments: [1], personal: false })]]);
    store.transact(1, (tx) => {
      for (let i = 0; i < 6; i += 1) {
        tx.put("cases", draftOf("cases", String(i), { department: i < 4 ? 2 : 1, address: "电话13800138000" }));
      }
    });
    greet("x", "one");
    const page = (after: number, last: number | null = null) =>
      feed.page("x", { table: "cases", after, last, limit: 3 })!;
    expect(page(0)).toEqual({ table: "cases", after: 0, last: 3, done: false, rows: [] });
    expect(page(3)).toMatchObject({
      last: 6,
      done: false,
      rows: [[5], [6]].map(([uid]) => expect.arrayContaining([uid])),
    });
    expect(JSON.stringify(page(3).rows)).not.toContain("13800138000");
    expect(page(6)).toEqual({ table: "cases", after: 6, last: 6, done: true, rows: [] });
    expect(page(0, 3)).toEqual({ table: "cases", after: 0, last: 3, done: true, rows: [] });
  });

  test("positions go to those who may see the platform of the unit, under one number", () => {
    granted = new Map([
      ["demo", wall({ platforms: ["demo"] })],
      ["nyc", wall({ platforms: ["nyc"] })],
      ["all", wall({})],
    ]);
    for (const token of ["demo", "nyc", "all"]) greet(token, token);
    const uid = store.transact(1, (tx) => tx.put("units", draftOf("units", "1")).uid);
    const row: TracksMessage["rows"][number] = [uid, 1, 2, null, 0, 0, 5, 2, 0, null, null];
    feed.tracks({ at: 9, n: 4, rows: [row, [999, 1, 2, null, 0, 0, 5, 2, 0, null, null]] });
    expect(tracks).toEqual([
      { ids: ["demo"], message: { at: 9, n: 4, rows: [row] } },
      { ids: ["nyc"], message: { at: 9, n: 4, rows: [] } },
      { ids: ["all"], message: { at: 9, n: 4, rows: [row, [999, 1, 2, null, 0, 0, 5, 2, 0, null, null]] } },
    ]);
  });
});

describe("F10 rights", () => {
  beforeEach(() => {
    granted = new Map([
      ["hall", wall({})],
      ["desk", wall({})],
    ]);
  });

  test("are looked at when grants have changed, and only whom it concerns is told", async () => {
    for (const token of ["hall", "desk"]) follow(token, token);
    granted!.set("hall", wall({ departments: [1] }));
    version += 1;
    await vi.waitFor(() => expect(rescoped).toEqual(["hall"]));
    commit("a");
    feed.notice();
    await settle();
    expect(sent.map(({ ids }) => ids)).toEqual([["desk"]]);
    feed.credit("hall", { to: 99 });
    expect([feed.page("hall", { table: "cases", after: 0, last: null, limit: 1 }), ended]).toEqual([null, []]);
    expect(feed.hello("hall", { ...hello, token: "hall" })).toMatchObject({ scope: { departments: [1] } });
  });

  test("are looked at every second even when nothing says so: a month goes by", async () => {
    follow("hall", "hall");
    granted!.set("hall", wall({ textsSince: 5 }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(rescoped).toEqual([]);
    later += 1_000;
    await vi.waitFor(() => expect(rescoped).toEqual(["hall"]));
  });

  test("are looked at before each page, request and status", () => {
    const asks = [
      () => feed.page("hall", { table: "cases", after: 0, last: null, limit: 1 }),
      () => feed.desk("hall", request),
      () => feed.statusFor("hall"),
    ];
    for (const [i, ask] of asks.entries()) {
      granted!.set("hall", wall({}));
      greet("hall", "hall");
      expect(ask()).not.toBeNull();
      granted!.delete("hall");
      expect(ask()).toBeNull();
      expect(rescoped.length).toBe(i + 1);
    }
    expect(ended).toEqual([]);
  });
});

describe("F12 slow hosts", () => {
  test("one that answers nothing for more than ten minutes is cut, and the others are not", async () => {
    for (const id of ["x", "y"]) follow(id);
    commit("a");
    feed.notice();
    await settle();
    feed.credit("y", { to: 1 });
    later += OWING_MS - 100;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ended).toEqual([]);
    later += 1_100;
    await vi.waitFor(() => expect(ended).toEqual(['x no answer from "" for 10 minutes']));
    expect(tailingSessions()).toEqual([" tailing"]);
  });

  test("one for whom too much waits is cut, at the latest with its next page", () => {
    greet("x");
    waiting = WAITING_BYTES + 1;
    expect(feed.page("x", { table: "cases", after: 0, last: null, limit: 1 })).toBeNull();
    expect(ended).toEqual(['x 32 MB wait for ""']);
  });
});

describe("pacing", () => {
  test("after the first delta, commits are gathered; one that catches up waits for nobody", async () => {
    feed.close();
    feed = open({ deltaEvery: 100, lookEvery: 1_000_000 });
    follow("x");
    await settle();
    later += 100;
    commit("same row", 1);
    feed.notice();
    await settle();
    expect(sent.map(({ delta }) => delta.to)).toEqual([1]);
    const look = vi.spyOn(store, "head");
    for (let i = 2; i <= 50; i += 1) {
      commit("same row", i);
      feed.notice();
    }
    await settle();
    // Nobody is due: the store is not even looked at.
    expect(look).not.toHaveBeenCalled();
    follow("late");
    await settle();
    expect(sent.slice(1).map(({ ids, delta }) => [ids, delta.from, delta.to])).toEqual([[["late"], 0, 50]]);
    later += 100;
    await vi.waitFor(() => expect(sent.length).toBe(3));
    expect([sent[2]!.ids, sent[2]!.delta.from, sent[2]!.delta.to]).toEqual([["x"], 1, 50]);
  });

  test("a long way is gone delta by delta without a wait", async () => {
    feed.close();
    feed = open({ deltaEvery: 1_000_000, lookEvery: 1_000_000 });
    for (let k = 0; k < 3; k += 1) {
      store.transact(1, (tx) => {
        for (let i = 0; i < 1_900; i += 1) tx.put("targets", target(`${k} ${i}`, i));
      });
    }
    follow("x");
    await settle();
    expect(sent.map(({ delta }) => delta.to)).toEqual([1, 2, 3]);
  });
});

describe("G3 sums", () => {
  test("come after the delta that ends where they are true", async () => {
    const events: string[] = [];
    feed.close();
    feed = open({
      line: {
        delta: (_ids, { to }) => void events.push(`delta ${to}`),
        digest: (_id, { at, totals, buckets }) =>
          void events.push(`sums ${at} of ${totals.targets?.[0]}, ${Object.keys(buckets).join()}`),
        tracks: () => undefined,
        seats: () => undefined,
        walls: () => undefined,
        behind: () => undefined,
        rescope: () => undefined,
        end: (id, what) => void ended.push(`${id} ${what}`),
        waiting: () => 0,
      },
    });
    follow("x");
    commit("a");
    feed.digest("x", { buckets: [] });
    await vi.waitFor(() => expect(events).toEqual(["delta 1", "sums 1 of 1, "]));
    commit("b");
    commit("c");
    feed.digest("x", { buckets: ["targets", "cases"] });
    await vi.waitFor(() => expect(events.slice(2)).toEqual(["delta 3", "sums 3 of 3, targets,cases"]));
    expect(ended).toEqual([]);
  });

  test("wait for a host that owes credit", async () => {
    follow("x");
    for (let i = 1; i <= DELTAS_IN_FLIGHT + 1; i += 1) {
      commit("a", i);
      feed.notice();
      await settle();
    }
    feed.digest("x", { buckets: [] });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(digests).toEqual([]);
    feed.credit("x", { to: DELTAS_IN_FLIGHT });
    await vi.waitFor(() => expect(digests.map(({ digest }) => digest.at)).toEqual([DELTAS_IN_FLIGHT + 1]));
  });

  test("wait for no commits: asked for at the head they are answered", async () => {
    commit("a");
    greet("x");
    feed.tail("x", { cursor: 1 });
    feed.digest("x", { buckets: [] });
    await vi.waitFor(() => expect(digests.map(({ id, digest }) => [id, digest.at])).toEqual([["x", 1]]));
    expect(sent).toEqual([]);
  });
});

describe("seats", () => {
  const person = (uid: number, name: string): Granted => ({
    role: "dispatcher",
    scope: EVERYTHING,
    person: { uid, login: `p${uid}`, name, role: "dispatcher" },
  });
  const last = () => seated.at(-1);

  test("Z1 only hosts with somebody logged in are told who else is, and what they look at", async () => {
    granted = new Map([
      ["a", person(1, "张三")],
      ["b", person(2, "李四")],
      ["w", wall({})],
    ]);
    for (const token of ["a", "b", "w"]) follow(token, token);
    feed.looks("a", { caseUid: 7 });
    await vi.waitFor(() => expect(last()?.message.seats).toHaveLength(2));
    expect(last()?.ids).toEqual(["a", "b"]);
    expect(last()?.message.seats.map(({ name, caseUid }) => `${name} ${caseUid}`)).toEqual(["张三 7", "李四 0"]);
    // A wall that says what it looks at is shown to nobody.
    later += 1_000;
    const before = seated.length;
    feed.looks("w", { caseUid: 9 });
    feed.disconnect("b");
    await vi.waitFor(() => expect(seated.length).toBeGreaterThan(before));
    expect(last()).toMatchObject({ ids: ["a"], message: { seats: [{ name: "张三", caseUid: 7 }] } });
  });

  test("Z1 who is refused has left; who says hello anew has not", async () => {
    granted = new Map([
      ["a", person(1, "张三")],
      ["b", person(2, "李四")],
    ]);
    for (const token of ["a", "b"]) follow(token, token);
    await vi.waitFor(() => expect(last()?.message.seats).toHaveLength(2));
    const before = seated.length;
    granted.set("a2", person(1, "张三"));
    feed.hello("a", { ...hello, token: "a2" });
    granted.delete("b");
    later += 1_000;
    version += 1;
    await vi.waitFor(() => expect(rescoped).toEqual(["b"]));
    expect(seated).toHaveLength(before);
    feed.hello("b", { ...hello, token: "b" });
    await vi.waitFor(() => expect(last()).toMatchObject({ ids: ["a"], message: { seats: [{ person: 1 }] } }));
  });

  test("Z1 a look of another shape is a fault", () => {
    granted = new Map([["a", person(1, "张三")]]);
    greet("a", "a");
    feed.looks("a", { caseUid: -1 });
    expect(ended).toHaveLength(1);
  });
});

describe("walls", () => {
  const message: WallsMessage = { walls: [], windows: [] };
  const asked: string[] = [];
  const keeper: WallKeeper = {
    act(id, asker, act) {
      asked.push(`${id} ${asker.role} ${act.do}`);
      return { done: "yes", rev: 1, waiting: 0 };
    },
    shows: (id, { host }, { report }) => void asked.push(`${id} ${host} shows ${report.display}`),
    echo: () => null,
    gone: (id) => void asked.push(`${id} gone`),
    message: () => message,
  };
  beforeEach(() => {
    asked.length = 0;
    feed.close();
    feed = open({ walls: keeper });
  });
  const HOLD = { do: "hold", wall: "hall", minutes: 5 };

  test("X2 whoever is let in is told at once what walls show, and nobody else is told anything", async () => {
    granted = new Map([["a", wall({})]]);
    greet("a", "a");
    greet("stranger", "nothing");
    await vi.waitFor(() => expect(walled).toEqual([{ ids: ["a"], message }]));
    feed.walls(message);
    expect(walled.at(-1)?.ids).toEqual(["a"]);
    feed.disconnect("a");
    expect(asked).toEqual(["a gone"]);
    feed.walls(message);
    expect(walled).toHaveLength(2);
  });

  test("X1 an act is decided by what the token is granted now", () => {
    granted = new Map([["a", { role: "director", scope: EVERYTHING }]]);
    greet("a", "a");
    expect(feed.direct("a", HOLD)).toEqual({ done: "yes", rev: 1, waiting: 0 });
    granted.set("a", wall({}));
    expect(feed.direct("a", HOLD)).toBeNull();
    expect([asked, rescoped]).toEqual([["a director hold"], ["a"]]);
  });

  test("F1 F7 nothing of walls is heard before hello, nor in another shape", () => {
    feed.connect("early");
    expect(feed.direct("early", HOLD)).toBeNull();
    greet("x");
    expect(feed.direct("x", { ...HOLD, minutes: 0 })).toBeNull();
    greet("y");
    feed.shows("y", { report: {}, jpeg: null });
    expect(ended.map((what) => what.split(" ")[0])).toEqual(["early", "x", "y"]);
    expect(asked.filter((what) => !what.endsWith("gone"))).toEqual([]);
  });
});
