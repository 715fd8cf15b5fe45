/**
 * The port that vehicle terminals connect to (JT/T 808 over TCP). The line knows neither encryption nor passwords worth
 * the name: whoever opens it beyond this machine opens it to a network that is trusted.
 */
import { createServer, type AddressInfo, type Socket } from "node:net";
import { frameCutter, JT_FAULTS } from "../../shared/device/jt808-frame.ts";
import { JT_REASONS, terminal, type JtReason, type Track } from "./jt808-terminal.ts";
import type { TerminalUnits } from "./jt808-units.ts";

/** A terminal that says nothing for so long is gone, real ms. Heartbeats come every few minutes at most. */
const SILENT_MS = 15 * 60_000;
/** Connections at a time; a city's vehicles are fewer. */
const MOST_TERMINALS = 5_000;
/** A connection that lets more of our answers pile up does not read them. */
const MOST_WAITING_BYTES = 64 * 1_024;

export interface Gateway {
  readonly port: number;
  /** Terminals that are connected now. */
  terminals(): number;
  /** Positions since the start, and messages that came to nothing by reason. */
  counts(): { readonly positions: number; readonly asides: Readonly<Record<JtReason, number>> };
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly units: TerminalUnits;
  readonly onTrack: (track: Track) => void;
}

/** Resolves when the port is open; rejects with the system's error when it cannot be. */
export function openGateway({ host, port, units, onTrack }: GatewayOptions): Promise<Gateway> {
  const sockets = new Set<Socket>();
  const asides = Object.fromEntries([...JT_FAULTS, ...JT_REASONS].map((reason) => [reason, 0])) as Record<
    JtReason,
    number
  >;
  let positions = 0;

  function serve(socket: Socket): void {
    const cutter = frameCutter();
    const conversation = terminal({
      units,
      onTrack(track) {
        positions++;
        onTrack(track);
      },
      onAside: (reason) => asides[reason]++,
    });
    sockets.add(socket);
    socket.setTimeout(SILENT_MS, () => socket.destroy());
    socket.on("data", (bytes) => {
      for (const frame of cutter.take(bytes)) {
        const answer = conversation.take(frame);
        if (answer !== null) socket.write(answer);
      }
      if (socket.writableLength > MOST_WAITING_BYTES) socket.destroy();
    });
    // A line that breaks is a terminal in a tunnel: it comes back.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  }

  const server = createServer({ noDelay: true }, serve);
  server.maxConnections = MOST_TERMINALS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        terminals: () => sockets.size,
        counts: () => ({ positions, asides: { ...asides } }),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
