/** The line as it runs over a cache in a real file, and a hub that a test plays by hand. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TableSums, hashRow } from "../../../shared/digest.ts";
import { EVERYTHING, type Scope } from "../../../shared/scope.ts";
import { columnsOf, type Row } from "../../../shared/tables.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Delta, Digest, Hello, Welcome } from "../../../shared/wire/hub.ts";
import { packPage } from "../../../shared/wire/page.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import type { Cache } from "../cache/handles.ts";
import { openCache } from "../cache/open.ts";
import { readPosition } from "../cache/position.ts";
import { allRows } from "../cache/read.ts";
import { openWriter, type CacheWriter } from "../cache/write.ts";
import { applyNote } from "./apply.ts";
import { hubClock } from "./clock.ts";
import { runLine, type LineOptions, type SyncEvent } from "./line-runner.ts";
import type { HubSocket, SocketListener } from "./socket.ts";

const STATUS = { rssMb: 1, clients: [] };

const row = (uid: number, value = 0): Row => [uid, "demo", `t${uid}`, "t", value, "up", "李", 9];
const welcomeOf = (scope: Scope, head: number): Welcome => ({
  answer: "welcome",
  wire: HUB_WIRE_VERSION,
  epoch: "e",
  head,
  time: { now: 0, pace: 1 },
  mode: "tail",
  counts: {} as Extract<Welcome, { answer: "welcome" }>["counts"],
  role: "admin",
  scope,
});

let dir = "";
let cache: Cache;
let writer: CacheWriter;
const closing: (() => void)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-runner-"));
  cache = openCache(dir, () => undefined);
  writer = openWriter(cache.write);
  writer.transact(() => {
    for (let uid = 1; uid <= 5; uid++) writer.add("targets", row(uid));
  });
  applyNote(writer, { epoch: "e", cursor: 5, committedAt: 0, snapshot: null, scope: EVERYTHING });
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  cache.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A line that is not connected yet, and the hub's side of it. */
function bench(more: Partial<LineOptions> = {}) {
  const said: { event: string; of: unknown }[] = [];
  const log: SyncEvent[] = [];
  let broken: string | null = null;
  let listener: SocketListener | null = null;
  let welcome: unknown = welcomeOf(EVERYTHING, 5);
  /** Answers to hellos that the hub takes its time for; null while it answers at once. */
  let late: (() => void)[] | null = null;
  const truth = new Map([1, 2, 3, 4, 5].map((uid) => [uid, row(uid)]));
  const socket: HubSocket = {
    hello: (of, then) => {
      said.push({ event: "hello", of });
      const answer = welcome;
      if (late === null) then(answer);
      else late.push(() => then(answer));
    },
    page: (of, then) => {
      said.push({ event: "page", of });
      const { table, after, last } = of as { table: "targets"; after: number; last: number };
      const rows = [...truth].flatMap(([uid, each]) => (uid > after && uid <= last ? [each] : []));
      then(packPage({ table, after, last, done: true, rows }));
    },
    time: (then) => then({ now: 0, pace: 1, head: 5, headAt: 0 }),
    status: async () => STATUS,
    desk: async () => null,
    digest: (of) => void said.push({ event: "digest", of }),
    tail: (of) => void said.push({ event: "tail", of }),
    look: (of) => void said.push({ event: "look", of }),
    direct: async () => undefined,
    echo: async () => undefined,
    shows: (of) => void said.push({ event: "shows", of }),
    picture: async () => undefined,
    credit: (of) => void said.push({ event: "credit", of }),
    close: () => undefined,
  };
  const line = runLine({
    writer,
    position: () => readPosition(cache.read),
    rowsSoFar: () => 0,
    clock: hubClock(() => performance.now(), 0),
    real: () => performance.now(),
    wall: () => Date.now(),
    dataDir: dir,
    token: () => "t",
    name: "hall",
    keepMonths: null,
    log: (event) => void log.push(event),
    onChanges: () => undefined,
    onTracks: () => undefined,
    onReport: () => undefined,
    onBroken: (why) => void (broken = why),
    outbox: () => ({ waiting: 2, conflicts: 1 }),
    readOnly: () => null,
    watched: () => false,
    times: { beatMs: 20, firstWaitMs: 10, longestWaitMs: 20, statusMs: 20 },
    open: (_url, to) => {
      listener = to;
      setImmediate(() => to.opened());
      return socket;
    },
    ...more,
  });
  closing.push(() => line.close());
  return {
    line,
    said,
    log,
    /** The hub's rows. */
    truth,
    broken: () => broken,
    heard: (event: string) => said.filter((one) => one.event === event).map((one) => one.of),
    grant: (answer: unknown) => void (welcome = answer),
    dawdle(): (() => void)[] {
      const queue: (() => void)[] = [];
      late = queue;
      return queue;
    },
    hub: () => listener as unknown as SocketListener,
    async live() {
      line.connect("http://hub");
      await until(() => expect(line.report().state).toBe("live"));
    },
    notes: () => line.status().notes.map(({ what }) => what),
  };
}

const until = (holds: () => void) => vi.waitFor(holds, { timeout: 10_000, interval: 5 });

const delta = (from: number, to: number, rows: Row[]): Delta => ({
  epoch: "e",
  from,
  to,
  at: to,
  put: { targets: rows.map((each) => [...each]) },
  del: {},
});

/** The hub's sums of these rows at a place. */
function digestOf(rows: readonly Row[], at: number, withBuckets: boolean): Digest {
  const sums = new TableSums();
  for (const each of rows) sums.add(each[0] as number, hashRow(each));
  return { epoch: "e", at, totals: { targets: sums.total() }, buckets: withBuckets ? { targets: sums.flat() } : {} };
}

class SqliteError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

describe("a cache that takes nothing", () => {
  test("S14 a full disk is told, the line is tried again, and writes again by itself once there is room", async () => {
    let full = false;
    const stubborn: CacheWriter = {
      ...writer,
      transact(work) {
        if (full) throw new SqliteError("SQLITE_FULL");
        return writer.transact(work);
      },
    };
    const it = bench({ writer: stubborn });
    await it.live();
    full = true;
    it.hub().delta(delta(5, 6, [row(6)]));
    const trouble: Trouble = { code: "diskFull", params: { dir } };
    expect(it.line.report()).toMatchObject({ state: "cut", trouble, readOnly: trouble });
    expect(it.heard("credit")).toEqual([]);
    // Tried again and again, said once.
    await until(() => expect(it.heard("hello").length).toBeGreaterThan(2));
    expect(it.line.report()).toMatchObject({ state: "cut", trouble, readOnly: trouble });
    expect(it.log.filter(({ event }) => event === "changeRefused")).toHaveLength(1);
    full = false;
    await until(() => expect(it.line.report()).toMatchObject({ state: "live", trouble: null, readOnly: null }));
    it.hub().delta(delta(5, 6, [row(6)]));
    expect(it.heard("credit")).toEqual([6]);
    expect(allRows(cache.read, "targets")).toHaveLength(6);
    expect(it.notes()).toEqual(expect.arrayContaining(["readOnly", "writable", "changeRefused"]));
  });

  test("S14 a broken file stops the line and is handed up, whatever finds it", async () => {
    const breaking = (at: "transact" | "recount"): CacheWriter => ({
      ...writer,
      [at]: () => {
        throw new SqliteError("SQLITE_CORRUPT_VTAB");
      },
    });
    for (const at of ["transact", "recount"] as const) {
      const it = bench({ writer: breaking(at) });
      await it.live();
      if (at === "transact") it.hub().delta(delta(5, 6, [row(6)]));
      else it.line.check(true);
      await until(() => expect(it.broken()).toBe("SQLITE_CORRUPT"));
      const trouble = { code: "cacheBroken", params: { why: "SQLITE_CORRUPT" } };
      expect(it.line.report()).toMatchObject({ state: "cut", trouble });
    }
  });
});

describe("digests", () => {
  test("S20 G6 rows that are damaged in the file are found by a deep check, fetched anew, and told", async () => {
    const it = bench();
    await it.live();
    const truth = [1, 2, 3, 4, 5].map((uid) => row(uid));
    cache.write.prepare("UPDATE targets SET value = 77 WHERE uid = 3").run();
    it.line.check(true);
    await until(() => expect(it.heard("digest")).toEqual([[]]));
    it.hub().digest(digestOf(truth, 5, false));
    expect(it.heard("digest").at(-1)).toEqual(["targets"]);
    it.hub().digest(digestOf(truth, 5, true));
    expect(it.heard("page")).toMatchObject([{ table: "targets", after: 0, last: 1_023 }]);
    expect(allRows(cache.read, "targets")).toEqual(truth);
    it.hub().digest(digestOf(truth, 5, false));
    const { digest } = it.line.status();
    expect(digest.last).toMatchObject({ cursor: 5, outcome: "repaired", differing: [] });
    expect(digest.repairs).toMatchObject([{ table: "targets", buckets: 1, rows: 1 }]);
    expect(digest.tables.find(({ table }) => table === "targets")).toMatchObject({ rows: 5 });
    expect(it.notes().slice(0, 2)).toEqual(["repaired", "differs"]);
    expect(it.log).toContainEqual({ event: "cacheDiffers", tables: "targets" });
    expect(it.log.at(-1)).toEqual({ event: "cacheRepaired" });
  });

  test("S20 a damaged row that the tail has replaced leaves a wrong sum, which is put right all the same", async () => {
    const it = bench();
    await it.live();
    cache.write.prepare("UPDATE targets SET value = 77 WHERE uid = 3").run();
    it.truth.set(3, row(3, 5));
    it.hub().delta(delta(5, 6, [row(3, 5)]));
    const truth = [...it.truth.values()];
    expect(allRows(cache.read, "targets")).toEqual(truth);
    it.line.check(false);
    for (const withBuckets of [false, true, false]) it.hub().digest(digestOf(truth, 6, withBuckets));
    expect(it.line.status().digest.last).toMatchObject({ cursor: 6, outcome: "repaired" });
  });

  test("G6 without being asked the rows are counted anew all the time", async () => {
    const it = bench({ times: { scrubMs: 20, beatMs: 20 } });
    await it.live();
    cache.write.prepare("UPDATE targets SET value = 77 WHERE uid = 3").run();
    await until(() => expect(it.heard("digest")).toEqual([[]]));
    expect(it.log.find(({ event }) => event === "changeRefused")).toMatchObject({ why: /rows of targets in bucket 0/ });
  });

  test("S20 are asked for of themselves once the line is live, and what was wanted before it is not forgotten", async () => {
    const of = bench({ times: { digestMs: 20, beatMs: 20 } });
    await of.live();
    await until(() => expect(of.heard("digest").length).toBeGreaterThan(1));
    const wanted = bench();
    wanted.line.check(false);
    await wanted.live();
    expect(wanted.heard("digest")).toEqual([[]]);
  });
});

describe("rights", () => {
  test("S16 S18 other rights are swept slice by slice, and noted with what they took", async () => {
    const it = bench();
    await it.live();
    it.grant(welcomeOf({ ...EVERYTHING, platforms: ["other"] }, 5));
    it.hub().rescope();
    await until(() => expect(it.line.report().state).toBe("live"));
    expect(allRows(cache.read, "targets")).toEqual([]);
    expect(it.line.status().line.scope).toMatchObject({ platforms: ["other"] });
    expect(it.line.status().notes).toContainEqual(expect.objectContaining({ what: "rescoped", params: { rows: 5 } }));
  });

  test("S23 another token is shown at once, live or while waiting, and the answer to the one before counts for nothing", async () => {
    let token = "a";
    const it = bench({ token: () => token, times: { beatMs: 20, firstWaitMs: 60_000, longestWaitMs: 60_000 } });
    await it.live();
    const shown = () => it.heard("hello").map((hello) => (hello as Hello).token);
    token = "b";
    it.line.anew();
    await until(() => expect(it.line.report().state).toBe("live"));
    expect(shown()).toEqual(["a", "b"]);
    it.grant({ answer: "refused", why: "tokenMissing", epoch: "another" });
    token = "";
    it.line.anew();
    await until(() => expect(it.line.report()).toMatchObject({ state: "cut", trouble: { code: "tokenMissing" } }));
    it.grant(welcomeOf(EVERYTHING, 5));
    token = "c";
    it.line.anew();
    await until(() => expect(it.line.report().state).toBe("live"));
    expect(shown()).toEqual(["a", "b", "", "c"]);
  });

  test("S23 a renewed token is no news of a line that stands, but it is looked at anew", async () => {
    let [token, reports] = ["a", 0];
    const it = bench({ token: () => token, onReport: () => void (reports += 1) });
    await it.live();
    const [moved, before] = [it.log.length, reports];
    token = "b";
    const late = it.dawdle();
    it.line.anew();
    expect([reports, it.log.length]).toEqual([before, moved]);
    for (const answer of late) answer();
    expect(reports).toBeGreaterThan(before);
    expect(it.heard("hello")).toHaveLength(2);
    expect(it.line.report().state).toBe("live");
    expect(it.log).toHaveLength(moved);
  });

  test("S23 an answer that comes late, to a token that is no longer ours, is not heard", async () => {
    let token = "old";
    const it = bench({ token: () => token });
    await it.live();
    const late = it.dawdle();
    it.grant({ answer: "refused", why: "tokenUnknown", epoch: "e" });
    it.line.anew();
    token = "new";
    it.grant(welcomeOf(EVERYTHING, 5));
    it.line.anew();
    expect(late).toHaveLength(2);
    for (const answer of late) answer();
    await until(() => expect(it.line.report().state).toBe("live"));
    expect(it.line.status().line.cuts).toBe(0);
    expect(allRows(cache.read, "targets")).toHaveLength(5);
  });

  test("N22 a token that the hub ended is asked about before rows go for it", async () => {
    let token = "s.old";
    const asked: string[] = [];
    const renewed = Promise.withResolvers<string | null>();
    const it = bench({
      token: () => token,
      tokens: {
        ready: () => null,
        refused: (shown, why) => (asked.push(`${shown} ${why}`), renewed.promise),
        welcome: (shown) => void asked.push(`${shown} welcome`),
      },
    });
    it.grant({ answer: "refused", why: "sessionEnded", epoch: "e" });
    it.line.connect("http://hub");
    await until(() => expect(asked).toEqual(["s.old sessionEnded"]));
    expect([...allRows(cache.read, "targets")]).toHaveLength(5);
    it.grant(welcomeOf(EVERYTHING, 5));
    token = "s.new";
    renewed.resolve(null);
    await until(() => expect(it.line.report().state).toBe("live"));
    expect(asked).toEqual(["s.old sessionEnded", "s.new welcome"]);
    expect([...allRows(cache.read, "targets")]).toHaveLength(5);
  });

  test("N22 where it cannot be told whether it ended, the line waits and tries again with its rows", async () => {
    const ready = [null, Promise.resolve("ECONNREFUSED"), null];
    const it = bench({
      tokens: {
        ready: () => ready.shift() ?? null,
        refused: () => Promise.resolve("ETIMEDOUT"),
        welcome: () => undefined,
      },
    });
    it.grant({ answer: "refused", why: "sessionEnded", epoch: "e" });
    it.line.connect("http://hub");
    const troubles = () => it.log.map((event) => JSON.stringify(event)).join("\n");
    await until(() => expect(troubles()).toContain("ETIMEDOUT"));
    await until(() => expect(troubles()).toContain("ECONNREFUSED"));
    expect([...allRows(cache.read, "targets")]).toHaveLength(5);
    it.grant(welcomeOf(EVERYTHING, 5));
    await until(() => expect(it.line.report().state).toBe("live"));
  });

  test("S17 a refused token empties the cache, says why, and is tried again", async () => {
    const it = bench();
    await it.live();
    it.grant({ answer: "refused", why: "tokenUnknown", epoch: "e" });
    it.hub().rescope();
    await until(() => expect(allRows(cache.read, "targets")).toEqual([]));
    const trouble = { code: "tokenUnknown", params: {} };
    await until(() => expect(it.line.report()).toMatchObject({ state: "cut", trouble }));
    await until(() => expect(it.heard("hello").length).toBeGreaterThan(3));
  });
});

describe("what the line tells of itself", () => {
  test("S22 positions that were left out are counted, and a new connection counts afresh", async () => {
    const it = bench();
    await it.live();
    const tracks = (n: number) => it.hub().tracks({ at: 0, n, rows: [] });
    for (const n of [4, 5, 9, 10]) tracks(n);
    expect(it.line.status().rates).toMatchObject({ tracksHeard: 4, tracksDropped: 3 });
    it.hub().closed("ECONNRESET");
    await until(() => expect(it.line.report().state).toBe("live"));
    tracks(90);
    expect(it.line.status().rates).toMatchObject({ tracksHeard: 5, tracksDropped: 3 });
  });

  test("S2 gaps, cuts, rows and how far the hub is ahead", async () => {
    const it = bench();
    await it.live();
    const version = it.line.statusVersion();
    it.hub().delta(delta(7, 8, []));
    it.hub().delta(delta(5, 8, [row(6), row(7)]));
    const { position, rates, line } = it.line.status();
    expect(position).toMatchObject({ cursor: 8, gaps: 1, lagMs: 0, lastGap: { from: 5, to: 7 } });
    expect(rates.rowsPerSecond).toBeGreaterThan(0);
    expect(rates.deltasPerSecond).toBeGreaterThan(0);
    expect(line).toMatchObject({ state: "live", url: "http://hub", wire: 3, epoch: "e", role: "admin", cuts: 0 });
    expect(it.line.statusVersion()).toBeGreaterThan(version);
    it.hub().closed("ECONNRESET");
    expect(it.line.status().line).toMatchObject({ state: "cut", cuts: 1, trouble: { code: "hubUnreachable" } });
    expect(it.line.report()).toMatchObject({ outbox: { waiting: 2, conflicts: 1 } });
  });

  test("the hub's own state is asked for only while somebody looks", async () => {
    let watched = false;
    const it = bench({ watched: () => watched });
    await it.live();
    await until(() => expect(it.line.status().clock.offMs).not.toBeNull());
    expect(it.line.status().hub).toBeNull();
    watched = true;
    await until(() => expect(it.line.status().hub).toEqual(STATUS));
    watched = false;
    await until(() => expect(it.line.status().hub).toBeNull());
  });

  test("T2 a clock that jumps is noted, and hub time does not move by it", async () => {
    let off = 0;
    const it = bench({ wall: () => performance.now() + off });
    await it.live();
    const before = it.line.report().hubNow;
    off = 3_600_000;
    await until(() => expect(it.notes()).toContain("clockJumped"));
    const { clock, notes } = it.line.status();
    expect(notes.find(({ what }) => what === "clockJumped")?.params).toEqual({ seconds: 3_600 });
    expect(clock.jumps).toHaveLength(1);
    expect(it.line.report().hubNow - before).toBeLessThan(60_000);
    expect(it.line.report().clockOffMs).toBeGreaterThan(3_000_000);
  });

  test("notes are the newest fifty", async () => {
    const it = bench();
    for (let n = 0; n < 60; n++) it.line.note("commandRefused", { refused: String(n) });
    expect(it.line.status().notes).toHaveLength(50);
    expect(it.line.status().notes[0]).toMatchObject({ params: { refused: "59" } });
  });
});

test("rows of these tests are as wide as their table", () => {
  expect(row(1)).toHaveLength(columnsOf("targets").length);
});
