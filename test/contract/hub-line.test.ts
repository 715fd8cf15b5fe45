/** The hub's line as a host meets it: a real hub, a real socket. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as v from "valibot";
import { BUCKET_UIDS, TableSums, differingBuckets, hashRow } from "../../shared/digest.ts";
import { viewOfScope } from "../../shared/scope.ts";
import { TABLE_NAMES, type Row, type TableName } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { deskAnswerSchema } from "../../shared/wire/desk.ts";
import {
  DELTAS_IN_FLIGHT,
  HUB_EVENTS,
  PAGE_ROWS,
  deltaSchema,
  digestSchema,
  hubStatusSchema,
  pageSchema,
  pulseSchema,
  tracksSchema,
  welcomeSchema,
} from "../../shared/wire/hub.ts";
import { unpackPage } from "../../shared/wire/page.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import { openHub, type Hub, type HubOptions } from "../../src-hub/hub.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Grant, Store } from "../../src-hub/store/store.ts";
import { hubClient, type HubClient, type Replica } from "./programs/hub-client.ts";
import { draftOf } from "./store-drafts.ts";

let dir = "";
let log: string[] = [];
const open: { close(): unknown }[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-hub-"));
  log = [];
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(options: Partial<HubOptions> = {}): Promise<Hub> {
  const line = (text: string) => void log.push(text);
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: line, ...options });
  open.push(hub);
  return hub;
}

async function connect(hub: Hub, from?: HubClient): Promise<HubClient> {
  const client = await hubClient(hub.url, from);
  open.push(client);
  return client;
}

const put = (store: Store, id: string, state = 0) =>
  store.transact(1_000 + state, (tx) => tx.put("cases", draftOf("cases", id, { state })).uid);

function fill(store: Store, rows: number, prefix = ""): void {
  store.transact(1, (tx) => {
    for (let i = 0; i < rows; i += 1) tx.put("cases", draftOf("cases", `${prefix}${i}`, { address: `${i} 号` }));
  });
}

function copyOf(store: Store): Replica {
  const rows = (table: (typeof TABLE_NAMES)[number]) => store.page(table, 0, 1_000_000);
  return new Map(TABLE_NAMES.map((table) => [table, new Map(rows(table).map((row: Row) => [row[0] as number, row]))]));
}

async function troubleOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof TroubleError) return error.trouble;
  throw error ?? new Error("no trouble");
}

test("V52 a picture's bytes come over the line by their hash, and null where there are none to see", async () => {
  const hub = await start();
  const bytes = Buffer.alloc(200_000, 7);
  const hash = createHash("sha256").update(bytes).digest("hex");
  hub.store.transact(1, (tx) => {
    tx.put("platforms", draftOf("platforms", "demo"));
    tx.put("pictures", draftOf("pictures", hash, { bytes: bytes.length }));
    tx.keepPicture(hash, bytes);
  });
  const client = await connect(hub);
  await client.hello();
  expect(Buffer.from((await client.ask(HUB_EVENTS.picture, hash)) as Uint8Array).equals(bytes)).toBe(true);
  expect(await client.ask(HUB_EVENTS.picture, "0".repeat(64))).toBeNull();
});

describe("the line", () => {
  test("hello, pages, tail, changes meanwhile, restart, resume", async () => {
    const hub = await start();
    fill(hub.store, 2 * PAGE_ROWS + 10);
    const client = await connect(hub);
    let pages = 0;
    await client.snapshot((page) => {
      // Every page finds the store changed under it: new rows, changed ones, gone ones.
      pages += 1;
      put(hub.store, `during ${pages}`);
      if (page.table === "cases") {
        put(hub.store, "0", pages);
        put(hub.store, `${2 * PAGE_ROWS + 5}`, pages);
        hub.store.transact(1, (tx) => [tx.del("cases", 2 * pages), tx.del("cases", 2 * PAGE_ROWS - pages)]);
      }
    });
    expect(pages).toBeGreaterThan(TABLE_NAMES.length);
    await client.reach(hub.store.head());
    expect(client.replica).toEqual(copyOf(hub.store));
    put(hub.store, "later", 3);
    await client.reach(hub.store.head());
    expect(client.deltas[client.deltas.length - 1]).toMatchObject({ epoch: hub.store.epoch, at: 1_003 });

    const { port } = hub;
    await hub.close();
    await client.cut();
    const again = await start({ port });
    put(again.store, "0", 7);
    const resumed = await connect(again, client);
    expect(await resumed.hello()).toMatchObject({ mode: "tail", epoch: client.epoch });
    resumed.socket.emit(HUB_EVENTS.tail, { cursor: resumed.cursor });
    await resumed.reach(again.store.head());
    expect(resumed.deltas.length).toBe(1);
    expect(resumed.replica).toEqual(copyOf(again.store));
  });

  test("what the hub says fits the schemas", async () => {
    const hub = await start();
    const uid = put(hub.store, "1");
    put(hub.store, "2");
    hub.store.transact(1, (tx) => tx.del("cases", uid));
    const client = await connect(hub);
    const said = {
      wire: HUB_WIRE_VERSION,
      token: "",
      name: "",
      epoch: null,
      cursor: 0,
      snapshot: null,
      scope: null,
      keepMonths: null,
    };
    expect(v.is(welcomeSchema, await client.ask(HUB_EVENTS.hello, said))).toBe(true);
    expect(
      v.is(pageSchema, await client.ask(HUB_EVENTS.page, { table: "cases", after: 0, last: null, limit: 10 })),
    ).toBe(true);
    client.socket.emit(HUB_EVENTS.tail, { cursor: 0 });
    await client.reach(hub.store.head());
    expect(v.is(deltaSchema, client.deltas[0])).toBe(true);
  });

  test("commits of another process are told too", async () => {
    const hub = await start();
    const client = await connect(hub);
    await client.snapshot();
    put(hub.store, "first");
    await client.reach(hub.store.head());
    // Nothing moves now: only a look at the file can find what comes next.
    const importer = openSqliteStore(hubFile(dir));
    for (const place of [2, 3]) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      put(importer, `imported ${place}`);
      await client.reach(importer.head());
    }
    importer.close();
    expect(client.replica).toEqual(copyOf(hub.store));
  });

  test("a host that stops answering holds nothing but its place, and catches up in one delta", async () => {
    const hub = await start();
    const client = await connect(hub);
    await client.snapshot();
    client.answering = false;
    let value = 0;
    for (; client.deltas.length < DELTAS_IN_FLIGHT && value < 2_000; value += 1) {
      put(hub.store, "one row", value + 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    for (let more = 0; more < 20; more += 1) put(hub.store, "one row", (value += 1));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(client.deltas.length).toBe(DELTAS_IN_FLIGHT);
    const { to } = client.deltas[DELTAS_IN_FLIGHT - 1]!;
    expect(to).toBeLessThan(hub.store.head());
    client.answering = true;
    client.cursor = to;
    client.socket.emit(HUB_EVENTS.credit, { to });
    await client.reach(hub.store.head());
    expect(client.deltas.length).toBe(DELTAS_IN_FLIGHT + 1);
    expect(client.replica).toEqual(copyOf(hub.store));
  });

  test("an unfinished copy is resumed, and one the floor has passed is not", async () => {
    const hub = await start();
    put(hub.store, "1");
    const client = await connect(hub);
    const { epoch } = hub.store;
    const snapshot = { at: 1, table: "cases", after: 0 } as const;
    expect((await client.hello({ epoch, snapshot })).mode).toBe("resume");
    expect((await client.hello({ epoch: "another", snapshot })).mode).toBe("snapshot");
    expect((await client.hello({ epoch, cursor: 99 })).mode).toBe("snapshot");
  });

  test("bad messages end their own conversation, with a sentence, and nothing else", async () => {
    const hub = await start();
    const good = await connect(hub);
    await good.snapshot();
    const bad: ((client: HubClient) => void)[] = [
      (client) => client.socket.emit(HUB_EVENTS.hello, "no way to answer"),
      (client) => client.socket.emit(HUB_EVENTS.hello, null, () => undefined),
      (client) =>
        client.socket.emit(HUB_EVENTS.page, { table: "cases", after: 0, last: null, limit: 5 }, () => undefined),
      (client) => client.socket.emit(HUB_EVENTS.tail),
      (client) => client.socket.emit(HUB_EVENTS.credit, { to: 1e300 }),
      (client) => client.socket.emit(HUB_EVENTS.hello, { wire: HUB_WIRE_VERSION, epoch: "x".repeat(600_000) }, () => 0),
    ];
    for (const say of bad) {
      const client = await connect(hub);
      say(client);
      await client.cut();
    }
    expect(log.filter((line) => line.startsWith("A client was disconnected")).length).toBe(5);
    put(hub.store, "still here");
    await good.reach(hub.store.head());
    expect(good.replica).toEqual(copyOf(hub.store));
  });

  test("another wire version is told both numbers", async () => {
    const hub = await start();
    const client = await connect(hub);
    expect(await client.ask(HUB_EVENTS.hello, { wire: HUB_WIRE_VERSION + 1 })).toEqual({
      answer: "wireVersion",
      hub: HUB_WIRE_VERSION,
      host: HUB_WIRE_VERSION + 1,
    });
  });

  test("a web page is not let in", async () => {
    const hub = await start();
    const { io } = await import("socket.io-client");
    const options = {
      transports: ["websocket"],
      reconnection: false,
      extraHeaders: { origin: "http://elsewhere.example" },
    };
    const socket = io(hub.url, options);
    const error = await new Promise<unknown>((resolve) => {
      socket.once("connect", () => resolve(null));
      socket.once("connect_error", resolve);
    });
    socket.disconnect();
    expect(error).toBeInstanceOf(Error);
  });
});

describe("scopes", () => {
  const give = (store: Store, token: string, terms: Partial<Grant> = {}) =>
    store.putGrant({
      name: token,
      tokenHash: createHash("sha256").update(token).digest("hex"),
      role: "leader",
      platforms: null,
      districts: null,
      departments: null,
      months: null,
      personal: true,
      restricted: true,
      madeAt: 1,
      ...terms,
    });

  /** Two departments, and cases of theirs by turns. */
  function town(store: Store, cases = 40): void {
    store.transact(1, (tx) => {
      for (const id of ["north", "south"])
        tx.put("departments", draftOf("departments", id, { contact: "13800138000" }));
      for (let i = 0; i < cases; i += 1) {
        const of = { department: 1 + (i % 2), address: `${i} 号 13800138000` };
        tx.put("cases", draftOf("cases", String(i), of));
      }
    });
  }

  const come = async (hub: Hub, token: string) => {
    const client = await connect(hub);
    client.token = token;
    await client.snapshot();
    return client;
  };

  /** What a replica should be: the store's rows as far as the client's scope shows them. */
  function shownTo(store: Store, { scope }: HubClient): Replica {
    const view = viewOfScope(scope);
    const shown = (table: TableName, rows: Map<number, Row>) =>
      new Map(
        [...rows].flatMap(([uid, row]) => (view.shown(table, row) === null ? [] : [[uid, view.shown(table, row)!]])),
      );
    return new Map([...copyOf(store)].map(([table, rows]) => [table, shown(table, rows)]));
  }

  /** The sums of a replica, as the hub would tell them. */
  const sumsOf = ({ replica }: HubClient, table: TableName): TableSums => {
    const sums = new TableSums();
    for (const [uid, row] of replica.get(table)!) sums.add(uid, hashRow(row));
    return sums;
  };
  async function mustAgree(client: HubClient, store: Store): Promise<void> {
    const digest = v.parse(digestSchema, await client.sums());
    expect(digest).toMatchObject({ epoch: store.epoch, at: client.cursor });
    for (const table of TABLE_NAMES) expect(digest.totals[table]).toEqual(sumsOf(client, table).total());
    expect(client.replica).toEqual(shownTo(store, client));
  }

  test("F8 without the right token there is nothing, and as soon as it is granted there is", async () => {
    const hub = await start();
    town(hub.store);
    give(hub.store, "north", { departments: ["north"] });
    const client = await connect(hub);
    client.token = "else";
    const said = {
      wire: HUB_WIRE_VERSION,
      name: "",
      epoch: null,
      cursor: 0,
      snapshot: null,
      scope: null,
      keepMonths: null,
    };
    for (const [token, why] of [
      ["", "tokenMissing"],
      ["else", "tokenUnknown"],
    ]) {
      const refused = await client.ask(HUB_EVENTS.hello, { ...said, token });
      expect(v.parse(welcomeSchema, refused)).toEqual({ answer: "refused", why, epoch: hub.store.epoch });
    }
    client.socket.emit(HUB_EVENTS.tail, { cursor: 0 });
    put(hub.store, "new");
    expect(v.is(pulseSchema, await client.ask(HUB_EVENTS.time, {}))).toBe(true);
    give(hub.store, "else");
    await client.snapshot();
    expect(client.replica).toEqual(copyOf(hub.store));
    expect([client.deltas, log]).toEqual([[], []]);
  });

  test("F9 G3 each gets its own part, in pages and in deltas, and the sums agree", async () => {
    const hub = await start();
    town(hub.store);
    give(hub.store, "north", { departments: ["north"] });
    give(hub.store, "masked", { personal: false });
    give(hub.store, "all");
    const clients = [await come(hub, "north"), await come(hub, "masked"), await come(hub, "all")];
    for (const client of clients) await mustAgree(client, hub.store);
    expect(clients.map(({ replica }) => replica.get("cases")!.size)).toEqual([20, 40, 40]);
    expect(JSON.stringify([...clients[1]!.replica.get("cases")!.values()])).not.toContain("13800138000");
    hub.store.transact(2, (tx) => {
      tx.put("cases", draftOf("cases", "0", { department: 2, address: "moved away" }));
      tx.put("cases", draftOf("cases", "1", { department: 1, address: "moved here 13800138000" }));
      tx.del("cases", 4);
    });
    for (const client of clients) {
      await client.reach(hub.store.head());
      await mustAgree(client, hub.store);
    }
    expect(clients.map(({ deltas }) => deltas.length)).toEqual([1, 1, 1]);
    expect([...clients[0]!.replica.get("cases")!.keys()].slice(0, 3)).toEqual([3, 5, 7]);
  });

  test("F10 F11 rights taken in another process take their rows with them, by the sums; rights given come with a copy", async () => {
    const hub = await start();
    town(hub.store);
    give(hub.store, "hall");
    give(hub.store, "else");
    const [client, other] = [await come(hub, "hall"), await come(hub, "else")];
    const command = openSqliteStore(hubFile(dir));
    give(command, "hall", { departments: ["south"], personal: false });
    await vi.waitFor(() => expect(client.rescopes).toBe(1), { timeout: 30_000 });
    // What was on its way when the hub spoke is passed over.
    client.socket.emit(HUB_EVENTS.credit, { to: 1 });
    client.socket.emit(HUB_EVENTS.page, { table: "cases", after: 0, last: null, limit: 5 }, () => undefined);
    client.socket.emit(HUB_EVENTS.digest, { buckets: [] });
    put(hub.store, "meanwhile");
    expect(await client.goOn()).toBe("tail");
    await client.reach(hub.store.head());
    await mustAgree(client, hub.store);
    expect(client.replica.get("cases")!.size).toBe(20);

    command.removeGrant("hall");
    await vi.waitFor(() => expect(client.rescopes).toBe(2), { timeout: 30_000 });
    await expect(client.hello()).rejects.toThrow("not welcome");
    give(command, "hall");
    command.close();
    expect(await client.goOn()).toBe("snapshot");
    await mustAgree(client, hub.store);
    expect(client.replica).toEqual(copyOf(hub.store));
    expect([other.rescopes, log]).toEqual([0, []]);
  });

  test("G3 what differs is found by buckets and fetched again by pages of a range", async () => {
    const hub = await start();
    fill(hub.store, 3_000);
    const client = await connect(hub);
    await client.snapshot();
    const cases = client.replica.get("cases")!;
    cases.delete(1_500);
    cases.set(2_500, cases.get(2_501)!);
    cases.set(9_000, cases.get(1)!);
    const { buckets } = await client.sums(["cases"]);
    const differing = differingBuckets(sumsOf(client, "cases"), buckets.cases!);
    expect(differing).toEqual([1, 2, 8]);
    for (const bucket of differing) {
      const [after, last] = [bucket * BUCKET_UIDS - 1, (bucket + 1) * BUCKET_UIDS - 1];
      const page = unpackPage(await client.ask(HUB_EVENTS.page, { table: "cases", after, last, limit: PAGE_ROWS }))!;
      expect([page.after, page.last, page.done]).toEqual([after, last, true]);
      for (const uid of [...cases.keys()]) if (uid > after && uid <= last) cases.delete(uid);
      for (const row of page.rows) cases.set(row[0] as number, row);
    }
    await mustAgree(client, hub.store);
  });

  test("only who may see it hears how the hub and its clients are", async () => {
    const hub = await start();
    give(hub.store, "wall", { role: "wall" });
    give(hub.store, "admin", { role: "admin" });
    await come(hub, "wall");
    const admin = await come(hub, "admin");
    const status = await admin.ask(HUB_EVENTS.status, {});
    expect(v.parse(hubStatusSchema, status).clients.map(({ name, role, at }) => [name, role, at])).toEqual([
      ["client", "wall", "tailing"],
      ["client", "admin", "tailing"],
    ]);
    const wall = await come(hub, "wall");
    expect(await wall.ask(HUB_EVENTS.status, {})).toBeNull();
  });
});

describe("slow clients", () => {
  test("credits that were lost are made good by asking for the tail again", async () => {
    const hub = await start();
    const client = await connect(hub);
    await client.snapshot();
    client.answering = false;
    for (let i = 1; i <= DELTAS_IN_FLIGHT + 3; i += 1) {
      put(hub.store, "one row", i);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await vi.waitFor(() => expect(client.deltas.length).toBe(DELTAS_IN_FLIGHT));
    client.answering = true;
    expect(v.parse(pulseSchema, await client.ask(HUB_EVENTS.time, {}))).toMatchObject({
      head: hub.store.head(),
      headAt: 1_000 + DELTAS_IN_FLIGHT + 3,
    });
    client.socket.emit(HUB_EVENTS.tail, { cursor: client.cursor });
    await client.reach(hub.store.head());
    await mustHoldAll(client, hub);
  });

  test("F12 one that asks and does not read is cut at a bound, in words, and comes back by the tail", async () => {
    const hub = await start();
    hub.store.transact(1, (tx) => {
      for (let i = 0; i < PAGE_ROWS; i += 1) {
        tx.put("cases", draftOf("cases", String(i), { description: `${i} `.repeat(150) }));
      }
    });
    const [slow, good] = [await connect(hub), await connect(hub)];
    for (const client of [slow, good]) await client.snapshot();
    const waiting = async () =>
      ((await (await fetch(`${hub.url}/health`)).json()) as { waitingBytes: number }).waitingBytes;
    expect(await waiting()).toBe(0);
    const { transport } = slow.socket.io.engine as unknown as { transport: { ws: { _socket: Duplex } } };
    transport.ws._socket.pause();
    let most = 0;
    await vi.waitFor(
      async () => {
        for (let i = 0; i < 3; i += 1) {
          slow.socket.emit(
            HUB_EVENTS.page,
            { table: "cases", after: 0, last: null, limit: PAGE_ROWS },
            () => undefined,
          );
        }
        most = Math.max(most, await waiting());
        expect(log.length).toBe(1);
      },
      { timeout: 60_000, interval: 20 },
    );
    expect(log[0]).toMatch(/3\d MB wait for "client"/);
    expect(most).toBeGreaterThan(2_000_000);
    expect(most).toBeLessThan(48_000_000);
    await vi.waitFor(async () => expect(await waiting()).toBe(0));
    put(hub.store, "new");
    await good.reach(hub.store.head());
    // It was cut off at once: what waited, and the word that it is over, were thrown away.
    const reason = new Promise((resolve) => slow.socket.once("disconnect", resolve));
    transport.ws._socket.resume();
    expect(await reason).toMatch(/^transport/);
    const again = await connect(hub, slow);
    expect(await again.goOn()).toBe("tail");
    await again.reach(hub.store.head());
    await mustHoldAll(again, hub);
  });

  async function mustHoldAll(client: HubClient, hub: Hub): Promise<void> {
    expect((await client.sums()).at).toBe(client.cursor);
    expect(client.replica).toEqual(copyOf(hub.store));
  }
});

describe("the desk", () => {
  const target = (value: number) => ({ ask: "setTarget", platform: "demo", indicator: "closeRate", value });

  test("F7 a request is answered, its change comes down the line, and a refusal is an answer", async () => {
    const hub = await start();
    hub.store.transact(1, (tx) => tx.put("platforms", draftOf("platforms", "demo")));
    const client = await connect(hub);
    await client.snapshot();
    const ask = (id: string, request: object) => client.ask<unknown>(HUB_EVENTS.desk, { id, by: "值班长", request });
    const done = await ask("request-1", target(0.9));
    expect(done).toEqual({ answer: "done", uid: 1, seq: hub.store.head() });
    await client.reach(hub.store.head());
    expect(client.replica).toEqual(copyOf(hub.store));
    expect(await ask("request-1", target(0.1))).toEqual(done);
    expect(await ask("request-2", target(7))).toEqual({ answer: "refused", refused: "pointsOutOfRange" });
    expect(v.parse(deskAnswerSchema, done)).toEqual(done);
    expect(hub.store.get("targets", 1)?.value).toBe(0.9);
  });

  test("F7 what is no request ends the conversation, and nothing is done", async () => {
    const hub = await start();
    const request = { id: "request-1", by: "值班长", request: target(0.9) };
    const bad: ((client: HubClient) => void)[] = [
      (client) => client.socket.emit(HUB_EVENTS.desk, { ...request, more: 1 }, () => undefined),
      (client) => client.socket.emit(HUB_EVENTS.desk, { ...request, id: "short" }, () => undefined),
      (client) => client.socket.emit(HUB_EVENTS.desk, { ...request, by: "x".repeat(600_000) }, () => undefined),
      (client) => client.socket.emit(HUB_EVENTS.desk, request),
    ];
    for (const say of bad) {
      const client = await connect(hub);
      await client.hello();
      say(client);
      await client.cut();
    }
    const early = await connect(hub);
    early.socket.emit(HUB_EVENTS.desk, request, () => undefined);
    await early.cut();
    expect(hub.store.count("targets")).toBe(0);
  });
});

describe("hub time", () => {
  test("runs at its pace and never behind what is committed", async () => {
    const hub = await start({ pace: 1_000 });
    const client = await connect(hub);
    const one = await client.ask<{ now: number; pace: number }>(HUB_EVENTS.time, {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    const two = await client.ask<{ now: number; pace: number }>(HUB_EVENTS.time, {});
    expect(one.pace).toBe(1_000);
    expect(two.now - one.now).toBeGreaterThan(15_000);
    const ahead = Date.now() + 5 * 86_400_000;
    hub.store.transact(ahead, (tx) => tx.put("cases", draftOf("cases", "1")));
    await hub.close();
    const later = await start();
    expect(later.now()).toBeGreaterThanOrEqual(ahead);
  });
});

describe("opening", () => {
  test("health says where the hub stands", async () => {
    const hub = await start();
    put(hub.store, "1");
    await (await connect(hub)).hello();
    const response = await fetch(`${hub.url}/health`);
    expect(await response.json()).toMatchObject({
      epoch: hub.store.epoch,
      head: hub.store.head(),
      sessions: 1,
      rssMb: expect.any(Number),
      waitingBytes: 0,
      counts: { cases: 1, grids: 0 },
    });
    expect((await fetch(`${hub.url}/`)).status).toBe(404);
  });

  test("a second hub in the folder, a taken port and a foreign address are trouble, and nothing stays open", async () => {
    const hub = await start();
    expect(await troubleOf(start())).toEqual({ code: "dataBusy", params: { dir: join(dir, "hub") } });
    const other = mkdtempSync(join(dir, "other-"));
    expect(await troubleOf(start({ dataDir: other, port: hub.port }))).toEqual({
      code: "portInUse",
      params: { port: hub.port },
    });
    expect(await troubleOf(start({ dataDir: other, host: "203.0.113.7" }))).toMatchObject({ code: "hostUnusable" });
    // The folder of the failed tries is free again.
    await start({ dataDir: other });
  });

  test("without a port it takes the usual one or any free one", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => {
      blocker.once("error", () => resolve()); // somebody else has the usual port already, which serves as well
      blocker.listen(8312, "127.0.0.1", resolve);
    });
    const hub = await start({ port: null });
    expect(hub.port).not.toBe(8312);
    expect((await fetch(`${hub.url}/health`)).status).toBe(200);
    if (blocker.listening) {
      expect((blocker.address() as AddressInfo).port).toBe(8312);
      await new Promise((resolve) => blocker.close(resolve));
    }
  });

  test("the demonstration city is left out where other cases are", async () => {
    const store = openSqliteStore(hubFile(dir));
    store.transact(1, (tx) => {
      tx.put("platforms", draftOf("platforms", "nyc", { platform: "nyc" }));
      tx.put("cases", draftOf("cases", "1", { platform: "nyc" }));
    });
    store.close();
    await start({ city: "auto" });
    expect(log).toEqual(["The store already holds cases of another platform, so no demonstration city is set up."]);
  });
});

test("the demonstration city is followed from its first case, and closing does not wait for its last", async () => {
  const hub = await start({ city: "demo" });
  const client = await connect(hub);
  const tracks = new Promise<unknown>((resolve) => client.socket.once(HUB_EVENTS.tracks, resolve));
  await client.snapshot();
  await vi.waitFor(() => expect(client.replica.get("cases")!.size).toBeGreaterThan(0), { timeout: 30_000 });
  expect(v.parse(tracksSchema, await tracks).rows.length).toBeGreaterThan(0);
  await hub.close();
  expect(log.filter((line) => line.includes("stopped"))).toEqual([]);
});
