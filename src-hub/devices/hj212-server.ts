/**
 * The port that stations of dust and noise connect to (HJ 212 over TCP). The line is not encrypted and its password is sent
 * in the clear: whoever opens it beyond this machine opens it to a network that is trusted.
 */
import { createServer, type AddressInfo, type Socket } from "node:net";
import { answerTo, frameReader, type Frame, type FrameFault } from "../../shared/device/hj212.ts";
import { measuredOf, type AsideReason, type Declared, type Sample } from "../../shared/device/hj212-values.ts";

/** A station that says nothing for so long is gone, real ms: hourly means are the rarest thing they send. */
const SILENT_MS = 2 * 60 * 60_000;
/** Connections at a time; a city has some hundred stations. */
const MOST_STATIONS = 2_000;
/** A connection that lets more of our answers pile up does not read them. */
const MOST_WAITING_BYTES = 64 * 1_024;
/** The same thing is told of one station so often, hub ms. */
const TOLD_EVERY = 60 * 60_000;
/** Numbers of stations that nobody declared, of which it is remembered that they were told. */
const MOST_TOLD = 5_000;

export type TakenFault = FrameFault | AsideReason | "unknownStation" | "wrongPassword";

/** What came to nothing, for people. `station` is its number, or the address it came from. */
export interface TakenAside {
  readonly station: string;
  readonly reason: TakenFault;
  readonly field: string;
  readonly found: string;
}

export interface ReportingStation extends Declared {
  readonly id: string;
  /** "" takes any. */
  readonly password: string;
}

export interface StationServer {
  readonly port: number;
  /** Samples since the start, and what came to nothing by reason. */
  counts(): { readonly samples: number; readonly asides: Readonly<Partial<Record<TakenFault, number>>> };
  close(): Promise<void>;
}

export interface StationServerOptions<S extends ReportingStation> {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly stations: ReadonlyMap<string, S>;
  /** Hub time, epoch ms. */
  now(): number;
  /** Takes what a station measured. */
  onSamples(station: S, samples: readonly Sample[]): void;
  /** Each kind of thing at most once an hour for one station. */
  onAside(aside: TakenAside): void;
}

/** Resolves when the port is open; rejects with the system's error when it cannot be. */
export function openStationServer<S extends ReportingStation>(
  options: StationServerOptions<S>,
): Promise<StationServer> {
  const { stations, now, onSamples, onAside } = options;
  const sockets = new Set<Socket>();
  const asides: Partial<Record<TakenFault, number>> = {};
  const told = new Map<string, number>();
  let samples = 0;

  function tell(aside: TakenAside): void {
    asides[aside.reason] = (asides[aside.reason] ?? 0) + 1;
    const key = `${aside.station} ${aside.reason} ${aside.field}`;
    const at = now();
    if (at - (told.get(key) ?? Number.NEGATIVE_INFINITY) < TOLD_EVERY) return;
    if (told.size >= MOST_TOLD) told.clear();
    told.set(key, at);
    onAside(aside);
  }

  /** True when the frame was taken and may be answered. */
  function take(frame: Frame): boolean {
    const station = stations.get(frame.mn);
    const no = (reason: TakenFault): boolean => {
      tell({ station: frame.mn.slice(0, 64), reason, field: "", found: "" });
      return false;
    };
    if (station === undefined) return no("unknownStation");
    if (station.password !== "" && station.password !== frame.password) return no("wrongPassword");
    const measured = measuredOf(frame, station, now());
    for (const { reason, field, found } of measured.asides) {
      tell({ station: station.id, reason, field, found: found.slice(0, 64) });
    }
    if (measured.samples.length > 0) onSamples(station, measured.samples);
    samples += measured.samples.length;
    return true;
  }

  function serve(socket: Socket): void {
    const reader = frameReader();
    sockets.add(socket);
    socket.setTimeout(SILENT_MS, () => socket.destroy());
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      for (const each of reader.take(text)) {
        if ("fault" in each) tell({ station: socket.remoteAddress ?? "?", reason: each.fault, field: "", found: "" });
        else if (take(each) && each.wantsAnswer) socket.write(answerTo(each), "latin1");
      }
      if (socket.writableLength > MOST_WAITING_BYTES) socket.destroy();
    });
    // A line that breaks is a modem on a building site: it comes back.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  }

  const server = createServer({ noDelay: true }, serve);
  server.maxConnections = MOST_STATIONS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        counts: () => ({ samples, asides: { ...asides } }),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
