/**
 * The feed over socket.io. The only file of the hub that knows it.
 *
 * WebSocket only: nothing is ever resent by the transport, because the cursor already says what is missing. Compression
 * is off: it would undo the sharing of one encoded delta by many hosts.
 */
import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import { HUB_EVENTS, type HubTime, type TracksMessage } from "../../shared/wire/hub.ts";
import { packPage } from "../../shared/wire/page.ts";
import type { Store } from "../store/store.ts";
import { openFeed } from "./feed.ts";

export interface FeedServer {
  /** Says that this process has committed something. */
  notice(): void;
  /** Sends positions to every greeted host whose line is not busy. */
  tracks(message: TracksMessage): void;
  sessions(): number;
  close(): Promise<void>;
}

export interface FeedServerOptions {
  readonly server: HttpServer;
  readonly store: Store;
  readonly time: () => HubTime;
  /** Decides requests. */
  readonly desk: (message: DeskMessage) => Promise<DeskAnswer>;
  /** A conversation was ended because of what its host said. */
  readonly onFault: (what: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Hosts say little: their largest message is a ledger entry with its grounds. */
const LARGEST_MESSAGE = 65_536;
/** Room of the hosts that have been greeted. */
const GREETED = "greeted";

export function serveFeed({ server, store, time, desk, onFault, onError }: FeedServerOptions): FeedServer {
  const io = new Server(server, {
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    pingInterval: 10_000,
    pingTimeout: 20_000,
    // A host is a program and names no origin. A web page does, and has no business here.
    allowRequest: (request, decide) => decide(null, request.headers.origin === undefined),
  });
  const feed = openFeed({
    store,
    time,
    onError,
    line: {
      delta: (ids, delta) => void io.to([...ids]).emit(HUB_EVENTS.delta, delta),
      behind: (id) => void io.to(id).emit(HUB_EVENTS.behind),
      end(id, what) {
        onFault(what);
        io.sockets.sockets.get(id)?.disconnect(true);
      },
    },
  });

  io.on("connection", (socket) => {
    feed.connect(socket.id);
    socket.on("disconnect", () => feed.disconnect(socket.id));
    asked(socket, HUB_EVENTS.hello, (raw) => {
      const welcome = feed.hello(socket.id, raw);
      if (welcome?.answer === "welcome") void socket.join(GREETED);
      return welcome;
    });
    asked(socket, HUB_EVENTS.page, (raw) => {
      const page = feed.page(socket.id, raw);
      return page === null ? null : packPage(page);
    });
    asked(socket, HUB_EVENTS.desk, (raw) => {
      const message = feed.desk(socket.id, raw);
      return message === null ? null : desk(message);
    });
    asked(socket, HUB_EVENTS.time, time);
    told(socket, HUB_EVENTS.tail, (raw) => feed.tail(socket.id, raw));
    told(socket, HUB_EVENTS.credit, (raw) => feed.credit(socket.id, raw));
  });

  /** A message that wants an answer. */
  function asked(socket: Socket, event: string, answer: (raw: unknown) => unknown): void {
    socket.on(event, (...args: unknown[]) => {
      const ack = args[args.length - 1];
      if (typeof ack !== "function") return fail(socket, `${event} without a way to answer`);
      guarded(socket, () => {
        const value = answer(args.length > 1 ? args[0] : undefined);
        if (value instanceof Promise) value.then((later: unknown) => ack(later), failed(socket));
        else if (value !== null) ack(value);
      });
    });
  }

  function told(socket: Socket, event: string, hear: (raw: unknown) => void): void {
    socket.on(event, (raw: unknown) => guarded(socket, () => hear(raw)));
  }

  function guarded(socket: Socket, work: () => void): void {
    try {
      work();
    } catch (error) {
      failed(socket)(error);
    }
  }

  /** What was asked could not be answered: whoever asked hears it by the cut, and asks again. */
  function failed(socket: Socket): (error: unknown) => void {
    return (error) => {
      onError(error);
      socket.disconnect(true);
    };
  }

  function fail(socket: Socket, what: string): void {
    onFault(what);
    socket.disconnect(true);
  }

  return {
    notice: feed.notice,
    tracks: (message) => void io.volatile.to(GREETED).emit(HUB_EVENTS.tracks, message),
    sessions: feed.sessions,
    async close() {
      feed.close();
      await io.close();
    },
  };
}
