/**
 * Protocol readers: hosts made of nothing but the wire, many in one process. Arguments: the hub's address, its file, how
 * many, and how many of them stop reading once all tail.
 *
 * Each verifies every delta (it goes on where the last one ended, is of the epoch, and each row is as wide as its table)
 * and keeps the sums of all rows (shared/digest.ts), which at the end must equal those that the hub says it has.
 */
import { io, type Socket } from "socket.io-client";
import { TableSums, hashRow, sameSum } from "../../../shared/digest.ts";
import { EVERYTHING } from "../../../shared/scope.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import { HUB_EVENTS, widthsFit, type Delta, type Digest, type Welcome } from "../../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { openSqliteStore } from "../../../src-hub/store/sqlite.ts";
import { obey, rssMb, tell } from "./processes.ts";

const [url, file, readers, stalled] = process.argv.slice(2) as [string, string, string, string];
const PAGE = 5_000;

/** Hashes of the rows as the hub had them when the readers came, by uid; what has changed since each keeps itself. */
const store = openSqliteStore(file, { readonly: true });
const { epoch } = store;
const head = store.head();
const before = new Map<TableName, Map<number, number>>();
const sumsBefore = new Map<TableName, TableSums>();
for (const table of TABLE_NAMES) {
  const hashes = new Map<number, number>();
  const sums = new TableSums();
  for (let after = 0; ;) {
    const rows = store.page(table, after, PAGE);
    for (const row of rows) {
      const hash = hashRow(row);
      hashes.set(row[0] as number, hash);
      sums.add(row[0] as number, hash);
    }
    if (rows.length < PAGE) break;
    after = rows.at(-1)?.[0] as number;
  }
  before.set(table, hashes);
  sumsBefore.set(table, sums);
}
if (store.head() !== head) throw new Error("the hub changed while its rows were read");
store.close();

/** Many readers get the same rows: hashes are worked out once for as long as a delta goes round; by its end, table and uid. */
const known = new Map<number, Map<TableName, Map<number, number>>>();
const DELTAS_KNOWN = 64;

function hashesOf(table: TableName, to: number): Map<number, number> {
  let tables = known.get(to);
  if (tables === undefined) {
    if (known.size >= DELTAS_KNOWN) known.delete(known.keys().next().value as number);
    known.set(to, (tables = new Map()));
  }
  let hashes = tables.get(table);
  if (hashes === undefined) tables.set(table, (hashes = new Map()));
  return hashes;
}

class Reader {
  readonly socket: Socket;
  readonly sums = new Map<TableName, TableSums>();
  readonly changed = new Map<TableName, Map<number, number | null>>();
  cursor = head;
  deltas = 0;
  rows = 0;
  faults: string[] = [];

  constructor(name: string) {
    for (const table of TABLE_NAMES) {
      const sums = new TableSums();
      const first = sumsBefore.get(table) as TableSums;
      for (let bucket = 0; bucket < first.buckets; bucket++) sums.set(bucket, first.of(bucket));
      this.sums.set(table, sums);
      this.changed.set(table, new Map());
    }
    this.socket = io(url, { transports: ["websocket"], reconnection: false, forceNew: true });
    this.socket.on(HUB_EVENTS.delta, (delta: Delta) => this.take(delta));
    this.socket.on("connect", () => {
      const hello = { wire: HUB_WIRE_VERSION, token: "", name, epoch, cursor: head, snapshot: null };
      this.socket.emit(HUB_EVENTS.hello, { ...hello, scope: EVERYTHING, keepMonths: null }, (welcome: Welcome) => {
        if (welcome.answer !== "welcome" || welcome.mode !== "tail") this.faults.push(JSON.stringify(welcome));
        this.socket.emit(HUB_EVENTS.tail, { cursor: head });
        tailing++;
        if (tailing === Number(readers)) tell({ is: "tailing" });
      });
    });
  }

  private take(delta: Delta): void {
    if (delta.from !== this.cursor || delta.epoch !== epoch) this.faults.push(`${delta.from} at ${this.cursor}`);
    for (const table of TABLE_NAMES) {
      const rows = delta.put[table] ?? [];
      if (!widthsFit(table, rows)) this.faults.push(`a row of ${table} is not as wide as its table`);
      const hashes = rows.length === 0 ? null : hashesOf(table, delta.to);
      for (const row of rows) {
        const uid = row[0] as number;
        let hash = hashes?.get(uid);
        hash ??= hashRow(row);
        hashes?.set(uid, hash);
        this.turn(table, uid, hash);
      }
      for (const uid of delta.del[table] ?? []) this.turn(table, uid, null);
      this.rows += rows.length;
    }
    this.cursor = delta.to;
    this.deltas++;
    this.socket.emit(HUB_EVENTS.credit, { to: delta.to });
  }

  private turn(table: TableName, uid: number, hash: number | null): void {
    const sums = this.sums.get(table) as TableSums;
    const changed = this.changed.get(table) as Map<number, number | null>;
    const was = changed.has(uid) ? changed.get(uid) : before.get(table)?.get(uid);
    if (was !== undefined && was !== null) sums.remove(uid, was);
    if (hash !== null) sums.add(uid, hash);
    changed.set(uid, hash);
  }

  /** Whether the hub's sums are ours, at one place. */
  check(): Promise<boolean> {
    return new Promise((resolve) => {
      this.socket.once(HUB_EVENTS.digest, ({ at, totals }: Digest) => {
        const differing = TABLE_NAMES.filter(
          (table) => !sameSum((this.sums.get(table) as TableSums).total(), totals[table] ?? [0, 0, 0]),
        );
        if (at !== this.cursor) this.faults.push(`sums at ${at}, we stand at ${this.cursor}`);
        if (differing.length > 0) this.faults.push(`sums of ${differing.join()} differ`);
        resolve(at === this.cursor && differing.length === 0);
      });
      this.socket.emit(HUB_EVENTS.digest, { buckets: [] });
    });
  }
}

let tailing = 0;
const all = Array.from({ length: Number(readers) }, (_, n) => new Reader(`reader ${n + 1}`));
const asleep = all.slice(0, Number(stalled));
const awake = all.slice(Number(stalled));

obey(
  {
    /** Some stop reading: their sockets stay open and nothing is taken from them any more. */
    stall() {
      for (const { socket } of asleep) {
        const transport = socket.io.engine.transport as unknown as { ws: { _socket?: { pause(): void } } };
        transport.ws._socket?.pause();
      }
      tell({ is: "stalled" });
    },
    async check({ head: until }: { head: number }) {
      while (awake.some(({ cursor, socket }) => cursor < until && socket.connected)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const same = await Promise.all(awake.map((reader) => reader.check()));
      tell({
        is: "checked",
        readers: awake.length,
        same: same.filter(Boolean).length,
        deltas: awake.reduce((sum, reader) => sum + reader.deltas, 0),
        rows: awake.reduce((sum, reader) => sum + reader.rows, 0),
        faults: awake.flatMap(({ faults }) => faults).slice(0, 5),
        rss: rssMb(),
      });
    },
  },
  () => all.forEach(({ socket }) => socket.disconnect()),
);
