/**
 * A bad network: a TCP proxy on this machine between hosts and a hub, which loses, doubles, swaps and delays whole
 * messages, and cuts, partitions, throttles and stalls connections, by chances from a seed.
 *
 * What socket.io says for itself (its greeting, its pings) is left alone by the faults of messages: TCP loses no part of a
 * connection, and these faults stand for whatever may go wrong above it.
 */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { chances } from "../contract/random-cases.ts";
import { UnitReader, type Unit } from "./frames.ts";

/** Chances in [0, 1) that a message is lost, doubled, swapped with the next one, or delayed by up to `delayMs`. */
export interface Odds {
  readonly drop: number;
  readonly double: number;
  readonly swap: number;
  readonly delay: number;
  readonly delayMs: number;
}

export const FAIR: Odds = { drop: 0, double: 0, swap: 0, delay: 0, delayMs: 0 };

export type Direction = "toHub" | "toHost";

/** What happened to messages so far. */
export interface ProxyCounts {
  passed: number;
  dropped: number;
  doubled: number;
  swapped: number;
  delayed: number;
}

export interface Proxy {
  readonly url: string;
  /** Where connections are led from now on; a hub that is opened again may have another port. */
  target(port: number): void;
  odds(direction: Direction, odds: Odds): void;
  /** While it lasts no byte passes and no end is told, the connections stay. */
  partition(on: boolean): void;
  /** Stops reading from the side the direction comes from, so that its sender feels it; the other way stays open. */
  stall(direction: Direction, on: boolean): void;
  /** Bytes a second each way; null for no limit. */
  throttle(bytesPerSecond: number | null): void;
  /** Resets every connection. */
  cut(): void;
  connections(): number;
  readonly counts: Readonly<Record<Direction, Readonly<ProxyCounts>>>;
  close(): Promise<void>;
}

/** socket.io's events and acknowledgements; everything else is its own. */
const OF_THE_LINE = /^4[2356]/;
/** A swapped message goes on after this (ms) when no other one follows it. */
const SWAP_MS = 300;
/** Bytes a pipe holds before it stops reading. */
const HELD_BYTES = 1_000_000;
const THROTTLE_BEAT_MS = 20;

interface Control {
  readonly odds: Record<Direction, Odds>;
  readonly stalled: Record<Direction, boolean>;
  partitioned: boolean;
  bytesPerSecond: number | null;
  readonly counts: Record<Direction, ProxyCounts>;
  readonly chance: Record<Direction, () => number>;
}

/** One direction of one connection. */
class Pipe {
  private readonly reader = new UnitReader();
  private readonly queue: { bytes: Buffer; readonly due: number }[] = [];
  private held = 0;
  /** A message that changes places with the next one. */
  private swapped: { readonly unit: Unit; readonly timer: NodeJS.Timeout } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private ended = false;
  private lastDue = 0;
  private from: Socket;
  private to: Socket;
  private direction: Direction;
  private control: Control;

  constructor(from: Socket, to: Socket, direction: Direction, control: Control) {
    this.from = from;
    this.to = to;
    this.direction = direction;
    this.control = control;
    from.on("data", (bytes) => {
      for (const unit of this.reader.push(bytes)) this.take(unit);
      this.flow();
    });
    from.on("end", () => {
      this.ended = true;
      this.flow();
    });
    to.on("drain", () => this.flow());
  }

  /** Looks again at what may pass. */
  flow(): void {
    const { control, queue } = this;
    if (control.partitioned || this.to.destroyed) return this.pause();
    while (queue.length > 0 && !this.to.writableNeedDrain) {
      const head = queue[0] as (typeof queue)[number];
      const wait = head.due - performance.now();
      if (wait > 0) {
        this.later(wait);
        break;
      }
      const limit = control.bytesPerSecond;
      if (limit !== null && this.timer !== null) break;
      const size = limit === null ? head.bytes.length : Math.ceil((limit * THROTTLE_BEAT_MS) / 1_000);
      const piece = head.bytes.subarray(0, size);
      head.bytes = head.bytes.subarray(size);
      this.held -= piece.length;
      if (head.bytes.length === 0) queue.shift();
      this.to.write(piece);
      if (limit !== null) this.later(THROTTLE_BEAT_MS);
    }
    if (control.stalled[this.direction] || this.held > HELD_BYTES || this.to.writableNeedDrain) this.pause();
    else this.from.resume();
    if (this.ended && queue.length === 0 && this.swapped === null) this.to.end();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.swapped !== null) clearTimeout(this.swapped.timer);
    this.swapped = null;
    this.queue.length = 0;
  }

  private pause(): void {
    this.from.pause();
  }

  private later(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.flow();
    }, ms);
  }

  private take(unit: Unit): void {
    const { control, swapped } = this;
    const counts = control.counts[this.direction];
    const chance = control.chance[this.direction];
    if (unit.text === null || !OF_THE_LINE.test(unit.text)) return this.put(unit, 0);
    const { drop, double, swap, delay, delayMs } = control.odds[this.direction];
    const lot = chance();
    const delayed = chance() < delay ? chance() * delayMs : 0;
    if (delayed > 0) counts.delayed += 1;
    if (lot < drop) {
      counts.dropped += 1;
    } else if (lot < drop + swap && swapped === null) {
      counts.swapped += 1;
      this.swapped = { unit, timer: setTimeout(() => this.unswap(), SWAP_MS) };
      return;
    } else {
      counts.passed += 1;
      this.put(unit, delayed);
      if (lot >= drop + swap && lot < drop + swap + double) {
        counts.doubled += 1;
        this.put(unit, delayed);
      }
    }
    if (swapped !== null) this.unswap();
  }

  private unswap(): void {
    if (this.swapped === null) return;
    clearTimeout(this.swapped.timer);
    const { unit } = this.swapped;
    this.swapped = null;
    this.put(unit, 0);
    this.flow();
  }

  private put({ bytes }: Unit, delay: number): void {
    // A later message never overtakes by its delay: that is what swapping is for.
    this.lastDue = Math.max(this.lastDue, performance.now() + delay);
    this.queue.push({ bytes, due: delay === 0 && this.queue.length === 0 ? 0 : this.lastDue });
    this.held += bytes.length;
  }
}

/** Opens a proxy to the hub on `port` of this machine. */
export async function openProxy(port: number, seed: number): Promise<Proxy> {
  let target = port;
  const none = (): ProxyCounts => ({ passed: 0, dropped: 0, doubled: 0, swapped: 0, delayed: 0 });
  const control: Control = {
    odds: { toHub: FAIR, toHost: FAIR },
    stalled: { toHub: false, toHost: false },
    partitioned: false,
    bytesPerSecond: null,
    counts: { toHub: none(), toHost: none() },
    chance: { toHub: chances(seed), toHost: chances(seed + 1) },
  };
  interface Connection {
    readonly host: Socket;
    hub: Socket | null;
    pipes: readonly Pipe[];
  }
  const open = new Set<Connection>();

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (host) => {
    const connection: Connection = { host, hub: null, pipes: [] };
    open.add(connection);
    host.on("error", () => undefined);
    host.on("close", () => ended(connection));
    lead(connection);
  });

  /** Reaches for the hub, once bytes may pass. */
  function lead(connection: Connection): void {
    if (control.partitioned || connection.hub !== null || !open.has(connection)) return;
    const { host } = connection;
    const hub = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    connection.hub = hub;
    hub.on("error", () => undefined);
    hub.on("close", () => ended(connection));
    hub.on("connect", () => {
      connection.pipes = [new Pipe(host, hub, "toHub", control), new Pipe(hub, host, "toHost", control)];
      for (const pipe of connection.pipes) pipe.flow();
    });
  }

  /** One side is gone: so is the other, as soon as anything may be told of it. */
  function ended(connection: Connection): void {
    if (control.partitioned || control.stalled.toHub || control.stalled.toHost) return;
    open.delete(connection);
    for (const pipe of connection.pipes) pipe.stop();
    for (const socket of [connection.host, connection.hub]) if (socket?.destroyed === false) socket.resetAndDestroy();
  }

  function changed(): void {
    for (const connection of open) {
      if (connection.host.destroyed || connection.hub?.destroyed === true) ended(connection);
      else lead(connection);
      for (const pipe of connection.pipes) pipe.flow();
    }
  }

  function cut(): void {
    for (const connection of open) {
      open.delete(connection);
      for (const pipe of connection.pipes) pipe.stop();
      connection.host.resetAndDestroy();
      connection.hub?.resetAndDestroy();
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: (next) => (target = next),
    odds: (direction, odds) => (control.odds[direction] = odds),
    partition(on) {
      control.partitioned = on;
      changed();
    },
    stall(direction, on) {
      control.stalled[direction] = on;
      changed();
    },
    throttle(bytesPerSecond) {
      control.bytesPerSecond = bytesPerSecond;
      changed();
    },
    cut,
    connections: () => open.size,
    counts: control.counts,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
