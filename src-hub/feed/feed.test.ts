import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DELTAS_IN_FLIGHT, PAGE_ROWS, type Delta } from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { openDeltas } from "./deltas.ts";
import { openFeed, type Feed } from "./feed.ts";

let dir = "";
let store: Store;
let feed: Feed;
let sent: { ids: readonly string[]; delta: Delta }[] = [];
let behind: string[] = [];
let ended: string[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-feed-"));
  store = openSqliteStore(join(dir, "hub.db"), { tombstones: 5 });
  [sent, behind, ended] = [[], [], []];
  feed = openFeed({
    store,
    time: () => ({ now: 1_000, pace: 2 }),
    line: {
      delta: (ids, delta) => void sent.push({ ids, delta }),
      behind: (id) => void behind.push(id),
      end: (id, what) => void ended.push(`${id} ${what}`),
    },
    onError: (error) => {
      throw error;
    },
    lookEvery: 5,
  });
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
const greet = (id: string) => {
  feed.connect(id);
  return feed.hello(id, hello);
};
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
    const first = feed.page("x", { table: "targets", after: 0, limit: 1_000_000 })!;
    expect([first.rows.length, first.last, first.done]).toEqual([PAGE_ROWS, PAGE_ROWS, false]);
    const second = feed.page("x", { table: "targets", after: first.last, limit: PAGE_ROWS })!;
    expect([second.rows.length, second.last, second.done]).toEqual([1, PAGE_ROWS + 1, true]);
    expect(feed.page("x", { table: "cases", after: 0, limit: 0 })).toEqual({
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
    ["a page of no table", () => [feed.hello("x", hello), feed.page("x", { table: "users", after: 0, limit: 1 })]],
    ["a tail of text", () => [feed.hello("x", hello), feed.tail("x", { cursor: "0" })]],
    ["a credit of nothing", () => [feed.hello("x", hello), feed.credit("x", null)]],
    ["a page before hello", () => feed.page("x", { table: "cases", after: 0, limit: 1 })],
    ["F7 a request before hello", () => feed.desk("x", request)],
    [
      "F7 a request that is none",
      () => [feed.hello("x", hello), feed.desk("x", { ...request, request: { ask: "all" } })],
    ],
    ["F7 a request of nobody", () => [feed.hello("x", hello), feed.desk("x", { ...request, by: "" })]],
  ])("%s ends the conversation", (_what, say) => {
    feed.connect("x");
    say();
    expect(ended.length).toBe(1);
    expect(feed.hello("x", hello)).toBeNull();
  });
});

test("F7 a request in its right shape is let through, as it was checked", () => {
  greet("x");
  expect(feed.desk("x", request)).toEqual(request);
  expect(ended).toEqual([]);
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
