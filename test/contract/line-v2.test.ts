/** The host's line to a hub of version 2, which is written out here as such hubs are: a real socket, a real cache. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server, type Socket } from "socket.io";
import * as v from "valibot";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import type { Row, TableName } from "../../shared/tables.ts";
import { creditSchema, tailSchema, type Delta } from "../../shared/wire/hub.ts";
import { deskMessageV2Schema, helloV2Schema, pageRequestV2Schema, V2_TABLES } from "../../shared/wire/hub-v2.ts";
import { packPage } from "../../shared/wire/page.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { readPosition } from "../../src-main/host/cache/position.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import { openWriter } from "../../src-main/host/cache/write.ts";
import { hubClock } from "../../src-main/host/sync/clock.ts";
import { runLine, type LineRunner } from "../../src-main/host/sync/line-runner.ts";
import { caseRow } from "./drafts.ts";

const WIRE = 2;
const PAGE = 40;

/** A hub of version 2: what it hears that such hubs do not know is a fault that ends the conversation. */
class HubV2 {
  readonly faults: string[] = [];
  readonly heard: string[] = [];
  readonly desk: unknown[] = [];
  private readonly http: HttpServer = createServer();
  private readonly io = new Server(this.http, { transports: ["websocket"], serveClient: false });
  private readonly rows = new Map<number, { row: Row | null; rev: number }>();
  private head = 0;
  private cursor: number | null = null;

  async open(): Promise<string> {
    this.io.on("connection", (socket) => this.meet(socket));
    await new Promise<void>((resolve) => void this.http.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  private meet(socket: Socket): void {
    const known = new Set(["hello", "page", "time", "desk", "tail", "credit"]);
    socket.onAny((event: string) => {
      this.heard.push(event);
      if (!known.has(event)) this.fault(socket, `${event} is no word of version 2`);
    });
    const hear = <T>(schema: v.GenericSchema<unknown, T>, raw: unknown): T | null => {
      const read = v.safeParse(schema, raw);
      if (read.success) return read.output;
      this.fault(socket, read.issues[0].message);
      return null;
    };
    socket.on("hello", (raw: unknown, answer: (welcome: unknown) => void) => {
      const { wire } = v.parse(v.object({ wire: v.number() }), raw);
      if (wire !== WIRE) return answer({ answer: "wireVersion", hub: WIRE, host: wire });
      const said = hear(v.strictObject(helloV2Schema.entries), raw);
      if (said === null) return;
      const counts = Object.fromEntries(V2_TABLES.map((table) => [table, this.page(table, 0).length]));
      const mode = said.epoch === "v2" && said.snapshot === null ? "tail" : "snapshot";
      answer({ answer: "welcome", wire: WIRE, epoch: "v2", head: this.head, time: this.time(), mode, counts });
      // Positions go to everybody, and have no numbers.
      socket.emit("tracks", { at: 1, rows: [[1, 114.5, 30.5, null, 3, 0, 1]] });
    });
    socket.on("page", (raw: unknown, answer: (page: unknown) => void) => {
      const said = hear(v.strictObject(pageRequestV2Schema.entries), raw);
      if (said === null) return;
      const { table, after } = said;
      const rows = this.page(table, after).slice(0, PAGE);
      const last = (rows.at(-1)?.[0] as number | undefined) ?? after;
      const { rows: packed, text, ...rest } = packPage({ table, after, last, done: rows.length < PAGE, rows });
      answer({ ...rest, rows: Buffer.from(packed), text: Buffer.from(text) });
    });
    socket.on("time", (_raw: unknown, answer: (time: unknown) => void) => answer(this.time()));
    socket.on("desk", (raw: unknown, answer: (said: unknown) => void) => {
      if (hear(deskMessageV2Schema, raw) === null) return;
      this.desk.push(raw);
      answer({ answer: "done", uid: 0, seq: this.head });
    });
    socket.on("tail", (raw: unknown) => {
      this.cursor = hear(tailSchema, raw)?.cursor ?? null;
      this.look();
    });
    socket.on("credit", (raw: unknown) => void hear(creditSchema, raw));
  }

  private fault(socket: Socket, why: string): void {
    this.faults.push(why);
    socket.disconnect(true);
  }

  private readonly time = () => ({ now: 1_700_000_000_000, pace: 1 });

  private page(table: TableName, after: number): Row[] {
    if (table !== "cases") return [];
    return [...this.rows.values()].flatMap(({ row }) => (row === null || (row[0] as number) <= after ? [] : [row]));
  }

  /** One commit. */
  commit(...rows: (readonly [uid: number, row: Row | null])[]): void {
    this.head++;
    for (const [uid, row] of rows) this.rows.set(uid, { row, rev: this.head });
    this.look();
  }

  private look(): void {
    if (this.cursor === null || this.cursor >= this.head) return;
    const since = this.cursor;
    const changed = [...this.rows].filter(([, { rev }]) => rev > since);
    const delta: Delta = {
      epoch: "v2",
      from: since,
      to: this.head,
      at: 1_700_000_000_000,
      put: { cases: changed.flatMap(([, { row }]) => (row === null ? [] : [[...row]])) },
      del: { cases: changed.flatMap(([uid, { row }]) => (row === null ? [uid] : [])) },
    };
    this.cursor = this.head;
    this.io.emit("delta", delta);
  }

  cases(): Row[] {
    return this.page("cases", 0);
  }

  cut(): void {
    this.cursor = null;
    this.io.disconnectSockets(true);
  }

  async close(): Promise<void> {
    await this.io.close();
  }
}

let dir = "";
let hub: HubV2;
let cache: Cache;
let line: LineRunner;
let positions = 0;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-v2-"));
  hub = new HubV2();
  positions = 0;
  cache = openCache(dir, () => undefined);
  line = runLine({
    writer: openWriter(cache.write),
    position: () => readPosition(cache.read),
    rowsSoFar: () => 0,
    clock: hubClock(() => performance.now(), 0),
    real: () => performance.now(),
    wall: () => Date.now(),
    dataDir: dir,
    token: () => "hall-1",
    name: "hall",
    keepMonths: 24,
    log: () => undefined,
    onChanges: () => undefined,
    onTracks: () => void positions++,
    onReport: () => undefined,
    onBroken: () => undefined,
    outbox: () => ({ waiting: 0, conflicts: 0 }),
    readOnly: () => null,
    watched: () => true,
    // Often, so that what version 2 does not know would be said while the test looks.
    times: { beatMs: 50, digestMs: 40, statusMs: 40, firstWaitMs: 20, longestWaitMs: 40 },
  });
});
afterEach(async () => {
  line.close();
  cache.close();
  await hub.close();
  rmSync(dir, { recursive: true, force: true });
});

const level = () =>
  vi.waitFor(
    () => {
      expect(line.report().state).toBe("live");
      expect(allRows(cache.read, "cases")).toEqual(hub.cases());
    },
    { timeout: 20_000, interval: 20 },
  );

test("S21 a copy, the tail, the desk and another connection, all in the words of version 2", async () => {
  for (let uid = 1; uid <= 3 * PAGE + 5; uid++) hub.commit([uid, caseRow(uid, { address: `${uid} 号` })]);
  line.connect(await hub.open());
  await level();
  expect(line.status().line).toMatchObject({ wire: 2, role: "admin", scope: EVERYTHING });
  expect(positions).toBe(1);

  hub.commit([2, null], [3, caseRow(3, { address: "改" })], [999, caseRow(999)]);
  await level();
  const request = { ask: "clearTarget", platform: "demo", indicator: "closeRate" } as const;
  const answer = await line.desk({ id: "message-1", by: "值班长", notAfter: 5, request });
  expect(answer).toMatchObject({ answer: "done" });
  expect(hub.desk).toEqual([{ id: "message-1", by: "值班长", request }]);

  // Comparing and asking for the hub's state are due by now, and are not said to it.
  line.check(false);
  const times = hub.heard.filter((event) => event === "time").length;
  await vi.waitFor(() => expect(hub.heard.filter((event) => event === "time").length).toBeGreaterThan(times + 2), {
    timeout: 20_000,
  });
  const pages = hub.heard.filter((event) => event === "page").length;
  hub.cut();
  hub.commit([1_000, caseRow(1_000)]);
  await level();
  expect(hub.heard.filter((event) => event === "page").length).toBe(pages);
  expect(hub.faults).toEqual([]);
});
