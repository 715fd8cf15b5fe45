/** A host made of nothing but the wire: for tests of the hub's line. */
import { io, type Socket } from "socket.io-client";
import { EVERYTHING, scopeText, viewOfScope, type Scope } from "../../../shared/scope.ts";
import { TABLE_NAMES, type Row, type TableName } from "../../../shared/tables.ts";
import {
  HUB_EVENTS,
  PAGE_ROWS,
  type Delta,
  type Digest,
  type Hello,
  type PackedPage,
  type Page,
  type Welcome,
} from "../../../shared/wire/hub.ts";
import { unpackPage } from "../../../shared/wire/page.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";

export type Replica = Map<TableName, Map<number, Row>>;

export interface HubClient {
  readonly socket: Socket;
  readonly replica: Replica;
  readonly deltas: Delta[];
  readonly digests: Digest[];
  /** How often the hub has asked for another hello. */
  rescopes: number;
  epoch: string | null;
  cursor: number;
  /** What the replica was taken by. */
  scope: Scope;
  token: string;
  /** Deltas are applied and answered while this is true. */
  answering: boolean;
  ask<T>(event: string, message?: unknown): Promise<T>;
  hello(more?: Partial<Hello>): Promise<Extract<Welcome, { answer: "welcome" }>>;
  /** Takes the whole copy, then asks for the tail. `between` runs after each page. */
  snapshot(between?: (page: Page) => void): Promise<void>;
  /** Says hello with what it has: lets go of what it may not have any more, then tails, or takes the whole copy. */
  goOn(): Promise<"tail" | "snapshot">;
  /** Asks for sums and waits for them. */
  sums(buckets?: TableName[]): Promise<Digest>;
  /** Settles when the cursor has come to `place`. */
  reach(place: number): Promise<void>;
  /** Settles when the socket has been cut by the hub. */
  cut(): Promise<void>;
  close(): void;
}

export function emptyReplica(): Replica {
  return new Map(TABLE_NAMES.map((table) => [table, new Map()]));
}

/** Takes a delta as a host does: what is put is put, what is deleted goes. */
export function takeDelta(replica: Replica, delta: Delta): void {
  for (const table of TABLE_NAMES) {
    const rows = replica.get(table)!;
    for (const uid of delta.del[table] ?? []) rows.delete(uid);
    for (const row of delta.put[table] ?? []) rows.set(row[0] as number, row);
  }
}

/** Lets go of what a scope does not show. */
function sweep(replica: Replica, scope: Scope): void {
  const view = viewOfScope(scope);
  for (const [table, rows] of replica) {
    for (const [uid, row] of [...rows]) {
      const shown = view.shown(table, row);
      if (shown === null) rows.delete(uid);
      else rows.set(uid, shown);
    }
  }
}

/** Connects; `from` is a client of an earlier connection whose copy goes on. */
export async function hubClient(
  url: string,
  from?: Pick<HubClient, "replica" | "epoch" | "cursor" | "scope" | "token">,
): Promise<HubClient> {
  const socket = io(url, { transports: ["websocket"], reconnection: false, forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  const waiting: { place: number; resolve: () => void }[] = [];
  const wake = () => {
    for (const one of waiting) if (client.cursor >= one.place) one.resolve();
  };
  const client: HubClient = {
    socket,
    replica: from?.replica ?? emptyReplica(),
    deltas: [],
    digests: [],
    rescopes: 0,
    epoch: from?.epoch ?? null,
    cursor: from?.cursor ?? 0,
    scope: from?.scope ?? EVERYTHING,
    token: from?.token ?? "",
    answering: true,
    ask: <T>(event: string, message?: unknown) =>
      new Promise<T>((resolve, reject) => {
        socket
          .timeout(10_000)
          .emit(event, message, (late: Error | null, answer: T) => (late ? reject(late) : resolve(answer)));
      }),
    async hello(more = {}) {
      const said: Hello = {
        wire: HUB_WIRE_VERSION,
        token: client.token,
        name: "client",
        epoch: client.epoch,
        cursor: client.cursor,
        snapshot: null,
        scope: client.scope,
        keepMonths: null,
        ...more,
      };
      const welcome = await client.ask<Welcome>(HUB_EVENTS.hello, said);
      if (welcome.answer !== "welcome") throw new Error("not welcome");
      return welcome;
    },
    async snapshot(between = () => undefined) {
      const welcome = await client.hello();
      for (const table of TABLE_NAMES) {
        const rows = client.replica.get(table)!;
        rows.clear();
        for (let after = 0; ;) {
          const packed = await client.ask<PackedPage>(HUB_EVENTS.page, { table, after, last: null, limit: PAGE_ROWS });
          const page = unpackPage(packed);
          if (page === null) throw new Error(`a page of ${table} cannot be unpacked`);
          for (const row of page.rows) rows.set(row[0] as number, row);
          between(page);
          if (page.done) break;
          after = page.last;
        }
      }
      client.epoch = welcome.epoch;
      client.cursor = welcome.head;
      client.scope = welcome.scope;
      socket.emit(HUB_EVENTS.tail, { cursor: client.cursor });
    },
    async goOn() {
      const welcome = await client.hello();
      if (scopeText(welcome.scope) !== scopeText(client.scope)) sweep(client.replica, welcome.scope);
      client.scope = welcome.scope;
      if (welcome.mode === "tail") socket.emit(HUB_EVENTS.tail, { cursor: client.cursor });
      else await client.snapshot();
      return welcome.mode === "tail" ? "tail" : "snapshot";
    },
    sums: (buckets = []) =>
      new Promise((resolve) => {
        socket.once(HUB_EVENTS.digest, resolve);
        socket.emit(HUB_EVENTS.digest, { buckets });
      }),
    reach: (place) =>
      new Promise((resolve) => {
        waiting.push({ place, resolve });
        wake();
      }),
    cut: () => new Promise((resolve) => (socket.connected ? socket.once("disconnect", () => resolve()) : resolve())),
    close: () => void socket.disconnect(),
  };
  socket.on(HUB_EVENTS.rescope, () => void (client.rescopes += 1));
  socket.on(HUB_EVENTS.digest, (digest: Digest) => void client.digests.push(digest));
  socket.on(HUB_EVENTS.delta, (delta: Delta) => {
    client.deltas.push(delta);
    if (!client.answering) return;
    if (delta.from !== client.cursor) throw new Error(`a delta from ${delta.from} at ${client.cursor}`);
    takeDelta(client.replica, delta);
    client.cursor = delta.to;
    socket.emit(HUB_EVENTS.credit, { to: delta.to });
    wake();
  });
  return client;
}
